internal import MartletLanguage
internal import MartletModel
internal import MartletProvider

/// One walk over the stack with what is known so far: decides each resource as it is settled.
struct PlanningPass {
    let input: PlannerInput
    let records: RecordIndex
    let imports: [Address: Import]
    /// Objects that go along with a parent, as an earlier pass found out.
    let gone: [Address: GoneParent]
    let scope: TargetScope

    var decisions: [Decision] = []
    var indices: [Address: Int] = [:]
    /// The members of each resource that stands for many objects.
    var members: [Address: [Address]] = [:]
    var dataReads: [DataRead] = []
    var dataIndices: [Address: Int] = [:]
    var requests: [PlannerRequest] = []
    var diagnostics = Diagnostics()
    var unreadable = Unreadable()
    /// What the stack says of resources that are to be destroyed.
    var declared: [Address: StepSettings] = [:]
    /// Resources that wait for an answer.
    var pending: Set<Address> = []
    /// Whether the record of one of them is not trusted: references to it see what is unknown, where an answer may be known.
    var withholdsValues = false
    private var types: [ResourceType: TypeFacts] = [:]
    /// The objects that the state knows, at whatever address.
    private(set) lazy var recordedObjects = Set(input.snapshot.records.values.map(ObjectKey.init))
    /// Objects that wait to be deleted.
    private(set) lazy var buriedRecords = Dictionary(
        input.snapshot.tombstones.lazy.filter { $0.contraction == nil }.map { (ObjectKey($0.record), $0.record) },
        uniquingKeysWith: { first, _ in first }
    )
    /// The resources that the configurations of recorded connections came from, by their present addresses. For connections
    /// that the stack has no more, or not for the resource in question.
    private(set) lazy var formerHosts = input.snapshot.hosts(input.registry).mapValues { $0.map(records.current) }

    init(
        _ input: PlannerInput, records: RecordIndex, imports: [Address: Import], gone: [Address: GoneParent],
        scope: TargetScope
    ) {
        self.input = input
        self.records = records
        self.imports = imports
        self.gone = gone
        self.scope = scope
        decisions.reserveCapacity(records.count)
        indices.reserveCapacity(records.count)
    }

    /// Decides one resource and answers what references to it see.
    mutating func settle(_ desired: DesiredResource) -> Value {
        guard let facts = facts(of: desired.type) else {
            diagnostics.append(unknownType(desired))
            return .unknown(Unknown())
        }
        if input.options.kind == .destroy {
            declared[desired.address] = desired.settings
            return recordedValue(of: desired, facts)
        }
        guard scope.includes(desired.address) else { return recordedValue(of: desired, facts) }
        var desired = desired
        let secrets = facts.provider.secretPaths(of: desired.type, in: desired.body)
        if !secrets.isEmpty { desired.body = desired.body.markingSecrets(at: secrets) }
        let isUndoValid = settleUndo(&desired, facts)
        let isValid = check(desired, facts) && isUndoValid
        if facts.schema.isDataSource { return settleData(desired, facts, isValid: isValid) }
        if facts.schema.isExpandable { return settleMembers(of: desired, facts, isValid: isValid) }
        return decide(desired, facts, isValid: isValid)
    }

    /// What references see of a resource that this plan leaves alone.
    func recordedValue(of desired: DesiredResource, _ facts: TypeFacts) -> Value {
        if facts.schema.isExpandable {
            let fields = records.members(of: desired.address).map { address in
                Fields.Field(address.member ?? "", records[address]?.attributes ?? .null)
            }
            return ["objects": .object(Fields(fields))]
        }
        return records[desired.address]?.attributes ?? .unknown(Unknown())
    }

    mutating func append(_ decision: Decision) -> Value {
        indices[decision.change.address] = decisions.count
        if decision.isPending { pending.insert(decision.change.address) }
        decisions.append(decision)
        return decision.change.plannedAttributes ?? .unknown(Unknown())
    }

    /// The change decided for a resource. Copies it: ask ``action(at:)`` and its like where every resource is asked.
    func change(at address: Address) -> Change? { indices[address].map { decisions[$0].change } }

    func action(at address: Address) -> Action? {
        guard let index = indices[address] else { return nil }
        return decisions[index].change.action
    }

    mutating func facts(of type: ResourceType) -> TypeFacts? {
        if let known = types[type] { return known }
        guard let provider = input.registry.provider(of: type), let schema = provider.schema(of: type) else {
            return nil
        }
        let facts = TypeFacts(provider: provider, schema: schema)
        types[type] = facts
        return facts
    }

    /// The answer to a question, or nil after having put it on the list.
    mutating func ask(
        _ question: PlannerRequest.Question, about address: Address, through connection: ConnectionTarget
    ) -> Findings.Answer? {
        let request = PlannerRequest(address, question, through: connection)
        if let answer = input.findings[request] { return answer }
        requests.append(request)
        return nil
    }

    private func unknownType(_ desired: DesiredResource) -> Diagnostic {
        let suggestion = nearestName(to: desired.type.text, among: input.registry.types.map(\.text))
        return PlannerFault.unknownType.diagnostic(
            "No provider has the type `\(desired.type)`.", hint: suggestion.map { "Did you mean `\($0)`?" },
            at: desired.range, address: desired.address
        )
    }

    /// Reports the faults of a body; answers whether it may be sent.
    private mutating func check(_ desired: DesiredResource, _ facts: TypeFacts) -> Bool {
        var isValid = true
        if facts.schema.isDataSource != (desired.address.mode == .data) {
            diagnostics.append(wrongMode(desired, facts.schema))
            isValid = false
        }
        for problem in facts.provider.problems(in: desired.body, of: desired.type) {
            report(problem, desired)
            if !problem.isWarning { isValid = false }
        }
        return isValid
    }

    private func wrongMode(_ desired: DesiredResource, _ schema: ResourceSchema) -> Diagnostic {
        PlannerFault.wrongMode.diagnostic(
            schema.isDataSource
                ? "`\(desired.type)` can only be read."
                : "`\(desired.type)` is a resource, and cannot be read as data.",
            hint: schema.isDataSource ? "Move it under `data:`." : "Move it under `resources:`.", at: desired.range,
            address: desired.address
        )
    }

    mutating func report(_ problem: BodyProblem, _ desired: DesiredResource) {
        let fault: PlannerFault = problem.isWarning ? .questionableBody : .invalidBody
        diagnostics.append(
            fault.diagnostic(
                problem.message, hint: problem.hint, at: desired.bodyRanges[problem.path] ?? desired.range,
                address: desired.address
            )
        )
    }
}
