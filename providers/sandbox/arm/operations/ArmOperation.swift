import MartletModel

/// A long-running operation: kept until a day after its end, for those who still ask.
struct ArmOperation: Sendable {
    /// How the state of an operation is asked for.
    enum View: Sendable {
        /// `Azure-AsyncOperation`: 200 and `{status}`.
        case status
        /// `Location`: 202, and in the end what a synchronous call would have answered.
        case location
    }

    enum Kind: String, Sendable {
        case create
        case update
        case delete
    }

    enum Status: String, Sendable {
        case running = "InProgress"
        case succeeded = "Succeeded"
        case failed = "Failed"
    }

    let name: String
    let kind: Kind
    let target: ArmID
    var status: Status
    let start: SandboxInstant
    var end: SandboxInstant?
    /// How it failed, or is going to.
    var failure: SandboxTransaction.OperationFailure?
}

extension ArmOperation {
    private static let collection = "operations"

    static func key(_ name: String) -> SandboxKey { SandboxKey(.own, collection, name.lowercased()) }

    init?(_ object: SandboxObject) {
        let body = object.body
        guard let name = body["name"]?.stringValue, let kind = body["kind"]?.stringValue.flatMap(Kind.init),
            let target = body["target"]?.stringValue.flatMap({ ArmID($0) }),
            let status = body["status"]?.stringValue.flatMap(Status.init), let start = body["start"]?.intValue
        else { return nil }
        self.init(
            name: name, kind: kind, target: target, status: status,
            start: SandboxInstant(nanoseconds: Int64(start)),
            end: body["end"]?.intValue.map { SandboxInstant(nanoseconds: Int64($0)) })
        if let code = body["code"]?.stringValue {
            failure = SandboxTransaction.OperationFailure(code: code, message: body["message"]?.stringValue ?? "")
        }
    }

    var value: Value {
        var fields: Fields = [
            "name": .string(name), "kind": .string(kind.rawValue), "target": .string(target.text),
            "status": .string(status.rawValue), "start": .number(Number(Int(start.nanoseconds))),
        ]
        fields["end"] = end.map { .number(Number(Int($0.nanoseconds))) }
        fields["code"] = failure.map { .string($0.code) }
        fields["message"] = failure.map { .string($0.message) }
        return .object(fields)
    }

    /// What `Azure-AsyncOperation` answers.
    func statusBody(id: String) -> Value {
        var fields: Fields = [
            "id": .string(id), "name": .string(name), "status": .string(status.rawValue),
            "startTime": .string(start.ticks),
        ]
        fields["endTime"] = end.map { .string($0.ticks) }
        if status == .failed, let failure {
            fields["error"] = ["code": .string(failure.code), "message": .string(failure.message)]
        }
        return .object(fields)
    }
}

extension SandboxTransaction {
    func operation(_ name: String) -> ArmOperation? { self[ArmOperation.key(name)].flatMap(ArmOperation.init) }

    /// Begins an operation that ends by itself after `duration`; a fault rule may have decided that it fails.
    mutating func begin(_ kind: ArmOperation.Kind, of target: ArmID, lasting duration: Duration) -> ArmOperation {
        let failure = operationFailure
        operationFailure = nil
        let operation = ArmOperation(
            name: newUUID(), kind: kind, target: target, status: .running, start: now, end: nil, failure: failure)
        put(ArmOperation.key(operation.name), operation.value)
        schedule(after: duration, in: .arm, ["operation": .string(operation.name)])
        return operation
    }

    /// Ends an operation, and has it forgotten after a day.
    mutating func end(_ operation: ArmOperation) -> ArmOperation {
        var operation = operation
        operation.status = operation.failure == nil ? .succeeded : .failed
        operation.end = now
        put(ArmOperation.key(operation.name), operation.value)
        schedule(after: .seconds(86_400), in: .arm, ["forget": .string(operation.name)])
        return operation
    }
}
