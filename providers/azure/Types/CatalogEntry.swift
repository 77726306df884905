package import MartletModel
package import MartletProvider

/// What is known of one Azure resource type: the data of one file in `catalog/`.
package struct CatalogEntry: Sendable, Hashable {
    /// `azure.storage_account`, or the full ARM name with its version.
    package var type: ResourceType
    /// `Microsoft.Storage/storageAccounts`.
    package var armType: String
    /// Pinned: the server's defaults change with it.
    package var apiVersion: String
    package var scope: Scope
    /// The path from the parent to the object, `{name}` for its name.
    package var path: String
    package var name: NameRule
    package var update: UpdateVerb
    /// Whether the object is there as soon as its parent is: it is never created and never collides.
    package var isSingleton: Bool
    /// Whether DELETE does something; otherwise the object is only forgotten.
    package var isDeletable: Bool
    /// Query items of DELETE, such as `force=true`.
    package var deleteQuery: [String: String]
    /// Whether the service honours `If-Match`, and the field that holds the tag.
    package var etag: ValuePath?
    /// Where the object carries its owner.
    package var marker: MarkerPlace
    /// What a value here must be before the object counts as ready, beside `provisioningState`.
    package var readyWhen: [ReadyRule]
    /// The shape of the wire body; ``BodySchema/any`` for types without a catalog file.
    package var shape: BodySchema
    package var rules: Rules
    /// Inline children that are sent with a create and kept as they are by an update.
    package var inlineChildren: InlineChildren?
    /// Error codes that this type's service uses for "later", with how long to keep trying.
    package var retryCodes: [String: Duration]
    /// Attributes that an action returns, never the GET.
    package var actions: [ActionAttribute]
    /// Whether a list of the type returns whole objects, so that a refresh may read many at once.
    package var listsWholeObjects: Bool
    package var timeouts: ResourceSchema.Timeouts

    /// What a path begins with.
    package enum Scope: String, Sendable, Hashable {
        case subscription
        case resourceGroup = "resource_group"
        /// Another object, by the `parent` of the body.
        case parent
        /// Any object, by the `scope` of the body.
        case `extension`
    }

    /// How an existing object is brought to a new body.
    package enum UpdateVerb: String, Sendable, Hashable {
        case put
        case patch
        /// GET, lay the new body over what is there, PUT the whole.
        case readModifyWrite = "read_modify_write"
    }

    /// Where an object carries its owner.
    package enum MarkerPlace: Sendable, Hashable {
        case tags(ValuePath)
        case none
    }

    /// What names are allowed.
    package struct NameRule: Sendable, Hashable {
        package var characters: String
        package var length: ClosedRange<Int>
        /// The only name there is, such as `default`.
        package var fixed: String?
        package var isRoleAssignment: Bool
        /// Whether the name is taken for the whole world.
        package var isGlobal: Bool
    }

    /// A value that readiness waits for.
    package struct ReadyRule: Sendable, Hashable {
        package var path: ValuePath
        package var value: Value
    }

    /// Children in the parent's own body.
    package struct InlineChildren: Sendable, Hashable {
        package var path: ValuePath
        package var type: ResourceType
    }

    /// An attribute that a POST returns.
    package struct ActionAttribute: Sendable, Hashable {
        package var name: String
        package var action: String
        /// Into the answer.
        package var path: ValuePath
        package var isBase64: Bool
        /// The action is not called when this is true of the object.
        package var unless: ValuePath?
    }

    /// The rules of comparison, in the terms of ``ResourceSchema``.
    package struct Rules: Sendable, Hashable {
        package var required: [ValuePath] = []
        package var createOnly: [ValuePath] = []
        package var replaceWhen: [ReplaceRule] = []
        package var oneWay: [OneWayRule] = []
        package var contracting: [ValuePath] = []
        package var secret: [ValuePath] = []
        package var writeOnly: [ValuePath] = []
        /// Read-only values that an update changes; all others are taken to stay.
        package var volatile: [ValuePath] = []
        package var normalizers: [ValuePath: Normalizer] = [:]
        /// Ids that are the same when their last names are: role definitions are spelt with and without a subscription.
        package var sameByName: [ValuePath] = []
        package var ignoreWhen: [IgnoreRule] = []
        package var serializationKey: [ValuePath] = []
        /// What tells two objects of one id apart.
        package var lineage: [ValuePath] = []
        package var dataLoss: String?
    }

    /// A field that is not ours while a condition holds: a node count under autoscaling.
    package struct IgnoreRule: Sendable, Hashable {
        package var path: ValuePath
        package var condition: ValuePath
    }
}
