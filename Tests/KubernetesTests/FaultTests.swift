import KubernetesProvider
import MartletModel
import MartletProvider
import Sandbox
import Testing

/// Every kind of trouble at every request of a create, an update and a delete: the end is the same as without.
struct FaultTests {
    static let actions: [SandboxFault.Action] = [
        .throttle(retryAfter: 2), .reset, .lostReply, .hang, .delay(.seconds(5)),
        .error(status: 503, code: "ServiceUnavailable", message: "try later"),
        .error(status: 500, code: "InternalError", message: "etcdserver: leader changed"),
    ]

    @Test("Trouble that passes changes nothing of the outcome", arguments: actions.indices, 1...4)
    func everyRequest(_ action: Int, _ nth: Int) async throws {
        for method in ["GET", "PATCH", "DELETE"] {
            let cluster = try await TestCluster()
            let fault = SandboxFault(
                name: "trouble", match: .init(method: method, path: "*"), occasion: .nth(nth),
                action: Self.actions[action]
            )
            try cluster.cloud.transaction { $0.add(fault) }
            let first = try await cluster.apply(try yaml("{apiVersion: v1, kind: Namespace, metadata: {name: n}}"))
            let second = try await cluster.apply(
                try yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: m, namespace: n}, data: {k: v}}")
            )
            let body = try yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: m, namespace: n}, data: {k: w}}")
            let third = try await cluster.apply(body, over: second)
            #expect(third.attributes.at("data") == ["k": "w"])
            #expect(try await cluster.changes([first, third]).isEmpty)
            try await cluster.connection.delete(third, cluster.context)
            try await cluster.connection.delete(first, cluster.context)
            #expect(try await cluster.connection.find(marker: cluster.marker).isEmpty)
        }
    }

    @Test("A refusal is not tried again, and says what was refused")
    func refusals() async throws {
        let cluster = try await TestCluster()
        let fault = SandboxFault(
            name: "no", match: .init(method: "PATCH", path: "*"), occasion: .always,
            action: .error(status: 403, code: "Forbidden", message: "configmaps is forbidden: exceeded quota")
        )
        try cluster.cloud.transaction { $0.add(fault) }
        let error = await #expect(throws: ProviderError.self) {
            _ = try await cluster.apply(try yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: m}, data: {}}"))
        }
        #expect(error?.kind == .forbidden)
        #expect(error?.hint == "Raise the namespace's ResourceQuota.")
    }
}
