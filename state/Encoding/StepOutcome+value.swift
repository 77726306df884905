internal import MartletModel

extension StepOutcome {
    /// The word in the `status` column.
    var status: String {
        switch self {
        case .done: "done"
        case .notDone: "notDone"
        case .failed: "failed"
        case .skipped: "skipped"
        }
    }

    /// The record that the step left behind.
    var record: ResourceRecord? {
        switch self {
        case .done(let record), .failed(let record, _): record
        case .notDone, .skipped: nil
        }
    }

    var failure: String? {
        switch self {
        case .notDone(let failure), .failed(_, let failure): failure
        case .done, .skipped: nil
        }
    }

    /// The outcome from its columns; nil when they do not fit together, or the step is still in doubt.
    init?(status: String, record: ResourceRecord?, failure: String?) {
        switch status {
        case "done": self = .done(record)
        case "notDone": self = .notDone(failure: failure ?? "")
        case "failed": self = .failed(record, failure: failure ?? "")
        case "skipped": self = .skipped
        default: return nil
        }
    }
}

extension RecordedFailure {
    var asValue: Value {
        var fields: Fields = ["code": .string(code), "message": .string(message)]
        fields["address"] = address.map { .string($0.description) }
        fields["operation"] = operation.map { .string($0.rawValue) }
        fields["hint"] = hint.map { .string($0) }
        fields["requestID"] = requestID.map { .string($0) }
        return .object(fields)
    }

    init(value: Value) {
        self.init(
            address: value["address"]?.stringValue.flatMap { Address($0) },
            operation: value["operation"]?.stringValue.flatMap(StepOperation.init(rawValue:)),
            code: value["code"]?.stringValue ?? "", message: value["message"]?.stringValue ?? "",
            hint: value["hint"]?.stringValue, requestID: value["requestID"]?.stringValue
        )
    }
}
