internal import MartletModel

/// Required fields and value constraints, checked on a whole object after defaults.
struct SchemaValidation {
    private(set) var faults: [FieldFault] = []

    /// - Parameter old: What was there before, for rules about changes.
    init(_ value: Value, as node: SchemaNode, old: Value? = nil) { visit(value, node, old: old, path: "") }

    private mutating func visit(_ value: Value, _ node: SchemaNode, old: Value?, path: String) {
        if let constraints = node.constraints { check(value, constraints, old: old, path: path) }
        switch (node.shape, value) {
        case (.object(let object), .object(let fields)):
            for name in object.required where fields[name] == nil || fields[name]?.isNull == true {
                faults.append(.required(Self.join(path, name)))
            }
            for field in fields {
                guard let child = object.node(of: field.key) else { continue }
                visit(field.value, child, old: old?[field.key], path: Self.join(path, field.key))
            }
        case (.map(let element), .object(let fields)):
            for field in fields {
                visit(field.value, element, old: old?[field.key], path: "\(path)[\(field.key)]")
            }
        case (.list(let item, let topology), .tuple(let items)): visit(items, item, topology, path: path)
        default: break
        }
    }

    private mutating func visit(
        _ items: [Value], _ node: SchemaNode, _ topology: SchemaNode.ListTopology, path: String
    ) {
        var seen: Set<PathElement> = []
        for (index, item) in items.enumerated() {
            if let element = PathElement(item: item, in: topology), !seen.insert(element).inserted {
                faults.append(.duplicate("\(path)[\(index)]", element.keys.map { .object($0) } ?? item))
            }
            visit(item, node, old: nil, path: "\(path)[\(index)]")
        }
    }

    private mutating func check(_ value: Value, _ constraints: SchemaConstraints, old: Value?, path: String) {
        if !constraints.allowed.isEmpty, !constraints.allowed.contains(value), !value.isNull {
            faults.append(.unsupported(path, value, constraints.allowed))
        }
        switch value {
        case .number(let number): check(number, constraints, path: path)
        case .string(let text): check(text, constraints, path: path)
        case .tuple(let items):
            check(count: items.count, constraints.minItems, constraints.maxItems, "items", value, path)
        case .object(let fields):
            check(count: fields.count, constraints.minProperties, constraints.maxProperties, "properties", value, path)
            for alternative in constraints.alternatives { check(fields, alternative, value, path: path) }
        default: break
        }
        for rule in constraints.rules { check(value, rule, old: old, path: path) }
    }

    private mutating func check(_ number: Number, _ constraints: SchemaConstraints, path: String) {
        if let minimum = constraints.minimum,
            number < minimum || (constraints.isMinimumExclusive && number == minimum)
        {
            let relation = constraints.isMinimumExclusive ? "greater than" : "greater than or equal to"
            faults.append(
                .invalid(path, .number(number), "\(path) in body should be \(relation) \(Self.text(minimum))"))
        }
        if let maximum = constraints.maximum,
            maximum < number || (constraints.isMaximumExclusive && number == maximum)
        {
            let relation = constraints.isMaximumExclusive ? "less than" : "less than or equal to"
            faults.append(
                .invalid(path, .number(number), "\(path) in body should be \(relation) \(Self.text(maximum))"))
        }
    }

    private mutating func check(_ text: String, _ constraints: SchemaConstraints, path: String) {
        if let limit = constraints.maxLength, text.unicodeScalars.count > limit {
            faults.append(.tooLong(path, limit))
        }
        if let limit = constraints.minLength, text.unicodeScalars.count < limit {
            faults.append(
                .invalid(path, .string(text), "\(path) in body should be at least \(limit) chars long"))
        }
        if let pattern = constraints.pattern, let regex = try? Regex(pattern), text.firstMatch(of: regex) == nil {
            faults.append(.invalid(path, .string(text), "\(path) in body should match '\(pattern)'"))
        }
    }

    private mutating func check(
        count: Int, _ minimum: Int?, _ maximum: Int?, _ things: String, _ value: Value, _ path: String
    ) {
        if let minimum, count < minimum {
            faults.append(.invalid(path, .int(count), "\(path) in body should have at least \(minimum) \(things)"))
        }
        if let maximum, count > maximum { faults.append(.tooMany(path, count, maximum)) }
    }

    private mutating func check(_ fields: Fields, _ alternative: SchemaAlternative, _ value: Value, path: String) {
        let met = alternative.requiredSets.count { set in set.allSatisfy { fields[$0] != nil } }
        let isMet =
            switch alternative.kind {
            case .anyOf: met > 0
            case .oneOf: met == 1
            case .allOf: met == alternative.requiredSets.count
            }
        if !isMet {
            faults.append(
                .invalid(
                    path, value,
                    "\(path) in body must validate \(alternative.kind.wording) schema (\(alternative.kind.rawValue))"))
        }
    }

    /// Only the rule that makes a field immutable is evaluated; it is the one by which objects are replaced.
    private mutating func check(_ value: Value, _ rule: SchemaRule, old: Value?, path: String) {
        guard rule.rule.filter({ $0 != " " }) == "self==oldSelf", let old, old != value else { return }
        faults.append(.invalid(path, value, rule.message ?? "failed rule: \(rule.rule)"))
    }

    private static func text(_ number: Number) -> String { KubernetesJSON.text(.number(number)) }

    private static func join(_ path: String, _ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
}

extension SchemaAlternative.Kind {
    fileprivate var wording: String {
        switch self {
        case .anyOf: "at least one"
        case .oneOf: "one and only one"
        case .allOf: "all the"
        }
    }
}
