package import MartletExecutor
import MartletModel

/// The events of an apply as plain lines, for where no terminal can be redrawn. A value: feed events, print what comes back.
package struct EventLines: Sendable {
    private let style: TextStyle
    /// How many steps there are; nil while nobody knows.
    private var total: Int?
    private var finished = 0
    /// The last note of each step in flight: said once, not at every look.
    private var notes: [StepName: String] = [:]

    package init(style: TextStyle) { self.style = style }

    /// The line for an event; nil where it is not worth one.
    package mutating func line(for event: ApplyEvent) -> String? {
        switch event {
        case .tookOver(let holder): return style(.changed, "Took the lease over from \(holder.text), which is gone.")
        case .started(_, let steps):
            total = steps
            return nil
        case .phase(.rollback):
            (total, finished) = (nil, 0)
            return style(.changed, "Rolling back.")
        case .phase(.cleanup): return style(.dim, "Committed.")
        case .phase: return nil
        case .stepStarted(let step): return "\(counter())\(step.text): \(style(.dim, step.operation.participle))"
        case .stepProgress(let step, let note):
            guard notes.updateValue(note, forKey: step) != note else { return nil }
            return "\(counter())\(step.text): \(style(.dim, note.withVisibleControls))"
        case .stepSucceeded(let step, let took):
            if step.operation != .check { finished += 1 }
            notes[step] = nil
            return "\(counter())\(step.text): \(style(.created, step.operation.past)) in \(durationText(took))"
        case .stepFailed(let step, let took, let failure):
            if step.operation != .check { finished += 1 }
            let message = failure.message.withVisibleControls
            return "\(counter())\(step.text): \(style(.removed, "failed")) after \(durationText(took)): \(message)"
        case .baking(let time): return style(.dim, "Waiting for \(durationText(time)) before the commit.")
        case .draining(let steps):
            return style(.changed, "Stopping: waiting for \(counted(steps.count, "step")) in flight.")
        case .finished: return nil
        }
    }

    /// `[ 3/12] `; nothing where there is no number to count to, as in a rollback.
    private func counter() -> String {
        guard let total else { return "" }
        let width = String(total).count
        let number = String(finished)
        return "[\(String(repeating: " ", count: max(0, width - number.count)))\(number)/\(total)] "
    }
}
