import ArgumentParser
import MartletGraph
import MartletModel
import MartletRendering

/// `martlet graph`.
struct GraphCommand: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "graph", abstract: "Print the dependency graph of the plan.",
        discussion: "martlet graph | dot -Tsvg > graph.svg"
    )

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case dot
        case mermaid
    }

    @OptionGroup var stack: StackOptions
    @OptionGroup var planning: PlanningOptions

    @Option(help: "dot (Graphviz) or mermaid (Markdown).")
    var format = Format.dot

    @OptionGroup var output: OutputOptions

    func run(in world: World) async throws -> ExitStatus {
        let workspace = try Workspace(stack, output, in: world)
        let plan = try await workspace.plan(try planning.options(.apply))
        if output.json {
            world.output(plan.graphJSON.jsonLine)
        } else {
            let graph = plan.graph
            world.output(format == .dot ? graph.dot(name: \.description) : graph.mermaid(name: \.description))
        }
        return .done
    }
}
