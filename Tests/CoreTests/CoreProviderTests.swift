import CoreProvider
import MartletModel
import MartletProvider
import Synchronization
import TestSupport
import Testing

struct CoreProviderTests {
    /// Random bytes that are the same on every run, files from a dictionary.
    private static func provider(_ files: [String: String] = [:]) -> CoreProvider {
        let random = Mutex(SeededGenerator(seed: 7))
        return CoreProvider(
            CoreSources(
                folder: "/stack",
                randomBytes: { count in
                    random.withLock { random in (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) } }
                },
                readFile: { path in files[path].map { Array($0.utf8) } }
            )
        )
    }

    private static func create(_ type: String, _ body: Value) async throws -> LiveObject {
        let connection = try await provider().connect(to: [:])
        let context = StepContext(marker: StackIdentity(stack: "s"), timeout: .seconds(1))
        return try await connection.create(WriteRequest(type: ResourceType(type), identity: nil, body: body), context)
    }

    @Test func `data keeps its id and output over an update`() async throws {
        let type = ResourceType("core.data")
        let created = try await Self.create("core.data", ["input": ["a": 1], "triggers": 1])
        #expect(created.attributes["output"] == ["a": 1])
        let record = ResourceRecord(
            address: Address("x"), type: type, provider: "core", connection: "core", identity: created.identity,
            body: ["input": ["a": 1], "triggers": 1], attributes: created.attributes
        )
        let updated = Self.provider().compare(
            Comparison(type: type, desired: ["input": 2, "triggers": 1], record: record, live: nil)
        )
        #expect(updated.changes.map(\.path.description) == ["input"])
        #expect(updated.plannedAttributes["id"] == created.attributes["id"])
        #expect(updated.plannedAttributes["output"] == 2)
        let replaced = Self.provider().compare(
            Comparison(type: type, desired: ["input": ["a": 1], "triggers": 2], record: record, live: nil)
        )
        #expect(replaced.changes.map(\.forcesReplacement) == [true])
        let connection = try await Self.provider().connect(to: [:])
        let context = StepContext(marker: StackIdentity(stack: "s"), timeout: .seconds(1))
        let request = WriteRequest(
            type: type, identity: created.identity, body: ["input": 2, "triggers": 1], prior: record)
        let live = try await connection.update(request, context)
        #expect(live.attributes == updated.plannedAttributes)
    }

    @Test(
        arguments: [
            ("core.data", ["input": 1]), ("core.password", ["length": 20]), ("core.id", ["kind": "words"]),
            ("core.id", [:]),
        ] as [(String, Value)])
    func `apply only fills what the plan left unknown`(type: String, body: Value) async throws {
        let planned = Self.provider().plannedAttributes(of: ResourceType(type), creating: body)
        let live = try await Self.create(type, body)
        for field in planned.fields ?? Fields() where field.value.isWhollyKnown {
            #expect(live.attributes[field.key] == field.value, "\(field.key)")
        }
        #expect(planned.fields?.keys == live.attributes.fields?.keys)
    }

    @Test(arguments: 1...40)
    func `a password has every class, its length, and the secret mark`(length: Int) async throws {
        let body: Value = ["length": .number(Number(max(length, 4)))]
        let result = try await Self.create("core.password", body).attributes["result"]
        let text = try #require(result?.revealed.stringValue)
        #expect(result?.containsSecret == true)
        #expect(text.count == max(length, 4))
        #expect(
            text.contains(where: \.isLowercase) && text.contains(where: \.isUppercase)
                && text.contains(where: \.isNumber))
        #expect(text.contains { !$0.isLetter && !$0.isNumber })
    }

    @Test func `any change of a password's body draws a new one`() {
        let record = ResourceRecord(
            address: Address("x"), type: ResourceType("core.password"), provider: "core", connection: "core",
            identity: Identity("x"), body: ["length": 20], attributes: ["length": 20, "id": "x"]
        )
        let comparison = Comparison(type: record.type, desired: ["length": 21], record: record, live: nil)
        #expect(Self.provider().compare(comparison).changes.map(\.forcesReplacement) == [true])
    }

    @Test(
        arguments: [
            (["length": 0], "`length` must be a whole number from 1 to 1024."),
            (["length": 3], "`length` must leave room for one character of each of the 4 classes."),
            (
                ["lower": false, "upper": false, "digits": false, "special": false],
                "A password needs at least one class of characters."
            ),
            (["lenght": 3], "There is no field `lenght`."),
        ] as [(Value, String)])
    func `a password that cannot be is refused`(body: Value, message: String) {
        #expect(Self.provider().problems(in: body, of: ResourceType("core.password")).map(\.message) == [message])
    }

    @Test(arguments: [("uuid", 36), ("bytes", 16)])
    func `ids have their shape`(kind: String, length: Int) async throws {
        let id = try await Self.create("core.id", ["kind": .string(kind)]).attributes["id"]?.stringValue
        #expect(id?.count == length)
        #expect(id?.allSatisfy { $0.isHexDigit || $0 == "-" } == true)
    }

    @Test func `words are joined behind the prefix`() async throws {
        let body: Value = ["kind": "words", "words": 3, "prefix": "n-", "separator": "_"]
        let id = try await Self.create("core.id", body).attributes["id"]?.stringValue
        #expect(id?.hasPrefix("n-") == true && id?.split(separator: "_").count == 3)
    }

    @Test func `a file is read from the stack's folder`() async throws {
        let connection = try await Self.provider(["/stack/a.txt": "hello"]).connect(to: [:])
        let read = try await connection.readData(type: ResourceType("core.file"), body: ["path": "a.txt"])
        #expect(read["content"] == "hello")
        #expect(read["content_base64"] == "aGVsbG8=")
        #expect(read["sha256"] == "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824")
        await #expect(throws: ProviderError.self) {
            try await connection.readData(type: ResourceType("core.file"), body: ["path": "b.txt"])
        }
    }
}
