import MartletModel
import MartletProvider
import Testing

/// What an update takes away, by the places where that may be too early.
struct SchemaContractionTests {
    private static let schema = ResourceSchema(
        type: ResourceType("fake.net"),
        contracting: [
            ContractingRule(path: ValuePath([.key("space"), .key("prefixes")])),
            ContractingRule(path: ValuePath([.key("versions")]), retired: ["storage": false]),
            ContractingRule(path: ValuePath([.key("mode")])), ContractingRule(path: ValuePath([.key("labels")])),
        ],
        normalizers: [
            ValuePath([.key("space"), .key("prefixes")]): .caseInsensitive,
            ValuePath([.key("versions")]): .keyed(["name"]),
        ]
    )

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let current: Value
        let desired: Value
        /// The body that is written first; nil when the update is one step.
        let expanded: Value?
    }

    static let cases = [
        Case(
            testDescription: "a longer list takes nothing away", current: ["space": ["prefixes": ["A"]]],
            desired: ["space": ["prefixes": ["b", "a"]]], expanded: nil),
        Case(
            testDescription: "what a list loses stays behind what it has",
            current: ["space": ["prefixes": ["a", "b"]]],
            desired: ["space": ["prefixes": ["c", "b"]]], expanded: ["space": ["prefixes": ["c", "b", "a"]]]),
        Case(
            testDescription: "a list that goes stays", current: ["space": ["prefixes": ["a"]]], desired: ["size": 1],
            expanded: ["space": ["prefixes": ["a"]], "size": 1]),
        Case(
            testDescription: "elements are told apart by their key, and retire",
            current: ["versions": [["name": "v1", "storage": true], ["name": "v2", "storage": false]]],
            desired: ["versions": [["name": "v2", "storage": true]]],
            expanded: ["versions": [["name": "v2", "storage": true], ["name": "v1", "storage": false]]]),
        Case(
            testDescription: "another value waits", current: ["mode": "open"], desired: ["mode": "closed"],
            expanded: ["mode": "open"]),
        Case(
            testDescription: "keys that go stay", current: ["labels": ["a": 1, "b": 2]], desired: ["labels": ["b": 3]],
            expanded: ["labels": ["a": 1, "b": 3]]),
        Case(
            testDescription: "other places are not looked at", current: ["zone": [1, 2]], desired: ["zone": [1]],
            expanded: nil),
        Case(
            testDescription: "what is not known takes nothing away", current: ["space": ["prefixes": ["a"]]],
            desired: ["space": ["prefixes": .unknown(Unknown())]], expanded: nil),
    ]

    @Test(arguments: cases) func `the first part keeps what the second takes away`(one: Case) {
        let contraction = SchemaContraction(Self.schema).contraction(from: one.current, to: one.desired)
        #expect(contraction?.expanding(one.desired) == one.expanded)
    }
}
