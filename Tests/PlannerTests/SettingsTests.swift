import MartletModel
import MartletPlanner
import Testing

/// Settings that the state keeps are recorded even when no object changes.
struct SettingsTests {
    private static let pair = [FakeResource("a", ["name": "a"]), FakeResource("b", ["name": "b"])]

    private func reasons(_ edit: (inout [FakeResource]) -> Void) -> [String: [Reason]] {
        var planning = Planning(Self.pair).applied()
        edit(&planning.stack.resources)
        let plan = planning.plan().plan
        let changed = (plan?.changes ?? []).filter { !$0.reasons.isEmpty }
        #expect(plan?.isEmpty == changed.isEmpty)
        #expect(changed.allSatisfy { $0.action == .noOp })
        return Dictionary(uniqueKeysWithValues: changed.map { ($0.address.description, $0.reasons) })
    }

    @Test func `what the state keeps of settings is told where it changes`() {
        #expect(reasons { _ in } == [:])
        #expect(reasons { $0[0].settings.preventDestroy = true } == ["a": [.settingsChanged([.preventDestroy])]])
        #expect(reasons { $0[0].settings.retainOnDestroy = true } == ["a": [.settingsChanged([.retainOnDestroy])]])
        #expect(reasons { $0[1].after = ["a"] } == ["b": [.settingsChanged([.dependsOn])]])
    }

    @Test func `settings that only steps use need no apply`() {
        #expect(reasons { $0[0].settings.allowIrreversible = true } == [:])
        #expect(reasons { $0[0].settings.retainOnRollback = true } == [:])
        #expect(reasons { $0[0].settings.updateTimeout = .seconds(5) } == [:])
    }

    @Test func `a part of the stack keeps what it depends on outside`() {
        var planning = Planning([
            FakeResource("z", ["name": "z"]), FakeResource("a", ["name": "a", "kind_of": "z"]),
        ]).applied()
        planning.options.targets = [Address("a")]
        let plan = planning.plan().plan
        #expect(plan?.changes.first { $0.address == Address("a") }?.dependencies == [Address("z") as Address])
        #expect(plan?.isEmpty == true)
    }
}
