internal import MartletLanguage
internal import MartletModel
internal import MartletProvider

extension PlanningPass {
    /// An object that stays must not lie in one that goes, nor one that the plan leaves out in one that goes before the
    /// commit. (After it, old copies stay as long as anything outside needs them.)
    ///
    /// - Parameter connections: Those of the stack: what is reached through an object is lost with it.
    mutating func guardKeptContents(_ connections: [ConnectionName: DesiredConnection]) {
        guard decisions.contains(where: \.isTakenAway) else { return }
        for index in decisions.indices where decisions[index].change.action.keepsObject && !decisions[index].isPending {
            let change = decisions[index].change
            // What is gone already is not kept.
            guard !change.reasons.contains(where: \.isLoss), let record = change.prior else { continue }
            // What the stack wants in an object that is made anew is made anew with it.
            let isForgotten = change.action == .forget
            let parent = taking(record, where: { $0 == .delete || (isForgotten && $0.isReplacement) })
            let host = isForgotten ? lostHost(of: connections[record.connection], record) : nil
            guard let parent = parent ?? host, let action = action(at: parent), action != .forget else { continue }
            diagnostics.append(
                PlannerFault.parentDeleted.diagnostic(
                    "The object of `\(change.address)` stays, but `\(parent)`, which contains it, would be "
                        + "\(action.participle) and take it along.",
                    hint: change.reasons.contains(.thereBefore)
                        ? "It was adopted. Run `martlet state rm \(change.address)` if it may go along."
                        : "Keep `\(parent)`, or remove both.",
                    at: decisions[index].range, address: change.address
                )
            )
        }
        guardContentsOutside(connections)
    }

    private mutating func guardContentsOutside(_ connections: [ConnectionName: DesiredConnection]) {
        guard scope.isPartial, decisions.contains(where: { $0.change.action == .replace(.deleteFirst) }) else { return }
        for address in records.addresses(where: { indices[$0] == nil }) {
            guard let record = records[address] else { continue }
            let host = lostHost(of: connections[record.connection], record)
            let lost = host.flatMap { action(at: $0) == .replace(.deleteFirst) ? $0 : nil }
            guard let parent = lost ?? taking(record, where: { $0 == .replace(.deleteFirst) }) else {
                continue
            }
            diagnostics.append(
                PlannerFault.parentDeleted.diagnostic(
                    "The plan leaves out `\(address)`, but `\(parent)`, which contains it, would be deleted to be made anew, "
                        + "and take it along.",
                    hint: "Take `\(address)` into the plan, or leave `\(parent)` out as well.", address: address
                )
            )
        }
    }

    /// What takes a recorded object along.
    private func taking(_ record: ResourceRecord, where takesAway: (Action) -> Bool) -> Address? {
        records.dependencies(of: record).first { address in
            (action(at: address).map(takesAway) ?? false) && lies(record, in: address)
        }
    }
}

extension Action {
    /// Whether the recorded object outlives the step.
    fileprivate var keepsObject: Bool {
        switch self {
        case .noOp, .update, .forget: true
        default: false
        }
    }

    fileprivate var isReplacement: Bool {
        if case .replace = self { true } else { false }
    }

    fileprivate var participle: String { self == .delete ? "deleted" : "replaced" }
}

extension Reason {
    /// Whether the recorded object is not there any more.
    fileprivate var isLoss: Bool {
        switch self {
        case .objectMissing, .recreatedOutside, .goneWithParent: true
        default: false
        }
    }
}
