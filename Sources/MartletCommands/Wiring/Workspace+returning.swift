import MartletLanguage
import MartletModel
import MartletPlanner
import MartletState

extension Workspace {
    /// Works toward a stored revision instead of what the stack's files say.
    init(
        returningTo revision: Int, _ options: StackOptions, _ output: OutputOptions, in world: World,
        planTime: String? = nil
    ) async throws {
        let planTime = planTime ?? world.timestamp.description
        let providers = try ProviderSet(options: options, output: output, world: world)
        let store = try await options.openState(in: world)
        let (target, current, inputs) = try reportingState {
            let target = try store.snapshot(revision: revision)
            let entry = try store.history().first { $0.number == revision }
            return (target, try store.snapshot(), (entry?.configuration, entry?.variables))
        }
        let stack = try? options.loadStack(registry: providers.registry, world: world, planTime: planTime)
        let today = stack?.evaluate { current.attributes(of: $0.address) ?? .unknown(Unknown()) }
        let program = RevisionProgram(
            target, from: current, registry: providers.registry,
            identity: try stack?.identity ?? options.identity(in: world), folder: options.stack, inputs: inputs,
            declared: Dictionary(
                today?.resources.map { ($0.address, $0) } ?? [], uniquingKeysWith: { first, _ in first }),
            connections: today?.connections ?? [], parallelism: stack?.parallelism ?? [:],
            history: store.snapshots(backFrom: current)
        )
        self.init(
            program: program, store: store, providers: providers, options: options, output: output, world: world,
            planTime: planTime
        )
    }
}
