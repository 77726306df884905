package import MartletModel

extension Value {
    /// The value at `path`, looking through marks; nil where there is none. Wildcards match nothing.
    package func value(at path: ValuePath) -> Value? { value(at: path.steps[...]) }

    private func value(at steps: ArraySlice<ValuePath.Step>) -> Value? {
        switch steps.first {
        case nil: return self
        case .key(let key)?: return self[key]?.value(at: steps.dropFirst())
        case .index(let index)?:
            guard let elements, elements.indices.contains(index) else { return nil }
            return Value.marking(elements[index], unmarked.marks).value(at: steps.dropFirst())
        case .any?: return nil
        }
    }

    /// The value with `new` at `path`, or without anything there when `new` is nil; objects on the way are made where
    /// they are missing. Plain values only. A path through a missing element or a wildcard changes nothing.
    package func setting(_ new: Value?, at path: ValuePath) -> Value { setting(new, at: path.steps[...]) ?? self }

    private func setting(_ new: Value?, at steps: ArraySlice<ValuePath.Step>) -> Value? {
        switch steps.first {
        case nil: return new
        case .key(let key)?:
            var fields = fields ?? Fields()
            if new == nil, fields[key] == nil { return self }
            fields[key] = (fields[key] ?? .object(Fields())).setting(new, at: steps.dropFirst())
            return .marking(.object(fields), unmarked.marks)
        case .index(let index)?:
            guard var elements, elements.indices.contains(index) else { return self }
            guard let element = elements[index].setting(new, at: steps.dropFirst()) else {
                elements.remove(at: index)
                return .marking(.tuple(elements), unmarked.marks)
            }
            elements[index] = element
            return .marking(.tuple(elements), unmarked.marks)
        case .any?: return self
        }
    }

    /// The value with the secret mark at every place that one of `paths` names; wildcards match any element or key.
    package func markingSecrets(at paths: [ValuePath]) -> Value {
        paths.reduce(self) { $0.markingSecret(at: $1.steps[...]) }
    }

    private func markingSecret(at steps: ArraySlice<ValuePath.Step>) -> Value {
        guard let step = steps.first else { return isNull ? self : .secret(self) }
        let rest = steps.dropFirst()
        let (value, marks) = unmarked
        switch (value, step) {
        case (.object(var fields), .key(let key)):
            guard let inner = fields[key] else { return self }
            fields[key] = inner.markingSecret(at: rest)
            return .marking(.object(fields), marks)
        case (.object(let fields), .any):
            return .marking(.object(fields.mapValues { $0.markingSecret(at: rest) }), marks)
        case (.tuple(let elements), .any):
            return .marking(.tuple(elements.map { $0.markingSecret(at: rest) }), marks)
        case (.tuple(var elements), .index(let index)) where elements.indices.contains(index):
            elements[index] = elements[index].markingSecret(at: rest)
            return .marking(.tuple(elements), marks)
        default: return self
        }
    }

    /// Nil for an absent or null value: to an API the two are one.
    var presence: Value? { isNull ? nil : self }

    var isUnknown: Bool {
        if case .unknown = unmarked.value { return true }
        return false
    }

    /// An object or a list without anything in it.
    var isEmptyContainer: Bool { fields?.isEmpty ?? elements?.isEmpty ?? false }
}
