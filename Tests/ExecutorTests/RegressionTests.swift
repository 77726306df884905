import Testing

/// Cases that broke an invariant once, as the property tests printed them.
struct RegressionTests {
    private func expectSound(_ steps: [Step], sourceLocation: SourceLocation = #_sourceLocation) async {
        for violation in await CaseRunner(Case(steps: steps), isThorough: true).run() {
            Issue.record("\(violation)", sourceLocation: sourceLocation)
        }
    }

    @Test func `a stack comes and goes`() async {
        let stack = Blueprint([Node("a"), Node("b") { $0.refs = ["a"] }])
        await expectSound([Step(stack), Step(stack) { $0.operation = .destroy }])
    }
}
