import ArgumentParser
import MartletModel
import MartletState

/// `martlet state mv`.
struct StateMove: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "mv", abstract: "Give records another address, or to another stack's state.",
        discussion: """
            An address without a key stands for all its instances, one without a member for all its members; what depends on \
            a record follows. With --to-stack or --to-environment the records leave this state for another one, in an order \
            that a crash cannot lose or double: `martlet resume` goes on. Objects stay as they are until the next apply over \
            there puts that stack's marker on them.
            """
    )

    @Argument(help: "The address now.")
    var from: String

    @Argument(help: "The address to be; with another state the same by default.")
    var to: String?

    @Option(help: ArgumentHelp("Move to the state of this stack.", valueName: "folder"), completion: .directory)
    var toStack: String?

    @Option(help: ArgumentHelp("Move to the state of this environment.", valueName: "name"))
    var toEnvironment: String?

    @Option(help: ArgumentHelp("Move to the state in this file.", valueName: "path"), completion: .file())
    var toState: String?

    @OptionGroup var options: SurgeryOptions
    @OptionGroup var output: OutputOptions

    private var leavesState: Bool { toStack != nil || toEnvironment != nil || toState != nil }

    func validate() throws {
        if to == nil, !leavesState { throw ValidationError("Name the address to be, or another state.") }
    }

    func run(in world: World) async throws -> ExitStatus {
        let old = try parsedAddress(from)
        let new = try to.map(parsedAddress) ?? old
        guard leavesState else {
            return try await options.edit(reason: "state mv \(from) \(new)", in: world) { snapshot in
                try AddressChange(from: old, to: new).changes(in: snapshot, options)
            }
        }
        var target = options.stack
        target.stack = toStack ?? target.stack
        target.environment = toEnvironment ?? (toStack == nil ? target.environment : "default")
        target.state = toState
        try target.checkEnvironment()
        let change = AddressChange(from: old, to: new)
        return try await StateDeparture(change: change, options: options, target: target, world: world).run()
    }
}

/// One address that becomes another, and what it stands for along with it.
struct AddressChange {
    let from: Address
    let to: Address

    /// The records that `from` covers with their addresses to be, in order.
    func moves(in snapshot: Snapshot, _ options: SurgeryOptions) throws -> [Transfer.Move] {
        let moves = try options.records(at: from, in: snapshot).map { record in
            Transfer.Move(from: record.address, to: renamed(record.address))
        }
        let targets = Dictionary(grouping: moves, by: \.to).filter { $1.count > 1 }.keys.sorted()
        if let shared = targets.first {
            throw CommandFailure(
                .addressTaken, detail: "Several resources would get the address `\(shared)`.",
                hint: "Leave the key out, so that each keeps its own."
            )
        }
        return moves
    }

    private func renamed(_ address: Address) -> Address {
        guard address != from else { return to }
        let key = from.key == nil && address.key != nil && to.key == nil ? address.key : to.key
        return Address(
            module: to.module, mode: to.mode, to.name, key: key,
            member: from.member == nil ? address.member : to.member
        )
    }

    /// The move inside one state; what depends on the records follows.
    func changes(in snapshot: Snapshot, _ options: SurgeryOptions) throws -> [StateChange] {
        let moves = try moves(in: snapshot, options)
        let leaving = Set(moves.map(\.from))
        for move in moves where snapshot.records[move.to] != nil && !leaving.contains(move.to) {
            throw CommandFailure(.addressTaken, detail: "The state has a resource `\(move.to)` already.")
        }
        let names = Dictionary(uniqueKeysWithValues: moves.map { ($0.from, $0.to) })
        let changed = snapshot.records.values.compactMap { record -> ResourceRecord? in
            guard names[record.address] != nil || record.dependencies.contains(where: { names[$0] != nil }) else {
                return nil
            }
            var record = record
            record.address = names[record.address] ?? record.address
            record.dependencies = record.dependencies.map { names[$0] ?? $0 }
            return record
        }
        return leaving.sorted().map { .remove($0) }
            + changed.sorted { $0.address < $1.address }.map { .put($0) }
    }
}
