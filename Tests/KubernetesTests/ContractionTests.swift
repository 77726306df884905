import HTTPTypes
import KubernetesProvider
import MartletModel
import MartletProvider
import Testing

/// What an update may take away only later, or never again.
struct ContractionTests {
    private static func definition(_ versions: [(name: String, isStored: Bool)]) throws -> Value {
        let list = versions.map { version in
            "{name: \(version.name), served: true, storage: \(version.isStored), "
                + "schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}"
        }
        return try yaml(
            "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: ts.e.io}, "
                + "spec: {group: e.io, scope: Namespaced, names: {plural: ts, singular: t, kind: T, listKind: TList}, "
                + "versions: [\(list.joined(separator: ", "))]}}")
    }

    @Test func `a version of a definition goes later, and is not stored meanwhile`() throws {
        let old = try Self.definition([("v1", true), ("v2", false)])
        let new = try Self.definition([("v2", true)])
        let contraction = provider().contraction(of: KubernetesProvider.objectType, from: old, to: new)
        let versions = contraction?.expanding(new).at("spec", "versions")?.elements ?? []
        #expect(versions.map { $0["name"]?.stringValue } == ["v2", "v1"])
        #expect(versions.map { $0["storage"]?.boolValue } == [true, false])
        #expect(provider().contraction(of: KubernetesProvider.objectType, from: new, to: new) == nil)
    }

    @Test func `other kinds contract nothing`() throws {
        let service = try yaml("{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {versions: [{name: a}]}}")
        let less = try yaml("{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {versions: []}}")
        #expect(provider().contraction(of: KubernetesProvider.objectType, from: service, to: less) == nil)
    }

    @Test func `the API refuses to lose a version that objects were stored in, and takes one that was never stored`()
        async throws
    {
        let cluster = try await TestCluster()
        let record = try await cluster.apply(try Self.definition([("v1", true), ("v2", false)]))
        let without = try await cluster.apply(try Self.definition([("v1", true)]), over: record)
        #expect(without.attributes.at("spec", "versions")?.elements?.count == 1)
        await #expect(throws: ProviderError.self) {
            try await cluster.apply(try Self.definition([("v3", true)]), over: without)
        }
    }

    @Test func `a claim that grows cannot shrink again`() throws {
        func claim(_ size: String) throws -> Value {
            try yaml(
                "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: c}, "
                    + "spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: \(size)}}}}")
        }
        let record = record(try claim("1Gi"))
        func assess(_ desired: Value) -> Assessment {
            let live = LiveObject(identity: record.identity, attributes: record.attributes)
            return provider().compare(
                Comparison(type: KubernetesProvider.objectType, desired: desired, record: record, live: live))
        }
        #expect(assess(try claim("2Gi")).oneWay.map(\.description) == ["spec.resources.requests.storage"])
        #expect(assess(try claim("1024Mi")).oneWay == [])
    }
}
