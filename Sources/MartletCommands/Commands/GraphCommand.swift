import ArgumentParser
import MartletGraph
import MartletModel
import MartletRendering

/// `martlet graph`.
struct GraphCommand: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "graph", abstract: "Print the dependency graph of the plan.",
        discussion: "martlet graph --format svg > graph.svg, or martlet graph | dot -Tsvg > graph.svg"
    )

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case dot
        case mermaid
        case svg
        case html
    }

    @OptionGroup var stack: StackOptions
    @OptionGroup var planning: PlanningOptions

    @Option(help: "dot (Graphviz), mermaid (Markdown), or a drawing: svg, html.")
    var format = Format.dot

    @OptionGroup var output: OutputOptions

    func run(in world: World) async throws -> ExitStatus {
        let workspace = try await Workspace(stack, output, in: world)
        let plan = try await workspace.plan(try planning.options(.apply))
        if output.json {
            world.output(plan.graphJSON.jsonLine)
        } else {
            world.output(text(plan))
        }
        return .done
    }

    private func text(_ plan: Plan) -> String {
        switch format {
        case .dot: plan.graph.dot(name: \.description)
        case .mermaid: plan.graph.mermaid(name: \.description)
        case .svg: GraphDrawing(plan).svg
        case .html: GraphDrawing(plan).html
        }
    }
}
