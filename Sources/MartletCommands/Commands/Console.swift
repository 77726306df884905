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
        abstract: "Evaluate expressions, one a line.",
        discussion: """
            Expressions see the stack's variables and locals, and resources as the state records them; without a stack in \
            the folder, functions only. `:type EXPRESSION` prints a type. With --json each line is answered with one line: \
            the value, or {"error": …}. From a pipe the exit status is 1 when any line failed.
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

    private func converse(_ session: ConsoleSession<some Scope>, in world: World) -> ExitStatus {
        let isInteractive = world.terminal.inputIsTerminal
        var hasFailed = false
        while let line = next(in: world, isInteractive) {
            let text = line.trimmingCharacters(in: .whitespaces)
            if text.isEmpty { continue }
            if isInteractive, text == "exit" || text == "quit" { break }
            let answer = session.answer(text)
            if !answer.text.isEmpty { world.output(answer.text + "\n") }
            if !output.json, !answer.diagnostics.isEmpty {
                world.messages(DiagnosticText(style: output.messageStyle(in: world))(answer.diagnostics))
            }
            if answer.diagnostics.hasErrors { hasFailed = true }
        }
        return hasFailed && !isInteractive ? .failed : .done
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
