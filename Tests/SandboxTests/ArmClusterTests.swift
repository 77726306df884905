import Foundation
import HTTPTypes
import MartletModel
import Testing

@testable import Sandbox

struct ArmClusterTests {
    private let cluster = SandboxFixture.group + "/providers/Microsoft.ContainerService/managedClusters/aks"

    private func sandbox() async throws -> SandboxFixture {
        let sandbox = SandboxFixture()
        try await sandbox.makeGroup()
        let answer = try await sandbox.put(cluster, SandboxBodies.cluster)
        #expect(answer.status == 201)
        sandbox.pass(.seconds(240))
        return sandbox
    }

    private let pool: Value = ["properties": ["count": 3, "vmSize": "Standard_E4s_v5", "mode": "User"]]

    @Test func `a cluster is created asynchronously and brings its API`() async throws {
        let sandbox = SandboxFixture()
        try await sandbox.makeGroup()
        let answer = try await sandbox.put(cluster, SandboxBodies.cluster)
        #expect(answer.status == 201)
        #expect(answer["properties.provisioningState"] == "Creating")
        let link = try #require(answer.headers[.azureAsyncOperation])
        #expect(try await sandbox.get(link)["status"] == "InProgress")
        #expect(sandbox.clusters.last == nil)
        sandbox.pass(.seconds(240))
        #expect(try await sandbox.get(link)["status"] == "Succeeded")
        let shown = try await sandbox.get(cluster)
        #expect(shown["properties.provisioningState"] == "Succeeded")
        #expect(shown["properties.kubernetesVersion"] == "1.33")
        #expect(shown["properties.currentKubernetesVersion"] == "1.33.4")
        #expect(shown["type"] == "Microsoft.ContainerService/ManagedClusters")
        #expect(shown["identity.principalId"] != nil)
        #expect(shown["properties.oidcIssuerProfile.issuerURL"]?.stringValue?.hasSuffix("/") == true)
        #expect(shown["properties.agentPoolProfiles"]?.elements?.first?["provisioningState"] == "Succeeded")
        let known = try #require(sandbox.clusters.last)
        #expect(known.kubernetesVersion == "1.33.4")
        #expect(known.pools.map(\.name) == ["system"])
        let nodes = SandboxFixture.subscription + "/resourceGroups/MC_g_aks_westeurope"
        #expect(try await sandbox.get(nodes)["managedBy"] != nil)
    }

