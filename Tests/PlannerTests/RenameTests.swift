import MartletLanguage
import MartletModel
import MartletPlanner
import MartletProvider
import Testing

/// A resource that vanished beside an equal new one is proposed as `moved`.
struct RenameTests {
    /// Things whose identity the API chooses, so that equal bodies are all there is to go by.
    private static func nameless(_ name: String, _ size: Value) -> FakeResource { FakeResource(name, ["size": size]) }

    private static func keyed(_ name: String, _ key: String, _ size: Value) -> FakeResource {
        nameless(name, size).with { $0.address = Address(name, key: .string(key)) }
    }

    private func renames(_ before: [FakeResource], _ after: [FakeResource]) -> [String]? {
        var planning = Planning(before).applied().changed(after)
        return planning.plan().plan?.renames.map { "\($0.from) \($0.to)" }
    }

    @Test func `equal bodies are proposed, others are not`() {
        #expect(renames([Self.nameless("a", 1)], [Self.nameless("b", 1)]) == ["a b"])
        #expect(renames([Self.nameless("a", 1)], [Self.nameless("b", 2)]) == [])
        #expect(renames([Self.nameless("a", 1)], [Self.nameless("a", 1), Self.nameless("b", 1)]) == [])
    }

    @Test func `pairs that are not clear are left to the user`() {
        #expect(renames([Self.nameless("a", 1), Self.nameless("b", 1)], [Self.nameless("c", 1)]) == [])
        let before = [Self.nameless("a", 1), Self.nameless("b", 1)]
        #expect(renames(before, [Self.nameless("c", 1), Self.nameless("d", 1)]) == [])
    }

    @Test func `instances are told apart by their keys, and make one entry`() {
        let before = ["x", "y"].map { Self.keyed("a", $0, 1) }
        #expect(renames(before, ["x", "y"].map { Self.keyed("b", $0, 1) }) == ["a b"])
        #expect(renames(before, ["x", "z"].map { Self.keyed("b", $0, 1) }) == ["a b"])
        #expect(
            renames(before, [Self.keyed("b", "x", 1), Self.keyed("c", "y", 1)]) == [
                #"a["x"] b["x"]"#, #"a["y"] c["y"]"#,
            ])
    }

    @Test func `the lines to paste are in the warning`() throws {
        var planning = Planning([Self.keyed("a", "x", 1)]).applied().changed([Self.nameless("b", 1)])
        let warning = try #require(planning.plan().plan?.warnings.first)
        #expect(warning.code == PlannerFault.perhapsRenamed.code)
        #expect(
            warning.hint == """
                If it was only renamed, add to the stack file:
                moved:
                  - {from: 'a["x"]', to: b}
                """
        )
    }

    @Test func `one object under two names is refused: it would be taken over and deleted`() {
        var planning = Planning([FakeResource("a", ["name": "n"])]).applied()
            .changed([FakeResource("b", ["name": "n", "size": 2])])
        #expect(planning.text().hasPrefix("P031 b: `a` is no longer in the stack and `b` is new"))
        planning.stack.moves = [.init(from: Address("a"), to: Address("b"))]
        #expect(planning.text().hasPrefix("~ b fake.thing"))
    }

    @Test func `an object that carries no marker is known by its record`() {
        var planning = Planning([FakeResource("a", ["name": "n"])]).applied().changed([FakeResource("b", ["name": "n"])]
        )
        planning.cloud.objects[Identity("n")]?.marker = nil
        planning.cloud.objects[Identity("n")]?.canCarryMarker = false
        #expect(planning.text().hasPrefix("P031 b:"))
        planning.snapshot.records = [:]
        #expect(planning.text().hasPrefix("P007 b:"))
    }

    @Test func `an object that is gone anyway may be made under another name`() {
        var planning = Planning([FakeResource("a", ["name": "n"])]).applied().changed([FakeResource("b", ["name": "n"])]
        )
        planning.cloud.objects = [:]
        #expect(planning.plan().plan?.changes.map(\.action) == [.create, .forget])
    }
}
