internal import MartletModel
internal import MartletProvider

/// `core.data`: keeps a value. A change of `input` updates in place, a change of `triggers` replaces.
struct CoreData: CoreType {
    let schema = ResourceSchema(
        type: ResourceType("core.data"),
        body: .object([.init("input", .any), .init("triggers", .any)], allowsOthers: false),
        computed: [ValuePath([.key("id")]), ValuePath([.key("output")])], stable: [ValuePath([.key("id")])],
        createOnly: [ValuePath([.key("triggers")])], isStateOnly: true
    )

    func attributes(of body: Value, id: Value?, random: ((Int) -> [UInt8])?) -> Value {
        let input = body["input"] ?? .null
        let id = id ?? random.map { .string(RandomText.uuid($0)) } ?? .unknownText
        return ["id": id, "input": input, "output": input, "triggers": body["triggers"] ?? .null]
    }
}
