import ArgumentParser
import Foundation
import MartletModel
import Sandbox

/// `martlet sandbox`.
struct SandboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox", abstract: "The cloud inside the program: serve it, look at it, make it fail, empty it.",
        subcommands: [
            SandboxServe.self, SandboxStatus.self, SandboxFaults.self, SandboxSend.self, SandboxReset.self,
        ]
    )
}

/// Which sandbox: the one beside a stack.
struct SandboxOptions: ParsableArguments {
    @Option(name: .customLong("stack"), help: "The stack's folder.", completion: .directory)
    var folder = "."

    /// The cloud; made when it is missing.
    func open(in world: World, flow: SandboxClock.Flow = .jumping) throws -> SandboxCloud {
        try ProviderSet.openCloud(at: path(in: world), world, flow: flow)
    }

    /// Where its files are.
    func path(in world: World) -> String { "\(world.absolute(folder))/.martlet/sandbox/cloud.sqlite" }
}

/// Runs `body`; what the sandbox's store says becomes a diagnostic.
func reportingSandbox<Result>(_ body: () throws -> Result) throws -> Result {
    do {
        return try body()
    } catch let error as SandboxStoreError {
        throw CommandFailure(.sandboxUnusable, detail: "\(error)")
    }
}

/// `martlet sandbox status`.
struct SandboxStatus: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Say what is in the sandbox.",
        discussion: "With --dump, every object, a line each."
    )

    @OptionGroup var sandbox: SandboxOptions

    @Flag(help: "Print every object; what the server makes up is masked.")
    var dump = false

    @OptionGroup var output: OutputOptions

    func run(in world: World) async throws -> ExitStatus {
        guard FileManager.default.fileExists(atPath: sandbox.path(in: world)) else {
            show(objects: [], in: world)
            return .done
        }
        let cloud = try sandbox.open(in: world)
        let text = try reportingSandbox { try cloud.dump() }
        show(objects: text.split(separator: "\n").map(String.init), in: world)
        return .done
    }

    private func show(objects: [String], in world: World) {
        if output.json {
            let document: Value = [
                "format": "martlet.sandbox/1", "objects": .number(Number(objects.count)),
                "is_empty": .bool(objects.isEmpty),
            ]
            world.output(document.jsonLine)
        } else if dump {
            world.output(objects.map { $0 + "\n" }.joined())
        } else {
            let count = objects.count == 1 ? "1 object" : "\(objects.count) objects"
            world.output(objects.isEmpty ? "The sandbox is empty.\n" : "The sandbox has \(count).\n")
        }
    }
}

/// `martlet sandbox reset`.
struct SandboxReset: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset",
        abstract: "Empty the sandbox, fault rules included. The states of stacks stay as they are."
    )

    @OptionGroup var sandbox: SandboxOptions
    @OptionGroup var output: OutputOptions

    func run(in world: World) async throws -> ExitStatus {
        let cloud = try sandbox.open(in: world)
        try reportingSandbox { try cloud.reset() }
        if !output.json { world.messages("The sandbox is empty.\n") }
        return .done
    }
}
