package import MartletModel

extension Value {
    /// The value with the field at `keys` set, or removed when nil; objects on the way are made where they are missing.
    package func setting(_ value: Value?, at keys: [String]) -> Value { setting(value, at: keys[...]) }

    private func setting(_ value: Value?, at keys: ArraySlice<String>) -> Value {
        guard let key = keys.first else { return value ?? self }
        var fields = fields ?? Fields()
        if keys.count == 1 {
            fields[key] = value
        } else if value != nil || fields[key] != nil {
            fields[key] = (fields[key] ?? .object(Fields())).setting(value, at: keys.dropFirst())
        }
        return .marking(.object(fields), unmarked.marks)
    }

    /// The elements of a list, none when it is none.
    var list: [Value] { elements ?? [] }

    /// The text at `keys`.
    func text(_ keys: String...) -> String? {
        var current: Value? = self
        for key in keys { current = current?[key] }
        return current?.stringValue
    }
}
