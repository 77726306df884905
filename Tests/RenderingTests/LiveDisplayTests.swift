import MartletExecutor
import MartletModel
import MartletRendering
import TestSupport
import Testing

/// The lines at the bottom of a terminal.
struct LiveDisplayTests {
    private func bottomLine(_ events: [ApplyEvent]) -> String? {
        var display = LiveDisplay(style: TextStyle())
        for event in events { _ = display.take(event, at: .zero) }
        return display.frame(at: .seconds(1), height: 10).last
    }

    @Test func `an apply counts its steps`() {
        let first = StepName(Address("a"), .create)
        let events: [ApplyEvent] = [
            .started(deployment: 1, steps: 3), .phase(.forward), .stepStarted(first),
            .stepSucceeded(first, took: .seconds(1)), .stepStarted(StepName(Address("b"), .create)),
        ]
        #expect(bottomLine(events) == "  \(ApplyEvent.Phase.forward.name): 1 of 3 steps, 1 in flight")
    }

    @Test func `a rollback counts what it has taken back`() {
        let undo = StepName(Address("a"), .delete, isUndo: true)
        let events: [ApplyEvent] = [.started(deployment: 1, steps: 3), .phase(.rollback), .stepStarted(undo)]
        #expect(bottomLine(events) == "  \(ApplyEvent.Phase.rollback.name): 0 steps done, 1 in flight")
    }

    @Test func `checks that are asked alone are no steps of a phase`() {
        let events = ["api", "login"].map { ApplyEvent.stepStarted(StepName(Address($0), .check)) }
        #expect(bottomLine(events) == "  2 checks in flight")
        #expect(bottomLine([]) == nil)
    }
}
