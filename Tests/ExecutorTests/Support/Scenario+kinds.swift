import MartletModel

/// Kinds of change that are more than one call for one object.
extension Scenario {
    private static let renamed = [
        Thing("a", value: 2).with {
            $0.place = "z"
            $0.movedFrom = "a"
        },
        Thing("b", refs: ["z"]), Thing("c", value: 2, refs: ["b"]), Thing("d", refs: ["z"]),
    ]

    private static let nested = [
        Thing("p"), Thing("q").with { $0.parent = "p" }, Thing("r", refs: ["q"]).with { $0.parent = "p" },
        Thing("s", refs: ["p"]), Thing("t").with { $0.parent = "q" },
    ]

    private static let foreignObject = FakeCloud.Object(
        body: ["name": "a", "slot": "a", "value": 9, "fixed": 1, "refs": [:]], uid: 70, marker: nil
    )

    private static let adopted = [
        Thing("a").with { $0.found = foreignObject }, Thing("b", refs: ["a"]), Thing("c", refs: ["b"]),
    ]

    private static let contracted = [
        Thing("a", value: 2).with {
            $0.contraction = Contraction(kept: [.init(path: ValuePath([.key("value")]), value: 1)])
        },
        Thing("d", value: 2, refs: ["a"]),
    ]

    static let kinds: [Scenario] = [
        Scenario(name: "rename and update", before: [base], last: .apply(renamed)),
        Scenario(
            name: "failed rename", before: [base], last: .apply(renamed),
            fault: { $0.identity == "fake/c-a" && $0.verb == .update ? .refuse : nil }
        ),
        Scenario(
            name: "failed create inside containers", before: [[Thing("p")]],
            last: .apply(nested + [Thing("u", refs: ["r", "s", "t"])]),
            fault: { $0.identity == "fake/u-a" ? .halfDone : nil }
        ),
        Scenario(
            name: "failed create of containers", before: [],
            last: .apply(nested + [Thing("u", refs: ["r", "s", "t"])]),
            fault: { $0.identity == "fake/u-a" ? .refuse : nil }
        ),
        Scenario(name: "containers go", before: [nested + base], last: .apply([Thing("p"), Thing("b", value: 2)])),
        Scenario(name: "destroy containers", before: [nested + base], last: .destroy),
        Scenario(name: "adopt", before: [], last: .apply(adopted), foreign: ["fake/a-a": foreignObject]),
        Scenario(
            name: "failed adoption", before: [], last: .apply(adopted),
            fault: { $0.identity == "fake/c-a" ? .refuse : nil }, foreign: ["fake/a-a": foreignObject]
        ),
        Scenario(name: "contract after deletes", before: [base], last: .apply(contracted)),
        Scenario(
            name: "failed before a contraction", before: [base], last: .apply(contracted),
            fault: { $0.identity == "fake/d-a" && $0.verb == .update ? .refuse : nil }
        ),
        Scenario(
            name: "ask a data source", before: [base],
            last: .apply([
                Thing("a", value: 2), Thing("b", refs: ["a"]).with { $0.asks = "a" }, Thing("c", refs: ["b"]),
                Thing("e").with { $0.asks = "b" },
            ])
        ),
        Scenario(
            name: "one writer a lane", before: [[Thing("x", lane: "l"), Thing("y", lane: "l")]],
            last: .apply((0..<4).map { Thing("t\($0)", lane: "l") } + [Thing("y", value: 2, lane: "l")])
        ),
        Scenario(
            name: "replace a chain, old first", before: [base],
            last: .apply([
                Thing("a", fixed: 2), Thing("b", fixed: 2, refs: ["a"]), Thing("c", refs: ["b"]),
                Thing("d", refs: ["a"]),
            ]),
            losesUIDs: true
        ),
    ]
}
