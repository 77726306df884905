internal import MartletModel

/// One stack or module file, compiled: every expression parsed, every name in it resolved.
///
/// A class, because it is large and every reference looks at it.
final class ModuleDefinition: Sendable {
    let folder: String
    let document: StackDocument
    let slots: Slots
    let names: NameResolver
    let variables: [CompiledVariable]
    let locals: [CompiledTerm]
    let resources: [CompiledResource]
    let calls: [CompiledCall]
    let outputs: [CompiledOutput]
    let connections: [CompiledTerm]
    let checks: [CompiledCheck]
    let imports: [CompiledImport]

    init(
        folder: String, document: StackDocument, slots: Slots, names: NameResolver, variables: [CompiledVariable],
        locals: [CompiledTerm], resources: [CompiledResource], calls: [CompiledCall], outputs: [CompiledOutput],
        connections: [CompiledTerm], checks: [CompiledCheck], imports: [CompiledImport]
    ) {
        self.folder = folder
        self.document = document
        self.slots = slots
        self.names = names
        self.variables = variables
        self.locals = locals
        self.resources = resources
        self.calls = calls
        self.outputs = outputs
        self.connections = connections
        self.checks = checks
        self.imports = imports
    }
}

struct CompiledCondition: Sendable {
    let condition: CompiledTerm
    let message: CompiledTerm
    let range: SourceRange
}

struct CompiledVariable: Sendable {
    let defaultTerm: CompiledTerm?
    /// Those that look at nothing but the variable: checked before anyone sees its value.
    let ownValidations: [CompiledCondition]
    /// Those that look at other declarations too.
    let otherValidations: [CompiledCondition]
}

struct CompiledOutput: Sendable {
    let value: CompiledTerm
    let dependsOn: [StaticReference]
    let preconditions: [CompiledCondition]
}

/// A module call.
struct CompiledCall: Sendable {
    /// The number of the called definition.
    let definition: Int
    let when: CompiledTerm?
    let forEach: CompiledTerm?
    /// One for each variable of the called module; nil where the caller gives none.
    let inputs: [CompiledTerm?]
    let dependsOn: [StaticReference]
}

final class CompiledResource: Sendable {
    let body: CompiledTerm?
    let when: CompiledTerm?
    let forEach: CompiledTerm?
    let dependsOn: [CompiledDependency]
    let connection: ConnectionName
    let provider: ProviderName
    let settings: CompiledSettings?
    let preconditions: [CompiledCondition]
    let postconditions: [CompiledCondition]
    /// All that the resource refers to, in whichever of its parts.
    let references: [StaticReference]

    init(
        body: CompiledTerm?, when: CompiledTerm?, forEach: CompiledTerm?, dependsOn: [CompiledDependency],
        connection: ConnectionName, provider: ProviderName, settings: CompiledSettings?,
        preconditions: [CompiledCondition], postconditions: [CompiledCondition], references: [StaticReference]
    ) {
        self.body = body
        self.when = when
        self.forEach = forEach
        self.dependsOn = dependsOn
        self.connection = connection
        self.provider = provider
        self.settings = settings
        self.preconditions = preconditions
        self.postconditions = postconditions
        self.references = references
    }
}

/// An entry of `depends_on` or `replace_triggered_by`.
struct CompiledDependency: Sendable {
    let expression: Expression
    let target: StaticReference
}

/// `lifecycle`, `timeouts`, `wait` and `rollback`; most resources have none of them, and few have several.
struct CompiledSettings: Sendable {
    enum Name: Sendable {
        case preventDestroy
        case createBeforeDestroy
        case retainOnDestroy
        case allowIrreversible
        case retainOnRollback
        case ignoreChanges
        case createTimeout
        case updateTimeout
        case deleteTimeout
        case wait
        case undo
    }

    /// Those that the resource has.
    private(set) var entries: [(name: Name, term: CompiledTerm)] = []
    var replaceTriggers: [CompiledDependency] = []

    mutating func add(_ name: Name, _ term: CompiledTerm?) {
        if let term { entries.append((name, term)) }
    }
}

struct CompiledCheck: Sendable {
    let body: CompiledTerm?
    let when: CompiledTerm?
    let dependsOn: [CompiledDependency]
    let connection: ConnectionName
    let provider: ProviderName
    let timeout: CompiledTerm?
    let assertions: [CompiledCondition]
    let references: [StaticReference]
}

/// The `to` of an import: text, maybe with `${…}`, or an address with expressions as keys (`resource.x[each.key]`).
enum CompiledTarget: Sendable {
    enum Piece: Sendable {
        case text(String)
        case key(CompiledTerm)
    }

    case term(CompiledTerm)
    case pieces([Piece], SourceRange)

    var range: SourceRange {
        switch self {
        case .term(let term): term.range
        case .pieces(_, let range): range
        }
    }
}

struct CompiledImport: Sendable {
    let to: CompiledTarget
    let identity: CompiledTerm
    let forEach: CompiledTerm?
    let range: SourceRange
}
