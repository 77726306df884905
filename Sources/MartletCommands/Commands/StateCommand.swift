import ArgumentParser
import Foundation
import MartletModel
import MartletState

/// `martlet state`.
struct StateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "state", abstract: "Change what the state records, in one transaction. Objects stay as they are.",
        subcommands: [StateRemove.self, StateMove.self]
    )
}

/// `martlet state rm`.
struct StateRemove: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "rm", abstract: "Forget a resource: its record goes, its object stays."
    )

    @Argument(help: "The resource's address; without a key all its instances, without a member all its members.")
    var address: String

    @OptionGroup var options: SurgeryOptions
    @OptionGroup var output: OutputOptions

    func run(in world: World) async throws -> ExitStatus {
        let wanted = try parsedAddress(address)
        return try await options.edit(reason: "state rm \(address)", in: world) { snapshot in
            try options.records(at: wanted, in: snapshot).map { .remove($0.address) }
        }
    }
}

/// `martlet state mv`.
struct StateMove: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "mv", abstract: "Give a record another address; what depends on it follows."
    )

    @Argument(help: "The address now.")
    var from: String

    @Argument(help: "The address to be.")
    var to: String

    @OptionGroup var options: SurgeryOptions
    @OptionGroup var output: OutputOptions

    func run(in world: World) async throws -> ExitStatus {
        let (old, new) = (try parsedAddress(from), try parsedAddress(to))
        return try await options.edit(reason: "state mv \(from) \(to)", in: world) { snapshot in
            guard snapshot.records[new] == nil else {
                throw CommandFailure(.addressTaken, detail: "The state has a resource `\(to)` already.")
            }
            guard var moved = snapshot.records[old] else { throw options.missing(from, in: snapshot) }
            moved.address = new
            let followers = snapshot.records.values.filter { $0.dependencies.contains(old) }.map { record in
                var follower = record
                follower.dependencies = follower.dependencies.map { $0 == old ? new : $0 }.sorted()
                return follower
            }
            return [.remove(old), .put(moved)] + followers.sorted { $0.address < $1.address }.map { .put($0) }
        }
    }
}

/// Which state to change.
struct SurgeryOptions: ParsableArguments {
    @Option(name: .customLong("stack"), help: "The stack's folder.", completion: .directory)
    var folder = "."

    @Option(help: ArgumentHelp("Which deployment of the stack.", valueName: "name"))
    var environment = "default"

    @Flag(help: "The state of the sandbox.")
    var sandbox = false

    @Option(help: ArgumentHelp("The state file.", valueName: "path"), completion: .file())
    var state: String?

    /// Makes a new revision with what `changes` answers.
    func edit(
        reason: String, in world: World, _ changes: (Snapshot) throws -> [StateChange]
    ) async throws -> ExitStatus {
        var stack = StackOptions()
        (stack.stack, stack.environment, stack.sandbox, stack.state) = (folder, environment, sandbox, state)
        let store = try await stack.openState(in: world)
        return try reportingState {
            let lease = try store.acquireLease(
                owner: world.actor, lineage: UUID().uuidString.lowercased(), now: world.timestamp
            )
            defer { try? lease.release(now: world.timestamp) }
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
            hint: near.map { "Did you mean `\($0)`?" } ?? "`martlet show` lists them."
        )
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
