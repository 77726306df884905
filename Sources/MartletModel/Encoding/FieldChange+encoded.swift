extension FieldChange {
    /// The field change as one value.
    package var encoded: Value {
        var fields: Fields = [
            "path": path.encoded, "cause": cause.encoded, "forcesReplacement": .bool(forcesReplacement),
        ]
        fields["before"] = before
        fields["after"] = after
        return .object(fields)
    }

    /// Nil when a part is missing or malformed.
    package init?(encoded value: Value) {
        guard let path = value["path"].flatMap(ValuePath.init(encoded:)),
            let cause = value["cause"].flatMap(Cause.init(encoded:))
        else { return nil }
        self.init(
            path, before: value["before"], after: value["after"], cause: cause,
            forcesReplacement: value["forcesReplacement"]?.boolValue ?? false
        )
    }
}

extension FieldChange.Cause {
    fileprivate var encoded: Value {
        switch self {
        case .configuration: "configuration"
        case .server: "server"
        case .drift(let name): ["drift": name.map { .string($0) } ?? .null]
        }
    }

    fileprivate init?(encoded value: Value) {
        switch value.stringValue {
        case "configuration": self = .configuration
        case "server": self = .server
        default:
            guard let drift = value["drift"] else { return nil }
            self = .drift(by: drift.stringValue)
        }
    }
}
