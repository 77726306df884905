import Foundation
import MartletExecutor
import MartletLanguage
import MartletModel
import MartletPlanner
import MartletRendering
import MartletState

/// A loaded stack with its state and its providers: what plan, apply, destroy and resume work with.
struct Workspace: Sendable {
    let program: any StackProgram
    let store: StateStore
    let providers: ProviderSet
    let options: StackOptions
    let output: OutputOptions
    let world: World
    /// The time that functions see.
    let planTime: String

    /// Loads the stack; throws every fault in it at once.
    ///
    /// - Parameter planTime: When the plan was made, where that was earlier.
    init(_ options: StackOptions, _ output: OutputOptions, in world: World, planTime: String? = nil) async throws {
        let planTime = planTime ?? world.timestamp.description
        let providers = try ProviderSet(options: options, output: output, world: world)
        self.init(
            program: try options.loadStack(registry: providers.registry, world: world, planTime: planTime),
            store: try await options.openState(in: world), providers: providers, options: options, output: output,
            world: world, planTime: planTime
        )
    }

    init(
        program: any StackProgram, store: StateStore, providers: ProviderSet, options: StackOptions,
        output: OutputOptions, world: World, planTime: String
    ) {
        self.program = program
        self.store = store
        self.providers = providers
        self.options = options
        self.output = output
        self.world = world
        self.planTime = planTime
    }

    /// Plans; shows warnings, and throws the errors.
    func plan(_ planning: PlanOptions) async throws -> Plan {
        try await plan(planning, from: try reportingState { try store.snapshot() })
    }

    private func plan(_ planning: PlanOptions, from snapshot: Snapshot) async throws -> Plan {
        let input = PlannerInput(
            program: program, snapshot: snapshot, registry: providers.registry, options: planning,
            formerOwners: try reportingState { try formerOwners() },
            haltedObjects: try reportingState { try store.openDeployment()?.objects ?? [] }
        )
        let isLive = world.terminal.messagesAreTerminal && !output.json
        let session = PlanningSession(input, parallelism: options.parallelism) { [world] progress in
            guard isLive, case .asking(let round, let requests) = progress else { return }
            world.messages("\r\u{1B}[KLooking at the cloud: \(requests) questions, round \(round)")
        }
        let planned = await session.plan()
        if isLive { world.messages("\r\u{1B}[K") }
        try planned.diagnostics.throwIfErrors()
        guard var plan = planned.plan else {
            throw CommandFailure(.noPlan, detail: "The planner ended without a plan and without a reason.")
        }
        plan.inputs = try keyed(plan.inputs, mayCreate: false)
        return plan
    }

    /// Refuses to plan while nobody knows whether a part of the state is still in it.
    private func formerOwners() throws(StateError) -> [Address: StackIdentity] {
        if let open = try store.openTransfer() {
            throw .transferOpen(open, detail: "that run was interrupted, and the next writer has to settle it")
        }
        return try store.formerOwners()
    }

    /// Shows a plan on standard output, its warnings on standard error.
    func show(_ plan: Plan, isFull: Bool) {
        if output.json {
            world.output(plan.json.jsonLine)
            return
        }
        if !plan.warnings.isEmpty {
            world.messages(DiagnosticText(style: output.messageStyle(in: world))(Diagnostics(plan.warnings)) + "\n")
        }
        let text = PlanText(style: output.outputStyle(in: world), options: PlanText.Options(isFull: isFull))
        world.output(text(plan))
    }

    func executor(_ executing: ExecutorOptions, stop: StopSignal, emit: @escaping @Sendable (ApplyEvent) -> Void)
        -> Executor
    {
        Executor(
            store: store, providers: providers.registry, program: program, options: executing,
            actor: world.actor,
            clock: providers.clock, now: { [world] in world.timestamp }, newLineage: { UUID().uuidString.lowercased() },
            stop: stop, emit: emit
        )
    }

    /// Says beside a plan that a run was left in the middle: the plan is about what that has done so far, and what that left
    /// half done may be why there is none.
    func notingUnfinished<Made>(_ plan: () async throws -> Made) async throws -> Made {
        let made: Made
        do {
            made = try await plan()
        } catch {
            try noteUnfinished()
            throw error
        }
        try noteUnfinished()
        return made
    }

    private func noteUnfinished() throws {
        guard let open = try reportingState({ try store.withoutKey.openDeployment() }), open.isInTheWay,
            try reportingState({ try store.leaseStatus(now: world.timestamp) == .free })
        else { return }
        world.messages(
            "\nDeployment \(open.id) was not finished: `martlet resume\(options.arguments)` comes before the next apply.\n"
        )
    }

    /// Refuses what could not be applied after all: somebody else writes this state, or a run of it was left in the middle.
    func refuseWhileUnfinished() throws {
        try refuseWhileHeld()
        try reportingState {
            guard let open = try store.withoutKey.openDeployment(), open.isInTheWay else { return }
            throw StateError.deploymentOpen(open.id)
        }
    }

    /// Refuses to go on while somebody else writes this state: planning would see what is half done.
    func refuseWhileHeld() throws {
        try reportingState {
            guard case .held(let holder) = try store.leaseStatus(now: world.timestamp) else { return }
            throw StateError.held(path: store.path, by: holder)
        }
    }
}

extension World {
    /// Who runs this, as others see it: `user@host`.
    var actor: String {
        let user = environment["USER"] ?? environment["LOGNAME"] ?? "somebody"
        return "\(user)@\(ProcessInfo.processInfo.hostName)"
    }

    /// Now, as the state writes it down.
    var timestamp: Timestamp { Timestamp(milliseconds: Int64(now() * 1000)) }
}
