import Testing

/// Plays the steps and records every invariant that does not hold.
func expectSound(_ steps: [Step], sourceLocation: SourceLocation = #_sourceLocation) async {
    for violation in await CaseRunner(Case(steps: steps), isThorough: true).run() {
        Issue.record("\(violation)", sourceLocation: sourceLocation)
    }
}
