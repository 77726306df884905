/// A value of the stack language, of a provider's body, or of a JSON document.
///
/// One type serves all three, so that nothing is lost between an expression and a request. Bodies and wire documents
/// are *plain*: only `null`, `bool`, `number`, `string`, `tuple` and `object` (see ``plain``). Unknown and secret are
/// cases of their own, so that no code path can forget them.
package enum Value: Sendable, Hashable {
    /// The absence of a value, of a known type (`.any` when nothing is known of it).
    case null(ValueType)
    case bool(Bool)
    case number(Number)
    case string(String)
    /// Elements of one type, in order.
    case list(Collection)
    /// Elements of one type, unique, in canonical order (``Value/canonicallyPrecedes(_:)``).
    case set(Collection)
    /// Elements each of its own type, in order. A JSON array.
    case tuple([Value])
    /// Elements of one type by key.
    case map(Map)
    /// Attributes each of its own type. A JSON object.
    case object(Fields)
    /// Not known yet; the type and what is already certain.
    case unknown(Unknown)
    /// A value that carries marks: its text must not be shown.
    indirect case marked(Value, Marks)

    /// Elements of one type.
    package struct Collection: Sendable, Hashable {
        package var elements: [Value]
        package var elementType: ValueType

        package init(_ elements: [Value], of elementType: ValueType) {
            self.elements = elements
            self.elementType = elementType
        }
    }

    /// Elements of one type by key.
    package struct Map: Sendable, Hashable {
        package var fields: Fields
        package var elementType: ValueType

        package init(_ fields: Fields, of elementType: ValueType) {
            self.fields = fields
            self.elementType = elementType
        }
    }
}

extension Value {
    /// The untyped null of JSON.
    package static let null = Value.null(.any)

    /// Wraps `value` with `marks`; merges with marks already there, and is the value itself when there are none.
    package static func marking(_ value: Value, _ marks: Marks) -> Value {
        guard !marks.isEmpty else { return value }
        if case .marked(let inner, let existing) = value { return .marked(inner, existing.union(marks)) }
        return .marked(value, marks)
    }

    /// A value that prints `<redacted>`.
    package static func secret(_ value: Value) -> Value { .marking(value, .secret) }

    /// The value without its outermost marks, and those marks.
    package var unmarked: (value: Value, marks: Marks) {
        if case .marked(let inner, let marks) = self { return (inner, marks) }
        return (self, [])
    }

    package var isNull: Bool {
        if case .null = unmarked.value { return true }
        return false
    }
}
