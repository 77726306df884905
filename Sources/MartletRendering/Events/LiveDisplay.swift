package import MartletExecutor
import MartletModel

/// What a terminal shows while a plan is applied: finished steps scroll by, steps in flight stay at the bottom with how long
/// they have been running. A value: feed events and ask for the frame.
package struct LiveDisplay: Sendable {
    /// A step in flight.
    private struct Running: Sendable {
        let step: StepName
        let since: Duration
        var note: String?
    }

    private let style: TextStyle
    private var lines: EventLines
    private var running: [Running] = []
    private var phase: ApplyEvent.Phase = .prepare
    /// How many steps there are; nil while nobody knows.
    private var total: Int?
    private var finished = 0

    package init(style: TextStyle) {
        self.style = style
        lines = EventLines(style: style)
    }

    /// Takes an event that happened at `now` (any fixed origin); returns the line to print above the frame, if any.
    package mutating func take(_ event: ApplyEvent, at now: Duration) -> String? {
        let line = lines.line(for: event)
        switch event {
        case .started(_, let steps): total = steps
        case .phase(let next):
            phase = next
            if next == .rollback { (total, finished) = (nil, 0) }
        case .stepStarted(let step):
            running.append(Running(step: step, since: now))
            return nil
        case .stepProgress(let step, let note):
            if let index = running.firstIndex(where: { $0.step == step }) { running[index].note = note }
            return nil
        case .stepSucceeded(let step, _), .stepFailed(let step, _, _):
            if step.operation != .check { finished += 1 }
            running.removeAll { $0.step == step }
        case .tookOver, .baking, .draining, .finished: break
        }
        return line
    }

    /// The lines at the bottom: at most `height`, none wider than the terminal.
    package func frame(at now: Duration, height: Int) -> [String] {
        guard !running.isEmpty else { return [] }
        let shown = running.prefix(max(1, height - 2))
        var frame = shown.map { entry(for: $0, at: now) }
        if running.count > shown.count {
            frame.append(style(.dim, "  … \(running.count - shown.count) more in flight"))
        }
        frame.append(style(.bold, "  \(summary)"))
        return frame
    }

    private var summary: String {
        // `martlet check` asks and does nothing else.
        if total == nil, running.allSatisfy({ $0.step.operation == .check }) {
            return "\(counted(running.count, "check")) in flight"
        }
        let done = total.map { "\(finished) of \(counted($0, "step"))" } ?? "\(counted(finished, "step")) done"
        return "\(phase.name): \(done), \(running.count) in flight"
    }

    private func entry(for running: Running, at now: Duration) -> String {
        let time = durationText(now - running.since)
        let note = running.note.map { " · \($0.withVisibleControls)" } ?? ""
        let text = "  \(running.step.text) · \(time)\(note)"
        return style(.dim, text.count > style.width ? String(text.prefix(style.width - 1)) + "…" : text)
    }
}
