internal import MartletModel

/// What may stand at one place of a Kubernetes object, and how server-side apply merges it.
///
/// Built-in types are written in ``SchemaNotation``; custom types come from a CRD's `openAPIV3Schema`
/// (``StructuralSchema``). One tree serves merging, ownership, validation, defaulting and the OpenAPI documents.
struct SchemaNode: Sendable {
    indirect enum Shape: Sendable {
        case string
        case boolean
        case integer
        case number
        /// A resource quantity: a string, or a number that stands for one.
        case quantity
        case intOrString
        case time
        /// Base64 text.
        case bytes
        /// Anything; merged by what it looks like (`x-kubernetes-preserve-unknown-fields`).
        case untyped
        case object(ObjectSchema)
        /// Any keys, each value of one type.
        case map(SchemaNode)
        case list(SchemaNode, ListTopology)
    }

    /// How the items of a list are told apart.
    enum ListTopology: Sendable, Equatable {
        case atomic
        /// Scalars, each once.
        case set
        /// Objects by the values of these fields; an absent field stands for its default.
        case keyed([ListKey])
    }

    struct ListKey: Sendable, Equatable {
        let name: String
        let defaultValue: Value?
    }

    var shape: Shape
    /// Replaced whole by whoever sets it, and owned whole.
    var isAtomic = false
    var isNullable = false
    var defaultValue: Value?
    var constraints: SchemaConstraints?
    var summary: String?

    init(_ shape: Shape, isAtomic: Bool = false, defaultValue: Value? = nil) {
        self.shape = shape
        self.isAtomic = isAtomic
        self.defaultValue = defaultValue
    }

    static let untyped = SchemaNode(.untyped)
}

/// The declared fields of an object.
struct ObjectSchema: Sendable {
    /// The name of the type in OpenAPI documents; nil for the anonymous objects of a CRD.
    var name: String?
    var fields: [String: SchemaNode]
    var required: [String]
    /// The type of fields that are not declared, when those are allowed.
    var additional: Additional

    indirect enum Additional: Sendable {
        case refused
        case preserved
        case typed(SchemaNode)
    }

    init(name: String? = nil, fields: [String: SchemaNode], required: [String] = [], additional: Additional = .refused)
    {
        self.name = name
        self.fields = fields
        self.required = required
        self.additional = additional
    }

    /// The type of `field`; nil when it is not declared and not allowed.
    func node(of field: String) -> SchemaNode? {
        if let declared = fields[field] { return declared }
        return switch additional {
        case .refused: nil
        case .preserved: .untyped
        case .typed(let node): node
        }
    }
}

/// Value constraints of OpenAPI that Kubernetes enforces.
struct SchemaConstraints: Sendable {
    var allowed: [Value] = []
    var minimum: Number?
    var maximum: Number?
    var isMinimumExclusive = false
    var isMaximumExclusive = false
    var minLength: Int?
    var maxLength: Int?
    var minItems: Int?
    var maxItems: Int?
    var minProperties: Int?
    var maxProperties: Int?
    var pattern: String?
    var format: String?
    /// CEL rules: `x-kubernetes-validations`.
    var rules: [SchemaRule] = []
    /// `anyOf`, `oneOf`, `allOf`, `not` as written, of which required fields are enforced.
    var alternatives: [SchemaAlternative] = []
}

/// One CEL rule of a CRD.
struct SchemaRule: Sendable, Hashable {
    let rule: String
    let message: String?
}

/// A value validation without structure: of `oneOf` and its kin the sets of required fields.
struct SchemaAlternative: Sendable, Hashable {
    enum Kind: String, Sendable {
        case anyOf
        case oneOf
        case allOf
    }

    let kind: Kind
    let requiredSets: [[String]]
}

extension SchemaNode {
    /// The type of the field `name` inside a value of this type; nil when it may not be there.
    func child(field name: String) -> SchemaNode? {
        switch shape {
        case .object(let object): object.node(of: name)
        case .map(let element): element
        case .untyped: .untyped
        default: nil
        }
    }

    /// The type of the items of a list.
    var item: SchemaNode? {
        switch shape {
        case .list(let item, _): item
        case .untyped: .untyped
        default: nil
        }
    }

    /// How a list of this type is merged; atomic for everything that is not one.
    var topology: ListTopology {
        if case .list(_, let topology) = shape, !isAtomic { return topology }
        return .atomic
    }

    /// Whether `name` is a field that the type declares, as against a key of a map.
    func declares(_ name: String) -> Bool {
        if case .object(let object) = shape { return object.fields[name] != nil }
        return false
    }
}
