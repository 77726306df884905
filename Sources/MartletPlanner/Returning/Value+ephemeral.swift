internal import MartletModel

extension Value {
    /// The value with what is ephemeral in `whole` put back in the places that ``Value/withoutEphemeral`` took it from.
    func restoringEphemeral(from whole: Value) -> Value {
        let (known, marks) = whole.unmarked
        if marks.contains(.ephemeral) { return whole }
        let (own, ownMarks) = unmarked
        switch (own, known) {
        case (.object(var fields), .object(let others)):
            for field in others where field.value.containsEphemeral {
                fields[field.key] = (fields[field.key] ?? .null).restoringEphemeral(from: field.value)
            }
            return .marking(.object(fields), ownMarks)
        case (.tuple(let elements), .tuple(let others)) where elements.count == others.count:
            return .marking(.tuple(zip(elements, others).map { $0.restoringEphemeral(from: $1) }), ownMarks)
        default: return self
        }
    }
}
