import MartletLanguage
import MartletModel
import MartletProvider

/// The JSON Schema of stack files, with the types of the providers: pure, and the same bytes for the same providers.
struct StackSchema {
    enum Kind: String, CaseIterable {
        case stack
        case module
        case scenarios
        case vars
    }

    private typealias Terms = SchemaTerms

    private let registry: ProviderRegistry
    private let types: [ResourceSchema]

    init(_ registry: ProviderRegistry) {
        self.registry = registry
        types = registry.all.flatMap { provider in
            provider.types.compactMap { registry.provider(of: $0)?.schema(of: $0) }
        }.sorted { $0.type.text.precedesInBytes($1.type.text) }
    }

    /// The schema of one kind of file.
    ///
    /// - Parameter variables: The variables of a stack by name, as schemas of their values; nil to allow any.
    func schema(of kind: Kind, variables: Fields? = nil) -> Value {
        var fields: Fields =
            switch kind {
            case .stack: file(stackProperties, required: ["martlet", "name"], title: "stack.yaml")
            case .module: file(moduleProperties, required: ["martlet"], title: "module.yaml")
            case .scenarios:
                file(Self.scenarios(variables), required: ["martlet", "scenarios"], title: "scenarios.yaml")
            case .vars: Self.values(variables)
            }
        fields["$schema"] = "http://json-schema.org/draft-07/schema#"
        if kind == .stack || kind == .module { fields["definitions"] = .object(definitions(for: kind)) }
        return .object(fields)
    }

    /// The schema of the bodies of one type; nil when there is no such type.
    func schema(of type: ResourceType) -> Value? {
        guard let found = registry.provider(of: type)?.schema(of: type) else { return nil }
        guard var fields = BodyTerms.schema(of: found).fields else { return nil }
        fields["$schema"] = "http://json-schema.org/draft-07/schema#"
        fields["title"] = .string(found.type.text)
        return .object(fields)
    }

    /// The names of all types, in byte order.
    var typeNames: [String] { types.map(\.type.text) }

    // MARK: Files

    private func file(_ properties: Fields, required: [String], title: String) -> Fields {
        var fields = Terms.section(properties, required: required).fields ?? [:]
        fields["title"] = .string(title)
        return fields
    }

    /// What stack and module files have in common.
    var moduleProperties: Fields {
        let resource = Terms.reference("resource")
        return [
            "martlet": LanguageTerms.version,
            "name": Terms.fixedText.described("The module's name, for people."),
            "description": Terms.text.described("What it is."),
            "variables": Terms.named(Terms.reference("variable")).described("Inputs, by name."),
            "locals": Terms.named(Terms.anything).described("Named expressions."),
            "resources": Terms.named(resource).described("What should exist."),
            "data": Terms.named(Terms.reference("data")).described("What is only read."),
            "modules": Terms.named(Terms.reference("module")).described("Modules that this one calls."),
            "outputs": Terms.named(Terms.reference("output")).described("What it gives out."),
            "checks": Terms.named(Terms.reference("check")).described("Questions about the running stack."),
            "moved": Terms.fixedList(of: LanguageTerms.move).described("Resources that have new addresses."),
            "removed": Terms.fixedList(of: LanguageTerms.removal).described(
                "Resources that leave, their objects kept."),
        ]
    }

    var stackProperties: Fields {
        var properties = moduleProperties
        properties["name"] = Value.object(["type": "string", "pattern": "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"])
            .described("The stack's name: it goes into tags and labels of every object.")
        properties["state"] = LanguageTerms.state(backends: BackendDeclaration.known)
            .described("Where the state is kept; beside the stack when missing.")
        properties["providers"] = connections.described("Connections: how the APIs are reached.")
        properties["imports"] = Terms.fixedList(of: LanguageTerms.importing)
            .described("Objects that exist and become resources.")
        return properties
    }

    private static func scenarios(_ variables: Fields?) -> Fields {
        let scenario = Terms.section(
            [
                "description": Terms.text.described("What the scenario is for."),
                "variables": .object(values(variables)).described(
                    "Values of variables; nothing in them is an expression."),
                "checks": Terms.fixedList(of: ["type": "string"]).described("The checks that are expected to pass."),
            ], types: ["object", "null"])
        return [
            "martlet": LanguageTerms.version,
            "scenarios": Terms.named(scenario).described("Named sets of variables, for `--scenario`."),
        ]
    }

    /// Variables by name.
    private static func values(_ variables: Fields?) -> Fields {
        guard let variables else { return Terms.named(Terms.anything).fields ?? [:] }
        return Terms.section(variables, types: ["object", "null"]).fields ?? [:]
    }

    // MARK: Definitions

