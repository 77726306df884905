import ArgumentParser
import MartletLanguage
import MartletModel
import MartletPlanner
import MartletState

/// `martlet import`.
struct ImportCommand: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take an object that exists, named by its id, as a declared resource.",
        discussion: """
            ADDRESS is a resource of the stack, ID what the API's tools print: an ARM id, or for Kubernetes \
            apps/v1/Deployment/NAMESPACE/NAME. Shows a plan and asks; the object is brought to what the stack declares, and a \
            rollback gives it back as it was, never deletes it. The same as an entry under `imports:`, once.
            """
    )

    @Argument(help: "The resource's address in the stack.")
    var address: String

    @Argument(help: "The object's id.")
    var id: String

    @OptionGroup var adoption: AdoptionOptions
    @OptionGroup var stack: StackOptions
    @OptionGroup var output: OutputOptions

    func run(in world: World) async throws -> ExitStatus {
        let wanted = try parsedAddress(address)
        let entry = Import(to: wanted, identity: Identity(id))
        return try await adoption.run(
            wanted, PlanOptions(targets: [wanted], imports: [entry]), "import \(address) \(id)", stack, output, world
        )
    }
}

/// `martlet adopt`.
struct Adopt: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "adopt", abstract: "Take the object that stands where a declared resource is to be created.",
        discussion: """
            The object is found by what the resource declares: its name and place. Shows a plan and asks; the object is \
            brought to what the stack declares, and a rollback gives it back as it was, never deletes it. Objects that carry \
            another stack's marker are left alone.
            """
    )

    @Argument(help: "The resource's address; without a key all its instances, without a member all its members.")
    var address: String

    @OptionGroup var adoption: AdoptionOptions
    @OptionGroup var stack: StackOptions
    @OptionGroup var output: OutputOptions

    func run(in world: World) async throws -> ExitStatus {
        let wanted = try parsedAddress(address)
        return try await adoption.run(
            wanted, PlanOptions(targets: [wanted], adoptions: [wanted]), "adopt \(address)", stack, output, world
        )
    }
}

/// How an object is taken.
struct AdoptionOptions: ParsableArguments {
    @Flag(help: "Show every field, and resources that stay as they are.")
    var full = false

    @OptionGroup var applying: ApplyOptions

    /// Plans for one resource, checks that there is something to take, shows, asks and applies.
    func run(
        _ wanted: Address, _ planning: PlanOptions, _ reason: String, _ stack: StackOptions, _ output: OutputOptions,
        _ world: World
    ) async throws -> ExitStatus {
        let workspace = try await Workspace(stack, output, in: world)
        try workspace.refuseWhileUnfinished()
        try check(wanted, in: workspace)
        let plan = try await workspace.plan(planning)
        let changes = plan.changes.filter { wanted.covers($0.address) }
        guard changes.contains(where: { $0.action == .adopt }) else { throw nothing(wanted, changes) }
        var applying = applying
        applying.message = applying.message ?? reason
        return try await workspace.approveAndRun(plan, applying, isFull: full, question: "Take it over as planned?")
    }

    private func check(_ wanted: Address, in workspace: Workspace) throws {
        let snapshot = try reportingState { try workspace.store.withoutKey.snapshot() }
        guard let record = snapshot.records.values.first(where: { wanted.covers($0.address) }) else { return }
        throw CommandFailure(
            .nothingToAdopt, detail: "`\(record.address)` is in the state already, as `\(record.identity)`.",
            hint: "To take another object in its place, run `martlet state rm \(record.address)` first."
        )
    }

    private func nothing(_ wanted: Address, _ changes: [Change]) -> CommandFailure {
        guard let change = changes.first else {
            return CommandFailure(
                .nothingToAdopt, detail: "The stack declares no resource `\(wanted)`.",
                hint: "Declare it as the object is; `martlet import` shows what differs."
            )
        }
        let place = change.identity.map { " at `\($0)`" } ?? ""
        return CommandFailure(
            .nothingToAdopt, detail: "There is no object\(place) that `\(change.address)` could take over.",
            hint: "`martlet import ADDRESS ID` takes one that is elsewhere; `martlet apply` creates it."
        )
    }
}
