package import MartletModel

extension StateDocument {
    /// Reads a document; throws every fault in it at once, each with the place where it is.
    package init(json bytes: [UInt8]) throws(Diagnostics) {
        var reader = StateDocumentReader()
        guard let document = reader.read(bytes) else { throw Diagnostics(reader.faults) }
        self = document
    }
}

/// Reads the parts of a document and collects what is wrong with them.
struct StateDocumentReader {
    private(set) var faults: [Diagnostic] = []

    private static let keys = ["format", "lineage", "serial", "connections", "resources", "outputs", "tombstones"]

    mutating func read(_ bytes: [UInt8]) -> StateDocument? {
        guard let fields = fields(of: bytes) else { return nil }
        for key in fields.map(\.key) where !Self.keys.contains(key) {
            let near = nearestName(to: key, among: Self.keys).map { "Did you mean `\($0)`?" }
            fault(key, "is no part of a state", hint: near)
        }
        var snapshot = Snapshot(lineage: lineage(fields["lineage"]), revision: serial(fields["serial"]))
        snapshot.connections = connections(fields["connections"])
        let records = records(fields["resources"])
        for field in object(fields["outputs"], "outputs") { snapshot.outputs[field.key] = field.value }
        snapshot.tombstones = tombstones(fields["tombstones"])
        for record in records { snapshot.records[record.address] = record }
        faults += StateConstraints(records: records, snapshot: snapshot).faults
        return faults.isEmpty ? StateDocument(snapshot) : nil
    }

    private mutating func fields(of bytes: [UInt8]) -> Fields? {
        let value: Value
        do {
            value = try ValueCodec(sealing: KeptSeals()).decode(bytes)
        } catch {
            faults.append(StateCode.notADocument.diagnostic("The text cannot be read: \(error).", hint: Self.hint))
            return nil
        }
        guard let fields = value.fields, let format = fields["format"]?.stringValue,
            format.hasPrefix(StateDocument.family)
        else {
            faults.append(StateCode.notADocument.diagnostic("The text is JSON and no state.", hint: Self.hint))
            return nil
        }
        guard format == StateDocument.format else {
            let detail = "The text has the form `\(format)`; this Martlet knows `\(StateDocument.format)`."
            faults.append(
                StateCode.newerDocument.diagnostic(detail, hint: "Use the Martlet that wrote it, or a later one."))
            return nil
        }
        return fields
    }

    private static let hint = "`martlet state push` takes what `martlet state pull` wrote."

    // MARK: Parts

    private mutating func lineage(_ value: Value?) -> String {
        guard let text = value?.stringValue, (1...64).contains(text.count) else {
            fault("lineage", "must be a text of 1 to 64 characters")
            return ""
        }
        return text
    }

    private mutating func serial(_ value: Value?) -> Int {
        guard let serial = value?.intValue, serial >= 0 else {
            fault("serial", "must be a whole number that is not negative")
            return 0
        }
        return serial
    }

    private mutating func connections(_ value: Value?) -> [ConnectionName: ConnectionRecord] {
        var connections: [ConnectionName: ConnectionRecord] = [:]
        for field in object(value, "connections") {
            let place = "connections.\(field.key)"
            guard let provider = text(field.value["provider"], "\(place).provider"),
                let configuration = known(field.value["configuration"], "\(place).configuration")
            else { continue }
            connections[ConnectionName(field.key)] = ConnectionRecord(
                provider: ProviderName(provider), configuration: configuration
            )
        }
        return connections
    }

    private mutating func records(_ value: Value?) -> [ResourceRecord] {
        list(value, "resources").enumerated().compactMap { record($0.element, "resources[\($0.offset)]") }
    }

    private mutating func tombstones(_ value: Value?) -> [Tombstone] {
        list(value, "tombstones").enumerated().compactMap { index, value in
            let place = "tombstones[\(index)]"
            guard let record = record(value["record"] ?? .null, "\(place).record") else { return nil }
            let parent = value["goesWith"]?.stringValue
            if let parent, Address(parent) == nil { fault("\(place).goesWith", "is not an address") }
            return Tombstone(
                record: record, failure: value["failure"]?.stringValue ?? "", goesWith: parent.flatMap { Address($0) },
                contraction: value["contraction"].flatMap { known($0, "\(place).contraction") },
                mayBeInUse: value["mayBeInUse"]?.boolValue ?? false
            )
        }
    }

    private mutating func record(_ value: Value, _ place: String) -> ResourceRecord? {
        let before = faults.count
        if let address = text(value["address"], "\(place).address"), Address(address) == nil {
            fault("\(place).address", "is not an address: `\(address)`")
        }
        for key in ["type", "provider", "connection", "identity"] { _ = text(value[key], "\(place).\(key)") }
        for key in ["body", "attributes"] { _ = known(value[key], "\(place).\(key)") }
        if value["dependencies"]?.addresses == nil { fault("\(place).dependencies", "must be a list of addresses") }
        if ResourceRecord.Health(name: value["health"]?.stringValue, note: "") == nil {
            fault("\(place).health", "must be `sound`, `tainted` or `diverged`")
        }
        if (value["schemaVersion"]?.intValue ?? 0) < 1 { fault("\(place).schemaVersion", "must be a number from 1 on") }
        return faults.count == before ? ResourceRecord(encoded: value) : nil
    }

    // MARK: Values

    private mutating func object(_ value: Value?, _ place: String) -> Fields {
        if let fields = value?.fields { return fields }
        fault(place, "must be an object")
        return Fields()
    }

    private mutating func list(_ value: Value?, _ place: String) -> [Value] {
        if let elements = value?.elements { return elements }
        fault(place, "must be a list")
        return []
    }

    private mutating func text(_ value: Value?, _ place: String) -> String? {
        if let text = value?.stringValue, !text.isEmpty { return text }
        fault(place, "must be a text that is not empty")
        return nil
    }

    private mutating func known(_ value: Value?, _ place: String) -> Value? {
        guard let value else {
            fault(place, "is missing")
            return nil
        }
        guard value.isWhollyKnown else {
            fault(place, "has a part that is not known")
            return nil
        }
        return value
    }

    private mutating func fault(_ place: String, _ what: String, hint: String? = nil) {
        faults.append(StateCode.documentFault.diagnostic("`\(place)` \(what).", hint: hint))
    }
}
