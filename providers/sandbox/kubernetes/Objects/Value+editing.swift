internal import MartletModel

extension Value {
    /// The object with `value` at `path`; objects on the way are created. Nil removes the field.
    func setting(_ value: Value?, at path: String...) -> Value { setting(value, at: path[...]) }

    func setting(_ value: Value?, at path: ArraySlice<String>) -> Value {
        guard let first = path.first else { return value ?? .null }
        var fields = Fields()
        if case .object(let own) = self { fields = own }
        if path.count == 1 {
            fields[first] = value
        } else if value != nil || fields[first] != nil {
            fields[first] = (fields[first] ?? .object(Fields())).setting(value, at: path.dropFirst())
        }
        return .object(fields)
    }

    func removing(_ path: String...) -> Value { setting(nil, at: path[...]) }

    mutating func set(_ value: Value?, _ path: String...) { self = setting(value, at: path[...]) }

    /// Sets `value` where nothing is.
    mutating func fill(_ value: @autoclosure () -> Value, _ path: String...) {
        var current: Value? = self
        for key in path { current = current?[key] }
        if current == nil { self = setting(value(), at: path[...]) }
    }

    /// Replaces the value at `path` by `transform` of it, when it is there.
    mutating func edit(_ path: String..., transform: (inout Value) -> Void) {
        var current: Value? = self
        for key in path { current = current?[key] }
        guard var value = current else { return }
        transform(&value)
        self = setting(value, at: path[...])
    }

    /// Replaces each element of the list at `path`.
    mutating func editEach(_ path: String..., transform: (inout Value) -> Void) {
        var current: Value? = self
        for key in path { current = current?[key] }
        guard let items = current?.elements else { return }
        let edited = items.map { item in
            var item = item
            transform(&item)
            return item
        }
        self = setting(.tuple(edited), at: path[...])
    }

    /// The value without nulls in its objects, as Go's decoder forgets them.
    var withoutNulls: Value {
        switch self {
        case .object(let fields):
            let kept = fields.compactMap { field -> Fields.Field? in
                if case .null = field.value { return nil }
                return Fields.Field(field.key, field.value.withoutNulls)
            }
            return .object(Fields(kept))
        case .tuple(let items): return .tuple(items.map(\.withoutNulls))
        default: return self
        }
    }

    var isNull: Bool {
        if case .null = self { return true }
        return false
    }

    /// A whole number.
    static func int(_ number: Int) -> Value { .number(Number(number)) }

    /// An object with the fields of `pairs` that have a value.
    static func compact(_ pairs: KeyValuePairs<String, Value?>) -> Value {
        .object(Fields(pairs.compactMap { pair in pair.value.map { Fields.Field(pair.key, $0) } }))
    }
}

extension Fields {
    /// Strings by key, of a map of strings.
    var strings: [String: String] {
        Dictionary(compactMap { field in field.value.stringValue.map { (field.key, $0) } }) { first, _ in first }
    }
}
