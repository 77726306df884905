import ArgumentParser
import MartletModel
import MartletRendering
import MartletState

/// `martlet status`.
struct Status: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract:
            "Show the revision, an unfinished deployment, what is left to do, and what the checks said. Writes nothing."
    )

    @OptionGroup var stack: StackOptions
    @OptionGroup var output: OutputOptions

    func run(in world: World) async throws -> ExitStatus {
        // Without the key, so that a lost one hides nothing but secrets.
        let store = try await stack.openState(in: world)
        let view = try reportingState { try store.status(now: world.timestamp) }
        if output.json {
            world.output(view.json.jsonLine)
        } else {
            world.output(StatusText(style: output.outputStyle(in: world), arguments: stack.arguments)(view))
        }
        if view.needsResume { return .interrupted }
        return view.snapshot.tombstones.allSatisfy(\.mayBeInUse) ? .done : .cleanupPending
    }
}

extension StateStore {
    fileprivate func status(now: Timestamp) throws(StateError) -> StatusView {
        let open = withoutKey
        let history = HistoryView(revisions: try open.history(), deployments: try open.deployments())
        return StatusView(
            snapshot: try open.snapshot(), latest: history.revisions.first, deployment: try open.openDeployment(),
            lease: try open.leaseStatus(now: now),
            transfer: try open.openTransfer().map { StatusView.OpenTransfer($0, hasArrived: hasArrived($0)) },
            checked: history.lastChecked, keyFault: keyFault()?.diagnostic
        )
    }
}
