internal import MartletModel

extension StepIntent {
    /// What has no column of its own, as one value.
    var asValue: Value {
        var fields: Fields = [
            "type": .string(type.text), "provider": .string(provider.text), "connection": .string(connection.text),
            "reversibility": reversibility.encoded, "settings": settings.encoded,
            "dependencies": .tuple(dependencies.map { .string($0.description) }),
        ]
        fields["body"] = body
        fields["prior"] = prior?.encoded
        fields["preimage"] = preimage
        return .object(fields)
    }

    /// The intent from its columns; nil when a part is missing or malformed.
    init?(
        ordinal: Int, address: String, operation: String, undoes: Int?, identity: String?, value: Value
    ) {
        guard let address = Address(address), let operation = StepOperation(rawValue: operation),
            let type = value["type"]?.stringValue, let provider = value["provider"]?.stringValue,
            let connection = value["connection"]?.stringValue, let dependencies = value["dependencies"]?.addresses,
            let reversibility = value["reversibility"].flatMap(Reversibility.init(encoded:)),
            let settings = value["settings"].map(StepSettings.init(encoded:))
        else { return nil }
        self.init(
            ordinal: ordinal, address: address, operation: operation, undoes: undoes, type: ResourceType(type),
            provider: ProviderName(provider), connection: ConnectionName(connection),
            identity: identity.map { Identity($0) }, body: value["body"],
            prior: value["prior"].flatMap(ResourceRecord.init(encoded:)), preimage: value["preimage"],
            reversibility: reversibility, dependencies: dependencies, settings: settings
        )
    }
}
