import MartletModel
import MartletProvider
import Testing

/// Each case gives the three sides and the changes as text: `path: before -> after [cause] [!]`, where `!` replaces.
struct SchemaComparisonTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        var schema = Self.schema()
        let desired: Value
        let recorded: Value
        var live: Value?
        let changes: [String]
        var drift: [String] = []

        var testDescription: String { name }

        static func schema(
            createOnly: [ValuePath] = [], writeOnly: [ValuePath] = [], normalizers: [ValuePath: Normalizer] = [:],
            replaceWhen: [ReplaceRule] = [], secret: [ValuePath] = []
        ) -> ResourceSchema {
            ResourceSchema(
                type: ResourceType("test.thing"), createOnly: createOnly, replaceWhen: replaceWhen, secret: secret,
                writeOnly: writeOnly, normalizers: normalizers
            )
        }
    }

    static let cases: [Case] = [
        Case(name: "equal", desired: ["a": 1], recorded: ["a": 1], live: ["a": 1, "server": 2], changes: []),
        Case(
            name: "changed by the stack", desired: ["a": 2], recorded: ["a": 1], live: ["a": 1],
            changes: ["a: 1 -> 2 configuration"]
        ),
        Case(
            name: "changed outside", desired: ["a": 1], recorded: ["a": 1], live: ["a": 3],
            changes: ["a: 3 -> 1 drift by bob"], drift: ["a: 1 -> 3 drift by bob"]
        ),
        Case(
            name: "changed outside to what the stack wants", desired: ["a": 3], recorded: ["a": 1], live: ["a": 3],
            changes: [], drift: ["a: 1 -> 3 drift by bob"]
        ),
        Case(
            name: "a field removed from the stack", desired: ["b": 1], recorded: ["a": 1, "b": 1],
            live: ["a": 1, "b": 1],
            changes: ["a: 1 -> nil configuration"]
        ),
        Case(
            name: "a field removed that is already gone", desired: ["b": 1], recorded: ["a": 1, "b": 1], live: ["b": 1],
            changes: [], drift: ["a: 1 -> nil drift by bob"]
        ),
        Case(
            name: "a nested field added", desired: ["p": ["x": 1, "y": 2]], recorded: ["p": ["x": 1]],
            live: ["p": ["x": 1, "z": 9]], changes: ["p.y: nil -> 2 configuration"]
        ),
        Case(name: "null is absence", desired: ["a": .null, "b": 1], recorded: ["b": 1], live: ["b": 1], changes: []),
        Case(
            name: "an empty object that the server drops", desired: ["a": [:]], recorded: ["a": [:]], live: [:],
            changes: []
        ),
        Case(
            name: "not read, compared with the record", desired: ["a": 2], recorded: ["a": 1],
            changes: ["a: 1 -> 2 configuration"]
        ),
        Case(
            name: "list elements keep what the server adds", desired: ["l": [["n": "a"], ["n": "c"]]],
            recorded: ["l": [["n": "a"], ["n": "b"]]], live: ["l": [["n": "a", "s": 1], ["n": "b", "s": 1]]],
            changes: ["l[1].n: b -> c configuration"]
        ),
        Case(
            name: "a list grows", desired: ["l": [1, 2]], recorded: ["l": [1]], live: ["l": [1]],
            changes: ["l: [1] -> [1,2] configuration"]
        ),
        Case(
            name: "order without meaning", schema: Case.schema(normalizers: [["l"]: .unordered]),
            desired: ["l": ["b", "a"]],
            recorded: ["l": ["b", "a"]], live: ["l": ["a", "b"]], changes: []
        ),
        Case(
            name: "objects in any order", schema: Case.schema(normalizers: [["l"]: .unordered]),
            desired: ["l": [["n": 1], ["n": 2]]], recorded: ["l": [["n": 1], ["n": 2]]],
            live: ["l": [["n": 2, "s": 0], ["n": 1, "s": 0]]], changes: []
        ),
        Case(
            name: "a keyed list belongs to several", schema: Case.schema(normalizers: [["l"]: .keyed(["n"])]),
            desired: ["l": [["n": "b", "v": 3]]], recorded: ["l": [["n": "b", "v": 2], ["n": "old"]]],
            live: ["l": [["n": "theirs"], ["n": "old"], ["n": "b", "v": 2]]],
            changes: ["l[0].v: 2 -> 3 configuration", "l[1]: {n:old} -> nil configuration"]
        ),
        Case(
            name: "ids and locations in any spelling",
            schema: Case.schema(normalizers: [["id"]: .armID, ["location"]: .location]),
            desired: ["id": "/A/b/", "location": "West Europe"], recorded: ["id": "/A/b/", "location": "West Europe"],
            live: ["id": "/a/B", "location": "westeurope"], changes: []
        ),
        Case(
            name: "never returned, compared with the record", schema: Case.schema(writeOnly: [["pw"]]),
            desired: ["pw": "new"], recorded: ["pw": "old"], live: [:], changes: ["pw: old -> new configuration"]
        ),
        Case(
            name: "never returned and unchanged", schema: Case.schema(writeOnly: [["pw"]]),
            desired: ["pw": "x", "a": 1],
            recorded: ["pw": "x", "a": 1], live: ["a": 1], changes: []
        ),
        Case(
            name: "create-only", schema: Case.schema(createOnly: [["a"]]), desired: ["a": ["x": 2]],
            recorded: ["a": ["x": 1]], live: ["a": ["x": 1]], changes: ["a.x: 1 -> 2 configuration !"]
        ),
        Case(
            name: "create-only below what is added", schema: Case.schema(createOnly: [["a", "x"]]),
            desired: ["a": ["x": 2]], recorded: [:], live: [:], changes: ["a: nil -> {x:2} configuration !"]
        ),
        Case(
            name: "create-only and not known", schema: Case.schema(createOnly: [["a"]]),
            desired: ["a": .unknown(Unknown())], recorded: ["a": 1], live: ["a": 1],
            changes: ["a: 1 -> ? configuration !"]
        ),
        Case(
            name: "replaced on this transition",
            schema: Case.schema(replaceWhen: [ReplaceRule(path: ["sku"], from: ["basic"], to: ["big"])]),
            desired: ["sku": "big"], recorded: ["sku": "basic"], live: ["sku": "basic"],
            changes: ["sku: basic -> big configuration !"]
        ),
        Case(
            name: "not replaced on another",
            schema: Case.schema(replaceWhen: [ReplaceRule(path: ["sku"], from: ["basic"], to: ["big"])]),
            desired: ["sku": "basic"], recorded: ["sku": "big"], live: ["sku": "big"],
            changes: ["sku: big -> basic configuration"]
        ),
        Case(
            name: "a secret is hidden on both sides", schema: Case.schema(secret: [["k"]]), desired: ["k": "new"],
            recorded: ["k": "old"], live: ["k": "old"], changes: ["k: *** -> *** configuration"]
        ),
        Case(
            name: "marks do not differ", desired: ["k": .secret("x")], recorded: ["k": "x"], live: ["k": "x"],
            changes: []
        ),
    ]

    @Test(arguments: cases)
    func `three sides give the fields that differ and why`(row: Case) {
        let assessment = Self.assess(row)
        #expect(assessment.changes.map(Self.text) == row.changes)
        #expect(assessment.drift.map(Self.text) == row.drift)
    }

    @Test func `after an update the server's values are unknown unless stable`() {
        let schema = ResourceSchema(type: ResourceType("t.t"), computed: [["id"], ["etag"]], stable: [["id"]])
        let row = Case(
            name: "", schema: schema, desired: ["a": 2], recorded: ["a": 1], live: ["a": 1, "id": "x", "etag": "y"],
            changes: []
        )
        let expected: Value = ["a": 2, "id": "x", "etag": .unknown(Unknown())]
        #expect(Self.assess(row).plannedAttributes == expected)
    }

    @Test func `a one-way change is named`() {
        var schema = Case.schema()
        schema.oneWay = [OneWayRule(path: ["version"], why: "no way back")]
        let row = Case(
            name: "", schema: schema, desired: ["version": "2"], recorded: ["version": "1"], live: ["version": "1"],
            changes: []
        )
        #expect(Self.assess(row).oneWay == [["version"]])
    }

    @Test func `a pre-image is what is there where we own it`() {
        let comparison = SchemaComparison(Case.schema(writeOnly: [["pw"]]))
        let record = Self.record(["a": 1, "pw": "secret", "gone": 1, "l": [["n": 1]]])
        let live = LiveObject(identity: Identity("x"), attributes: ["a": 5, "b": 6, "l": [["n": 2, "s": 3]]])
        let expected: Value = ["a": 5, "pw": "secret", "gone": 1, "l": [["n": 2]]]
        #expect(comparison.preImage(of: record, live: live) == expected)
    }

    private static func record(_ body: Value) -> ResourceRecord {
        ResourceRecord(
            address: Address("x"), type: ResourceType("test.thing"), provider: "test", connection: "test",
            identity: Identity("x"), body: body, attributes: body
        )
    }

    private static func assess(_ row: Case) -> Assessment {
        let live = row.live.map {
            LiveObject(identity: Identity("x"), attributes: $0, writers: [["a"]: "bob"])
        }
        return SchemaComparison(row.schema).assess(
            Comparison(type: row.schema.type, desired: row.desired, record: record(row.recorded), live: live)
        )
    }

    private static func text(_ change: FieldChange) -> String {
        var text = "\(change.path): \(text(change.before)) -> \(text(change.after)) "
        switch change.cause {
        case .configuration: text += "configuration"
        case .drift(let by): text += by.map { "drift by \($0)" } ?? "drift"
        case .server: text += "server"
        }
        return change.forcesReplacement ? text + " !" : text
    }

    private static func text(_ value: Value?) -> String {
        switch value {
        case nil: "nil"
        case .marked?: "***"
        case .unknown?: "?"
        case .string(let text)?: text
        case .number(let number)?: number.int.map(String.init) ?? "number"
        case .tuple(let elements)?: "[" + elements.map { Self.text($0) }.joined(separator: ",") + "]"
        case .object(let fields)?: "{" + fields.map { "\($0.key):\(Self.text($0.value))" }.joined(separator: ",") + "}"
        default: "other"
        }
    }
}

extension ValuePath: ExpressibleByArrayLiteral {
    package init(arrayLiteral elements: String...) { self.init(elements.map { .key($0) }) }
}
