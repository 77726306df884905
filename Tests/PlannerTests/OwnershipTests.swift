import MartletLanguage
import MartletModel
import MartletPlanner
import MartletProvider
import Testing

struct OwnershipTests {
    private static let one = [FakeResource("a", ["name": "a", "size": 1])]

    private static func object(_ attributes: Value, marker: StackIdentity?, lineage: String = "1") -> LiveObject {
        LiveObject(identity: Identity("a"), lineage: Lineage(lineage), attributes: attributes, marker: marker)
    }

    @Test func `an object of ours that is not recorded is adopted with what differs`() {
        var planning = Planning(Self.one)
        planning.cloud.objects[Identity("a")] = Self.object(["name": "a", "size": 4], marker: planning.stack.identity)
        #expect(
            planning.text() == """
                > a fake.thing [found with marker] undo: restore
                    size: 4 -> 1

                """
        )
    }

    @Test func `an object of nobody is not touched unless an import says so`() {
        var planning = Planning(Self.one)
        planning.cloud.objects[Identity("a")] = Self.object(["name": "a", "size": 1], marker: nil)
        #expect(planning.text().hasPrefix("P007 a:"))
        planning.stack.imports = [Import(to: Address("a"), identity: Identity("a"))]
        #expect(planning.text() == "> a fake.thing [imported] undo: forget\n")
    }

    @Test func `an import needs an object, and must not replace it`() {
        var planning = Planning(Self.one)
        planning.stack.imports = [Import(to: Address("a"), identity: Identity("a"))]
        #expect(planning.text().hasPrefix("P010 a:"))
        planning.cloud.objects[Identity("a")] = Self.object(["name": "a", "size": 1, "color": "red"], marker: nil)
        planning.stack.resources[0].body = ["name": "a", "size": 1, "color": "blue"]
        #expect(planning.text().hasPrefix("P012 a:"))
    }

    @Test func `an object of another stack is refused`() {
        var planning = Planning(Self.one)
        planning.cloud.objects[Identity("a")] = Self.object(["name": "a"], marker: StackIdentity(stack: "other"))
        #expect(planning.text().hasPrefix("P008 a: The object of `a` carries the marker of stack `other`"))
    }

    @Test func `an object re-created by others is refused, one of ours is taken`() {
        var planning = Planning(Self.one).applied()
        planning.cloud.objects[Identity("a")] = Self.object(["name": "a", "size": 1], marker: nil, lineage: "2")
        #expect(planning.text().hasPrefix("P009 a:"))
        planning.cloud.objects[Identity("a")]?.marker = planning.stack.identity
        #expect(planning.text() == "~ a fake.thing [re-created outside] undo: restore\n")
        planning.cloud.objects[Identity("a")]?.marker = nil
        planning.stack.resources = []
        #expect(planning.text() == "x a fake.thing [re-created outside]\n")
    }

    // I10: a create took what the stack had let go of for its own, and a rollback deleted it.
    @Test(arguments: [true, false])
    func `nothing is made anew under the name of what is there`(_ isMissing: Bool) {
        var planning = Planning(Self.one).applied()
        planning.stack.resources[0].body = ["name": "b", "size": 1]
        if isMissing { planning.cloud.objects[Identity("a")] = nil }
        #expect(planning.text().contains("a fake.thing"))
        let owners: [StackIdentity?] = [nil, StackIdentity(stack: "other"), planning.stack.identity]
        for owner in owners {
            planning.cloud.objects[Identity("b")] = LiveObject(
                identity: Identity("b"), lineage: Lineage("7"), attributes: ["name": "b"], marker: owner)
            #expect(planning.text().hasPrefix("P007 a: `a` is to be made anew as `b`, which exists"))
        }
    }

    @Test func `protection is kept in the state and outlives the declaration`() {
        var resource = Self.one[0]
        resource.settings.preventDestroy = true
        var planning = Planning([resource]).applied()
        planning.stack.resources[0].body = ["name": "b", "size": 1]
        #expect(planning.text().hasPrefix("P006 a: `a` would be replaced"))
        planning.stack.resources = []
        #expect(planning.text().hasPrefix("P006 a: `a` would be deleted"))
        planning.options.kind = .destroy
        #expect(planning.text().hasPrefix("P006 a: `a` would be deleted"))
    }

    @Test func `two resources cannot be one object`() {
        var planning = Planning([Self.one[0], FakeResource("b", ["name": "a"])])
        #expect(planning.text().hasPrefix("P025 b:"))
    }

    @Test func `faults of a body and unknown types are told together`() {
        var planning = Planning([
            FakeResource("a", ["name": "a", "sise": 1]), FakeResource("b", [:], type: "fake.thingy"),
            FakeResource("c", ["name": 3]),
        ])
        let text = planning.text()
        #expect(text.contains("P004 a: There is no field `sise`."))
        #expect(text.contains("P003 b: No provider has the type `fake.thingy`."))
        #expect(text.contains("P004 c: `name` must be a string, and is a number."))
    }

    @Test func `the API may turn an update into nothing, a replacement, or a refusal`() {
        var planning = Planning(Self.one).applied()
        planning.provider.isRefinable = true
        planning.stack.resources[0].body = ["name": "a", "size": 2]
        planning.cloud.refine = { _ in Refinement(isNoOp: true) }
        #expect(planning.text() == "")
        planning.cloud.refine = { _ in Refinement(replacePaths: [ValuePath([.key("size")])]) }
        #expect(planning.text().hasPrefix("-/+ a fake.thing [create-only size] !"))
        planning.cloud.refine = { _ in Refinement(problems: [BodyProblem(ValuePath([.key("size")]), "Too small.")]) }
        #expect(planning.text() == "P004 a: Too small.\n")
    }
}
