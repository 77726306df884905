import ArgumentParser
import Foundation
import MartletLanguage
import MartletModel
import MartletProvider
import MartletRendering
import MartletState

/// `martlet console`.
struct Console: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "console",
        abstract: "Evaluate expressions, one a line.",
        discussion: """
            Expressions see the stack's variables and locals, and resources as the state records them; without a stack in \
            the folder, functions only. `:type EXPRESSION` prints a type, `:help` says more. On a terminal lines are edited, \
            Tab completes names, and earlier lines are kept in $XDG_STATE_HOME/martlet/console_history. From a pipe each \
            line is one expression, and the exit status is 1 when any failed. With --json each expression is answered with \
            one line: the value, or {"error": {"summary": …, "range": …}}.
            """
    )

    @OptionGroup var stack: StackOptions
    @OptionGroup var output: OutputOptions

    func run(in world: World) async throws -> ExitStatus {
        let providers = try ProviderSet(options: stack, output: output, world: world)
        guard FileManager.default.fileExists(atPath: world.absolute(stack.stack) + "/stack.yaml") else {
            let scope = EmptyScope(world.surroundings(planTime: world.timestamp.description, providers.registry))
            return converse(ConsoleSession(scope: scope, printsJSON: output.json), in: world)
        }
        let program = try stack.loadStack(registry: providers.registry, world: world)
        let store = try await stack.openState(in: world)
        let snapshot = try reportingState { try store.snapshot() }
        let scope = program.consoleScope { snapshot.attributes(of: $0) }
        return converse(ConsoleSession(scope: scope, printsJSON: output.json), in: world)
    }

    private func converse<Names: ConsoleNames>(_ session: ConsoleSession<Names>, in world: World) -> ExitStatus {
        if let keyboard = world.keyboard, world.environment["TERM"] != "dumb" {
            var console = InteractiveConsole(session, keyboard: keyboard, world: world) { show($0, in: world) }
            console.run()
            return .done
        }
        return answerLines(session, in: world)
    }

    /// Answers one line after the other: those of a pipe, or of a terminal that can do no more.
    private func answerLines(_ session: ConsoleSession<some Scope>, in world: World) -> ExitStatus {
        let isInteractive = world.terminal.inputIsTerminal
        var hasFailed = false
        var number = 0
        while let line = next(in: world, isInteractive) {
            number += 1
            switch ConsoleInput(line) {
            case .expression(""): continue
            case .quit: return hasFailed && !isInteractive ? .failed : .done
            case .help: world.messages(ConsoleInput.helpText)
            default:
                let answer = session.answer(line, number: isInteractive ? 1 : number)
                show(answer, in: world)
                if answer.diagnostics.hasErrors { hasFailed = true }
            }
        }
        return hasFailed && !isInteractive ? .failed : .done
    }

    private func show(_ answer: ConsoleAnswer, in world: World) {
        if !answer.text.isEmpty { world.output(answer.text + "\n") }
        guard !output.json, !answer.diagnostics.isEmpty else { return }
        world.messages(DiagnosticText(style: output.messageStyle(in: world))(answer.diagnostics))
    }

    private func next(in world: World, _ isInteractive: Bool) -> String? {
        if isInteractive { world.messages("> ") }
        return world.readLine()
    }
}

extension Snapshot {
    /// What references to an instance see: its attributes, or the objects that it stands for.
    func attributes(of address: Address) -> Value? {
        if let record = records[address] { return record.attributes }
        let members = records.values.filter { $0.address.member != nil && $0.address.instance == address }
        guard !members.isEmpty else { return nil }
        let fields = members.map { Fields.Field($0.address.member ?? "", $0.attributes) }
        return ["objects": .object(Fields(fields))]
    }
}
