import Foundation
import MartletLanguage
import MartletModel
import MartletPlanner
import MartletState

extension Workspace {
    /// Writes `plan` to a file that `apply` takes, readable by its owner alone.
    func save(_ plan: Plan, to path: String, consent: [String]) throws {
        let path = world.absolute(path)
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
        return PlannerInput(program: program, snapshot: snapshot, registry: providers.registry).inputs
    }

    /// Evaluates the stack with what the plan knows, so that apply fills in from where planning ended.
    func recall(_ plan: Plan) {
        var known: [Address: Value] = [:]
        var members: [Address: [Fields.Field]] = [:]
        for read in plan.dataReads { known[read.address] = read.attributes }
        for change in plan.changes {
            guard let attributes = change.plannedAttributes else { continue }
            if let member = change.address.member {
                members[change.address.instance, default: []].append(Fields.Field(member, attributes))
            } else {
                known[change.address] = attributes
            }
        }
        for (address, fields) in members { known[address] = ["objects": .object(Fields(fields))] }
        _ = program.evaluate { known[$0.address] ?? .unknown(Unknown()) }
    }
}
