import HTTPTypes
import KubernetesProvider
import MartletHTTP
import MartletModel
import MartletProvider
import Synchronization
import Testing

/// Plugins and tokens are seen through the `Authorization` header of the calls that they make possible.
struct CredentialTests {
    private func kubeconfig(_ user: String) -> Value {
        [
            "kubeconfig": .string(
                "{clusters: [{name: c, cluster: {server: 'https://api:6443', certificate-authority-data: Y2E=}}], "
                    + "users: [{name: u, user: \(user)}], contexts: [{name: x, context: {cluster: c, user: u}}], current-context: x}"
            )
        ]
    }

    private func server(_ statuses: Int...) -> ScriptedTransport {
        let server = ScriptedTransport()
        for status in statuses {
            let body = status == 200 ? #"{"kind":"APIGroupDiscoveryList","items":[]}"# : #"{"kind":"Status"}"#
            server.on("GET /api", status, body)
        }
        server.on("GET /apis", 200, #"{"kind":"APIGroupDiscoveryList","items":[]}"#)
        return server
    }

    /// Runs that a plugin was asked for; the nth answers the token `tN`.
    private final class Plugin: Sendable {
        let runs = Mutex<[CommandInvocation]>([])
        let expiry: String?

        init(expiry: String? = nil) { self.expiry = expiry }

        func run(_ invocation: CommandInvocation) -> CommandOutcome {
            let count = runs.withLock { runs in
                runs.append(invocation)
                return runs.count
            }
            let expiry = expiry.map { #","expirationTimestamp":"\#($0)""# } ?? ""
            let text =
                #"{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"t\#(count)"\#(expiry)}}"#
            return CommandOutcome(succeeded: true, output: Array(text.utf8))
        }
    }

    private let exec =
        "{exec: {apiVersion: client.authentication.k8s.io/v1, command: kubelogin, args: [get-token], env: [{name: A, value: b}], provideClusterInfo: true, interactiveMode: IfAvailable}}"

    private func tokens(_ server: ScriptedTransport) -> [String] {
        server.seen.map { $0.headers[.authorization] ?? "none" }
    }

    private func connect(
        _ user: String, _ server: ScriptedTransport, _ world: (inout KubernetesSurroundings) -> Void = { _ in }
    ) async throws {
        var surroundings = surroundings(FixedTransportSource(server), environment: ["PATH": "/bin"])
        world(&surroundings)
        _ = try await KubernetesProvider(surroundings).connect(to: kubeconfig(user))
    }

    @Test("A plugin is run once, with the cluster and its own environment, and its token is kept")
    func pluginRuns() async throws {
        let (server, plugin) = (server(200), Plugin())
        try await connect(exec, server) { $0.runCommand = { plugin.run($0) } }
        #expect(tokens(server) == ["Bearer t1", "Bearer t1"])
        let run = try #require(plugin.runs.withLock { $0.first })
        #expect(run.command == "kubelogin")
        #expect(run.arguments == ["get-token"])
        #expect(run.environment["A"] == "b")
        #expect(run.environment["PATH"] == "/bin")
        let told = try Value(json: try #require(run.environment["KUBERNETES_EXEC_INFO"]))
        #expect(told.at("spec", "interactive") == false)
        #expect(told.at("spec", "cluster", "server") == "https://api:6443")
        #expect(told.at("spec", "cluster", "certificate-authority-data") == "Y2E=")
    }

    @Test(
        "A token that is about to expire is renewed",
        arguments: [("1970-01-01T00:16:45Z", 2), ("1970-01-01T01:16:45+01:00", 2), ("1970-01-01T00:20:00.5Z", 1)])
    func expiry(_ time: String, _ runs: Int) async throws {
        let (server, plugin) = (server(200), Plugin(expiry: time))
        try await connect(exec, server) { $0.runCommand = { plugin.run($0) } }
        #expect(plugin.runs.withLock { $0.count } == runs)
    }

    @Test("A token that is refused is renewed once, and the call made again")
    func refused() async throws {
        let (server, plugin) = (server(401, 200), Plugin())
        try await connect(exec, server) { $0.runCommand = { plugin.run($0) } }
        #expect(tokens(server) == ["Bearer t1", "Bearer t2", "Bearer t2"])

        let (closed, again) = (self.server(401), Plugin())
        let error = await #expect(throws: ProviderError.self) {
            try await connect(exec, closed) { $0.runCommand = { again.run($0) } }
        }
        #expect(error?.kind == .authentication)
        #expect(tokens(closed) == ["Bearer t1", "Bearer t2"])
    }

    @Test("A plugin that is missing or fails says how to install it")
    func pluginFails() async throws {
        let user = exec.replacing("interactiveMode: IfAvailable", with: "installHint: Install kubelogin.")
        let error = await #expect(throws: ProviderError.self) { try await connect(user, server(200)) }
        #expect(error?.code == "PluginFailed")
        #expect(error?.hint == "Install kubelogin.")
    }

    @Test("A token file is read again, and wins over a token")
    func tokenFile() async throws {
        let server = server(200)
        let reads = Mutex(0)
        try await connect("{token: old, tokenFile: /run/token}", server) { world in
            world.readFile = { path in
                let count = reads.withLock {
                    $0 += 1; return $0
                }
                return path == "/run/token" ? Array("file\(count)\n".utf8) : nil
            }
            let time = Mutex(0)
            world.now = {
                time.withLock {
                    $0 += 100; return $0
                }
            }
        }
        #expect(tokens(server) == ["Bearer file1", "Bearer file2"])
    }

    @Test("A name and a password are basic authentication; nothing is nothing; others can be acted for")
    func others() async throws {
        let basic = server(200)
        try await connect("{username: a, password: b, as: eve, as-groups: [x, y]}", basic)
        #expect(tokens(basic).first == "Basic YTpi")
        #expect(basic.seen.first?.headers[.of("Impersonate-User")] == "eve")
        #expect(basic.seen.first?.headers[values: .of("Impersonate-Group")] == ["x", "y"])
        let nobody = server(200)
        try await connect("{}", nobody)
        #expect(tokens(nobody).first == "none")
    }

    @Test("A real program is run through the operating system")
    func subprocess() async throws {
        let outcome = try await SubprocessRunner.run(
            CommandInvocation(
                command: "sh", arguments: ["-c", "printf \"$GREETING\""],
                environment: ["GREETING": "hi", "PATH": "/bin:/usr/bin"])
        )
        #expect(outcome == CommandOutcome(succeeded: true, output: Array("hi".utf8)))
        let failed = try await SubprocessRunner.run(
            CommandInvocation(command: "/bin/sh", arguments: ["-c", "echo no >&2; exit 3"], environment: [:])
        )
        #expect(!failed.succeeded)
        #expect(failed.errorText == "no\n")
        await #expect(throws: (any Error).self) {
            _ = try await SubprocessRunner.run(
                CommandInvocation(command: "/nonexistent", arguments: [], environment: [:]))
        }
    }
}
