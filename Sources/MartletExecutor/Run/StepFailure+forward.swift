internal import MartletModel

extension StepFailure: Error {
    static func planNoLongerHolds(_ paths: [ValuePath]) -> StepFailure {
        let places = paths.map { "`\($0)`" }.joined(separator: ", ")
        return StepFailure(
            code: "PlanNoLongerHolds", message: "What was approved is not what would be sent now: \(places).",
            hint: "Make a new plan with `martlet plan`."
        )
    }

    static func unknownConnection(_ name: ConnectionName) -> StepFailure {
        StepFailure(
            code: "ConnectionUnknown", message: "The configuration of connection `\(name)` is not known.",
            hint: "Check what `providers.\(name)` refers to."
        )
    }

    static func ourFault(_ message: String) -> StepFailure {
        StepFailure(code: "Bug", message: message, hint: "This is a fault of Martlet's own: please report it.")
    }
}
