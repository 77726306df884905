extension Value {
    /// The value at `key` of an object or map, looking through marks; a marked container marks what is taken from it.
    package subscript(key: String) -> Value? {
        switch self {
        case .object(let fields): fields[key]
        case .map(let map): map.fields[key]
        case .marked(let inner, let marks): inner[key].map { .marking($0, marks) }
        default: nil
        }
    }

    /// The value at `keys`, one after another.
    package func at(_ keys: String...) -> Value? {
        var current: Value? = self
        for key in keys { current = current?[key] }
        return current
    }

    /// The text of a known string, marked or not.
    package var stringValue: String? {
        if case .string(let text) = unmarked.value { return text }
        return nil
    }

    /// The truth of a known boolean, marked or not.
    package var boolValue: Bool? {
        if case .bool(let truth) = unmarked.value { return truth }
        return nil
    }

    /// A known number, marked or not.
    package var numberValue: Number? {
        if case .number(let number) = unmarked.value { return number }
        return nil
    }

    /// A known whole number that fits, marked or not.
    package var intValue: Int? { numberValue?.int }

    /// The elements of a list, set or tuple, marked or not (the marks of the container are not spread).
    package var elements: [Value]? {
        switch unmarked.value {
        case .list(let collection), .set(let collection): collection.elements
        case .tuple(let elements): elements
        default: nil
        }
    }

    /// The fields of an object or map, marked or not (the marks of the container are not spread).
    package var fields: Fields? {
        switch unmarked.value {
        case .object(let fields): fields
        case .map(let map): map.fields
        default: nil
        }
    }

    /// The same data in the shape of JSON: lists and sets become tuples, maps become objects, nulls lose their type.
    /// Unknown values and marks stay where they are.
    package var plain: Value {
        switch self {
        case .null: .null
        case .bool, .number, .string, .unknown: self
        case .list(let collection), .set(let collection): .tuple(collection.elements.map(\.plain))
        case .tuple(let elements): .tuple(elements.map(\.plain))
        case .map(let map): .object(map.fields.mapValues(\.plain))
        case .object(let fields): .object(fields.mapValues(\.plain))
        case .marked(let inner, let marks): .marking(inner.plain, marks)
        }
    }

    /// Whether no part of the value is unknown. O(size).
    package var isWhollyKnown: Bool { !contains { if case .unknown = $0 { true } else { false } } }

    /// Whether any part of the value is a secret. O(size).
    package var containsSecret: Bool {
        contains { if case .marked(_, let marks) = $0 { marks.contains(.secret) } else { false } }
    }

    /// Whether this value or any part of it satisfies `predicate`.
    package func contains(where predicate: (Value) -> Bool) -> Bool {
        if predicate(self) { return true }
        return switch self {
        case .list(let collection), .set(let collection): collection.elements.contains { $0.contains(where: predicate) }
        case .tuple(let elements): elements.contains { $0.contains(where: predicate) }
        case .map(let map): map.fields.contains { $0.value.contains(where: predicate) }
        case .object(let fields): fields.contains { $0.value.contains(where: predicate) }
        case .marked(let inner, _): inner.contains(where: predicate)
        case .null, .bool, .number, .string, .unknown: false
        }
    }

    /// Every part without its marks: the clear text. Only for what leaves the process as a request, or is sealed.
    package var revealed: Value {
        switch self {
        case .null, .bool, .number, .string, .unknown: self
        case .list(let items): .list(Collection(items.elements.map(\.revealed), of: items.elementType))
        case .set(let items): .set(Collection(items.elements.map(\.revealed), of: items.elementType))
        case .tuple(let elements): .tuple(elements.map(\.revealed))
        case .map(let map): .map(Map(map.fields.mapValues(\.revealed), of: map.elementType))
        case .object(let fields): .object(fields.mapValues(\.revealed))
        case .marked(let inner, _): inner.revealed
        }
    }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int) { self = .number(Number(value)) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension Value: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    package init(arrayLiteral elements: Value...) { self = .tuple(elements) }
    package init(dictionaryLiteral elements: (String, Value)...) {
        self = .object(Fields(elements.map { Fields.Field($0.0, $0.1) }))
    }
}
