import MartletModel
import MartletPlanner
import MartletProvider
import Testing

/// What refers to objects that a rollback has made anew.
struct RemadeObjectsTests {
    private static func record(_ name: String, id: String) -> ResourceRecord {
        let address: Address = Address(name)
        return ResourceRecord(
            address: address, type: ResourceType("fake.thing"), provider: "fake", connection: "fake",
            identity: Identity(name), lineage: Lineage(id), body: ["name": .string(name)],
            attributes: ["id": .string(id)]
        )
    }

    /// `text` in the body of a resource that depends on all of `former`, once `base` has been made anew as `id-of-new`.
    private static func following(_ text: String, among former: [ResourceRecord]) -> Value {
        var remade = RemadeObjects(former, ProviderRegistry([FakeProvider()]))
        remade.append(record("base", id: "id-of-new"), insteadOf: Address("base"))
        return remade.following(.string(text), among: former.map(\.address))
    }

    private static let base = record("base", id: "id-of-old")

    @Test(arguments: [
        ("id-of-old", "id-of-new"), ("https://id-of-old/x", "https://id-of-new/x"), ("id-of-older", "id-of-older"),
    ])
    func `what came from it follows, whole and inside longer texts`(text: String, expected: String) {
        #expect(Self.following(text, among: [Self.base]) == .string(expected))
    }

    @Test(arguments: ["of/id-of-old/too", "https://of/id-of-old/too"])
    func `another object's value that holds it stays, as that object does`(text: String) {
        let other = Self.record("other", id: "of/id-of-old/too")
        #expect(Self.following(text, among: [Self.base, other]) == .string(text))
    }

    @Test func `where another object has the same value, what has changed counts`() {
        let before = Self.record("a", id: "id-of-old")
        #expect(Self.following("id-of-old", among: [before, Self.base]) == "id-of-new")
        #expect(Self.following("https://id-of-old/x", among: [before, Self.base]) == "https://id-of-new/x")
    }
}
