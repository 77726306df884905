import MartletModel
import MartletProvider

/// The JSON Schema of the bodies of one resource type.
struct BodyTerms {
    private let notes: FieldNotes

    /// What a body of the type looks like.
    static func schema(of type: ResourceSchema) -> Value {
        BodyTerms(notes: FieldNotes(type)).schema(type.body, at: ValuePath()).described(summary(of: type))
    }

    /// What a connection's configuration looks like; `provider` and `parallelism` may stand beside it.
    static func schema(ofConfiguration body: BodySchema) -> Value {
        let schema = BodyTerms(notes: FieldNotes()).schema(body, at: ValuePath())
        guard var fields = schema.fields, var properties = fields["properties"]?.fields else { return schema }
        properties["provider"] = .object([:])
        properties["parallelism"] = LanguageTerms.parallelism
        fields["properties"] = .object(properties)
        fields["type"] = ["object", "null"]
        fields["pattern"] = nil
        return .object(fields)
    }

    private static func summary(of type: ResourceSchema) -> String {
        let loss = type.dataLoss.map { " Replacing it loses data: \($0)." } ?? ""
        return "The body of \(type.type)." + loss
    }

    private func schema(_ body: BodySchema, at path: ValuePath) -> Value {
        switch body {
        case .any: SchemaTerms.anything
        case .number: SchemaTerms.number
        case .bool: SchemaTerms.truth
        case .string([], _, nil): SchemaTerms.text
        case .string([], _, let pattern?): SchemaTerms.matching(pattern)
        case .string(let choices, let isOpen, _): SchemaTerms.choice(choices, isOpen: isOpen)
        case .list(let element): SchemaTerms.list(of: schema(element, at: path.appending(.any)))
        case .map(let element):
            SchemaTerms.value("object", with: ["additionalProperties": schema(element, at: path.appending(.any))])
        case .object(let properties, let allowsOthers): object(properties, allowsOthers, at: path)
        }
    }

    private func object(_ properties: [BodySchema.Property], _ allowsOthers: Bool, at path: ValuePath) -> Value {
        let writable = properties.filter { !$0.isReadOnly }
        let fields = writable.map { property in
            let place = path.appending(property.name)
            let schema = schema(property.schema, at: place)
            return Fields.Field(property.name, schema.described(notes.text(at: place, isRequired: property.isRequired)))
        }
        var result: Fields = ["properties": .object(Fields(fields))]
        let required = writable.filter(\.isRequired).map(\.name).sorted { $0.precedesInBytes($1) }
        if !required.isEmpty { result["required"] = .tuple(required.map(Value.string)) }
        if !allowsOthers {
            result["additionalProperties"] = false
            // A key may be an expression.
            result["patternProperties"] = ["[$%]\\{": .object([:])]
        }
        return SchemaTerms.value("object", with: result)
    }
}

/// What is worth knowing of single fields of a type: for the texts that editors show.
private struct FieldNotes {
    private var notes: [ValuePath: [String]] = [:]

    init() {}

    init(_ type: ResourceSchema) {
        add(type.createOnly, "Changing it replaces the object.")
        for rule in type.replaceWhen { add([rule.path], "Some changes of it replace the object.") }
        for rule in type.oneWay { add([rule.path], "A change of it cannot be taken back: \(rule.why).") }
        add(type.secret, "A secret: never shown in clear.")
        add(type.writeOnly, "The API never returns it: drift of it is not seen.")
    }

    private mutating func add(_ paths: [ValuePath], _ note: String) {
        for path in paths { notes[path, default: []].append(note) }
    }

    func text(at path: ValuePath, isRequired: Bool) -> String? {
        let all = (isRequired ? ["Required."] : []) + (notes[path] ?? [])
        return all.isEmpty ? nil : all.joined(separator: " ")
    }
}
