package import MartletModel

/// What a provider declares of a resource type.
package struct ResourceSchema: Sendable, Hashable {
    package var type: ResourceType
    package var body: BodySchema
    /// Attributes that the server makes: unknown until created. Paths into the attributes.
    package var computed: [ValuePath]
    /// Computed attributes that keep their value over an update (ids, principal ids).
    package var stable: [ValuePath]
    /// A change here replaces the object.
    package var createOnly: [ValuePath]
    /// A change here replaces the object on some transitions only.
    package var replaceWhen: [ReplaceRule]
    /// A change here cannot be taken back.
    package var oneWay: [OneWayRule]
    /// What is taken away here may be in use until other objects are deleted.
    package var contracting: [ContractingRule]
    /// Values here are secrets, in bodies and attributes.
    package var secret: [ValuePath]
    /// Sent but never returned: compared with the record only.
    package var writeOnly: [ValuePath]
    /// How two values at a path are brought to one form before they are compared.
    package var normalizers: [ValuePath: Normalizer]
    /// Why a replacement loses data, as a clause; nil when it does not.
    package var dataLoss: String?
    /// Writes with equal keys are never in flight together. Paths into the body whose text makes the key; none
    /// where the list is empty or the body has no such text.
    package var serializationKey: [ValuePath]
    package var timeouts: Timeouts
    /// Whether the type stands for many objects, found by ``Provider/expand(type:body:stackFolder:)``.
    package var isExpandable: Bool
    /// Whether proposals of this type are worth asking the API about.
    package var isRefinable: Bool
    /// Whether the type can only be read.
    package var isDataSource: Bool
    /// Whether objects of the type live in the state alone: they are never read, and exist as long as their record.
    package var isStateOnly: Bool
    package var schemaVersion: Int

    /// Default time limits.
    package struct Timeouts: Sendable, Hashable {
        package var create: Duration
        package var update: Duration
        package var delete: Duration

        package init(
            create: Duration = .seconds(600), update: Duration = .seconds(600), delete: Duration = .seconds(600)
        ) {
            self.create = create
            self.update = update
            self.delete = delete
        }
    }

    package init(
        type: ResourceType, body: BodySchema = .any, computed: [ValuePath] = [], stable: [ValuePath] = [],
        createOnly: [ValuePath] = [], replaceWhen: [ReplaceRule] = [], oneWay: [OneWayRule] = [],
        contracting: [ContractingRule] = [], secret: [ValuePath] = [], writeOnly: [ValuePath] = [],
        normalizers: [ValuePath: Normalizer] = [:],
        dataLoss: String? = nil, serializationKey: [ValuePath] = [], timeouts: Timeouts = Timeouts(),
        isExpandable: Bool = false, isRefinable: Bool = false, isDataSource: Bool = false, isStateOnly: Bool = false,
        schemaVersion: Int = 1
    ) {
        self.type = type
        self.body = body
        self.computed = computed
        self.stable = stable
        self.createOnly = createOnly
        self.replaceWhen = replaceWhen
        self.oneWay = oneWay
        self.contracting = contracting
        self.secret = secret
        self.writeOnly = writeOnly
        self.normalizers = normalizers
        self.dataLoss = dataLoss
        self.serializationKey = serializationKey
        self.timeouts = timeouts
        self.isExpandable = isExpandable
        self.isRefinable = isRefinable
        self.isDataSource = isDataSource
        self.isStateOnly = isStateOnly
        self.schemaVersion = schemaVersion
    }
}

/// A change from one of `from` to one of `to` replaces the object; nil stands for any value, `.null` for absence.
package struct ReplaceRule: Sendable, Hashable {
    package var path: ValuePath
    package var from: [Value]?
    package var to: [Value]?
    /// Transitions that are nevertheless made in place.
    package var except: [Transition]

    /// One pair of values.
    package struct Transition: Sendable, Hashable {
        package var from: Value
        package var to: Value

        package init(from: Value, to: Value) {
            self.from = from
            self.to = to
        }
    }

    package init(path: ValuePath, from: [Value]? = nil, to: [Value]? = nil, except: [Transition] = []) {
        self.path = path
        self.from = from
        self.to = to
        self.except = except
    }
}

/// A change here is made in place but cannot be taken back.
package struct OneWayRule: Sendable, Hashable {
    package var path: ValuePath
    /// A clause for the plan: "a control plane cannot be downgraded".
    package var why: String

    package init(path: ValuePath, why: String) {
        self.path = path
        self.why = why
    }
}

/// What an update takes away here, elements of a list, fields of an object, or the old value, may be refused as long as
/// objects use it that the same plan deletes or changes: then it is taken away after the commit (``Contraction``).
package struct ContractingRule: Sendable, Hashable {
    package var path: ValuePath
    /// Fields that an element which is about to go gets meanwhile: a version that is no longer stored.
    package var retired: Fields

    package init(path: ValuePath, retired: Fields = Fields()) {
        self.path = path
        self.retired = retired
    }

    /// The element as it stands beside those that stay.
    package func retiring(_ element: Value) -> Value {
        retired.reduce(element) { $0.setting($1.value, at: ValuePath([.key($1.key)])) }
    }
}

/// How values are brought to one form before they are compared.
package enum Normalizer: Sendable, Hashable {
    /// ARM ids: lower case, no trailing slash.
    case armID
    /// Azure locations: lower case, no spaces.
    case location
    case caseInsensitive
    /// Lists whose order has no meaning.
    case unordered
    /// Lists of objects that are matched by these keys.
    case keyed([String])
    /// Text that holds JSON.
    case jsonText
    /// Keys with these prefixes are the server's.
    case ignoringKeys(prefixes: [String])
}

/// The shape of a body, as far as it is checked offline.
package indirect enum BodySchema: Sendable, Hashable {
    case any
    case string(oneOf: [String], isOpen: Bool, pattern: String?)
    case number
    case bool
    case list(BodySchema)
    case map(BodySchema)
    case object([Property], allowsOthers: Bool)

    /// One property of an object.
    package struct Property: Sendable, Hashable {
        package var name: String
        package var schema: BodySchema
        package var isRequired: Bool
        package var isReadOnly: Bool

        package init(_ name: String, _ schema: BodySchema, isRequired: Bool = false, isReadOnly: Bool = false) {
            self.name = name
            self.schema = schema
            self.isRequired = isRequired
            self.isReadOnly = isReadOnly
        }
    }

    /// Any text.
    package static let text = BodySchema.string(oneOf: [], isOpen: true, pattern: nil)
}
