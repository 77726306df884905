import MartletModel

/// The questions that readiness asks of a live object.
struct ObjectStatus {
    let object: Value

    var kind: GroupKind? { Manifest.kind(of: object)?.groupKind }
    var status: Value? { object["status"] }

    /// A number in `spec`, or what the server takes it for when it is left out.
    func spec(_ key: String, default missing: Int) -> Int { object.at("spec", key)?.intValue ?? missing }

    /// A count in `status`; the server leaves zeros out.
    func count(_ key: String) -> Int { status?[key]?.intValue ?? 0 }

    /// The condition of a type.
    func condition(_ type: String) -> Condition? {
        let found = status?["conditions"]?.list.first { $0.text("type") == type }
        return found.map(Condition.init)
    }

    /// Whether the controller has not seen the last change yet.
    var isStale: Bool {
        guard let generation = object.at("metadata", "generation")?.intValue,
            let observed = status?["observedGeneration"]?.intValue
        else { return false }
        return observed < generation
    }

    var isBeingDeleted: Bool { object.text("metadata", "deletionTimestamp") != nil }

    /// One entry of `status.conditions`.
    struct Condition {
        let status: String
        let reason: String
        let message: String
        let observedGeneration: Int?

        init(_ value: Value) {
            status = value.text("status") ?? "Unknown"
            reason = value.text("reason") ?? ""
            message = value.text("message") ?? ""
            observedGeneration = value["observedGeneration"]?.intValue
        }

        var isTrue: Bool { status == "True" }
        var isFalse: Bool { status == "False" }

        /// The reason and the message, as far as there are any.
        var explanation: String {
            let text = [reason, message].filter { !$0.isEmpty }.joined(separator: ": ")
            return text.isEmpty ? "no reason is given" : text
        }
    }
}
