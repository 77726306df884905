package import MartletModel

/// A whole state as text: what `martlet state pull` writes and `martlet state push` takes.
///
/// Canonical JSON of the form ``format``. Secrets are in it as they are sealed, so that it can be made, read and checked
/// without the key. The same revision always gives the same bytes.
package struct StateDocument: Sendable, Hashable {
    static let family = "martlet.state-file/"
    package static let format = family + "1"

    /// With secrets as they are sealed (``StateStore/withoutKey``); its revision is the document's serial.
    package var snapshot: Snapshot

    package init(_ snapshot: Snapshot) { self.snapshot = snapshot }

    /// One line, with a line break at its end. O(n log n).
    package func bytes() throws -> [UInt8] {
        try ValueCodec(sealing: KeptSeals()).encode(.object(fields)) + Array("\n".utf8)
    }

    private var fields: Fields {
        let connections = snapshot.connections.sorted { $0.key < $1.key }.map { name, record in
            Fields.Field(
                name.text, ["provider": .string(record.provider.text), "configuration": record.configuration]
            )
        }
        let outputs = snapshot.outputs.sorted { $0.key.precedesInBytes($1.key) }.map { Fields.Field($0.key, $0.value) }
        return [
            "format": .string(Self.format), "lineage": .string(snapshot.lineage),
            "serial": .number(Number(snapshot.revision)), "connections": .object(Fields(connections)),
            "resources": .tuple(snapshot.records.values.sorted { $0.address < $1.address }.map(\.encoded)),
            "outputs": .object(Fields(outputs)), "tombstones": .tuple(snapshot.tombstones.map(\.entry)),
        ]
    }
}

extension Tombstone {
    fileprivate var entry: Value {
        var fields: Fields = ["record": record.encoded, "failure": .string(failure)]
        fields["contraction"] = contraction
        if mayBeInUse { fields["mayBeInUse"] = true }
        fields["goesWith"] = goesWith.map { .string($0.description) }
        return .object(fields)
    }
}

extension StateDocument {
    /// What brings a state from `current` to this document. Both were read without the key.
    package func changes(from current: Snapshot) -> [StateChange] {
        let connections = snapshot.connections.filter { current.connections[$0.key] != $0.value }
        let removals = current.records.keys.filter { snapshot.records[$0] == nil }.sorted()
        let puts = snapshot.records.values.filter { current.records[$0.address] != $0 }
        let buried = Set(snapshot.tombstones.map(\.key))
        return connections.sorted { $0.key < $1.key }.map { .connect($0.key, $0.value) }
            + removals.map { .remove($0) } + puts.sorted { $0.address < $1.address }.map { .put($0) }
            + current.tombstones.filter { !buried.contains($0.key) }.map { .unbury($0.record) }
            + snapshot.tombstones.filter { !current.tombstones.contains($0) }.map { .bury($0) }
    }

    /// Every sealed secret in the document.
    package var seals: [String] {
        var seals: [String] = []
        for record in snapshot.records.values + snapshot.tombstones.map(\.record) {
            record.body.collectSeals(into: &seals)
            record.attributes.collectSeals(into: &seals)
        }
        for tombstone in snapshot.tombstones { tombstone.contraction?.collectSeals(into: &seals) }
        for connection in snapshot.connections.values { connection.configuration.collectSeals(into: &seals) }
        for output in snapshot.outputs.values { output.collectSeals(into: &seals) }
        return seals
    }
}

extension Tombstone {
    /// What tells tombstones apart.
    var key: [String] { [record.connection.text, record.type.text, record.identity.text] }
}

extension Value {
    fileprivate func collectSeals(into seals: inout [String]) {
        switch self {
        case .marked(.string(let sealed), _): seals.append(sealed)
        case .object(let fields): for field in fields { field.value.collectSeals(into: &seals) }
        case .tuple(let elements): for element in elements { element.collectSeals(into: &seals) }
        default: break
        }
    }
}
