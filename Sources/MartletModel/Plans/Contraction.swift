/// The part of an update that is legal only after deletes, and so waits until the commit is made and they are done.
///
/// The first part, before the commit, writes what is wanted *and* leaves what is to go; the second takes that away.
package struct Contraction: Sendable, Hashable {
    /// Something that the first part leaves in place.
    package struct Kept: Sendable, Hashable {
        /// Where it is in the body.
        package var path: ValuePath
        /// Elements that stay beside those of a list, fields that stay beside those of an object, or else the value that
        /// stands in the wanted one's place.
        package var value: Value

        package init(path: ValuePath, value: Value) {
            self.path = path
            self.value = value
        }
    }

    package var kept: [Kept]
    /// Whether the update is nothing else: then nothing is sent before the commit.
    package var isWhole: Bool

    package init(kept: [Kept], isWhole: Bool = false) {
        self.kept = kept
        self.isWhole = isWhole
    }

    /// The body of the first part, from the one that is wanted.
    package func expanding(_ body: Value) -> Value {
        kept.reduce(body) { $0.keeping($1.value, at: $1.path.steps[...]) }
    }
}

extension Value {
    fileprivate func keeping(_ kept: Value, at steps: ArraySlice<ValuePath.Step>) -> Value {
        guard case .key(let key)? = steps.first else { return steps.isEmpty ? joined(with: kept) : self }
        let (value, marks) = unmarked
        var fields = value.fields ?? Fields()
        fields[key] = (fields[key] ?? .null).keeping(kept, at: steps.dropFirst())
        return .marking(.object(fields), marks)
    }

    private func joined(with kept: Value) -> Value {
        let (value, marks) = unmarked
        if let elements = value.elements, let further = kept.elements {
            return .marking(.tuple(elements + further), marks)
        }
        if var fields = value.fields, let further = kept.fields {
            for field in further where fields[field.key] == nil { fields[field.key] = field.value }
            return .marking(.object(fields), marks)
        }
        return kept
    }
}
