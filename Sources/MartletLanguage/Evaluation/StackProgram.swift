package import MartletModel

/// A stack whose text has been read, checked and resolved, with its variables: ready to be evaluated as often as needed.
///
/// Evaluation is pure and synchronous: what it does not know yet comes back as unknown.
package protocol StackProgram: Sendable {
    var identity: StackIdentity { get }
    /// The folder of `stack.yaml`.
    var folder: String { get }
    /// Over every source text of the stack and its modules.
    var configurationDigest: Digest { get }
    /// Over every variable's value.
    var variablesDigest: Digest { get }

    /// The connections whose configuration holds ephemeral values, as far as it is known without any resource: the state
    /// and plan files remember only the rest of them.
    var ephemeralConnections: [ConnectionName: ConnectionRecord] { get }

    /// How many steps may run at once through each connection that the stack bounds.
    var parallelism: [ConnectionName: Int] { get }

    /// The stack's variables whose values are never stored, so that each command must be given them.
    var ephemeralVariables: Set<String> { get }

    /// Evaluates everything in dependency order.
    ///
    /// `settle` is called once for each resource instance, data sources included, after everything that it refers to has
    /// been settled, and answers what references to the instance see: its attributes, unknown in whole or in part. For a
    /// resource that stands for many objects the answer is what ``DesiredResource`` says there.
    ///
    /// Complexity: linear in the number of instances and references.
    func evaluate(_ settle: (DesiredResource) -> Value) -> Evaluation

    /// Evaluates one instance again, now that more is known: the body that apply sends.
    ///
    /// A member is evaluated as the instance that it belongs to, unless the program knows members by themselves.
    ///
    /// - Parameter attributes: What is known of other instances; nil for those that are still unknown.
    func refill(_ address: Address, attributes: (Address) -> Value?) throws(Diagnostics) -> DesiredResource

    /// Evaluates the outputs with what is known.
    func outputs(attributes: (Address) -> Value?) -> [EvaluatedOutput]

    /// What is wrong with the outputs, their preconditions above all, with what is known by now; each with the address of a
    /// resource that the output looks at.
    func outputFaults(attributes: (Address) -> Value?) -> Diagnostics

    /// Which postconditions of an instance do not hold, with what is known by now.
    func postconditions(of address: Address, attributes: (Address) -> Value?) -> Diagnostics

    /// The checks whose `when` holds, in the order of the files, and what stands in the way of others.
    func checks(attributes: (Address) -> Value?) -> (checks: [DesiredCheck], faults: Diagnostics)

    /// What `answer` leaves to be desired: the conditions under a check's `assert` that do not hold with it as `self`.
    func objections(to answer: Value, of check: CheckID, attributes: (Address) -> Value?) -> Diagnostics
}

extension StackProgram {
    package var ephemeralConnections: [ConnectionName: ConnectionRecord] { [:] }
    package var ephemeralVariables: Set<String> { [] }
    package var parallelism: [ConnectionName: Int] { [:] }
    package func outputFaults(attributes: (Address) -> Value?) -> Diagnostics { Diagnostics() }
    package func postconditions(of address: Address, attributes: (Address) -> Value?) -> Diagnostics { Diagnostics() }

    package func checks(attributes: (Address) -> Value?) -> (checks: [DesiredCheck], faults: Diagnostics) {
        ([], Diagnostics())
    }

    package func objections(
        to answer: Value, of check: CheckID, attributes: (Address) -> Value?
    ) -> Diagnostics { Diagnostics() }
}

/// The outcome of evaluating a whole stack.
package struct Evaluation: Sendable {
    /// Every instance in the order in which it was settled.
    package var resources: [DesiredResource]
    package var connections: [DesiredConnection]
    package var outputs: [EvaluatedOutput]
    /// `moved`, `removed` and `imports`, evaluated.
    package var moves: [Move]
    package var removals: [Removal]
    package var imports: [Import]
    package var diagnostics: Diagnostics

    package init(
        resources: [DesiredResource] = [], connections: [DesiredConnection] = [], outputs: [EvaluatedOutput] = [],
        moves: [Move] = [], removals: [Removal] = [], imports: [Import] = [], diagnostics: Diagnostics = Diagnostics()
    ) {
        self.resources = resources
        self.connections = connections
        self.outputs = outputs
        self.moves = moves
        self.removals = removals
        self.imports = imports
        self.diagnostics = diagnostics
    }
}

/// An output with its value; unknown parts are known after apply.
package struct EvaluatedOutput: Sendable, Hashable {
    package var name: String
    /// Carries the secret mark when the output is sensitive.
    package var value: Value
    package var description: String?
    package var range: SourceRange?

    package init(name: String, value: Value, description: String? = nil, range: SourceRange? = nil) {
        self.name = name
        self.value = value
        self.description = description
        self.range = range
    }
}

/// A `moved` entry, with the addresses that it has from outside.
package struct Move: Sendable, Hashable {
    package var from: MoveEndpoint
    package var to: MoveEndpoint
    package var range: SourceRange?

    package init(from: MoveEndpoint, to: MoveEndpoint, range: SourceRange? = nil) {
        self.from = from
        self.to = to
        self.range = range
    }

    package init(from: Address, to: Address, range: SourceRange? = nil) {
        self.init(from: .resource(from), to: .resource(to), range: range)
    }

    /// Where what has an address goes; nil when the move is not about it.
    package func destination(of address: Address) -> Address? { from.destination(of: address, to: to) }
}

/// A `removed` entry.
package struct Removal: Sendable, Hashable {
    package var from: MoveEndpoint
    package var destroysObject: Bool
    package var range: SourceRange?

    package init(from: MoveEndpoint, destroysObject: Bool, range: SourceRange? = nil) {
        self.from = from
        self.destroysObject = destroysObject
        self.range = range
    }

    package init(from: Address, destroysObject: Bool, range: SourceRange? = nil) {
        self.init(from: .resource(from), destroysObject: destroysObject, range: range)
    }
}

/// An `imports` entry.
package struct Import: Sendable, Hashable {
    package var to: Address
    package var identity: Identity
    package var range: SourceRange?

    package init(to: Address, identity: Identity, range: SourceRange? = nil) {
        self.to = to
        self.identity = identity
        self.range = range
    }
}
