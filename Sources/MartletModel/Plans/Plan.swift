/// All changes that lead from a revision of the state to what the stack says, in an order that respects every edge.
package struct Plan: Sendable, Hashable {
    /// What the plan is for.
    package enum Kind: Sendable, Hashable {
        case apply
        case destroy
        case refreshOnly
        /// Toward a stored revision.
        case rollback(to: Int)
    }

    /// What a plan was made from; a plan whose inputs no longer hold is stale.
    package struct Inputs: Sendable, Hashable {
        package var configuration: Digest
        package var variables: Digest
        package var catalog: Digest
        /// The lineage of the state: made once with the state file.
        package var lineage: String
        /// The revision of the state that the plan starts from.
        package var revision: Int

        package init(configuration: Digest, variables: Digest, catalog: Digest, lineage: String, revision: Int) {
            self.configuration = configuration
            self.variables = variables
            self.catalog = catalog
            self.lineage = lineage
            self.revision = revision
        }
    }

    /// One output before and after.
    package struct OutputChange: Sendable, Hashable {
        package var name: String
        package var before: Value?
        package var after: Value?

        package init(name: String, before: Value?, after: Value?) {
            self.name = name
            self.before = before
            self.after = after
        }
    }

    package var kind: Kind
    package var stack: StackIdentity
    package var inputs: Inputs
    /// Every resource of the stack and the state, no-ops included, in execution order: a change comes after all its
    /// dependencies; deletes come last, dependents first.
    package var changes: [Change]
    /// Every data source of the stack: what it answered, or that apply must ask.
    package var dataReads: [DataRead]
    /// The connections that the changes go through; configurations are unknown in part where only apply can tell.
    package var connections: [ConnectionName: ConnectionRecord]
    package var outputs: [OutputChange]
    /// What the user should know before approving.
    package var warnings: [Diagnostic]
    /// Resources that are probably others under a new name, for the user to say so.
    package var renames: [Rename]

    package init(
        kind: Kind, stack: StackIdentity, inputs: Inputs, changes: [Change], dataReads: [DataRead] = [],
        connections: [ConnectionName: ConnectionRecord] = [:], outputs: [OutputChange] = [],
        warnings: [Diagnostic] = [],
        renames: [Rename] = []
    ) {
        self.kind = kind
        self.stack = stack
        self.inputs = inputs
        self.changes = changes
        self.dataReads = dataReads
        self.connections = connections
        self.outputs = outputs
        self.warnings = warnings
        self.renames = renames
    }

    /// Whether applying would write anything, remotely or to the state.
    package var isEmpty: Bool {
        changes.indices.allSatisfy { changes[$0].isNothing && (kind != .refreshOnly || !changes[$0].isSeenAnew) }
            && outputs.allSatisfy { $0.before == $0.after }
    }

    /// Whether somebody else has changed or deleted what the stack wrote.
    package var hasDrift: Bool { changes.indices.contains { changes[$0].hasDrift } }
}

extension Change {
    /// Whether neither the object nor the record changes.
    fileprivate var isNothing: Bool { action == .noOp && previousAddress == nil && !recordsSettings }

    /// Whether the object is not quite as it was recorded.
    fileprivate var isSeenAnew: Bool { reasons.contains(.drifted) }

    /// Whether somebody else has changed or deleted the object.
    package var hasDrift: Bool {
        !drift.isEmpty || reasons.contains { $0 == .objectMissing || $0 == .recreatedOutside }
    }

    /// Whether the state learns settings of an object that stays as it is.
    package var recordsSettings: Bool {
        reasons.contains { if case .settingsChanged = $0 { true } else { false } }
    }
}

/// Which deployment of which stack: also the ownership marker on every object.
package struct StackIdentity: Sendable, Hashable {
    package let stack: String
    package let environment: String

    package init(stack: String, environment: String = "default") {
        self.stack = stack
        self.environment = environment
    }
}
