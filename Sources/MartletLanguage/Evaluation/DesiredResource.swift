package import MartletModel

/// One resource instance, or data source, as the stack asks for it.
///
/// A type that stands for many objects (`kubernetes.manifests`) appears as one desired resource; the planner expands it, and
/// references to it see `{objects: {MEMBER: attributes}}`.
package struct DesiredResource: Sendable {
    package var address: Address
    package var type: ResourceType
    package var connection: DesiredConnection
    /// Plain; unknown where it refers to what only apply can tell, secret where it refers to secrets.
    package var body: Value
    /// The instances that the body, the meta keys or the connection refer to, and `depends_on`. Sorted, each once.
    package var dependencies: [Address]
    package var lifecycle: Lifecycle
    package var settings: StepSettings
    /// The place of the declaration.
    package var range: SourceRange
    /// The place of each field of the body that stands in the file, for faults that a provider finds.
    package var bodyRanges: BodyRanges

    /// The evaluated `lifecycle` entries that decide the action.
    package struct Lifecycle: Sendable, Hashable {
        /// Nil when the stack does not say: identity decides.
        package var createBeforeDestroy: Bool?
        package var ignoredChanges: IgnoredChanges
        /// The instances and fields whose change replaces this one: address, and a path in it (empty for any change).
        package var replaceTriggers: [ReplaceTrigger]

        package init(
            createBeforeDestroy: Bool? = nil, ignoredChanges: IgnoredChanges = .paths([]),
            replaceTriggers: [ReplaceTrigger] = []
        ) {
            self.createBeforeDestroy = createBeforeDestroy
            self.ignoredChanges = ignoredChanges
            self.replaceTriggers = replaceTriggers
        }
    }

    /// `ignore_changes`.
    package enum IgnoredChanges: Sendable, Hashable {
        case all
        case paths([ValuePath])
    }

    /// `replace_triggered_by`.
    package struct ReplaceTrigger: Sendable, Hashable {
        package var address: Address
        package var path: ValuePath

        package init(address: Address, path: ValuePath) {
            self.address = address
            self.path = path
        }
    }

    package init(
        address: Address, type: ResourceType, connection: DesiredConnection, body: Value, dependencies: [Address] = [],
        lifecycle: Lifecycle = Lifecycle(), settings: StepSettings = StepSettings(), range: SourceRange,
        bodyRanges: BodyRanges = BodyRanges()
    ) {
        self.address = address
        self.type = type
        self.connection = connection
        self.body = body
        self.dependencies = dependencies
        self.lifecycle = lifecycle
        self.settings = settings
        self.range = range
        self.bodyRanges = bodyRanges
    }
}

/// An entry under `providers:`, evaluated.
package struct DesiredConnection: Sendable, Hashable {
    package var name: ConnectionName
    package var provider: ProviderName
    /// Plain; unknown while it depends on what only apply can tell (the kubeconfig of a cluster in the same stack).
    package var configuration: Value
    /// The instances that the configuration refers to.
    package var dependencies: [Address]
    package var range: SourceRange?

    package init(
        name: ConnectionName, provider: ProviderName, configuration: Value, dependencies: [Address] = [],
        range: SourceRange? = nil
    ) {
        self.name = name
        self.provider = provider
        self.configuration = configuration
        self.dependencies = dependencies
        self.range = range
    }
}

/// Where the fields of a body stand in the source; looked up by path, the nearest enclosing place when a field has none.
package struct BodyRanges: Sendable {
    private let find: @Sendable (ValuePath) -> SourceRange?

    /// No places known.
    package init() { find = { _ in nil } }

    package init(find: @escaping @Sendable (ValuePath) -> SourceRange?) { self.find = find }

    package subscript(path: ValuePath) -> SourceRange? { find(path) }
}
