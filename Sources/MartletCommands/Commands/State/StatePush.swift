import ArgumentParser
import Foundation
import MartletModel
import MartletState

/// `martlet state push`.
struct StatePush: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "push", abstract: "Make a new revision with what a file of `pull` says, after checking all of it.",
        discussion: """
            Refused, with every fault at once and nothing written, when the file breaks a rule of the state, belongs to \
            another state, or is older than the state is now. Objects stay as they are.
            """
    )

    @Argument(help: "The file, or - for standard input.", completion: .file())
    var file: String

    @Flag(help: "Take a file of another lineage, or one that is older than the state.")
    var force = false

    @Option(help: ArgumentHelp("Why, for the history.", valueName: "text"))
    var message: String?

    @OptionGroup var options: SurgeryOptions
    @OptionGroup var output: OutputOptions

    func run(in world: World) async throws -> ExitStatus {
        let document = try StateDocument(json: try bytes(in: world))
        let store = try await options.stack.openState(in: world)
        try checkSeals(of: document, store)
        return try reportingState {
            let lease = try store.acquireLease(
                owner: world.actor, lineage: document.snapshot.lineage, now: world.timestamp
            )
            defer { try? lease.release(now: world.timestamp) }
            world.report(lease)
            let current = try lease.sealedSnapshot()
            if !force { try check(document, against: current) }
            let changes = document.changes(from: current)
            guard !changes.isEmpty || document.snapshot.outputs != current.outputs else {
                world.messages("The state is as the file says; nothing was changed.\n")
                return .done
            }
            let entry = RevisionEntry(
                actor: world.actor, reason: force ? "state push --force" : "state push", message: message,
                outputs: document.snapshot.outputs
            )
            let revision = try lease.edit(entry, changes, keepsSeals: true, now: world.timestamp)
            world.messages("Revision \(revision): \(document.snapshot.records.count) resources.\n")
            return .done
        }
    }

    private func bytes(in world: World) throws -> [UInt8] {
        if file == "-" { return world.readInput() }
        do {
            return [UInt8](try Data(contentsOf: URL(filePath: world.absolute(file))))
        } catch {
            throw CommandFailure(.fileNotRead, detail: "\(file): \(error.localizedDescription)")
        }
    }

    /// Secrets that nobody could ever open must not get in.
    private func checkSeals(of document: StateDocument, _ store: StateStore) throws {
        let seals = document.seals
        guard !seals.isEmpty else { return }
        let sealer = try reportingState { try store.sealer(mayCreate: false) }
        guard seals.allSatisfy({ (try? sealer.open($0)) != nil }) else {
            throw CommandFailure(StateError.wrongKey(path: file))
        }
    }

    private func check(_ document: StateDocument, against current: Snapshot) throws {
        let pushed = document.snapshot
        guard pushed.lineage == current.lineage else {
            let detail =
                "The file is of the state with lineage `\(pushed.lineage)`; this one has `\(current.lineage)`."
            let hint = "Is it the right stack and environment? --force takes it nevertheless."
            throw CommandFailure(Diagnostics([StateCode.otherLineage.diagnostic(detail, hint: hint)]))
        }
        guard pushed.revision >= current.revision else {
            let detail =
                "The file is of revision \(pushed.revision); the state is at \(current.revision), and what happened in "
                + "between would be forgotten while its objects stay."
            let hint =
                "Pull again and make your change anew; `martlet rollback \(pushed.revision)` goes back with the objects; "
                + "--force takes the file nevertheless."
            throw CommandFailure(Diagnostics([StateCode.olderSerial.diagnostic(detail, hint: hint)]))
        }
    }
}
