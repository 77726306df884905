import MartletModel

/// A structure inside a record: a node, a relationship, a moment (https://neo4j.com/docs/bolt/current/bolt/structure-semantics/).
struct BoltStructure {
    let tag: UInt8
    let fields: [Value]

    /// The structure as an object whose `type` says what it is; the fields by their names in the protocol, version 5.
    var value: Value {
        guard let (type, names) = Self.shapes[tag] else {
            return ["type": .string("0x" + String(tag, radix: 16)), "fields": .tuple(fields)]
        }
        var object = Fields(zip(names, fields).map { Fields.Field($0, $1) })
        object["type"] = .string(type)
        return .object(object)
    }

    private static let shapes: [UInt8: (type: String, names: [String])] = [
        0x4E: ("node", ["id", "labels", "properties", "element_id"]),
        0x52: (
            "relationship",
            [
                "id", "start_id", "end_id", "label", "properties", "element_id", "start_element_id", "end_element_id",
            ]
        ),
        0x72: ("unbound_relationship", ["id", "label", "properties", "element_id"]),
        0x50: ("path", ["nodes", "relationships", "indices"]),
        0x44: ("date", ["days"]),
        0x54: ("time", ["nanoseconds", "offset_seconds"]),
        0x74: ("local_time", ["nanoseconds"]),
        0x49: ("date_time", ["seconds", "nanoseconds", "offset_seconds"]),
        0x69: ("date_time", ["seconds", "nanoseconds", "zone"]),
        0x64: ("local_date_time", ["seconds", "nanoseconds"]),
        0x45: ("duration", ["months", "days", "seconds", "nanoseconds"]),
        0x58: ("point", ["srid", "x", "y"]),
        0x59: ("point", ["srid", "x", "y", "z"]),
    ]
}
