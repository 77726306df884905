package import MartletModel

/// Checks a body, or a connection's configuration, against a ``BodySchema``. Nothing is said of unknown parts.
package struct SchemaValidation: Sendable {
    private var problems: [BodyProblem] = []

    private init() {}

    /// Every fault of `body`, in the order of its fields.
    package static func problems(in body: Value, _ schema: BodySchema) -> [BodyProblem] {
        var validation = SchemaValidation()
        validation.check(body, schema, ValuePath())
        return validation.problems
    }

    private mutating func check(_ value: Value, _ schema: BodySchema, _ path: ValuePath) {
        let value = value.unmarked.value
        // Null is absence, which the enclosing object judges.
        if value.isUnknown || (value.isNull && !path.steps.isEmpty) { return }
        switch (schema, value) {
        case (.any, _), (.number, .number), (.bool, .bool): break
        case (.string(let allowed, let isOpen, let pattern), .string(let text)):
            checkText(text, allowed, isOpen, pattern, path)
        case (.list(let element), .tuple(let elements)):
            for (index, inner) in elements.enumerated() { check(inner, element, path.appending(.index(index))) }
        case (.map(let element), .object(let fields)):
            for field in fields { check(field.value, element, path.appending(field.key)) }
        case (.object(let properties, let allowsOthers), .object(let fields)):
            checkObject(fields, properties, allowsOthers, path)
        default:
            add(path, "\(path.subject) must be \(schema.noun), and is \(value.noun).")
        }
    }

    private mutating func checkText(
        _ text: String, _ allowed: [String], _ isOpen: Bool, _ pattern: String?, _ path: ValuePath
    ) {
        if !allowed.isEmpty, !isOpen, !allowed.contains(text) {
            let list = allowed.map { "`\($0)`" }.joined(separator: ", ")
            let hint = nearestName(to: text, among: allowed).map { "Did you mean `\($0)`?" }
            add(path, "\(path.subject) must be one of \(list).", hint: hint)
        }
        // A pattern that this platform cannot read is no reason to refuse a value.
        if let pattern, let regex = try? Regex(pattern), text.wholeMatch(of: regex) == nil {
            add(path, "\(path.subject) must match `\(pattern)`.")
        }
    }

    private mutating func checkObject(
        _ fields: Fields, _ properties: [BodySchema.Property], _ allowsOthers: Bool, _ path: ValuePath
    ) {
        for field in fields {
            let place = path.appending(field.key)
            guard let property = properties.first(where: { $0.name == field.key }) else {
                if !allowsOthers { addUnknownKey(field.key, place, properties) }
                continue
            }
            if property.isReadOnly, !field.value.isNull {
                add(place, "\(place.subject) is set by the server and cannot be given.", hint: "Remove it.")
                continue
            }
            check(field.value, property.schema, place)
        }
        for property in properties where property.isRequired && (fields[property.name]?.isNull ?? true) {
            add(path, "`\(path.appending(property.name))` is missing.", hint: "Add `\(property.name):`.")
        }
    }

    private mutating func addUnknownKey(_ key: String, _ place: ValuePath, _ properties: [BodySchema.Property]) {
        let names = properties.filter { !$0.isReadOnly }.map(\.name)
        let hint = nearestName(to: key, among: names).map { "Did you mean `\($0)`?" }
        let known = names.sorted { $0.precedesInBytes($1) }.map { "`\($0)`" }.joined(separator: ", ")
        add(
            place, "There is no field \(place.subject).",
            hint: hint ?? (known.isEmpty ? nil : "Known fields: \(known)."))
    }

    private mutating func add(_ path: ValuePath, _ message: String, hint: String? = nil) {
        problems.append(BodyProblem(path, message, hint: hint))
    }
}

extension ValuePath {
    fileprivate var subject: String { steps.isEmpty ? "The body" : "`\(self)`" }
}

extension BodySchema {
    fileprivate var noun: String {
        switch self {
        case .any: "anything"
        case .string: "a string"
        case .number: "a number"
        case .bool: "true or false"
        case .list: "a list"
        case .map, .object: "an object"
        }
    }
}

extension Value {
    /// What kind of value it is, as messages call it.
    package var noun: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .list, .set, .tuple: "a list"
        case .map, .object: "an object"
        case .unknown: "not known yet"
        case .marked(let inner, _): inner.noun
        }
    }
}
