import Testing

/// Rollbacks of objects that others are reached through.
struct HostTests {
    /// `n2` lies in `n1`, which is deleted to be made anew: its API answers elsewhere then.
    @Test(arguments: 1...5) func `what lay behind a host comes back behind the new one`(_ steps: Int) async {
        let before = Blueprint([
            Node("n1"), Node("n2") { $0.host = "n1" },
            Node("n3") {
                $0.host = "n1"
                $0.refs = ["n2"]
            },
        ])
        var after = before
        after.nodes[0].fixed = 2
        await expectSound([Step(before), Step(after) { $0.signal = .init(afterSteps: steps, times: 1) }])
    }
}