    private func definitions(for kind: Kind) -> Fields {
        var definitions: Fields = [
            "condition": LanguageTerms.condition, "variable": LanguageTerms.variable, "output": LanguageTerms.output,
            "module": LanguageTerms.module, "resource": .object(resource), "data": .object(data),
            "check": .object(check),
        ]
        for type in types { definitions[Self.definition(of: type.type)] = BodyTerms.schema(of: type) }
        guard kind == .stack else { return definitions }
        for provider in registry.all {
            definitions["connection.\(provider.name)"] = BodyTerms.schema(
                ofConfiguration: provider.configurationSchema)
        }
        definitions["connection"] = anyConnection
        return definitions
    }

    private static func definition(of type: ResourceType) -> String { "body.\(type.text)" }

    private static let provider = Terms.fixedText.described("The connection, when it is not the provider's own name.")

    /// Entries of `resources`, their bodies by their types.
    var resource: Fields {
        entry(
            types.filter { !$0.isDataSource },
            [
                "when": LanguageTerms.when, "for_each": LanguageTerms.forEach, "depends_on": LanguageTerms.dependsOn,
                "provider": Self.provider,
                "lifecycle": LanguageTerms.lifecycle.described("When the object may go, and what replaces it."),
                "timeouts": LanguageTerms.timeouts.described("How long steps may take."),
                "wait": Terms.anything.described("What to wait for, in the provider's own words."),
                "rollback": LanguageTerms.rollback.described("What becomes of it when a deployment is rolled back."),
                "precondition": LanguageTerms.conditions("Conditions that must hold before the step."),
                "postcondition": LanguageTerms.conditions("Conditions that must hold after it; `self` is the object."),
            ])
    }

    private var data: Fields {
        var fields = entry(types, resource["properties"]?.fields ?? [:])
        guard var properties = fields["properties"]?.fields else { return fields }
        for key in ["lifecycle", "rollback", "wait"] { properties[key] = nil }
        fields["properties"] = .object(properties)
        return fields
    }

    var check: Fields {
        entry(
            types,
            [
                "assert": LanguageTerms.conditions("What must hold of the answer, which is `self`."),
                "blocking": Terms.fixedTruth.described("Whether a failure keeps a deployment from being committed."),
                "when": LanguageTerms.when, "depends_on": LanguageTerms.dependsOn, "provider": Self.provider,
                "timeout": Terms.duration.described("How long it may take to pass."),
            ])
    }

    private func entry(_ types: [ResourceSchema], _ properties: Fields) -> Fields {
        var properties = properties
        let names: Value = .object(["enum": .tuple(types.map { .string($0.type.text) })])
        let full: Value = ["type": "string", "pattern": "^[A-Za-z0-9.]+/[A-Za-z0-9./]+@[0-9]{4}-[0-9]{2}-[0-9]{2}"]
        properties["type"] = Value.object(["anyOf": [names, full]])
            .described(
                "The type of the object: `azure.resource_group`, or `Microsoft.X/y@VERSION` for any other of Azure's.")
        properties["body"] = SchemaTerms.value("object").described("What is asked for, in the API's own shape.")
        var fields = Terms.section(properties, required: ["type"]).fields ?? [:]
        fields["allOf"] = .tuple(types.map(Self.rule))
        return fields
    }

    /// Entries of this type have its body.
    private static func rule(_ type: ResourceSchema) -> Value {
        var then: Fields = ["properties": ["body": Terms.reference(definition(of: type.type))]]
        if case .object(let properties, _) = type.body, properties.contains(where: \.isRequired) {
            then["required"] = ["body"]
        }
        return [
            "if": ["properties": ["type": ["const": .string(type.type.text)]], "required": ["type"]],
            "then": .object(then),
        ]
    }

    // MARK: Connections

    private var connections: Value {
        var properties = Fields()
        for provider in registry.all {
            // The entry's name says the provider, unless `provider` does.
            properties["\(provider.name)"] = [
                "if": ["required": ["provider"]], "then": Terms.reference("connection"),
                "else": Terms.reference("connection.\(provider.name)"),
            ]
        }
        var fields = Terms.named(Terms.reference("connection")).fields ?? [:]
        fields["properties"] = .object(properties)
        return .object(fields)
    }

    private var anyConnection: Value {
        [
            "type": "object", "required": ["provider"],
            "properties": [
                "provider": .object(["enum": .tuple(registry.all.map { .string("\($0.name)") })])
                    .described("The provider that the connection belongs to.")
            ],
            "allOf": .tuple(
                registry.all.map { provider in
                    [
                        "if": ["properties": ["provider": ["const": .string("\(provider.name)")]]],
                        "then": Terms.reference("connection.\(provider.name)"),
                    ]
                }),
        ]
    }
}
