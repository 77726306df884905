internal import MartletModel

extension SchemaNode {
    /// `value` with the defaults of the schema where a field of an object that is there is not.
    func filled(_ value: Value) -> Value {
        guard hasDefaults else { return value }
        switch (shape, value) {
        case (.object(let object), .object(var fields)):
            for (name, child) in object.fields {
                if let present = fields[name], !(present.isNull && !child.isNullable && child.defaultValue != nil) {
                    if child.hasDefaults { fields[name] = child.filled(present) }
                } else if let value = child.defaultValue {
                    fields[name] = child.filled(value)
                }
            }
            if case .typed(let element) = object.additional {
                for field in fields where object.fields[field.key] == nil {
                    fields[field.key] = element.filled(field.value)
                }
            }
            return .object(fields)
        case (.map(let element), .object(let fields)): return .object(fields.mapValues { element.filled($0) })
        case (.list(let item, _), .tuple(let items)): return .tuple(items.map { item.filled($0) })
        default: return value
        }
    }

    /// Whether anything inside may have a default.
    private var hasDefaults: Bool {
        switch shape {
        case .object, .map, .list: true
        default: false
        }
    }
}
