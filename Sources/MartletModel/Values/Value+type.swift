extension Value {
    /// The type that the value has. O(size) for tuples and objects, O(1) for all else.
    package var type: ValueType {
        switch self {
        case .null(let type): type
        case .bool: .bool
        case .number: .number
        case .string: .string
        case .list(let items): .list(items.elementType)
        case .set(let items): .set(items.elementType)
        case .map(let map): .map(map.elementType)
        case .tuple(let elements): .tuple(elements.map(\.type))
        case .object(let fields): .object(fields.map { ValueType.Attribute($0.key, $0.value.type) })
        case .unknown(let unknown): unknown.type
        case .marked(let inner, _): inner.type
        }
    }

    package var isKnown: Bool {
        if case .unknown = unmarked.value { return false }
        return true
    }

    /// The value without any mark at any depth, and all the marks that were in it.
    package var unmarkedDeeply: (value: Value, marks: Marks) {
        var marks: Marks = []
        return (removingMarks(into: &marks), marks)
    }

    private func removingMarks(into marks: inout Marks) -> Value {
        switch self {
        case .null, .bool, .number, .string, .unknown: return self
        case .marked(let inner, let own):
            marks.formUnion(own)
            return inner.removingMarks(into: &marks)
        default: break
        }
        guard contains(where: { if case .marked = $0 { true } else { false } }) else { return self }
        switch self {
        case .list(let items):
            return .list(Collection(items.elements.map { $0.removingMarks(into: &marks) }, of: items.elementType))
        case .set(let items):
            return .set(Collection(items.elements.map { $0.removingMarks(into: &marks) }, of: items.elementType))
        case .tuple(let elements): return .tuple(elements.map { $0.removingMarks(into: &marks) })
        case .map(let map):
            return .map(Map(map.fields.mapValues { $0.removingMarks(into: &marks) }, of: map.elementType))
        case .object(let fields): return .object(fields.mapValues { $0.removingMarks(into: &marks) })
        default: return self
        }
    }
}