    @Test func `credentials lead to the cluster's API`() async throws {
        let sandbox = try await sandbox()
        let answer = try await sandbox.send(.post, cluster + "/listClusterAdminCredential")
        let encoded = answer["kubeconfigs"]?.elements?.first?["value"]?.stringValue ?? ""
        let text = String(decoding: try #require(Data(base64Encoded: encoded)), as: UTF8.self)
        let fqdn = try #require(sandbox.clusters.last?.fqdn)
        #expect(text.contains("server: \"https://\(fqdn)\""))
        let reply = try await sandbox.send(.get, "https://\(fqdn)/api/v1/namespaces")
        #expect(reply["path"] == "/api/v1/namespaces")
        let user = try await sandbox.send(.post, cluster + "/listClusterUserCredential")
        #expect(user["kubeconfigs"]?.elements?.first?["value"]?.stringValue != encoded)
    }

    @Test func `one operation at a time, pools included`() async throws {
        let sandbox = try await sandbox()
        let made = try await sandbox.put(cluster + "/agentPools/user", pool)
        #expect(made.status == 201)
        #expect(made["properties.provisioningState"] == "Creating")
        for path in [cluster + "/agentPools/other", cluster + "/agentPools/user"] {
            let refused = try await sandbox.put(path, pool)
            #expect(refused.status == 409)
            #expect(refused.code == "OperationNotAllowed")
        }
        #expect(try await sandbox.put(cluster, SandboxBodies.cluster).code == "OperationNotAllowed")
        #expect(try await sandbox.delete(cluster).code == "OperationNotAllowed")
        sandbox.pass(.seconds(120))
        #expect(try await sandbox.get(cluster)["properties.provisioningState"] == "Succeeded")
        #expect(try await sandbox.get(cluster + "/agentPools/user")["properties.provisioningState"] == "Succeeded")
        #expect(sandbox.clusters.last?.pools.map(\.count) == [1, 3])
        #expect(try await sandbox.get(cluster)["properties.agentPoolProfiles"]?.elements?.count == 2)
        #expect(try await sandbox.delete(cluster + "/agentPools/user").status == 202)
        sandbox.pass(.seconds(90))
        #expect(try await sandbox.get(cluster + "/agentPools/user").status == 404)
        #expect(sandbox.clusters.last?.pools.map(\.name) == ["system"])
    }

    @Test(
        "what cannot change is refused",
        arguments: [
            (["properties": ["dnsPrefix": "other"]], "PropertyChangeNotAllowed"),
            (["properties": ["networkProfile": ["networkPlugin": "kubenet"]]], "PropertyChangeNotAllowed"),
            (["properties": ["oidcIssuerProfile": ["enabled": false]]], "BadRequest"),
            (["properties": ["kubernetesVersion": "1.31"]], "OperationNotAllowed"),
            (["properties": ["kubernetesVersion": "1.99"]], "K8sVersionNotSupported"),
            (["location": "northeurope"], "InvalidResourceLocation"),
            (
                ["properties": ["agentPoolProfiles": [["name": "new", "mode": "User", "vmSize": "x"]]]], "BadRequest"
            ),
            (
                ["properties": ["agentPoolProfiles": [["name": "system", "mode": "System", "vmSize": "x"]]]],
                "PropertyChangeNotAllowed"
            ),
        ] as [(Value, String)])
    func createOnly(change: Value, code: String) async throws {
        let sandbox = try await sandbox()
        let before = try sandbox.cloud.dump()
        var body = ArmBody(SandboxBodies.cluster)
        body.merge(change)
        #expect(try await sandbox.put(cluster, body.value).code == code)
        #expect(try sandbox.cloud.dump() == before)
    }

    @Test func `an upgrade moves one minor version`() async throws {
        let sandbox = try await sandbox()
        var body = ArmBody(SandboxBodies.cluster)
        body["properties.kubernetesVersion"] = "1.34.1"
        let answer = try await sandbox.put(cluster, body.value)
        #expect(answer.status == 200)
        #expect(answer["properties.provisioningState"] == "Updating")
        sandbox.pass(.seconds(120))
        let upgraded = try await sandbox.get(cluster)
        #expect(upgraded["properties.currentKubernetesVersion"] == "1.34.1")
        #expect(sandbox.clusters.last?.kubernetesVersion == "1.34.1")
    }

    @Test func `an etag guards the cluster`() async throws {
        let sandbox = try await sandbox()
        let etag = try #require(try await sandbox.get(cluster)["properties.eTag"]?.stringValue)
        #expect(
            try await sandbox.send(.put, cluster, SandboxBodies.cluster, headers: [.ifMatch: "\"0\""]).status == 412)
        #expect(try await sandbox.send(.put, cluster, SandboxBodies.cluster, headers: [.ifMatch: etag]).status == 200)
    }

    @Test func `the last system pool stays`() async throws {
        let sandbox = try await sandbox()
        #expect(try await sandbox.delete(cluster + "/agentPools/system").code == "OperationNotAllowed")
    }

    @Test func `deleting a cluster takes its API and its nodes' group along`() async throws {
        let sandbox = try await sandbox()
        let answer = try await sandbox.delete(cluster)
        #expect(answer.status == 202)
        #expect(try await sandbox.delete(cluster).status == 202)
        sandbox.pass(.seconds(180))
        #expect(try await sandbox.get(try #require(answer.headers[.location])).status == 204)
        _ = try await sandbox.delete(SandboxFixture.group)
        sandbox.pass(.seconds(60))
        #expect(try sandbox.cloud.isEmpty())
    }

    @Test func `a group's delete takes a cluster along`() async throws {
        let sandbox = try await sandbox()
        _ = try await sandbox.delete(SandboxFixture.group)
        sandbox.pass(.seconds(60))
        #expect(try sandbox.cloud.isEmpty())
    }

    @Test func `what the cluster cannot do without is asked for`() async throws {
        let sandbox = SandboxFixture()
        try await sandbox.makeGroup()
        for path in ["identity", "properties.dnsPrefix", "properties.agentPoolProfiles"] {
            var body = ArmBody(SandboxBodies.cluster)
            body[path] = nil
            let answer = try await sandbox.put(cluster, body.value)
            #expect(answer.code == "InvalidParameter", "\(path)")
            #expect(answer.json["error"] == nil)
        }
    }
}
