import ArgumentParser
import Foundation
import Logging
import MartletModel
import Sandbox

/// `martlet sandbox serve`.
struct SandboxServe: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the sandbox on loopback until interrupted, for kubectl and Azure clients.",
        discussion: "Writes a kubeconfig for the clusters beside the sandbox and prints where everything is."
    )

    @OptionGroup var sandbox: SandboxOptions

    @Option(help: ArgumentHelp("The port; any free one by default.", valueName: "number"))
    var port = 0

    @Option(help: ArgumentHelp("How many times as fast as real time the sandbox's time flows.", valueName: "factor"))
    var speed = 60

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port must be from 0 to 65535.") }
        guard speed >= 1 else { throw ValidationError("--speed must be at least 1.") }
    }

    func run(in world: World) async throws -> ExitStatus {
        let cloud = try sandbox.open(in: world, flow: .flowing(factor: speed))
        var logger = Logger(label: "sandbox")
        logger.logLevel = output.logLevel.level == .error ? .critical : output.logLevel.level
        let server = SandboxServer(SandboxTransport(cloud), port: port, logger: logger)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run { endpoint in announce(endpoint, cloud, world) } }
            group.addTask {
                for await _ in world.signals() { return }
                // Without signals to wait for, only cancellation ends it.
                while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
            }
            defer { group.cancelAll() }
            do {
                try await group.next()
            } catch {
                throw CommandFailure(
                    .sandboxNotServed, detail: "\(error)",
                    hint: "Is the port free? `--port 0` takes any."
                )
            }
            return .done
        }
    }

    private func announce(_ endpoint: SandboxServer.Endpoint, _ cloud: SandboxCloud, _ world: World) {
        let file = "\(world.absolute(sandbox.folder))/.martlet/sandbox/kubeconfig"
        let kubeconfig = try? cloud.kubeconfig(servedAt: endpoint.base)
        let isWritten = kubeconfig.map { write($0.text, to: file) } ?? false
        if output.json {
            var fields: Fields = ["format": "martlet.endpoints/1", "arm": .string(endpoint.base)]
            if isWritten { fields["kubeconfig"] = .string(file) }
            world.output(Value.object(fields).jsonLine)
            return
        }
        world.output("Azure Resource Manager and login: \(endpoint.base)\n")
        world.output(
            isWritten
                ? "Kubernetes: kubectl --kubeconfig \(file) get pods -A\n"
                : "Kubernetes: no cluster yet; serve again when there is one.\n"
        )
        world.output("Interrupt to stop.\n")
    }

    /// Writes a file that only its owner can read: it holds a token.
    private func write(_ text: String, to file: String) -> Bool {
        FileManager.default.createFile(atPath: file, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
    }
}
