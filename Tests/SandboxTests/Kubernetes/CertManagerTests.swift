import FoundationEssentials
import MartletLanguage
import MartletModel
import Sandbox
import TestSupport
import Testing

/// The real release manifest of cert-manager, and what comes after it.
struct CertManagerTests {
    private static let issuer = """
        apiVersion: cert-manager.io/v1
        kind: ClusterIssuer
        metadata: {name: self}
        spec: {selfSigned: {}}
        """
    private static let certificate = """
        apiVersion: cert-manager.io/v1
        kind: Certificate
        metadata: {name: web, namespace: default}
        spec: {secretName: web-tls, dnsNames: [web.default.svc], issuerRef: {kind: ClusterIssuer, name: self}}
        """

    private static func manifest() throws -> [Value]? {
        guard let folder = Fixtures.folder else { return nil }
        let bytes = try Data(contentsOf: folder.appending(path: "cert-manager-v1.14.4.yaml"))
        return try YAMLReader.values([UInt8](bytes), name: "cert-manager").filter { $0.fields != nil }
    }

    @Test(.enabled(if: Fixtures.folder != nil, "the shared fixtures are not beside this checkout"))
    func `its 46 objects apply twice, the second time without a change`() async throws {
        let cluster = try ClusterFixture()
        let objects = try #require(try Self.manifest())
        #expect(objects.count == 46)
        for object in objects {
            let answer = try await cluster.apply(object)
            #expect(answer.status == 201, "\(answer.message)")
        }
        try cluster.pass(.seconds(60))
        for object in objects {
            let before = try await cluster.get(ClusterFixture.path(of: object))
            let dry = try await cluster.apply(object, query: "&dryRun=All")
            let again = try await cluster.apply(object)
            #expect(again.status == 200)
            #expect(again.version == before.version, "\(again.message)")
            #expect(dry.body == again.body)
        }
    }

    @Test(.enabled(if: Fixtures.folder != nil, "the shared fixtures are not beside this checkout"))
    func `its webhook refuses with four reasons in turn, then an issuer and a certificate get ready`() async throws {
        let cluster = try ClusterFixture()
        let objects = try #require(try Self.manifest())
        let isLate: (Value) -> Bool = { ["Service", "Deployment"].contains($0["kind"]?.stringValue) }
        for object in objects where !isLate(object) { _ = try await cluster.apply(object) }
        try cluster.pass(.seconds(2))
        func refusal() async throws -> String { try await cluster.apply(Self.issuer, query: "&dryRun=All").message }
        #expect(try await refusal().contains("service \"cert-manager-webhook\" not found"))
        for object in objects where isLate(object) { _ = try await cluster.apply(object) }
        var seen: [String] = []
        let reasons = ["no endpoints available", "connect: connection refused", "signed by unknown authority"]
        for _ in 0..<400 {
            cluster.cloud.clock.advance(to: cluster.cloud.clock.now.advanced(by: .milliseconds(50)))
            let text = try await refusal()
            guard let reason = reasons.first(where: text.contains) else { break }
            if seen.last != reason { seen.append(reason) }
        }
        #expect(seen == reasons)
        #expect(try await cluster.apply(Self.issuer).status == 201)
        #expect(try await cluster.apply(Self.certificate).status == 201)
        try cluster.pass(.seconds(10))
        let ready = try await cluster.get("/apis/cert-manager.io/v1/namespaces/default/certificates/web")
        let conditions = ready.body.at("status", "conditions")?.elements ?? []
        #expect(conditions.first { $0["type"] == "Ready" }?["status"] == "True")
        let secret = try await cluster.get("/api/v1/namespaces/default/secrets/web-tls")
        #expect(secret.body["type"] == "kubernetes.io/tls")
        #expect(Set(secret.body["data"]?.fields?.keys ?? []) == ["ca.crt", "tls.crt", "tls.key"])
    }

    @Test(.enabled(if: Fixtures.folder != nil, "the shared fixtures are not beside this checkout"))
    func `deleting everything in reverse leaves nothing`() async throws {
        let cluster = try ClusterFixture()
        let objects = try #require(try Self.manifest())
        for object in objects { _ = try await cluster.apply(object) }
        try cluster.pass(.seconds(60))
        for object in objects.reversed() {
            #expect(try await cluster.delete(ClusterFixture.path(of: object)).status == 200)
        }
        try cluster.pass(.seconds(60))
        for object in objects {
            #expect(try await cluster.get(ClusterFixture.path(of: object)).status == 404)
        }
    }
}
