import ArgumentParser
import MartletLanguage
import MartletModel
import MartletPlanner
import MartletProvider
import MartletRendering

/// `martlet validate`.
struct Validate: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Check a stack without asking any API: every fault at once, with its place.",
        discussion: """
            Variables without a value are taken for unknown. With `-` for the folder, the text of stack.yaml comes from \
            standard input, and everything else from the working folder: for editors that check what is not saved yet.
            """
    )

    @OptionGroup var stack: StackOptions
    @OptionGroup var output: OutputOptions

    func run(in world: World) async throws -> ExitStatus {
        let providers = try ProviderSet(options: stack, output: output, world: world)
        let program = try stack.loadStack(registry: providers.registry, world: world, purpose: .validate)
        var found = Diagnostics()
        var known: [ResourceType: any Provider] = [:]
        let evaluation = program.evaluate { desired in
            guard let provider = known[desired.type] ?? providers.registry.provider(of: desired.type) else {
                return .unknown(Unknown())
            }
            known[desired.type] = provider
            for problem in provider.problems(in: desired.body, of: desired.type) {
                found.append(problem.diagnostic(in: desired))
            }
            return provider.plannedAttributes(of: desired.type, creating: desired.body)
        }
        found.append(contentsOf: evaluation.diagnostics)
        show(found, resources: evaluation.resources.count, in: world)
        return found.hasErrors ? .failed : .done
    }

    private func show(_ found: Diagnostics, resources: Int, in world: World) {
        if output.json {
            world.output(found.json.jsonLine)
            return
        }
        if !found.isEmpty { world.messages(DiagnosticText(style: output.messageStyle(in: world))(found)) }
        if !found.hasErrors {
            world.output("The stack is valid: \(resources == 1 ? "1 resource" : "\(resources) resources").\n")
        }
    }
}

extension BodyProblem {
    /// The problem as a diagnostic at the field, or the nearest place around it.
    fileprivate func diagnostic(in desired: DesiredResource) -> Diagnostic {
        let fault: PlannerFault = isWarning ? .questionableBody : .invalidBody
        return fault.diagnostic(
            message, hint: hint, at: desired.bodyRanges[path] ?? desired.range, address: desired.address
        )
    }
}
