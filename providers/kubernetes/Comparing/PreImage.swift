import MartletModel

/// What an update writes to bring an object back to what it was: the fields that we own, as they were there.
///
/// Server-side apply of a body takes back what an apply of another body added, so that nothing more is needed.
struct PreImage {
    private let kind: GroupKind
    private let same: SameMeaning

    init(kind: GroupKind) {
        self.kind = kind
        same = SameMeaning(kind: kind)
    }

    /// - Parameters:
    ///   - owned: The body as last applied, in the form of ``AppliedBody``.
    ///   - live: The object before the step.
    func body(owned: Value, live: Value) -> Value { restored(owned, live, at: []) }

    private func restored(_ owned: Value, _ live: Value, at path: [String]) -> Value {
        let (value, marks) = owned.unmarked
        switch (value, live.unmarked.value) {
        case (.object(let fields), .object(let there)):
            let kept = fields.compactMap { field in
                there[field.key].map { Fields.Field(field.key, restored(field.value, $0, at: path + [field.key])) }
            }
            return .marking(.object(Fields(kept)), marks)
        case (.tuple(let elements), .tuple(let there)):
            return .marking(.tuple(list(elements, there, at: path)), marks)
        case (_, let other):
            return same.holds(owned, live, at: path) ? owned : .marking(other, marks.union(live.unmarked.marks))
        }
    }

    private func list(_ elements: [Value], _ there: [Value], at path: [String]) -> [Value] {
        switch ListRule.rule(of: kind, at: path) {
        case .keyed(let keys):
            let live = KeyedElements(there, keys: keys)
            return elements.compactMap { element in
                live[live.key(of: element)].map { restored(element, $0, at: path + ["[]"]) }
            }
        case .set:
            return elements.filter { element in there.contains { $0.revealed == element.revealed } }
        case .atomic:
            guard elements.count == there.count else { return there }
            return zip(elements, there).map { restored($0, $1, at: path + ["[]"]) }
        }
    }
}
