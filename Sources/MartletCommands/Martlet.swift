import ArgumentParser

/// The root command: parses arguments and hands over to a subcommand.
struct Martlet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "martlet",
        abstract: "Plans, applies and destroys Azure and Kubernetes resources as transactions.",
        discussion: """
            A stack is a folder with `stack.yaml`. `martlet plan` shows what would change, `martlet apply` changes it: it ends \
            applied, or rolled back, or in a state that says what is left to do. Every command takes --sandbox to work on a \
            cloud inside the program.
            """,
        groupedSubcommands: [
            CommandGroup(
                name: "Preview and change",
                subcommands: [
                    Init.self, Validate.self, PlanCommand.self, Apply.self, Destroy.self, Resume.self, Rollback.self,
                    Refresh.self,
                ]
            ),
            CommandGroup(
                name: "Look",
                subcommands: [
                    Drift.self, Show.self, Output.self, Status.self, Check.self, History.self, GraphCommand.self,
                ]),
            CommandGroup(
                name: "Tools",
                subcommands: [
                    Format.self, Console.self, Schema.self, Docs.self, StateCommand.self, ImportCommand.self,
                    Adopt.self, Unlock.self,
                    SandboxCommand.self, Version.self,
                ]),
        ]
    )
}

/// A command that runs in a ``World``.
protocol WorldCommand: ParsableCommand, Sendable {
    /// Does the work; faults are thrown as `CommandFailure` or `Diagnostics` and shown by the caller.
    func run(in world: World) async throws -> ExitStatus
}

/// Runs `martlet` with `arguments` (without the program's name) and returns the exit status.
package func runMartlet(_ arguments: [String], in world: World) async -> Int32 {
    do {
        var command = try Martlet.parseAsRoot(arguments)
        guard let worldCommand = command as? any WorldCommand else {
            try command.run()
            return ExitStatus.done.rawValue
        }
        return await FailureReport(world: world, command: worldCommand).run().rawValue
    } catch {
        let code = Martlet.exitCode(for: error)
        var text = Martlet.fullMessage(for: error) + "\n"
        guard !code.isSuccess else {
            world.output(text)
            return code.rawValue
        }
        if let unknown = UnknownCommand(in: arguments, of: Martlet.self) {
            text = "Error: \(unknown.message)" + text.drop { $0 != "\n" }
        }
        world.messages(text)
        return code.rawValue
    }
}
