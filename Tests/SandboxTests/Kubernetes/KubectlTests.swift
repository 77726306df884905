import Foundation
import Logging
import Sandbox
import Testing

private let kubectl = ["/usr/bin/kubectl", "/usr/local/bin/kubectl"].first {
    FileManager.default.isExecutableFile(atPath: $0)
}

/// Real `kubectl` against the sandbox on loopback.
@Suite(.enabled(if: kubectl != nil, "kubectl is not installed here"))
struct KubectlTests {
    /// Runs `script` with `k` as kubectl; everything it prints, errors included.
    private static func run(_ script: String, port: Int) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kubectl-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let config = """
            apiVersion: v1
            kind: Config
            clusters: [{name: s, cluster: {server: "http://127.0.0.1:\(port)/clusters/test"}}]
            users: [{name: u, user: {token: x}}]
            contexts: [{name: c, context: {cluster: s, user: u}}]
            current-context: c
            """
        try Data(config.utf8).write(to: folder.appending(path: "config"))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", "k() { timeout 30 \(kubectl ?? "kubectl") \"$@\"; }\n" + script]
        process.currentDirectoryURL = folder
        process.environment = [
            "KUBECONFIG": folder.appending(path: "config").path, "HOME": folder.path,
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: text, as: UTF8.self)
    }

    /// The same from a thread of its own: waiting for a process would starve the server of a small machine's few threads.
    private static func output(of script: String, port: Int) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try run(script, port: port) }) }
        }
    }

    private func serving(_ script: String) async throws -> String {
        let cluster = try ClusterFixture(flow: .flowing(factor: 20))
        let server = SandboxServer(
            SandboxTransport(cluster.cloud), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let (endpoints, ready) = AsyncStream.makeStream(of: Int.self)
        return try await withThrowingTaskGroup(of: String?.self) { group in
            group.addTask {
                try await server.run { ready.yield($0.port) }
                return nil
            }
            var iterator = endpoints.makeAsyncIterator()
            let port = try #require(await iterator.next())
            group.addTask { try await Self.output(of: script, port: port) }
            defer { group.cancelAll() }
            while let result = try await group.next() {
                if let result { return result }
            }
            return ""
        }
    }

    private static let manifest = """
        cat > web.yaml <<'END'
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: default}
        spec:
          replicas: 2
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec: {containers: [{name: main, image: "nginx:1"}]}
        END

        """

    @Test func `apply, wait, look, change and delete`() async throws {
        let text = try await serving(
            Self.manifest + """
                k apply --server-side -f web.yaml && k apply --server-side -f web.yaml
                k rollout status deployment/web --timeout=20s
                k wait --for=condition=Available deployment/web --timeout=20s
                k get deployments -A --no-headers | tr -s ' '
                k get deployment web -o yaml | grep -c availableReplicas
                k describe deployment web | grep '^Replicas:' | tr -s ' '
                k logs deployment/web
                k label deployment web tier=front
                k scale deployment web --replicas=3
                sed 's/nginx:1/nginx:2/' web.yaml > new.yaml
                k diff --server-side --force-conflicts -f new.yaml | grep '^[+-].*image: nginx'
                k explain deployment.spec.strategy | grep KIND
                k delete deployment web --timeout=20s
                k get deployment web
                """)
        for line in [
            "deployment.apps/web serverside-applied", "deployment \"web\" successfully rolled out",
            "deployment.apps/web condition met", "default web 2/2 2 2", "main: started in the sandbox",
            "Replicas: 2 desired | 2 updated | 2 total | 2 available | 0 unavailable", "deployment.apps/web labeled",
            "deployment.apps/web scaled", "image: nginx:2", "KIND:       Deployment",
            "deployment.apps \"web\" deleted", "Error from server (NotFound): deployments.apps \"web\" not found",
        ] {
            #expect(text.contains(line), "\(line) is not in:\n\(text)")
        }
    }

    @Test func `the commands that send protobuf, and client-side apply`() async throws {
        let text = try await serving(
            Self.manifest + """
                k create namespace team
                k create configmap settings --from-literal=a=b -n team
                k create secret generic keys --from-literal=a=b -n team
                k get secret keys -n team -o jsonpath='{.type} {.data.a}{"\\n"}'
                k create deployment quick --image=busybox --replicas=2 -n team
                k get deployment quick -n team -o jsonpath='{.spec.replicas} {.spec.selector.matchLabels.app}{"\\n"}'
                k create role reader --verb=get --resource=pods -n team
                k create rolebinding readers --role=reader --serviceaccount=team:default -n team
                k create job once --image=busybox -n team -- true
                k create service clusterip front --tcp=80:8080 -n team
                k get service front -n team -o jsonpath='{.spec.ports[0].port} {.spec.ports[0].targetPort}{"\\n"}'
                k auth can-i create pods
                k apply -f web.yaml
                sed 's/nginx:1/nginx:2/' web.yaml | k apply -f -
                k get deployment web -o jsonpath='{.spec.template.spec.containers[0].image}{"\\n"}'
                k api-resources --no-headers | grep -c '^'
                k create -f - <<'END'
                {apiVersion: v1, kind: ConfigMap, metadata: {name: bad}, dat: {}}
                END
                k delete namespace team --timeout=20s
                """)
        for line in [
            "namespace/team created", "configmap/settings created", "secret/keys created", "Opaque Yg==", "yes",
            "deployment.apps/quick created", "2 quick", "role.rbac.authorization.k8s.io/reader created",
            "rolebinding.rbac.authorization.k8s.io/readers created", "job.batch/once created", "service/front created",
            "80 8080",
            "deployment.apps/web created", "deployment.apps/web configured", "nginx:2", "unknown field \"dat\"",
            "namespace \"team\" deleted",
        ] {
            #expect(text.contains(line), "\(line) is not in:\n\(text)")
        }
    }
}
