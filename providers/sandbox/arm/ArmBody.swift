import MartletModel

/// A JSON object that is read and written by dotted paths.
struct ArmBody: Sendable, Hashable {
    var value: Value

    init(_ value: Value = .object(Fields())) { self.value = value }

    /// The value at `path`, `properties.sku.name`; JSON null counts as absent. Assigning nil removes it.
    subscript(path: String) -> Value? {
        get {
            var current: Value? = value
            for key in path.split(separator: ".") { current = current?[String(key)] }
            return current?.isNull == true ? nil : current
        }
        set { value = Self.replacing(value, path.split(separator: ".").map(String.init)[...], with: newValue) }
    }

    /// Sets `path` where it is absent.
    mutating func fill(_ path: String, _ value: @autoclosure () -> Value) {
        if self[path] == nil { self[path] = value() }
    }

    /// Fills in everything of `defaults` that is absent, level by level.
    mutating func fill(from defaults: Value) { value = Self.filled(value, from: defaults) }

    /// Applies a JSON merge patch (RFC 7396).
    mutating func merge(_ patch: Value) { value = Self.merged(value, patch) }

    private static func replacing(_ value: Value, _ path: ArraySlice<String>, with new: Value?) -> Value {
        guard let key = path.first else { return new ?? .null }
        var fields = value.fields ?? Fields()
        if path.count == 1 {
            fields[key] = new
        } else if new != nil || fields[key] != nil {
            fields[key] = replacing(fields[key] ?? .object(Fields()), path.dropFirst(), with: new)
        }
        return .object(fields)
    }

    private static func filled(_ value: Value, from defaults: Value) -> Value {
        guard var fields = value.fields, let others = defaults.fields else { return value }
        for other in others {
            if let own = fields[other.key], !own.isNull {
                fields[other.key] = filled(own, from: other.value)
            } else {
                fields[other.key] = other.value
            }
        }
        return .object(fields)
    }

    private static func merged(_ value: Value, _ patch: Value) -> Value {
        guard let changes = patch.fields else { return patch }
        var fields = value.fields ?? Fields()
        for change in changes {
            fields[change.key] = change.value.isNull ? nil : merged(fields[change.key] ?? .null, change.value)
        }
        return .object(fields)
    }

    /// The object without the fields that are null, at every level: ARM takes null for absent.
    static func withoutNulls(_ value: Value) -> Value {
        switch value {
        case .object(let fields):
            .object(
                Fields(fields.filter { !$0.value.isNull }.map { Fields.Field($0.key, withoutNulls($0.value)) }))
        case .tuple(let elements): .tuple(elements.map(withoutNulls))
        default: value
        }
    }
}
