internal import MartletModel

extension StepIntent {
    /// What has no column of its own, as one value.
    var asValue: Value {
        var fields: Fields = [
            "type": .string(type.text), "provider": .string(provider.text), "connection": .string(connection.text),
            "reversibility": reversibility.asValue, "settings": settings.asValue,
            "dependencies": .tuple(dependencies.map { .string($0.description) }),
        ]
        fields["body"] = body
        fields["prior"] = prior?.asValue
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
            let reversibility = value["reversibility"].flatMap(Reversibility.init(value:)),
            let settings = value["settings"].map(StepSettings.init(value:))
        else { return nil }
        self.init(
            ordinal: ordinal, address: address, operation: operation, undoes: undoes, type: ResourceType(type),
            provider: ProviderName(provider), connection: ConnectionName(connection),
            identity: identity.map { Identity($0) }, body: value["body"],
            prior: value["prior"].flatMap(ResourceRecord.init(value:)), preimage: value["preimage"],
            reversibility: reversibility, dependencies: dependencies, settings: settings
        )
    }
}

extension Reversibility {
    fileprivate var asValue: Value {
        switch self {
        case .undo(.delete): "delete"
        case .undo(.restore): "restore"
        case .undo(.forget): "forget"
        case .undo(.retain): "retain"
        case .notNeeded: "notNeeded"
        case .irreversible(let why): ["irreversible": .string(why)]
        }
    }

    fileprivate init?(value: Value) {
        switch value.stringValue {
        case "delete": self = .undo(.delete)
        case "restore": self = .undo(.restore)
        case "forget": self = .undo(.forget)
        case "retain": self = .undo(.retain)
        case "notNeeded": self = .notNeeded
        default:
            guard let why = value["irreversible"]?.stringValue else { return nil }
            self = .irreversible(why)
        }
    }
}

extension StepSettings {
    fileprivate var asValue: Value {
        var fields: Fields = [
            "preventDestroy": .bool(preventDestroy), "retainOnDestroy": .bool(retainOnDestroy),
            "retainOnRollback": .bool(retainOnRollback), "allowIrreversible": .bool(allowIrreversible),
        ]
        fields["createTimeout"] = createTimeout.map(\.asValue)
        fields["updateTimeout"] = updateTimeout.map(\.asValue)
        fields["deleteTimeout"] = deleteTimeout.map(\.asValue)
        fields["wait"] = wait
        return .object(fields)
    }

    fileprivate init(value: Value) {
        self.init()
        preventDestroy = value["preventDestroy"]?.boolValue ?? false
        retainOnDestroy = value["retainOnDestroy"]?.boolValue ?? false
        retainOnRollback = value["retainOnRollback"]?.boolValue ?? false
        allowIrreversible = value["allowIrreversible"]?.boolValue ?? false
        createTimeout = value["createTimeout"].flatMap(Duration.init(value:))
        updateTimeout = value["updateTimeout"].flatMap(Duration.init(value:))
        deleteTimeout = value["deleteTimeout"].flatMap(Duration.init(value:))
        wait = value["wait"]
    }
}

extension Duration {
    /// In milliseconds.
    fileprivate var asValue: Value {
        .number(Number(Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)))
    }

    fileprivate init?(value: Value) {
        guard let milliseconds = value.intValue else { return nil }
        self = .milliseconds(milliseconds)
    }
}
