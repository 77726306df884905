internal import MartletModel

extension RecordedCheck {
    var asValue: Value {
        var fields: Fields = ["name": .string(name), "blocking": .bool(isBlocking)]
        fields["failure"] = failure?.asValue
        return .object(fields)
    }

    init(value: Value) {
        self.init(
            name: value["name"]?.stringValue ?? "", isBlocking: value["blocking"]?.boolValue ?? false,
            failure: value["failure"].map { RecordedFailure(value: $0) }
        )
    }
}
