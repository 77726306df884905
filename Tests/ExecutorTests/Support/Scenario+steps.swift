import MartletModel

/// Every kind of step, alone and together, with and without a failure.
extension Scenario {
    static let base = [Thing("a"), Thing("b", refs: ["a"]), Thing("c", refs: ["b"]), Thing("d", refs: ["a"])]

    static let all = steps + failures + kinds + leftovers

    private static let steps: [Scenario] = [
        Scenario(name: "create", before: [], last: .apply(base)),
        Scenario(name: "create side by side", before: [], last: .apply((0..<6).map { Thing("t\($0)") })),
        Scenario(
            name: "update", before: [base],
            last: .apply([Thing("a", value: 2), Thing("b", value: 2, refs: ["a"]), Thing("c", refs: ["b"]), base[3]])
        ),
        Scenario(
            name: "replace, new first", before: [base],
            last: .apply([Thing("a", slot: "n"), Thing("b", refs: ["a"]), Thing("c", refs: ["b"]), base[3]])
        ),
        Scenario(
            name: "replace a chain, new first", before: [base],
            last: .apply([Thing("a", slot: "n"), Thing("b", slot: "n", refs: ["a"]), Thing("c", refs: ["b"]), base[3]])
        ),
        Scenario(
            name: "replace, old first", before: [base],
            last: .apply([Thing("a"), Thing("b", fixed: 2, refs: ["a"]), Thing("c", refs: ["b"]), base[3]]),
            losesUIDs: true
        ),
        Scenario(name: "delete some", before: [base], last: .apply([Thing("a"), Thing("d", refs: ["a"])])),
        Scenario(name: "destroy", before: [base], last: .destroy),
        Scenario(
            name: "everything at once", before: [base],
            last: .apply([
                Thing("a", slot: "n"), Thing("b", value: 3, refs: ["a"]), Thing("e", refs: ["b"]), Thing("f"),
            ])
        ),
    ]

    private static let failures: [Scenario] = [
        Scenario(
            name: "failed create", before: [], last: .apply(base), fault: { $0.identity == "fake/c-a" ? .refuse : nil }),
        Scenario(
            name: "failed half-way", before: [base],
            last: .apply([
                Thing("a", slot: "n"), Thing("b", value: 3, refs: ["a"]), Thing("e", refs: ["b"]), Thing("f"),
            ]),
            fault: { $0.identity == "fake/e-a" && $0.verb == .create ? .halfDone : nil }
        ),
        Scenario(
            name: "failed update", before: [base],
            last: .apply([
                Thing("a", value: 2), Thing("b", value: 2, refs: ["a"]), Thing("c", value: 2, refs: ["b"]), base[3],
            ]),
            fault: { $0.identity == "fake/c-a" && $0.verb == .update ? .refuse : nil }
        ),
        Scenario(
            name: "failed replacement, old first", before: [base],
            last: .apply([Thing("a"), Thing("b", fixed: 2, refs: ["a"]), Thing("c", value: 4, refs: ["b"]), base[3]]),
            fault: { $0.identity == "fake/c-a" && $0.verb == .update ? .refuse : nil }, losesUIDs: true
        ),
        Scenario(
            name: "failed, with declared undos", before: [base],
            last: .apply([
                Thing("a", value: 2).undone, Thing("b", fixed: 2, refs: ["a"]).undone, Thing("n", refs: ["b"]).undone,
                Thing("c", value: 2, refs: ["n"]), base[3],
            ]),
            fault: { $0.identity == "fake/c-a" && $0.verb == .update ? .refuse : nil }, losesUIDs: true
        ),
        Scenario(
            name: "lost replies", before: [base], last: .apply([Thing("a", value: 2), Thing("n", refs: ["a"])]),
            fault: { $0.attempt == 1 ? .loseReply : nil }
        ),
    ]
}

extension Thing {
    /// The same with an undo of its own.
    fileprivate var undone: Thing {
        var thing = self
        thing.settings.undo = Thing("undo-\(name)").body { _ in nil }
        return thing
    }
}
