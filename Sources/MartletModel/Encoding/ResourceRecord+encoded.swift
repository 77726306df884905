extension ResourceRecord {
    /// The record as one value, for the state, the journal and saved plans; ``ValueCodec`` seals what is secret in it.
    package var encoded: Value {
        var fields: Fields = [
            "address": .string(address.description), "type": .string(type.text), "provider": .string(provider.text),
            "connection": .string(connection.text), "identity": .string(identity.text), "body": body,
            "attributes": attributes, "dependencies": .tuple(dependencies.map { .string($0.description) }),
            "health": .string(health.name), "preventDestroy": .bool(preventDestroy),
            "retainOnDestroy": .bool(retainOnDestroy), "isAdopted": .bool(isAdopted),
            "schemaVersion": .number(Number(schemaVersion)),
        ]
        if let lineage { fields["lineage"] = .string(lineage.text) }
        if let note = health.note { fields["healthNote"] = .string(note) }
        return .object(fields)
    }

    /// The record that was ``encoded``; nil when a part is missing or malformed.
    package init?(encoded value: Value) {
        guard let address = value["address"]?.stringValue.flatMap({ Address($0) }),
            let type = value["type"]?.stringValue, let provider = value["provider"]?.stringValue,
            let connection = value["connection"]?.stringValue, let identity = value["identity"]?.stringValue,
            let body = value["body"], let attributes = value["attributes"],
            let dependencies = value["dependencies"]?.addresses,
            let health = Health(name: value["health"]?.stringValue, note: value["healthNote"]?.stringValue),
            let schemaVersion = value["schemaVersion"]?.intValue
        else { return nil }
        self.init(
            address: address, type: ResourceType(type), provider: ProviderName(provider),
            connection: ConnectionName(connection), identity: Identity(identity),
            lineage: value["lineage"]?.stringValue.map { Lineage($0) }, body: body, attributes: attributes,
            dependencies: dependencies, health: health, preventDestroy: value["preventDestroy"]?.boolValue ?? false,
            retainOnDestroy: value["retainOnDestroy"]?.boolValue ?? false,
            isAdopted: value["isAdopted"]?.boolValue ?? false, schemaVersion: schemaVersion
        )
    }
}

extension ResourceRecord.Health {
    /// The word that is stored.
    package var name: String {
        switch self {
        case .sound: "sound"
        case .tainted: "tainted"
        case .diverged: "diverged"
        }
    }

    /// Why the record is not sound.
    package var note: String? {
        switch self {
        case .sound: nil
        case .tainted(let note), .diverged(let note): note
        }
    }

    /// Nil for a word that is none of ``name``.
    package init?(name: String?, note: String?) {
        switch name {
        case "sound": self = .sound
        case "tainted": self = .tainted(note ?? "")
        case "diverged": self = .diverged(note ?? "")
        default: return nil
        }
    }
}

extension Value {
    /// The addresses in a list of texts; nil when one is none.
    package var addresses: [Address]? {
        guard let elements else { return nil }
        let addresses = elements.compactMap { $0.stringValue.flatMap { Address($0) } }
        return addresses.count == elements.count ? addresses : nil
    }
}
