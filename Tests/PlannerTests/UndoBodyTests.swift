import MartletModel
import MartletPlanner
import Testing

/// What stands under `rollback: {undo:}`.
struct UndoBodyTests {
    private func planning(_ undo: Value, _ body: Value = ["name": "a"]) -> Planning {
        Planning([FakeResource("a", body).with { $0.settings.undo = undo }])
    }

    @Test func `it goes along with the change, its secrets marked, and the label stays what it is`() throws {
        var planning = planning(["name": "undo-a", "password": "s3cret"])
        let change = try #require(planning.plan().plan?.changes.first)
        #expect(change.action == .create && change.reversibility == .undo(.delete))
        #expect(change.settings.undo?["name"] == "undo-a")
        #expect(change.settings.undo?["password"] == .secret("s3cret"))

        var upgraded = Planning([FakeResource("a", ["name": "a", "version": 1])]).applied()
        upgraded.stack = FakeStack([
            FakeResource("a", ["name": "a", "version": 2]).with { $0.settings.undo = ["name": "undo-a"] }
        ])
        let update = try #require(upgraded.plan().plan?.changes.first)
        #expect(update.action == .update && update.reversibility == .irreversible("versions only go up"))
    }

    @Test func `the object itself, before or after, is no undo`() {
        var same = planning(["name": "a", "size": 2])
        #expect(same.text().hasPrefix("P033 a: What is under `rollback.undo` is the object itself"))
        var former = planning(["name": "a"]).applied()
        former.stack = FakeStack([FakeResource("a", ["name": "b"]).with { $0.settings.undo = ["name": "a"] }])
        #expect(former.text().hasPrefix("P033 a: "))
    }

    @Test func `one without a name is refused, one whose name is still unknown is not`() {
        var nameless = planning(["size": 1])
        #expect(nameless.text().hasPrefix("P033 a: The API chooses the name"))
        var later = planning(["name": .unknown(Unknown(.string))])
        #expect(later.text().hasPrefix("+ a fake.thing"))
    }

    @Test func `its faults are told as such`() {
        var wrong = planning(["name": "undo-a", "sise": 1])
        #expect(wrong.text().hasPrefix("P004 a: In `rollback.undo`: There is no field `sise`"))
    }

    @Test func `a change of it alone needs no apply`() {
        var planning = planning(["name": "undo-a"]).applied()
        planning.stack = FakeStack([FakeResource("a", ["name": "a"]).with { $0.settings.undo = ["name": "other"] }])
        #expect(planning.plan().plan?.isEmpty == true)
    }
}
