import AzureProvider
import CoreProvider
import Foundation
import KubernetesProvider
import Logging
import MartletHTTP
import MartletModel
import MartletProvider
import Neo4jProvider
import Sandbox

/// The providers of one run, with the network behind them or the sandbox.
struct ProviderSet: Sendable {
    let registry: ProviderRegistry
    /// The time that providers wait by: the sandbox's own when it is used.
    let clock: any Clock<Duration>
    /// Nil on the network.
    let cloud: SandboxCloud?

    /// - Parameter stackFolder: What paths in a stack are relative to.
    init(options: StackOptions, output: OutputOptions, world: World) throws {
        cloud = options.sandbox ? try Self.openCloud(at: StatePaths(options: options, world: world).cloud, world) : nil
        clock = cloud.map(\.clock) ?? ContinuousClock()
        let logger = output.logger(in: world)
        let network: any TransportSource =
            cloud.map { FixedTransportSource(SandboxTransport($0)) } ?? world.network
        let transports = TracedTransportSource(base: network, logger: logger, clock: clock)
        let folder = world.absolute(options.folder)
        let seconds = { @Sendable in Int(world.now()) }
        let credential = cloud == nil ? nil : FixedCredential("sandbox")
        // Any subscription is as good as another in the sandbox; one that is set wins.
        let azureDefaults = cloud == nil ? [:] : ["ARM_SUBSCRIPTION_ID": "00000000-0000-0000-0000-000000000000"]
        registry = ProviderRegistry([
            CoreProvider(.process(folder: folder)),
            AzureProvider(
                AzureProvider.World(
                    transports: transports, clock: clock, now: seconds,
                    environment: world.environment.merging(azureDefaults) { own, _ in own },
                    readFile: { try Self.file(world.absolute($0)) }, credential: credential
                )
            ),
            KubernetesProvider(
                KubernetesSurroundings(
                    transports: transports, clock: clock, now: seconds, environment: world.environment,
                    readFile: { path in
                        let file = world.absolute(path)
                        return FileManager.default.fileExists(atPath: file) ? try Self.file(file) : nil
                    }
                )
            ),
            Neo4jProvider(version: martletVersion),
        ])
    }

    /// The sandbox's cloud in the file at `path`, made there when it is missing.
    static func openCloud(
        at path: String, _ world: World, flow: SandboxClock.Flow = .jumping
    ) throws -> SandboxCloud {
        let kubernetes = KubernetesService()
        let services = SandboxServices(arm: ArmService(clusters: kubernetes), kubernetes: kubernetes)
        do {
            try FileManager.default.createDirectory(
                at: URL(filePath: path).deletingLastPathComponent(), withIntermediateDirectories: true
            )
            return try SandboxCloud(
                services, path: path, seed: UInt64(world.now() * 1000),
                start: SandboxInstant(seconds: Int64(world.now())), flow: flow
            )
        } catch let error as SandboxStoreError {
            throw CommandFailure(.sandboxUnusable, detail: "\(error)")
        } catch {
            throw CommandFailure(.sandboxUnusable, detail: "\(path): \(error).")
        }
    }

    private static func file(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: path)))
    }
}

/// Writes what goes over the wire to the log, without secrets.
private struct TracedTransportSource: TransportSource {
    let base: any TransportSource
    let logger: Logger
    let clock: any Clock<Duration>

    func transport(_ options: TransportOptions) throws(TransportError) -> any HTTPTransport {
        let transport = try base.transport(options)
        return logger.logLevel > .trace ? transport : TracingTransport(transport, logger: logger, clock: clock)
    }
}

extension OutputOptions {
    /// Logs to standard error through the world.
    func logger(in world: World) -> Logger {
        var logger = Logger(label: "martlet") { _ in MessageLogHandler(messages: world.messages) }
        logger.logLevel = logLevel.level
        return logger
    }
}

/// One line an event: level, text, metadata by name.
private struct MessageLogHandler: LogHandler {
    let messages: @Sendable (String) -> Void
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.error

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
        let details = all.map { " \($0.key)=\($0.value)" }.joined()
        messages("\(event.level) \(event.message)\(details)\n")
    }
}
