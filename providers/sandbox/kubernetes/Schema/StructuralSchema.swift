internal import MartletModel

/// Reads a CRD's `openAPIV3Schema`
/// (https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema).
enum StructuralSchema {
    /// The type of a custom object; `metadata` is always the standard one.
    static func object(_ schema: Value?) -> SchemaNode {
        guard let schema, schema["type"] != nil || schema["properties"] != nil else {
            return root(ObjectSchema(fields: [:], additional: .preserved))
        }
        guard case .object(let object) = node(schema).shape else {
            return root(ObjectSchema(fields: [:], additional: .preserved))
        }
        var result = root(object)
        result.constraints = node(schema).constraints
        result.summary = schema["description"]?.stringValue
        return result
    }

    private static func root(_ object: ObjectSchema) -> SchemaNode {
        var object = object
        object.fields["apiVersion"] = SchemaNode(.string)
        object.fields["kind"] = SchemaNode(.string)
        object.fields["metadata"] = KubernetesSchemaTable.builtIn.type("ObjectMeta") ?? .untyped
        object.required.removeAll { $0 == "metadata" || $0 == "apiVersion" || $0 == "kind" }
        return SchemaNode(.object(object))
    }

    static func node(_ schema: Value) -> SchemaNode {
        var node = SchemaNode(shape(schema))
        node.defaultValue = schema["default"]
        node.isNullable = schema["nullable"]?.boolValue ?? false
        node.isAtomic = schema["x-kubernetes-map-type"]?.stringValue == "atomic"
        node.summary = schema["description"]?.stringValue
        node.constraints = constraints(schema)
        return node
    }

    private static func shape(_ schema: Value) -> SchemaNode.Shape {
        if schema["x-kubernetes-int-or-string"]?.boolValue == true { return .intOrString }
        switch schema["type"]?.stringValue {
        case "string": return schema["format"]?.stringValue == "byte" ? .bytes : .string
        case "boolean": return .boolean
        case "integer": return .integer
        case "number": return .number
        case "array": return list(schema)
        case "object": return object(schema)
        default: return .untyped
        }
    }

    private static func object(_ schema: Value) -> SchemaNode.Shape {
        let preserves = schema["x-kubernetes-preserve-unknown-fields"]?.boolValue == true
        let properties = schema["properties"]?.fields ?? Fields()
        let required = (schema["required"]?.elements ?? []).compactMap(\.stringValue)
        var additional = preserves ? ObjectSchema.Additional.preserved : .refused
        if let extra = schema["additionalProperties"] {
            if case .object = extra {
                guard !properties.isEmpty else { return .map(node(extra)) }
                additional = .typed(node(extra))
            } else if extra.boolValue == true {
                additional = .preserved
            }
        }
        if schema["x-kubernetes-embedded-resource"]?.boolValue == true { additional = .preserved }
        if properties.isEmpty, case .preserved = additional { return .untyped }
        let fields = Dictionary(properties.map { ($0.key, node($0.value)) }) { first, _ in first }
        return .object(ObjectSchema(fields: fields, required: required, additional: additional))
    }

    private static func list(_ schema: Value) -> SchemaNode.Shape {
        let item = schema["items"].map(node) ?? .untyped
        switch schema["x-kubernetes-list-type"]?.stringValue {
        case "set": return .list(item, .set)
        case "map":
            let names = (schema["x-kubernetes-list-map-keys"]?.elements ?? []).compactMap(\.stringValue)
            return .list(
                item,
                .keyed(names.map { SchemaNode.ListKey(name: $0, defaultValue: item.child(field: $0)?.defaultValue) }))
        default: return .list(item, .atomic)
        }
    }

    private static func constraints(_ schema: Value) -> SchemaConstraints? {
        var found = SchemaConstraints()
        found.allowed = schema["enum"]?.elements ?? []
        found.minimum = schema["minimum"]?.numberValue
        found.maximum = schema["maximum"]?.numberValue
        found.isMinimumExclusive = schema["exclusiveMinimum"]?.boolValue ?? false
        found.isMaximumExclusive = schema["exclusiveMaximum"]?.boolValue ?? false
        found.minLength = schema["minLength"]?.intValue
        found.maxLength = schema["maxLength"]?.intValue
        found.minItems = schema["minItems"]?.intValue
        found.maxItems = schema["maxItems"]?.intValue
        found.minProperties = schema["minProperties"]?.intValue
        found.maxProperties = schema["maxProperties"]?.intValue
        found.pattern = schema["pattern"]?.stringValue
        found.format = schema["format"]?.stringValue
        found.rules = (schema["x-kubernetes-validations"]?.elements ?? []).compactMap { rule in
            rule["rule"]?.stringValue.map { SchemaRule(rule: $0, message: rule["message"]?.stringValue) }
        }
        for kind in [SchemaAlternative.Kind.anyOf, .oneOf, .allOf] {
            let sets = (schema[kind.rawValue]?.elements ?? []).map { branch in
                (branch["required"]?.elements ?? []).compactMap(\.stringValue)
            }
            if !sets.isEmpty, sets.allSatisfy({ !$0.isEmpty }) {
                found.alternatives.append(SchemaAlternative(kind: kind, requiredSets: sets))
            }
        }
        return found.isEmpty ? nil : found
    }
}

extension SchemaConstraints {
    fileprivate var isEmpty: Bool {
        allowed.isEmpty && minimum == nil && maximum == nil && minLength == nil && maxLength == nil && minItems == nil
            && maxItems == nil && minProperties == nil && maxProperties == nil && pattern == nil && format == nil
            && rules.isEmpty && alternatives.isEmpty
    }
}
