import Foundation
import MartletLanguage
import MartletModel
import MartletPlanner
import MartletState

extension Workspace {
    /// Writes `plan` to a file that `apply` takes, readable by its owner alone.
    func save(_ plan: Plan, to path: String, consent: [String]) throws {
        let path = world.absolute(path)
        var plan = plan
        plan.inputs = try keyed(plan.inputs, mayCreate: true)
        let file = PlanFile(
            settings: PlanSettings(options, in: world),
            variables: PlanVariables(options, in: world, leavingOut: program.ephemeralVariables),
            planTime: planTime,
            consent: consent, plan: plan
        )
        let sealer = try reportingState { try store.sealer() }
        let bytes: [UInt8]
        do { bytes = try file.bytes(at: path, sealer: sealer) } catch ValueCodecError.ephemeral {
            throw CommandFailure(
                .fileNotWritten, detail: "The plan holds a value that must not be stored, not even sealed.",
                hint: "Apply the stack without a plan file."
            )
        }
        try AtomicFile.write(bytes, to: path, mode: 0o600)
    }

    /// What holds now, as a plan's inputs.
    func currentInputs() throws -> Plan.Inputs {
        let snapshot = try reportingState { try store.snapshot() }
        let inputs = PlannerInput(program: program, snapshot: snapshot, registry: providers.registry).inputs
        return try keyed(inputs, mayCreate: false)
    }
}
