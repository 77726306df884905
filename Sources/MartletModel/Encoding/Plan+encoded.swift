extension Plan {
    /// The plan as one value, for the journal and saved plans; ``ValueCodec`` seals what is secret in it. Warnings are not
    /// kept: they were for the approval.
    package var encoded: Value {
        [
            "kind": kind.encoded,
            "stack": ["stack": .string(stack.stack), "environment": .string(stack.environment)],
            "inputs": inputs.encoded,
            "changes": .tuple(changes.map(\.encoded)),
            "dataReads": .tuple(dataReads.map(\.encoded)),
            "connections": .object(Fields(connections.map { Fields.Field($0.key.text, $0.value.encoded) })),
            "outputs": .tuple(outputs.map(\.encoded)),
        ]
    }

    /// Nil when a part is missing or malformed.
    package init?(encoded value: Value) {
        guard let kind = value["kind"].flatMap(Kind.init(encoded:)),
            let stack = value.at("stack", "stack")?.stringValue,
            let environment = value.at("stack", "environment")?.stringValue,
            let inputs = value["inputs"].flatMap(Inputs.init(encoded:)),
            let changes = value["changes"]?.decoded(Change.init(encoded:)),
            let dataReads = value["dataReads"]?.decoded(DataRead.init(encoded:)),
            let connections = value["connections"]?.fields,
            let outputs = value["outputs"]?.decoded(OutputChange.init(encoded:))
        else { return nil }
        self.init(
            kind: kind, stack: StackIdentity(stack: stack, environment: environment), inputs: inputs, changes: changes,
            dataReads: dataReads, outputs: outputs
        )
        for field in connections {
            guard let record = ConnectionRecord(encoded: field.value) else { return nil }
            self.connections[ConnectionName(field.key)] = record
        }
    }
}

extension Plan.Kind {
    fileprivate var encoded: Value {
        switch self {
        case .apply: "apply"
        case .destroy: "destroy"
        case .refreshOnly: "refreshOnly"
        case .rollback(let revision): .number(Number(revision))
        }
    }

    fileprivate init?(encoded value: Value) {
        switch value.stringValue {
        case "apply": self = .apply
        case "destroy": self = .destroy
        case "refreshOnly": self = .refreshOnly
        default:
            guard let revision = value.intValue else { return nil }
            self = .rollback(to: revision)
        }
    }
}

extension Plan.Inputs {
    fileprivate var encoded: Value {
        [
            "configuration": .string(configuration.hex), "variables": .string(variables.hex),
            "catalog": .string(catalog.hex),
            "lineage": .string(lineage), "revision": .number(Number(revision)),
        ]
    }

    fileprivate init?(encoded value: Value) {
        guard let configuration = value["configuration"]?.stringValue.flatMap(Digest.init(hex:)),
            let variables = value["variables"]?.stringValue.flatMap(Digest.init(hex:)),
            let catalog = value["catalog"]?.stringValue.flatMap(Digest.init(hex:)),
            let lineage = value["lineage"]?.stringValue, let revision = value["revision"]?.intValue
        else { return nil }
        self.init(
            configuration: configuration, variables: variables, catalog: catalog, lineage: lineage, revision: revision
        )
    }
}

extension Plan.OutputChange {
    fileprivate var encoded: Value {
        var fields: Fields = ["name": .string(name)]
        fields["before"] = before
        fields["after"] = after
        return .object(fields)
    }

    fileprivate init?(encoded value: Value) {
        guard let name = value["name"]?.stringValue else { return nil }
        self.init(name: name, before: value["before"], after: value["after"])
    }
}

extension DataRead {
    fileprivate var encoded: Value {
        var fields: Fields = [
            "address": .string(address.description), "type": .string(type.text), "connection": .string(connection.text),
            "body": body, "dependencies": .tuple(dependencies.map { .string($0.description) }),
        ]
        fields["attributes"] = attributes
        return .object(fields)
    }

    fileprivate init?(encoded value: Value) {
        guard let address = value["address"]?.stringValue.flatMap({ Address($0) }),
            let type = value["type"]?.stringValue,
            let connection = value["connection"]?.stringValue, let body = value["body"],
            let dependencies = value["dependencies"]?.addresses
        else { return nil }
        self.init(
            address: address, type: ResourceType(type), connection: ConnectionName(connection), body: body,
            attributes: value["attributes"], dependencies: dependencies
        )
    }
}

extension ConnectionRecord {
    fileprivate var encoded: Value { ["provider": .string(provider.text), "configuration": stored.configuration] }

    fileprivate init?(encoded value: Value) {
        guard let provider = value["provider"]?.stringValue, let configuration = value["configuration"] else {
            return nil
        }
        self.init(provider: ProviderName(provider), configuration: configuration)
    }
}
