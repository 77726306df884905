import MartletModel
import Testing

@testable import MartletCommands
@testable import MartletLanguage

/// The schema knows every key that the language knows.
@Suite struct StackSchemaTests {
    private let schema: StackSchema

    init() throws { schema = try Self.make() }

    private static func make() throws -> StackSchema {
        let world = World(folder: "/nonexistent", output: { _ in }, messages: { _ in }, now: { 0 })
        return StackSchema(try ProviderSet.offline(in: world).registry)
    }

    private func keys(_ schema: Value) -> Set<String> { Set(schema["properties"]?.fields?.map(\.key) ?? []) }

    @Test func `every key of the language is in the schema with a description`() {
        let sections: [(String, SectionKeys, Value)] = [
            ("stack", StackDocument.stackKeys, .object(["properties": .object(schema.stackProperties)])),
            ("module file", StackDocument.moduleKeys, .object(["properties": .object(schema.moduleProperties)])),
            ("variable", VariableDeclaration.keys, LanguageTerms.variable),
            ("condition", ConditionDeclaration.keys, LanguageTerms.condition),
            ("output", OutputDeclaration.keys, LanguageTerms.output),
            ("module", ModuleDeclaration.keys, LanguageTerms.module),
            ("resource", ResourceDeclaration.keys, .object(schema.resource)),
            ("rollback", ResourceDeclaration.rollbackKeys, LanguageTerms.rollback),
            ("lifecycle", LifecycleDeclaration.keys, LanguageTerms.lifecycle),
            ("timeouts", TimeoutsDeclaration.keys, LanguageTerms.timeouts),
            ("check", CheckDeclaration.keys, .object(schema.check)),
            ("moved", MoveDeclaration.keys, LanguageTerms.move),
            ("removed", RemovalDeclaration.keys, LanguageTerms.removal),
            ("imports", ImportDeclaration.keys, LanguageTerms.importing),
        ]
        for (name, known, value) in sections {
            #expect(keys(value) == Set(known.all), "\(name)")
            for field in value["properties"]?.fields ?? [:] {
                #expect(field.value["description"] != nil || field.value["anyOf"] != nil, "\(name): \(field.key)")
            }
        }
    }

    @Test func `each kind of file has a schema, the same each time`() throws {
        for kind in StackSchema.Kind.allCases {
            let text = try schema.schema(of: kind).canonicalJSON(secrets: .redact)
            #expect(try Self.make().schema(of: kind).canonicalJSON(secrets: .redact) == text)
            #expect(text.contains("http://json-schema.org/draft-07/schema#"))
            #expect(text.utf8.count < 2_000_000, "\(kind): \(text.utf8.count) bytes")
        }
    }

    @Test func `bodies know their fields, and what is worth knowing of them`() throws {
        let cluster = try #require(schema.schema(of: ResourceType("azure.managed_cluster")))
        let properties = try #require(cluster.at("properties", "properties", "properties"))
        #expect(properties.at("dnsPrefix", "description") == "Changing it replaces the object.")
        #expect(properties["provisioningState"] == nil)
        #expect(cluster["additionalProperties"] == false)
        #expect(cluster["required"]?.elements?.contains("parent") ?? false)
        #expect(schema.schema(of: ResourceType("azure.nothing")) == nil)
    }

    @Test func `references of the schema lead somewhere`() throws {
        let stack = schema.schema(of: .stack)
        let definitions = Set(stack["definitions"]?.fields?.map(\.key) ?? [])
        var references: Set<String> = []
        func collect(_ value: Value) {
            for field in value.fields ?? [:] {
                if field.key == "$ref", let text = field.value.stringValue { references.insert(text) }
                collect(field.value)
            }
            for element in value.elements ?? [] { collect(element) }
        }
        collect(stack)
        #expect(!references.isEmpty)
        for reference in references {
            #expect(definitions.contains(String(reference.dropFirst("#/definitions/".count))), "\(reference)")
        }
    }
}
