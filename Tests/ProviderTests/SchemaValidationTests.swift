import MartletModel
import MartletProvider
import Testing

struct SchemaValidationTests {
    static let schema = BodySchema.object(
        [
            .init("name", .string(oneOf: [], isOpen: true, pattern: "[a-z]+"), isRequired: true),
            .init("tier", .string(oneOf: ["Basic", "Standard"], isOpen: false, pattern: nil)),
            .init("size", .number), .init("id", .text, isReadOnly: true),
            .init("rules", .list(.object([.init("port", .number)], allowsOthers: false))),
            .init("tags", .map(.text)),
        ],
        allowsOthers: false
    )

    static let rows: [(Value, [String])] = [
        (["name": "a"], []),
        (["name": .unknown(Unknown()), "size": .unknown(Unknown())], []),
        ([:], [": `name` is missing. | Add `name:`."]),
        (["name": .null], [": `name` is missing. | Add `name:`."]),
        (["name": "A1"], ["name: `name` must match `[a-z]+`."]),
        (
            ["name": "a", "tier": "Standrd"],
            ["tier: `tier` must be one of `Basic`, `Standard`. | Did you mean `Standard`?"]
        ),
        (["name": "a", "tagz": [:]], ["tagz: There is no field `tagz`. | Did you mean `tags`?"]),
        (
            ["name": "a", "colour": 1],
            ["colour: There is no field `colour`. | Known fields: `name`, `rules`, `size`, `tags`, `tier`."]
        ),
        (["name": "a", "size": "3"], ["size: `size` must be a number, and is a string."]),
        (["name": "a", "id": "x"], ["id: `id` is set by the server and cannot be given. | Remove it."]),
        (
            ["name": "a", "rules": [["prot": 1]]],
            ["rules[0].prot: There is no field `rules[0].prot`. | Did you mean `port`?"]
        ),
        (["name": "a", "tags": ["a": 1]], ["tags.a: `tags.a` must be a string, and is a number."]),
        (["name": "a", "size": .secret("hunter2")], ["size: `size` must be a number, and is a string."]),
        ("text", [": The body must be an object, and is a string."]),
    ]

    @Test(arguments: rows)
    func `every fault of a body is named with its place and a hint`(body: Value, expected: [String]) {
        let found = SchemaValidation.problems(in: body, Self.schema).map { problem in
            "\(problem.path): \(problem.message)" + (problem.hint.map { " | \($0)" } ?? "")
        }
        #expect(found == expected)
    }
}
