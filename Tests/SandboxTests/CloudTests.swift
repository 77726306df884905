import MartletModel
import Testing

@testable import Sandbox

struct CloudTests {
    private let space = SandboxSpace.cluster("c")

    private func key(_ name: String) -> SandboxKey { SandboxKey(space, "things", name) }

    @Test func `lists come in byte order and by prefix`() throws {
        let cloud = SandboxFixture().cloud
        let names = try cloud.transaction { transaction in
            for name in ["b/2", "a/1", "b/10", "c", "b"] { transaction.put(key(name), .null) }
            transaction.delete(key("c"))
            return transaction.list(space, "things", prefix: "b/").map(\.key.name)
        }
        #expect(names == ["b/10", "b/2"])
    }

    @Test func `a failed part is taken back, and its revisions with it`() throws {
        struct Failure: Error {}
        let cloud = SandboxFixture().cloud
        try cloud.transaction { transaction in
            transaction.put(key("kept"), "old")
            let before = transaction.revision
            #expect(throws: Failure.self) {
                try transaction.attempt { part in
                    part.put(key("kept"), "new")
                    part.put(key("extra"), "new")
                    part.delete(key("kept"))
                    throw Failure()
                }
            }
            #expect(transaction[key("kept")]?.body == "old")
            #expect(transaction[key("extra")] == nil)
            #expect(transaction.revision == before)
        }
    }

    @Test func `timers fire at their own moment, in order`() throws {
        let fixture = SandboxFixture()
        try fixture.cloud.transaction { transaction in
            transaction.schedule(after: .seconds(20), in: space, "late")
            transaction.schedule(after: .seconds(10), in: space, "early")
            let taken = transaction.schedule(after: .seconds(5), in: space, "cancelled")
            transaction.cancel(taken)
        }
        fixture.pass(.seconds(60))
        let fired = try fixture.cloud.transaction { $0.list(space, "fired").map { ($0.key.name, $0.body["at"]) } }
        #expect(fired.map(\.0) == ["early", "late"])
        #expect(fired.map(\.1) == ["2026-01-01T00:00:10Z", "2026-01-01T00:00:20Z"])
    }

    @Test func `changes after a revision are told, the forgotten ones are not`() throws {
        let cloud = SandboxFixture().cloud
        let start = try cloud.transaction { $0.revision }
        try cloud.transaction { $0.put(key("a"), 1) }
        try cloud.transaction { $0.delete(key("a")) }
        try cloud.transaction { transaction in
            let changes = transaction.committedChanges(in: space, after: start)
            #expect(changes?.map { $0.new?.body } == [1, nil])
            #expect(changes?.map { $0.old?.body } == [nil, 1])
            #expect(transaction.committedChanges(in: space, after: -5) == nil)
        }
    }

    @Test func `waiting for a change lets time pass until a timer makes it`() async throws {
        let cloud = SandboxFixture().cloud
        let start = try cloud.transaction { transaction in
            transaction.schedule(after: .seconds(30), in: space, "ready")
            return transaction.revision
        }
        let changes = try await cloud.changes(
            in: space, after: start, until: cloud.clock.now.advanced(by: .seconds(60)))
        #expect(changes?.map(\.key.name) == ["ready"])
        #expect(cloud.clock.now == SandboxFixture.start.advanced(by: .seconds(30)))
    }

    @Test func `waiting ends at the deadline`() async throws {
        let cloud = SandboxFixture().cloud
        let deadline = cloud.clock.now.advanced(by: .seconds(60))
        let changes = try await cloud.changes(in: space, after: try cloud.transaction { $0.revision }, until: deadline)
        #expect(changes == [])
        #expect(cloud.clock.now == deadline)
    }

    @Test func `the same seed allocates the same ids, which are valid UUIDs`() throws {
        let ids = try (0..<2).map { _ in try SandboxFixture().cloud.transaction { $0.newUUID() } }
        #expect(ids[0] == ids[1])
        #expect(ids[0].wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
    }

    @Test func `a dump masks what the server makes up`() throws {
        let dumps = try [7, 8].map { number in
            let cloud = SandboxFixture().cloud
            try cloud.transaction { transaction in
                for _ in 0..<number { transaction.put(key("x"), 1) }
                let id = transaction.newUUID()
                transaction.put(key("x")) { ["uid": .string(id), "resourceVersion": .number(Number($0)), "n": 1] }
            }
            return try cloud.dump()
        }
        #expect(dumps[0] == dumps[1])
        #expect(dumps[0].contains("\"n\":1"))
    }

    @Test func `a dump leaves out what controllers made, but shows orphans`() throws {
        let cloud = SandboxFixture().cloud
        func owned(by uid: String) -> Value {
            ["metadata": ["ownerReferences": [["uid": .string(uid), "controller": true]]]]
        }
        try cloud.transaction { transaction in
            transaction.put(key("set"), ["metadata": ["uid": "1"]])
            transaction.put(key("set-x7k2p"), owned(by: "1"))
            transaction.put(key("orphan"), owned(by: "gone"))
            transaction.put(SandboxKey(space, "core/events", "event"), .object([:]))
        }
        func names(_ dump: String) -> [Substring] { dump.split(separator: "\n").map { $0.split(separator: " ")[2] } }
        #expect(names(try cloud.dump()) == ["orphan", "set"])
        #expect(Set(names(try cloud.dump(includesDerived: true))) == ["orphan", "set", "set-x7k2p", "event"])
    }
}
