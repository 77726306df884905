package import MartletLanguage
package import MartletModel
package import MartletProvider

/// Everything that a plan is made from. The same input gives the same output, byte for byte.
package struct PlannerInput: Sendable {
    package var program: any StackProgram
    package var snapshot: Snapshot
    package var registry: ProviderRegistry
    package var options: PlanOptions
    package var findings: Findings
    /// Whose marker an object may carry besides ours, because its record came from that stack's state.
    package var formerOwners: [Address: StackIdentity]
    /// What the journal of a run that is open knows of: its old copies are in no state yet.
    package var haltedObjects: Set<ObjectKey>

    package init(
        program: any StackProgram, snapshot: Snapshot, registry: ProviderRegistry, options: PlanOptions = PlanOptions(),
        findings: Findings = Findings(), formerOwners: [Address: StackIdentity] = [:],
        haltedObjects: Set<ObjectKey> = []
    ) {
        self.program = program
        self.snapshot = snapshot
        self.registry = registry
        self.options = options
        self.findings = findings
        self.formerOwners = formerOwners
        self.haltedObjects = haltedObjects
    }

    /// What the plan starts from: a plan whose inputs no longer hold is stale.
    package var inputs: Plan.Inputs {
        Plan.Inputs(
            configuration: program.configurationDigest, variables: program.variablesDigest,
            catalog: registry.catalogDigest, lineage: snapshot.lineage, revision: snapshot.revision
        )
    }
}

/// What the planner found out.
package struct PlannerOutput: Sendable {
    /// Nil while requests are open or there are errors.
    package var plan: Plan?
    /// What must still be asked, in the order of the stack; empty when the plan is as good as it gets.
    package var requests: [PlannerRequest]
    /// Errors and warnings so far; those of an unfinished round are not final.
    package var diagnostics: Diagnostics
    package var work: PlanningWork

    package init(
        plan: Plan?, requests: [PlannerRequest], diagnostics: Diagnostics, work: PlanningWork = PlanningWork()
    ) {
        self.plan = plan
        self.requests = requests
        self.diagnostics = diagnostics
        self.work = work
    }
}

/// What a plan took, in counts that are the same on every machine: they must grow no faster than the stack.
package struct PlanningWork: Sendable, Hashable {
    /// Resources and data sources looked at, in the last walk over the stack.
    package var settled = 0
    /// Edges of the graphs that gave the order.
    package var edges = 0

    package init() {}
}
