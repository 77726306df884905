import MartletExecutor
import MartletModel

/// Runs that leave something over: on purpose, or because the cloud would not have it otherwise.
extension Scenario {
    private static let keeping = base.map { thing in
        thing.with { if $0.name == "b" { $0.settings.retainOnRollback = true } }
    }

    private static let outliving =
        base + [
            Thing("k").with { $0.settings.retainOnDestroy = true },
            Thing("l", refs: ["a"]).with { $0.settings.retainOnDestroy = true },
        ]

    static let leftovers: [Scenario] = [
        Scenario(
            name: "retain on rollback", before: [], last: .apply(keeping + [Thing("e", refs: ["d"])]),
            fault: { $0.identity == "fake/c-a" ? .refuse : nil }, retained: ["a", "b"]
        ),
        Scenario(
            name: "retain on destroy", before: [outliving], last: .destroy, released: ["fake/k-a", "fake/l-a"]
        ),
        Scenario(
            name: "deletes refused", before: [base], last: .apply([Thing("a"), Thing("e", refs: ["a"])]),
            fault: { $0.verb == .delete ? .refuse : nil }
        ),
        Scenario(
            name: "second part of a contraction refused", before: [base],
            last: .apply([
                Thing("a", value: 2).with {
                    $0.contraction = Contraction(
                        kept: [.init(path: ValuePath([.key("value")]), value: 1)], isWhole: true)
                },
                Thing("d", refs: ["a"]),
            ]),
            fault: { $0.identity == "fake/a-a" && $0.verb == .update ? .refuse : nil }
        ),
        Scenario(
            name: "leftovers of an earlier run", before: [base, [Thing("a")]],
            last: .apply([Thing("a"), Thing("c"), Thing("e", refs: ["c"])]),
            faultBefore: { $0.verb == .delete ? .refuse : nil }
        ),
        Scenario(
            name: "undos refused", before: [[Thing("a"), Thing("d", refs: ["a"])]], last: .apply(base.map(\.doubled)),
            fault: { call in
                if call.identity == "fake/c-a" { return .refuse }
                if call.identity == "fake/b-a", call.verb == .delete { return .refuse }
                return call.identity == "fake/d-a" && call.verb == .update && call.attempt == 2 ? .refuse : nil
            }
        ),
        Scenario(
            name: "keep what a failure leaves", before: [base],
            last: .apply([Thing("a", slot: "n"), Thing("b", value: 3, refs: ["a"]), Thing("e", refs: ["b"])]),
            fault: { $0.identity == "fake/b-a" && $0.verb == .update ? .refuse : nil }, onFailure: .keep
        ),
    ]
}

extension Thing {
    /// The thing with twice its value.
    fileprivate var doubled: Thing { with { $0.value *= 2 } }
}
