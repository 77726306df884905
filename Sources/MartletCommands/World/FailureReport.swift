package import MartletModel
import MartletRendering

/// A command that cannot do what was asked, in words for the user.
package struct CommandFailure: Error, Sendable {
    package let diagnostics: Diagnostics
    let status: ExitStatus

    init(_ diagnostics: Diagnostics, status: ExitStatus = .failed) {
        self.diagnostics = diagnostics
        self.status = status
    }

    init(_ fault: CommandFault, detail: String, hint: String? = nil, status: ExitStatus = .failed) {
        self.init(Diagnostics([fault.diagnostic(detail, hint: hint)]), status: status)
    }
}

/// Runs a command and shows what it throws, as text or as JSON.
struct FailureReport {
    let world: World
    let command: any WorldCommand

    func run() async -> ExitStatus {
        do {
            return try await command.run(in: world)
        } catch let failure as CommandFailure {
            show(failure.diagnostics)
            return failure.status
        } catch let diagnostics as Diagnostics {
            show(diagnostics)
            return .failed
        } catch {
            let detail = "Martlet met a fault that it does not know: \(error)."
            show(Diagnostics([CommandFault.unexpectedFault.diagnostic(detail, hint: Self.bugHint)]))
            return .failed
        }
    }

    private static let bugHint = "This is a bug in Martlet: please report it with the command and this message."

    private func show(_ diagnostics: Diagnostics) {
        let options = (command as? any ShowingCommand)?.output ?? OutputOptions()
        if options.json {
            world.output(diagnostics.json.jsonLine)
        } else {
            world.messages(DiagnosticText(style: options.messageStyle(in: world))(diagnostics))
        }
    }
}

/// A command with the usual output options.
protocol ShowingCommand: WorldCommand {
    var output: OutputOptions { get }
}
