/// The type of a value, as the stack language writes it: `list(string)`, `object({a = optional(number, 3)})`.
package indirect enum ValueType: Sendable, Hashable {
    /// Not constrained, or not known yet.
    case any
    case bool
    case number
    case string
    case list(ValueType)
    case set(ValueType)
    case map(ValueType)
    case tuple([ValueType])
    case object([Attribute])

    /// One attribute of an object type; attributes are kept in byte order of their names.
    package struct Attribute: Sendable, Hashable {
        package let name: String
        package let type: ValueType
        /// Whether a conversion may leave the attribute out; it is then ``defaultValue``, or null.
        package let isOptional: Bool
        package let defaultValue: Value?

        package init(_ name: String, _ type: ValueType, isOptional: Bool = false, defaultValue: Value? = nil) {
            self.name = name
            self.type = type
            self.isOptional = isOptional
            self.defaultValue = defaultValue
        }
    }
}

extension ValueType: CustomStringConvertible {
    /// The type in the stack language's own notation.
    package var description: String {
        switch self {
        case .any: "any"
        case .bool: "bool"
        case .number: "number"
        case .string: "string"
        case .list(let element): "list(\(element))"
        case .set(let element): "set(\(element))"
        case .map(let element): "map(\(element))"
        case .tuple(let elements): "tuple([\(elements.map(\.description).joined(separator: ", "))])"
        case .object(let attributes): "object({\(attributes.map(\.description).joined(separator: ", "))})"
        }
    }
}

extension ValueType.Attribute: CustomStringConvertible {
    package var description: String {
        isOptional ? "\(name) = optional(\(type))" : "\(name) = \(type)"
    }
}
