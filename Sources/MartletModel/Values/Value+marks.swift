extension Value {
    /// The first place, in order, whose value carries any of `marks`; the empty path for the value itself. O(size).
    package func path(of marks: Marks) -> ValuePath? {
        steps(to: marks).map { ValuePath($0.reversed()) }
    }

    /// The steps from the inside out.
    private func steps(to marks: Marks) -> [ValuePath.Step]? {
        switch self {
        case .null, .bool, .number, .string, .unknown: return nil
        case .marked(let inner, let own): return own.isDisjoint(with: marks) ? inner.steps(to: marks) : []
        case .list(let items), .set(let items): return Self.steps(to: marks, in: items.elements)
        case .tuple(let elements): return Self.steps(to: marks, in: elements)
        case .map(let map): return Self.steps(to: marks, in: map.fields)
        case .object(let fields): return Self.steps(to: marks, in: fields)
        }
    }

    private static func steps(to marks: Marks, in elements: [Value]) -> [ValuePath.Step]? {
        for (index, element) in elements.enumerated() {
            if let steps = element.steps(to: marks) { return steps + [.index(index)] }
        }
        return nil
    }

    private static func steps(to marks: Marks, in fields: Fields) -> [ValuePath.Step]? {
        for field in fields {
            if let steps = field.value.steps(to: marks) { return steps + [.key(field.key)] }
        }
        return nil
    }

    /// Whether any part of the value must not be stored. O(size).
    package var containsEphemeral: Bool {
        contains { if case .marked(_, let marks) = $0 { marks.contains(.ephemeral) } else { false } }
    }

    /// What may be stored of a plain value: ephemeral fields are left out, ephemeral elements are null.
    package var withoutEphemeral: Value {
        switch self {
        case .null, .bool, .number, .string, .unknown: return self
        case .marked(let inner, let marks):
            return marks.contains(.ephemeral) ? .null : .marked(inner.withoutEphemeral, marks)
        case .list(let items): return .list(Collection(items.elements.map(\.withoutEphemeral), of: items.elementType))
        case .set(let items): return .set(Collection(items.elements.map(\.withoutEphemeral), of: items.elementType))
        case .tuple(let elements): return .tuple(elements.map(\.withoutEphemeral))
        case .map(let map): return .map(Map(map.fields.withoutEphemeral, of: map.elementType))
        case .object(let fields): return .object(fields.withoutEphemeral)
        }
    }
}

extension Fields {
    fileprivate var withoutEphemeral: Fields {
        Fields(
            filter { !$0.value.unmarked.marks.contains(.ephemeral) }
                .map { Field($0.key, $0.value.withoutEphemeral) })
    }
}
