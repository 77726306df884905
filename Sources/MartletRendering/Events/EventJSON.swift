package import MartletExecutor
package import MartletModel

extension ApplyEvent {
    /// `martlet.event/1`: one object a line while an apply runs.
    package var json: Value {
        var fields: Fields = ["format": "martlet.event/1"]
        switch self {
        case .tookOver(let holder):
            fields["event"] = "took-over"
            fields["from"] = .string(holder.text)
        case .started(let deployment, let steps):
            fields["event"] = "started"
            fields["deployment"] = .number(Number(deployment))
            fields["steps"] = .number(Number(steps))
        case .phase(let phase):
            fields["event"] = "phase"
            fields["phase"] = .string(phase.name)
        case .stepStarted(let step):
            fields["event"] = "step-started"
            fields["step"] = step.json
        case .stepProgress(let step, let note):
            fields["event"] = "step-progress"
            fields["step"] = step.json
            fields["note"] = .string(note)
        case .stepSucceeded(let step, let took):
            fields["event"] = "step-succeeded"
            fields["step"] = step.json
            fields["milliseconds"] = .number(Number(took.wholeMilliseconds))
        case .stepFailed(let step, let took, let failure):
            fields["event"] = "step-failed"
            fields["step"] = step.json
            fields["milliseconds"] = .number(Number(took.wholeMilliseconds))
            fields["failure"] = failure.json
        case .baking(let time):
            fields["event"] = "baking"
            fields["milliseconds"] = .number(Number(time.wholeMilliseconds))
        case .draining(let steps):
            fields["event"] = "draining"
            fields["in_flight"] = .tuple(steps.map(\.json))
        case .finished(let report):
            fields["event"] = "finished"
            fields["report"] = report.json
        }
        return .object(fields)
    }
}

extension StepName {
    package var json: Value {
        ["address": .string(address.description), "operation": .string(operation.name), "undo": .bool(isUndo)]
    }
}

extension StepFailure {
    package var json: Value {
        var fields: Fields = ["code": .string(code), "message": .string(message)]
        if let hint { fields["hint"] = .string(hint) }
        if let requestID { fields["request_id"] = .string(requestID) }
        return .object(fields)
    }
}

extension Duration {
    var wholeMilliseconds: Int {
        Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
    }
}
