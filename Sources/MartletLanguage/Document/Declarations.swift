internal import MartletModel

/// A name as it stands in the text.
struct Located<Content: Sendable>: Sendable {
    let content: Content
    let range: SourceRange
}

/// An entry of `variables`.
struct VariableDeclaration: Sendable {
    let name: String
    let range: SourceRange
    let type: ValueType
    let defaultNode: YAMLNode?
    let description: String?
    let isSensitive: Bool
    let isEphemeral: Bool
    let isNullable: Bool
    /// What to use instead; nil when the variable is not deprecated.
    let deprecation: String?
    let validations: [ConditionDeclaration]
    /// Whether all of the entry could be understood.
    let isSound: Bool
}

/// A condition with what to say when it does not hold.
struct ConditionDeclaration: Sendable {
    let condition: YAMLNode
    let message: YAMLNode
    let range: SourceRange
}

/// An entry of `locals`.
struct LocalDeclaration: Sendable {
    let name: String
    let range: SourceRange
    let value: YAMLNode
}

/// An entry of `outputs`.
struct OutputDeclaration: Sendable {
    let name: String
    let range: SourceRange
    let value: YAMLNode
    let description: String?
    let isSensitive: Bool
    /// Whether its value is never stored; only of modules.
    let isEphemeral: Bool
    /// What to use instead; nil when the output is not deprecated.
    let deprecation: String?
    let dependsOn: [YAMLNode]
    let preconditions: [ConditionDeclaration]
}

/// An entry of `providers`.
struct ConnectionDeclaration: Sendable {
    let name: ConnectionName
    let provider: ProviderName
    let range: SourceRange
    /// How many steps may run at once through it; nil when the stack does not say.
    let parallelism: Int?
    /// Every entry but `provider` and `parallelism`.
    let configuration: [YAMLNode.Entry]
}

/// An entry of `resources` or `data`. A class, because it is large and looked at often.
final class ResourceDeclaration: Sendable {
    let mode: Address.Mode
    let name: String
    let range: SourceRange
    let type: Located<ResourceType>
    let body: YAMLNode?
    let when: YAMLNode?
    let forEach: YAMLNode?
    let dependsOn: [YAMLNode]
    let connection: Located<ConnectionName>?
    let lifecycle: LifecycleDeclaration
    let timeouts: TimeoutsDeclaration
    let wait: YAMLNode?
    let retainOnRollback: YAMLNode?
    let undo: YAMLNode?
    let preconditions: [ConditionDeclaration]
    let postconditions: [ConditionDeclaration]

    init(
        mode: Address.Mode, name: String, range: SourceRange, type: Located<ResourceType>, body: YAMLNode?,
        when: YAMLNode?, forEach: YAMLNode?, dependsOn: [YAMLNode], connection: Located<ConnectionName>?,
        lifecycle: LifecycleDeclaration, timeouts: TimeoutsDeclaration, wait: YAMLNode?,
        retainOnRollback: YAMLNode?, undo: YAMLNode?, preconditions: [ConditionDeclaration],
        postconditions: [ConditionDeclaration]
    ) {
        self.mode = mode
        self.name = name
        self.range = range
        self.type = type
        self.body = body
        self.when = when
        self.forEach = forEach
        self.dependsOn = dependsOn
        self.connection = connection
        self.lifecycle = lifecycle
        self.timeouts = timeouts
        self.wait = wait
        self.retainOnRollback = retainOnRollback
        self.undo = undo
        self.preconditions = preconditions
        self.postconditions = postconditions
    }
}

/// The `lifecycle` of a resource; every entry may be an expression.
struct LifecycleDeclaration: Sendable {
    var preventDestroy: YAMLNode?
    var createBeforeDestroy: YAMLNode?
    var ignoreChanges: YAMLNode?
    var replaceTriggeredBy: [YAMLNode] = []
    var retainOnDestroy: YAMLNode?
    var allowIrreversible: YAMLNode?
}

/// The `timeouts` of a resource: durations or expressions that give them.
struct TimeoutsDeclaration: Sendable {
    var create: YAMLNode?
    var update: YAMLNode?
    var delete: YAMLNode?
}

/// An entry of `modules`.
struct ModuleDeclaration: Sendable {
    let name: String
    let range: SourceRange
    let source: Located<ModuleSource>
    /// What an archive's bytes must have as their SHA-256.
    let checksum: Digest?
    let when: YAMLNode?
    let forEach: YAMLNode?
    let inputs: [YAMLNode.Entry]
    let dependsOn: [YAMLNode]
    /// The module's connection names, and the caller's that they stand for.
    let connections: [(inner: Located<ConnectionName>, outer: Located<ConnectionName>)]
}

/// An entry of `checks`.
struct CheckDeclaration: Sendable {
    let name: String
    let range: SourceRange
    let type: Located<ResourceType>
    let body: YAMLNode?
    let when: YAMLNode?
    let dependsOn: [YAMLNode]
    let connection: Located<ConnectionName>?
    let isBlocking: Bool
    let timeout: YAMLNode?
    let assertions: [ConditionDeclaration]
}

/// An entry of `moved`.
struct MoveDeclaration: Sendable {
    let from: Located<MoveEndpoint>
    let to: Located<MoveEndpoint>
    let range: SourceRange
}

/// An entry of `removed`.
struct RemovalDeclaration: Sendable {
    let from: Located<MoveEndpoint>
    let destroysObject: Bool
    let range: SourceRange
}

/// An entry of `imports`; `to` may hold expressions in its keys when there is a `for_each`.
struct ImportDeclaration: Sendable {
    let to: YAMLNode
    let identity: YAMLNode
    let forEach: YAMLNode?
    let range: SourceRange
}
