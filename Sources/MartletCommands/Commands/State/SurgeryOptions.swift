import ArgumentParser
import Foundation
import MartletModel
import MartletRendering
import MartletState

/// Which state to look at or to change.
struct SurgeryOptions: ParsableArguments {
    @Option(name: .customLong("stack"), help: "The stack's folder.", completion: .directory)
    var folder = "."

    @Option(help: ArgumentHelp("Which deployment of the stack.", valueName: "name"))
    var environment = "default"

    @Flag(help: "The state of the sandbox.")
    var sandbox = false

    @Option(help: ArgumentHelp("The state file.", valueName: "path"), completion: .file())
    var state: String?

    /// The same as options of a stack.
    var stack: StackOptions {
        var stack = StackOptions()
        (stack.stack, stack.environment, stack.sandbox, stack.state) = (folder, environment, sandbox, state)
        (stack.variables, stack.variableFiles, stack.scenario, stack.parallelism) = ([], [], nil, 10)
        return stack
    }

    mutating func validate() throws { try stack.checkEnvironment() }

    /// Makes a new revision with what `changes` answers.
    func edit(
        reason: String, in world: World, _ changes: (Snapshot) throws -> [StateChange]
    ) async throws -> ExitStatus {
        let store = try await stack.openState(in: world)
        return try reportingState {
            let lease = try store.acquireLease(
                owner: world.actor, lineage: UUID().uuidString.lowercased(), now: world.timestamp
            )
            defer { try? lease.release(now: world.timestamp) }
            world.report(lease)
            let snapshot = try lease.snapshot()
            let entry = RevisionEntry(actor: world.actor, reason: reason, outputs: snapshot.outputs)
            let revision = try lease.edit(entry, try changes(snapshot), now: world.timestamp)
            world.messages("Revision \(revision): \(reason).\n")
            return .done
        }
    }

    /// The records that an address covers.
    func records(at wanted: Address, in snapshot: Snapshot) throws -> [ResourceRecord] {
        let found = snapshot.records.values.filter { $0.address.isCovered(by: wanted) }.sorted {
            $0.address < $1.address
        }
        guard found.isEmpty else { return found }
        throw missing(wanted.description, in: snapshot)
    }

    func missing(_ address: String, in snapshot: Snapshot) -> CommandFailure {
        let near = nearestName(to: address, among: snapshot.records.keys.map(\.description).sorted())
        return CommandFailure(
            .noSuchResource, detail: "The state has no resource `\(address)`.",
            hint: near.map { "Did you mean `\($0)`?" } ?? "`martlet state list` lists them."
        )
    }
}

extension World {
    /// Says from whom a lease was taken over, where its holder died with it.
    func report(_ lease: Lease) {
        guard let dead = lease.takenOverFrom else { return }
        messages("Took the lease over from \(dead.text), which is gone.\n")
    }
}

extension Address {
    /// Whether `wanted` names this address, its declared instance, or all instances of its resource.
    func isCovered(by wanted: Address) -> Bool {
        if self == wanted || instance == wanted { return true }
        return wanted.key == nil && wanted.member == nil && module == wanted.module && name == wanted.name
            && mode == wanted.mode
    }
}
