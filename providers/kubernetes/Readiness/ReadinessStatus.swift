package import MartletModel

/// How far an object is from doing its work.
package enum ReadinessStatus: Sendable, Hashable {
    case ready
    /// On its way; what is still missing, as a clause.
    case progressing(String)
    /// Will not get there by waiting; why, as a clause.
    case failed(String)
}

/// What belongs to an object and explains its state: fetched only while it is not ready.
package struct ObjectChildren: Sendable, Hashable {
    package var pods: [Value]
    /// Warning events about the object and its children, newest first.
    package var events: [Value]
    /// For a claim: the storage class that it names, or the default one.
    package var storageClass: Value?

    package init(pods: [Value] = [], events: [Value] = [], storageClass: Value? = nil) {
        self.pods = pods
        self.events = events
        self.storageClass = storageClass
    }
}

/// What `wait:` asks for.
package enum WaitRule: Sendable, Hashable {
    /// As soon as the server has it.
    case created
    /// By the rules of its kind.
    case ready
    /// Until a condition has a status: `{condition: Ready}`, `{condition: Available, status: "False"}`.
    case condition(type: String, status: String)
    /// Until a status address appears: `wait: address`.
    case address

    /// Nil when `value` is none of the rules; what is missing means ``ready``.
    package init?(_ value: Value?) {
        guard let value, !value.isNull else {
            self = .ready
            return
        }
        switch value.stringValue {
        case "none"?, "created"?: self = .created
        case "ready"?: self = .ready
        case "address"?: self = .address
        default:
            guard let type = value.text("condition") else { return nil }
            self = .condition(type: type, status: value.text("status") ?? "True")
        }
    }
}
