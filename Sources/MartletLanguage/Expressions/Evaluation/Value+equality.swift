internal import MartletModel

extension Value {
    /// Equality as `==` means it: of type and value, nulls equal whatever their type. Nil while it cannot be told yet.
    func equals(_ other: Value) -> Bool? {
        let (left, right) = (unmarked.value, other.unmarked.value)
        switch (left, right) {
        case (.string(let first), .string(let second)): return first == second
        case (.number(let first), .number(let second)): return first == second
        case (.bool(let first), .bool(let second)): return first == second
        case (.null, .null): return true
        case (.unknown(let unknown), _): return Self.compare(unknown, right)
        case (_, .unknown(let unknown)): return Self.compare(unknown, left)
        case (.null, _), (_, .null): return false
        default: break
        }
        let types = (left.type, right.type)
        guard types.0 == types.1 || types.0.couldEqual(types.1) else { return false }
        // What is left open by nulls and empty collections stays open once all is known: then the types differ.
        if types.0 != types.1, left.hasFinalType, right.hasFinalType { return false }
        return left.equalParts(right)
    }

    /// What is certain of an unknown value may already rule equality out.
    private static func compare(_ unknown: Unknown, _ other: Value) -> Bool? {
        if other.isNull { return unknown.refinement.isNotNull ? false : nil }
        // Two nulls are equal, whatever else they might have been.
        guard unknown.refinement.isNotNull || other.isCertainlyPresent else { return nil }
        if unknown.refinement.excludes(.init(of: other)) { return false }
        if let text = other.stringValue, let prefix = unknown.refinement.prefix, !text.hasBytePrefix(prefix) {
            return false
        }
        if unknown.type != other.type, !unknown.type.hasAny, other.hasFinalType { return false }
        return unknown.type.couldEqual(other.type) ? nil : false
    }

    /// Whether nothing of its type is still to come.
    private var hasFinalType: Bool { isWhollyKnown || !type.hasAny }

    private func equalParts(_ other: Value) -> Bool? {
        if let first = elements, let second = other.elements {
            guard first.count == second.count else {
                if case .set = self, !isWhollyKnown || !other.isWhollyKnown { return nil }
                return false
            }
            if case .set = self { return isWhollyKnown && other.isWhollyKnown ? first == second : nil }
            return Self.all(zip(first, second))
        }
        guard let first = fields, let second = other.fields, first.keys == second.keys else { return false }
        return Self.all(zip(first.map(\.value), second.map(\.value)))
    }

    private static func all(_ pairs: some Sequence<(Value, Value)>) -> Bool? {
        var result: Bool? = true
        for (left, right) in pairs {
            switch left.equals(right) {
            case false?: return false
            case nil: result = nil
            case true?: break
            }
        }
        return result
    }
}

extension ValueType {
    /// Whether values of the two types may be equal: the types are the same, as far as both are known.
    fileprivate func couldEqual(_ other: ValueType) -> Bool {
        switch (self, other) {
        case (.any, _), (_, .any): return true
        case (.list(let first), .list(let second)), (.set(let first), .set(let second)),
            (.map(let first), .map(let second)):
            return first.couldEqual(second)
        case (.tuple(let first), .tuple(let second)):
            return first.count == second.count && zip(first, second).allSatisfy { $0.couldEqual($1) }
        case (.object(let first), .object(let second)):
            return first.map(\.name) == second.map(\.name)
                && zip(first, second).allSatisfy { $0.type.couldEqual($1.type) }
        default: return self == other
        }
    }
}
