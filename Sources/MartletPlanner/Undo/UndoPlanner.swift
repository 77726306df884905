internal import MartletGraph
package import MartletModel

/// Works out how a failed run is taken back. Pure.
///
/// Rules: `reference/engine.md` §4.3. Nothing is deleted that the run did not create; what cannot be undone is left, and
/// so is what it still needs.
package enum UndoPlanner {
    /// - Parameters:
    ///   - executed: In the order in which the steps ended.
    ///   - contains: Whether deleting the first object takes the second along (``Provider/contains(parent:child:)``).
    ///
    /// Complexity: O(steps + dependencies).
    package static func plan(
        undoing executed: [ExecutedStep], contains: (_ parent: ResourceRecord, _ child: ResourceRecord) -> Bool
    ) -> UndoPlan {
        let steps = Executed(executed)
        let kept = steps.keptForOthers()
        var gone: [Int: Address] = [:]
        var takeAways: [(step: UndoStep, source: Int)] = []
        var recreations: [(step: UndoStep, source: Int)] = []
        for index in executed.indices {
            if case .created(let record) = executed[index].effect, !kept.contains(index), !executed[index].isLeft,
                !executed[index].hasUndo
            {
                let parent = steps.parentTaking(record, of: index, gone, kept, contains)
                gone[index] = parent.flatMap { steps.mayGo(index, with: $0, gone) ? $0 : nil }
            }
        }
        for (index, step) in executed.enumerated() {
            if case .deleted(let preImage) = step.effect {
                // Where the new object stays there is no place for the old one.
                guard !steps.isReplaced(index, by: kept) else { continue }
                recreations.append((UndoStep(recreating: preImage, at: step.address), index))
            } else {
                let undo = UndoStep(takingBack: step, isStillNeeded: kept.contains(index), goesWith: gone[index])
                takeAways.append((undo, index))
            }
        }
        let ordered = takeAways.reversed() + recreations
        return UndoPlan(
            steps: ordered.map(\.step),
            topology: steps.undoTopology(
                takeAways: takeAways.reversed().map(\.source), recreations: recreations.map(\.source))
        )
    }
}

extension ExecutedStep {
    /// Whether the object stays as the run left it, whatever else is undone.
    var isLeft: Bool {
        switch (effect, reversibility) {
        case (.updated, .irreversible), (.created, .undo(.retain)): true
        default: false
        }
    }
}

extension UndoStep {
    fileprivate init(recreating preImage: ResourceRecord, at address: Address) {
        self.init(
            address: address, operation: .recreate(preImage),
            note: "the object is made again from its last known body; what was stored in it is lost"
        )
    }

    fileprivate init(takingBack step: ExecutedStep, isStillNeeded: Bool, goesWith parent: Address?) {
        switch step.effect {
        case .created(let record):
            if step.isLeft {
                self.init(address: step.address, operation: .leave(record), note: "`rollback: {retain: true}` keeps it")
            } else if isStillNeeded {
                let note = "an object that cannot be undone still needs it"
                self.init(address: step.address, operation: .leave(record), note: note)
            } else if let parent {
                self.init(address: step.address, operation: .goneWithParent(record, parent: parent))
            } else {
                self.init(address: step.address, operation: .delete(record))
            }
        case .updated(let record, let preImage):
            if case .irreversible(let why) = step.reversibility {
                self.init(address: step.address, operation: .leave(record), note: why)
            } else {
                self.init(address: step.address, operation: .restore(record, to: preImage))
            }
        case .adopted(let record, let preImage):
            let operation = preImage.map { Operation.restoreAndForget(record, to: $0) } ?? .forget(record)
            self.init(address: step.address, operation: operation)
        case .deleted(let preImage):
            self.init(recreating: preImage, at: step.address)
        }
    }
}
