package import MartletModel
private import Synchronization

/// A stack that has been read and checked, with its variables.
package struct LoadedStack: StackProgram {
    package let identity: StackIdentity
    package let folder: String
    package let configurationDigest: Digest
    package let variablesDigest: Digest
    package let ephemeralConnections: [ConnectionName: ConnectionRecord]
    /// What was found while loading and is no error; evaluations tell it, too.
    package let warnings: Diagnostics
    private let program: CompiledStack
    private let world: StackWorld
    private let variables: [Value?]
    /// The last evaluation: what a second look at one instance starts from.
    private let last: LastEvaluation

    init(
        program: CompiledStack, world: StackWorld, variables: [Value?], folder: String, configurationDigest: Digest,
        warnings: Diagnostics
    ) {
        self.program = program
        self.world = world
        self.variables = variables
        self.folder = folder
        self.configurationDigest = configurationDigest
        self.warnings = warnings
        identity = world.identity
        variablesDigest = Self.digest(program.definition(of: 0).document, variables, world)
        last = LastEvaluation()
        ephemeralConnections = program.hasEphemeral ? Self.ephemeralConnections(program, world, variables) : [:]
    }

    /// What no state remembers of the connections, evaluated without any resource.
    private static func ephemeralConnections(
        _ program: CompiledStack, _ world: StackWorld, _ variables: [Value?]
    ) -> [ConnectionName: ConnectionRecord] {
        let evaluation = StackEvaluator(program, world, variables: variables).run { _ in .unknown(Unknown()) }
        let used = evaluation.connections.filter {
            $0.configuration.containsEphemeral && $0.configuration.isWhollyKnown
        }
        let records = used.map {
            ($0.name, ConnectionRecord(provider: $0.provider, configuration: $0.configuration))
        }
        return Dictionary(records, uniquingKeysWith: { first, _ in first })
    }

    /// The stack's variables whose values are never stored, so that each command must be given them.
    package var ephemeralVariables: Set<String> {
        Set(program.definition(of: 0).document.variables.filter(\.isEphemeral).map(\.name))
    }

    package var parallelism: [ConnectionName: Int] {
        let declared = program.definition(of: 0).document.connections
        return Dictionary(
            declared.compactMap { connection in connection.parallelism.map { (connection.name, $0) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// Where the state is kept.
    package var backend: BackendDeclaration { program.definition(of: 0).document.backend }

    /// The stack's variables and their values, in the order of the file.
    package var variableValues: [(name: String, value: Value)] {
        zip(program.definition(of: 0).document.variables, variables).map { ($0.name, $1 ?? .unknown(Unknown($0.type))) }
    }

    package func evaluate(_ settle: (DesiredResource) -> Value) -> Evaluation {
        let evaluator = StackEvaluator(program, world, variables: variables)
        var evaluation = evaluator.run(settle)
        evaluation.diagnostics.append(contentsOf: warnings)
        last.keep(evaluator.store)
        return evaluation
    }

    package func refill(
        _ address: Address, attributes: (Address) -> Value?
    ) throws(Diagnostics) -> DesiredResource {
        let base = evaluated(attributes)
        guard let id = base.byAddress[address.instance] else {
            throw Diagnostics([Self.unknownInstance(address)])
        }
        let (desired, diagnostics) = secondLook(base, attributes) { evaluator in
            evaluator.refresh(instance: id)
            return evaluator.desired(id)
        }
        try diagnostics.throwIfErrors()
        guard let desired else {
            throw diagnostics.isEmpty ? Diagnostics([Self.unknownInstance(address)]) : diagnostics
        }
        return desired
    }

    package func outputs(attributes: (Address) -> Value?) -> [EvaluatedOutput] {
        secondLook(evaluated(attributes), attributes) { evaluator in
            evaluator.refreshOutputs()
            return evaluator.outputs()
        }.0
    }

    package func outputFaults(attributes: (Address) -> Value?) -> Diagnostics {
        secondLook(evaluated(attributes), attributes) { $0.refreshOutputs() }.1
    }

    /// The stack's names for the console, with what is known of resources.
    package func consoleScope(attributes: (Address) -> Value?) -> StackConsoleScope {
        let evaluator = StackEvaluator(program, world, variables: variables)
        _ = evaluator.run { attributes($0.address) ?? .unknown(Unknown()) }
        return StackConsoleScope(evaluator)
    }

    /// Checks the postconditions of one instance with what is known of it by now.
    package func postconditions(of address: Address, attributes: (Address) -> Value?) -> Diagnostics {
        let base = evaluated(attributes)
        guard let id = base.byAddress[address] else { return Diagnostics() }
        return secondLook(base, attributes) { evaluator in
            guard evaluator.hasPostconditions(id) else { return true }
            evaluator.refresh(instance: id)
            return evaluator.postconditionsHold(id, evaluator.attributes(id))
        }.1
    }

    package func checks(attributes: (Address) -> Value?) -> (checks: [DesiredCheck], faults: Diagnostics) {
        let (checks, faults) = secondLook(evaluated(attributes), attributes) { $0.checks() }
        return (checks, faults)
    }

    package func objections(
        to answer: Value, of check: CheckID, attributes: (Address) -> Value?
    ) -> Diagnostics {
        secondLook(evaluated(attributes), attributes) { $0.holds(check, answer) }.1
    }

    /// Runs `body` on an evaluator that starts from `base` and knows what `attributes` knows.
    private func secondLook<Result>(
        _ base: EvaluatedStore, _ attributes: (Address) -> Value?, _ body: (StackEvaluator) -> Result
    ) -> (Result, Diagnostics) {
        withoutActuallyEscaping(attributes) { attributes in
            let evaluator = StackEvaluator(program, world, variables: variables, store: base.store)
            evaluator.known = attributes
            defer { evaluator.known = nil }
            return (body(evaluator), evaluator.diagnostics)
        }
    }

    private func evaluated(_ attributes: (Address) -> Value?) -> EvaluatedStore {
        if let kept = last.kept { return kept }
        _ = evaluate { attributes($0.address) ?? .unknown(Unknown()) }
        return last.kept ?? EvaluatedStore(EvaluationStore(program))
    }

    private static func unknownInstance(_ address: Address) -> Diagnostic {
        var fault = LanguageFault.unknownReference.at(
            nil, "The stack has no instance `\(address)` that can be evaluated.",
            hint: "Make a new plan: the stack's text or variables have changed since.")
        fault.address = address
        return fault
    }

    private static func digest(_ document: StackDocument, _ variables: [Value?], _ world: StackWorld) -> Digest {
        let kept = zip(document.variables, variables).filter { declaration, _ in !declaration.isEphemeral }
        let fields = kept.map { declaration, value in
            Fields.Field(declaration.name, (value ?? .null).revealed.plain)
        }
        let all: Value = [
            "variables": .object(Fields(fields)), "scenario": .string(world.scenario ?? ""),
            "sandbox": .bool(world.usesSandbox),
        ]
        return Digest(of: YAMLWriter.text(of: all))
    }
}

/// A finished evaluation with an index by address.
struct EvaluatedStore: Sendable {
    let store: EvaluationStore
    let byAddress: [Address: Int]

    init(_ store: EvaluationStore) {
        self.store = store
        byAddress = Dictionary(
            store.instances.enumerated().map { ($1.address, $0) }, uniquingKeysWith: { first, _ in first })
    }
}

/// Keeps the last evaluation of a stack, whose value is shared between the tasks of an apply.
private final class LastEvaluation: Sendable {
    private enum Kept {
        case nothing
        /// Not looked into yet: a plan that nobody applies needs no index.
        case fresh(EvaluationStore)
        case indexed(EvaluatedStore)
    }

    private let state = Mutex(Kept.nothing)

    var kept: EvaluatedStore? {
        state.withLock { state in
            switch state {
            case .nothing: return nil
            case .indexed(let store): return store
            case .fresh(let store):
                let indexed = EvaluatedStore(store)
                state = .indexed(indexed)
                return indexed
            }
        }
    }

    func keep(_ store: EvaluationStore) { state.withLock { $0 = .fresh(store) } }
}
