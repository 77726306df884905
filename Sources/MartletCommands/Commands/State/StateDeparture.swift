import Foundation
import MartletLanguage
import MartletModel
import MartletState

/// Moves records from one stack's state to another's (docs/decisions/0330-moves-between-states.md).
struct StateDeparture {
    let change: AddressChange
    let options: SurgeryOptions
    let target: StackOptions
    let world: World

    func run() async throws -> ExitStatus {
        let here = try await options.stack.openState(in: world)
        let there = try await target.openState(in: world)
        guard here.path != there.path else {
            throw CommandFailure(
                .cannotMove, detail: "Source and target are the same state, \(here.path).",
                hint: "To change an address in one state, leave --to-stack and --to-environment out."
            )
        }
        let identities = (try options.stack.identity(in: world), try target.identity(in: world))
        return try reportingState {
            let lease = try take(here)
            defer { try? lease.release(now: world.timestamp) }
            let other = try take(there)
            defer { try? other.release(now: world.timestamp) }
            return try move(lease, other, from: identities.0, to: identities.1)
        }
    }

    private func take(_ store: StateStore) throws -> Lease {
        let lease = try store.acquireLease(
            owner: world.actor, lineage: UUID().uuidString.lowercased(), now: world.timestamp
        )
        world.report(lease)
        return lease
    }

    private func move(
        _ lease: Lease, _ other: Lease, from source: StackIdentity, to target: StackIdentity
    ) throws -> ExitStatus {
        let (before, after) = (try lease.snapshot(), try other.snapshot())
        let moves = try change.moves(in: before, options)
        try ArrivalCheck(moves: moves, before: before, after: after).run()
        let transfer = Transfer(
            id: Transfer.ID(UUID().uuidString.lowercased()), isOutgoing: true,
            peer: Transfer.Peer(path: other.path, lineage: after.lineage, stack: target), moves: moves, status: .open,
            actor: world.actor, begunAt: world.timestamp
        )
        let names = moves.map(\.to.description).joined(separator: ", ")
        let entry = RevisionEntry(
            actor: world.actor, reason: "took \(names) from \(lease.path)", outputs: after.outputs
        )
        let arrival = Arrival(changes: arriving(moves, before, after), revision: entry)
        let revisions = try lease.move(
            transfer, to: other, arrival,
            source: Transfer.Peer(path: lease.path, lineage: before.lineage, stack: source), now: world.timestamp
        )
        report(moves, before, revisions, source: source, target: target, at: other.path)
        return .done
    }

    /// The records under their new addresses, without dependencies that stay behind, and the connections they need.
    private func arriving(_ moves: [Transfer.Move], _ before: Snapshot, _ after: Snapshot) -> [StateChange] {
        let names = Dictionary(uniqueKeysWithValues: moves.map { ($0.from, $0.to) })
        let records = moves.compactMap { move -> ResourceRecord? in
            guard var record = before.records[move.from] else { return nil }
            record.address = move.to
            record.dependencies = record.dependencies.compactMap { names[$0] }
            return record
        }
        let missing = Set(records.map(\.connection)).filter { after.connections[$0] == nil }
        return missing.sorted().compactMap { name in before.connections[name].map { .connect(name, $0) } }
            + records.map { .put($0) }
    }

    private func report(
        _ moves: [Transfer.Move], _ before: Snapshot, _ revisions: (source: Int, target: Int),
        source: StackIdentity, target: StackIdentity, at path: String
    ) {
        let names = moves.map { $0.from == $0.to ? "\($0.from)" : "\($0.from) as \($0.to)" }.joined(separator: ", ")
        world.messages("Moved \(names) to \(path): revision \(revisions.source) here, \(revisions.target) there.\n")
        let leaving = Set(moves.map(\.from))
        let cut = before.records.values.filter { record in
            leaving.contains(record.address) != record.dependencies.contains(where: leaving.contains)
                && !record.dependencies.isEmpty
        }
        if !cut.isEmpty {
            let list = cut.map(\.address).sorted().map(\.description).joined(separator: ", ")
            world.messages("Dependencies across the two states are no longer recorded: \(list).\n")
        }
        world.messages(
            "Next: declare \(moves.count == 1 ? "it" : "them") in the stack `\(target.stack)`, take the declaration out of "
                + "`\(source.stack)`, and apply `\(target.stack)` first: it puts its marker on the objects.\n"
        )
    }
}

/// What a target must not have already.
private struct ArrivalCheck {
    let moves: [Transfer.Move]
    let before: Snapshot
    let after: Snapshot

    /// Throws all that is in the way at once.
    func run() throws {
        let faults = moves.flatMap(faults)
        guard faults.isEmpty else {
            throw CommandFailure(
                Diagnostics(faults.map { CommandFault.cannotMove.diagnostic($0, hint: "Nothing was moved.") }))
        }
    }

    private func faults(_ move: Transfer.Move) -> [String] {
        guard let record = before.records[move.from] else { return [] }
        var faults: [String] = []
        if after.records[move.to] != nil { faults.append("The target has a resource `\(move.to)` already.") }
        let twin = after.records.values.first { $0.identity == record.identity && $0.type == record.type }
        if let twin {
            faults.append("The object `\(record.identity)` is in the target already, as `\(twin.address)`.")
        }
        if let there = after.connections[record.connection], there.provider != record.provider {
            faults.append(
                "`\(move.from)` goes through the connection `\(record.connection)`, which leads to "
                    + "`\(there.provider)` in the target.")
        }
        return faults
    }
}
