import ArgumentParser
import Foundation
import MartletExecutor
import MartletModel
import MartletState

/// `martlet resume`.
struct Resume: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Finish what a crash, a signal or a failure left unfinished.",
        discussion: """
            An interrupted apply is taken back unless --forward is given; one that was left with --on-failure=keep goes on \
            unless --back is given. An interrupted rollback, cleanup or destroy goes on.
            """
    )

    @OptionGroup var stack: StackOptions

    @Flag(help: "Finish the plan.")
    var forward = false

    @Flag(help: "Take back what was done.")
    var back = false

    @Option(
        help: ArgumentHelp(
            "Give up on taking this resource back; the next plan looks at it anew.", valueName: "address"))
    var skip: [String] = []

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if forward, back { throw ValidationError("--forward and --back cannot be combined.") }
    }

    func run(in world: World) async throws -> ExitStatus {
        if try await settlesMove(in: world) { return .done }
        let store = try await stack.openState(in: world)
        let open = try reportingState { try store.openDeployment() }
        let workspace =
            if case .rollback(let revision)? = open?.start.kind {
                try await Workspace(returningTo: revision, stack, output, in: world)
            } else {
                try await Workspace(stack, output, in: world)
            }
        let skipped = Set(try skip.map(parsedAddress))
        try refuse(skipped, in: open)
        let direction: ResumeDirection = forward ? .forward : back ? .back : .auto
        let executing = ExecutorOptions(parallelism: stack.parallelism)
        return try await workspace.run(executing) { executor throws(ExecutorError) in
            try await executor.resume(direction, skipping: skipped)
        }
    }

    /// Refuses to skip what the run has not touched: a slip would leave behind what was meant.
    private func refuse(_ skipped: Set<Address>, in open: OpenDeployment?) throws {
        guard let open else { return }
        let touched = Set(open.steps.map(\.intent.address))
        for address in skipped.subtracting(touched).sorted() {
            let names = touched.map(\.description).sorted()
            throw CommandFailure(
                .notSkipped, detail: "The unfinished run has no step at `\(address)`.",
                hint: nearestName(to: address.description, among: names).map { "Did you mean `\($0)`?" }
                    ?? "It has steps at \(names.prefix(8).map { "`\($0)`" }.joined(separator: ", ")).",
                status: .usage
            )
        }
    }

    /// Settles a move to another state that was interrupted; answers whether that was all there was to do.
    ///
    /// Taking the lease settles it.
    private func settlesMove(in world: World) async throws -> Bool {
        let store = try await stack.openState(in: world)
        return try reportingState {
            guard let open = try store.openTransfer() else { return false }
            let lease = try store.acquireLease(
                owner: world.actor, lineage: UUID().uuidString.lowercased(), now: world.timestamp
            )
            try lease.release(now: world.timestamp)
            let isDone = try store.transfers().contains { $0.id == open.id && $0.status == .done }
            world.messages(
                isDone
                    ? "Moved \(open.names) to \(open.peer.path).\n"
                    : "The move to \(open.peer.path) was taken back: \(open.names) stays here.\n"
            )
            return try store.openDeployment() == nil && store.snapshot().tombstones.allSatisfy(\.mayBeInUse)
        }
    }
}
