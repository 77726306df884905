import KubernetesProvider
import MartletModel
import MartletProvider
import Sandbox
import TestSupport
import Testing

/// Random deployments, one applied over the other: a plan after an apply is always empty, an apply makes exactly what the
/// manifest says of the fields that it names, and a pre-image takes it back.
struct RandomManifestTests {
    /// A deployment of which nearly everything is left to chance.
    private struct Maker {
        var generator: SeededGenerator

        mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &generator) < percent }
        mutating func pick<T>(_ items: [T]) -> T { items[Int.random(in: 0..<items.count, using: &generator)] }
        mutating func some(of names: [String]) -> [String] {
            names.shuffled(using: &generator).filter { _ in chance(60) }
        }

        mutating func texts(_ names: [String]) -> Value {
            var fields = Fields()
            for name in some(of: names) { fields[name] = .string(pick(["x", "y", "z"])) }
            return .object(fields)
        }

        mutating func container(_ name: String) -> Value {
            var fields: Fields = ["name": .string(name), "image": .string(pick(["a:1", "a:2"]))]
            if chance(60) {
                fields["env"] = .tuple(
                    some(of: ["A", "B", "C"]).map { ["name": .string($0), "value": .string(pick(["1", "2"]))] }
                )
            }
            if chance(60) {
                fields["ports"] = .tuple(
                    some(of: ["80", "81"]).map { port in
                        ["containerPort": .number(Number(port == "80" ? 80 : 81)), "name": .string("p\(port)")]
                    }
                )
            }
            if chance(60) {
                let cpu: Value = .string(pick(["1000m", "1", "0.5", "500m"]))
                fields["resources"] = ["limits": ["cpu": cpu, "memory": .string(pick(["512Mi", "0.5Gi", "1Gi"]))]]
            }
            if chance(40) { fields["command"] = .tuple(some(of: ["sh", "-c", "sleep"]).map { .string($0) }) }
            if chance(30) {
                fields["securityContext"] = ["runAsNonRoot": .bool(chance(50)), "capabilities": ["drop": ["ALL"]]]
            }
            return .object(fields)
        }

        mutating func deployment() -> Value {
            let names = some(of: ["web", "side", "log"])
            var pod: Fields = ["containers": .tuple((names.isEmpty ? ["web"] : names).map { container($0) })]
            if chance(50) { pod["nodeSelector"] = texts(["zone", "disk"]) }
            if chance(50) {
                pod["tolerations"] = .tuple(some(of: ["a", "b"]).map { ["key": .string($0), "operator": "Exists"] })
            }
            if chance(50) {
                pod["volumes"] = .tuple(some(of: ["tmp", "run"]).map { ["name": .string($0), "emptyDir": [:]] })
            }
            if chance(30) { pod["hostNetwork"] = .bool(chance(50)) }
            var metadata: Fields = ["name": "d", "namespace": "default"]
            if chance(60) { metadata["labels"] = texts(["l", "m"]) }
            if chance(60) { metadata["annotations"] = texts(["n", "o"]) }
            var spec: Fields = [
                "selector": ["matchLabels": ["app": "d"]],
                "template": ["metadata": ["labels": ["app": "d"]], "spec": .object(pod)],
            ]
            if chance(50) { spec["replicas"] = .number(Number(Int.random(in: 0...3, using: &generator))) }
            if chance(30) { spec["strategy"] = ["type": .string(pick(["Recreate", "RollingUpdate"]))] }
            return [
                "apiVersion": "apps/v1", "kind": "Deployment", "metadata": .object(metadata), "spec": .object(spec),
            ]
        }
    }

    @Test("A plan after an apply is empty, and the apply can be taken back", arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func roundTrips(_ seed: UInt64) async throws {
        let cluster = try await TestCluster()
        var maker = Maker(generator: SeededGenerator(seed: seed))
        var record = try await write(maker.deployment(), over: nil, cluster)
        for step in 1...12 {
            let body = maker.deployment()
            let before = record
            record = try await write(body, over: before, cluster)
            #expect(try await cluster.changes([record]).isEmpty, "seed \(seed), step \(step)")
            let strict = ThreeWayComparison(
                kind: .deployment, desired: body, last: body, live: record.attributes, recorded: record.attributes
            )
            #expect(strict.drift.isEmpty, "seed \(seed), step \(step)")
            guard step.isMultiple(of: 3) else { continue }
            let live = LiveObject(identity: before.identity, lineage: before.lineage, attributes: before.attributes)
            let image = cluster.provider.preImage(of: before, live: live)
            let restored = try await write(image, over: record, cluster)
            let back = recorded(before, attributes: restored.attributes)
            #expect(try await cluster.changes([back]).isEmpty, "seed \(seed), step \(step), taken back")
            record = restored
        }
    }

    private func recorded(_ record: ResourceRecord, attributes: Value) -> ResourceRecord {
        var copy = record
        copy.attributes = attributes
        return copy
    }

    /// Written without waiting: a deployment that never gets ready is fine here.
    private func write(_ body: Value, over prior: ResourceRecord?, _ cluster: TestCluster) async throws
        -> ResourceRecord
    {
        let type = KubernetesProvider.objectType
        let request = WriteRequest(type: type, identity: try cluster.identity(body), body: body, prior: prior)
        let object =
            prior == nil
            ? try await cluster.connection.create(request, cluster.context)
            : try await cluster.connection.update(request, cluster.context)
        var written = KubernetesTests.record(body, attributes: object.attributes, identity: object.identity.text)
        written.lineage = object.lineage
        return written
    }
}
