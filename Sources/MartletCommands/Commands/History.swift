import ArgumentParser
import MartletModel
import MartletRendering
import MartletState

/// `martlet history`.
struct History: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Show what happened to a state: when, who, why, what changed, how it ended.",
        discussion: "Needs no key. A dash in the first column is a run that made no revision.",
        subcommands: [HistoryList.self, HistoryShow.self], defaultSubcommand: HistoryList.self
    )
}

/// `martlet history [list]`.
struct HistoryList: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the revisions, and the runs that made none, newest first.")

    @OptionGroup var stack: StackOptions

    @Option(help: ArgumentHelp("Only so many entries.", valueName: "n"))
    var limit: Int?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit must be at least 1.") }
    }

    func run(in world: World) async throws -> ExitStatus {
        let store = try await stack.openState(in: world, opensKey: false).withoutKey
        let view = try reportingState {
            HistoryView(
                revisions: Array(try store.history().prefix(limit ?? .max)),
                deployments: Array(try store.deployments().prefix(limit ?? .max))
            )
        }
        if output.json {
            world.output(view.json.jsonLine)
        } else {
            world.output(HistoryText(style: output.outputStyle(in: world))(view))
        }
        return .done
    }
}

/// `martlet history show REVISION`.
struct HistoryShow: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show what one revision changed, field by field; secrets redacted.")

    @Argument(help: "The revision's number.")
    var revision: Int

    @OptionGroup var stack: StackOptions
    @OptionGroup var output: OutputOptions

    func run(in world: World) async throws -> ExitStatus {
        let store = try await stack.openState(in: world)
        // With the key secrets can be compared; without it, what is sealed anew looks changed.
        let readable = store.keyFault() == nil ? store : store.withoutKey
        let view = try reportingState { try readable.view(of: revision) }
        if output.json {
            world.output(view.json.jsonLine)
        } else {
            world.output(RevisionText(style: output.outputStyle(in: world))(view))
        }
        return .done
    }
}

extension StateStore {
    fileprivate func view(of number: Int) throws(StateError) -> RevisionView {
        guard let revision = try history().first(where: { $0.number == number }) else { throw .noSuchRevision(number) }
        let run = try deployments().first { $0.id == revision.deployment }
        let before = number > 0 ? try snapshot(revision: number - 1) : Snapshot(lineage: "")
        return RevisionView(revision, run, before: before, after: try snapshot(revision: number))
    }
}
