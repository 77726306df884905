import AzureProvider
import MartletModel
import MartletProvider
import Sandbox
import Testing

/// The provider against the sandbox: every one of the demo's types is made, read, changed and deleted.
struct SandboxConformanceTests {
    private static func setting(_ value: Value, _ path: [String], _ new: Value) -> Value {
        value.setting(new, at: ValuePath(path.map { .key($0) }))
    }

    @Test func `what was made is no change when it is read again`() async throws {
        let azure = try await SandboxAzure()
        let made = try await azure.createAll()
        for resource in SandboxAzure.resources {
            let (body, live) = try #require(made[resource.name])
            let record = try azure.record(resource, body, live)
            guard case .present(let again) = try await azure.look(record) else {
                Issue.record("\(resource.name) is not there")
                continue
            }
            let comparison = Comparison(type: record.type, desired: body, record: record, live: again)
            let assessment = azure.provider.compare(comparison)
            #expect(assessment.changes.map(\.path.description) == [], "\(resource.name)")
            #expect(assessment.drift.map(\.path.description) == [], "\(resource.name)")
            #expect(again.identity == live.identity)
            #expect(again.unsettled == nil)
            #expect(
                azure.provider.identity(
                    of: record.type, body: body, configuration: ["subscription_id": .string(SandboxAzure.subscription)])
                    == live.identity)
        }
    }

    @Test func `what was planned of an object is what became of it`() async throws {
        let azure = try await SandboxAzure()
        let made = try await azure.createAll()
        for resource in SandboxAzure.resources {
            let (body, live) = try #require(made[resource.name])
            let planned = azure.provider.plannedAttributes(of: ResourceType(resource.type), creating: body)
            #expect(planned.faults(against: live.attributes) == [], "\(resource.name)")
        }
    }

    @Test func `a change in place arrives, and nothing else changes`() async throws {
        let azure = try await SandboxAzure()
        let made = try await azure.createAll()
        for resource in SandboxAzure.resources {
            guard let change = resource.change, let (body, live) = made[resource.name] else { continue }
            let record = try azure.record(resource, body, live)
            let wanted = Self.setting(body, change.path, change.value)
            let before = azure.provider.compare(
                Comparison(type: record.type, desired: wanted, record: record, live: live))
            #expect(!before.changes.isEmpty, "\(resource.name)")
            #expect(before.changes.filter(\.forcesReplacement) == [], "\(resource.name)")
            let request = WriteRequest(type: record.type, identity: live.identity, body: wanted, prior: record)
            let updated = try await azure.connection.update(request, SandboxAzure.context())
            let after = try azure.record(resource, wanted, updated)
            let assessment = azure.provider.compare(
                Comparison(type: record.type, desired: wanted, record: after, live: updated))
            #expect(assessment.changes.map(\.path.description) == [], "\(resource.name)")
            if updated.canCarryMarker { #expect(updated.marker == SandboxAzure.marker, "\(resource.name)") }
            // And back: what rollback does.
            let back = WriteRequest(type: record.type, identity: live.identity, body: body, prior: after)
            let restored = try await azure.connection.update(back, SandboxAzure.context())
            let undone = azure.provider.compare(
                Comparison(type: record.type, desired: body, record: record, live: restored))
            #expect(undone.changes.map(\.path.description) == [], "\(resource.name)")
        }
    }

    @Test func `deletes in reverse leave nothing, and again nothing happens`() async throws {
        let azure = try await SandboxAzure()
        let made = try await azure.createAll()
        #expect(try await azure.connection.find(marker: SandboxAzure.marker).count >= 4)
        for resource in SandboxAzure.resources.reversed() {
            let (body, live) = try #require(made[resource.name])
            let record = try azure.record(resource, body, live)
            try await azure.connection.delete(record, SandboxAzure.context())
            #expect(try await azure.look(record) == .absent, "\(resource.name)")
            try await azure.connection.delete(record, SandboxAzure.context())
        }
        #expect(try await azure.connection.find(marker: SandboxAzure.marker) == [])
    }

    @Test func `deleting the group takes everything along`() async throws {
        let azure = try await SandboxAzure()
        let made = try await azure.createAll()
        let group = try #require(SandboxAzure.resources.first)
        let (body, live) = try #require(made["group"])
        try await azure.connection.delete(try azure.record(group, body, live), SandboxAzure.context())
        for resource in SandboxAzure.resources {
            let (body, live) = try #require(made[resource.name])
            let record = try azure.record(resource, body, live)
            #expect(try await azure.look(record) == .absent, "\(resource.name)")
        }
    }

    @Test func `the administrator's kubeconfig is there and is a secret`() async throws {
        let azure = try await SandboxAzure()
        let made = try await azure.createAll(through: "cluster")
        let kubeconfig = try #require(made["cluster"]?.live.attributes["admin_kubeconfig"])
        #expect(kubeconfig.unmarked.marks.contains(.secret))
        #expect(kubeconfig.stringValue?.contains("apiVersion: v1") == true)
    }

    @Test func `the system pool in the cluster's body scales through the pool itself`() async throws {
        let azure = try await SandboxAzure()
        let made = try await azure.createAll(through: "pool")
        let cluster = try #require(SandboxAzure.resources.first { $0.name == "cluster" })
        let (body, live) = try #require(made["cluster"])
        let record = try azure.record(cluster, body, live)
        let pools = ValuePath([.key("properties"), .key("agentPoolProfiles")])
        let scaled = body.setting(3, at: pools.appending(.index(0)).appending("count"))
        let request = WriteRequest(type: record.type, identity: live.identity, body: scaled, prior: record)
        let updated = try await azure.connection.update(request, SandboxAzure.context())
        let counts = (updated.attributes.value(at: pools)?.elements ?? []).map {
            "\($0["name"]?.stringValue ?? ""):\($0["count"]?.intValue ?? 0)"
        }
        #expect(counts.sorted() == ["neo4j:3", "system:3"])
    }

    struct Weather: Sendable, CustomTestStringConvertible {
        let name: String
        let action: SandboxFault.Action
        var testDescription: String { name }
    }

    static let weathers: [Weather] = [
        Weather(name: "throttled", action: .throttle(retryAfter: 7)),
        Weather(name: "reset", action: .reset),
        Weather(name: "lost reply", action: .lostReply),
        Weather(name: "hang", action: .hang),
        Weather(name: "server error", action: .error(status: 503, code: "ServerBusy", message: "m")),
        Weather(name: "busy", action: .error(status: 409, code: "AnotherOperationInProgress", message: "m")),
    ]

    @Test(arguments: weathers)
    func `every third call fails in passing, and everything is made and deleted all the same`(_ weather: Weather)
        async throws
    {
        let fault = SandboxFault(name: "weather", match: .init(), occasion: .multiplesOf(3), action: weather.action)
        let azure = try await SandboxAzure(faults: [fault])
        let made = try await azure.createAll()
        for resource in SandboxAzure.resources.reversed() {
            let (body, live) = try #require(made[resource.name])
            try await azure.connection.delete(try azure.record(resource, body, live), SandboxAzure.context())
        }
        #expect(try await azure.connection.find(marker: SandboxAzure.marker) == [])
    }

    @Test func `a cluster whose creation fails says why and may have left something`() async throws {
        let action = SandboxFault.Action.failOperation(code: "QuotaExceeded", message: "No cores left.")
        let match = SandboxFault.Match(method: "PUT", path: "*/managedClusters/*")
        let azure = try await SandboxAzure(faults: [
            SandboxFault(name: "f", match: match, occasion: .nth(1), action: action)
        ])
        let error = await #expect(throws: ProviderError.self) { try await azure.createAll(through: "cluster") }
        #expect(error?.kind == .operationFailed)
        #expect(error?.effect == .possible)
        #expect(error?.code == "QuotaExceeded")
        // The failed cluster carries our marker: the next create goes on from it.
        _ = try await azure.createAgain(through: "cluster")
    }
}

extension SandboxAzure {
    /// Makes every resource again, over what is there: what a step does that an interrupted run had done already.
    func createAgain(through last: String) async throws -> Made {
        var made: Made = [:]
        for resource in Self.resources {
            let body = resource.body(made.mapValues(\.live.attributes))
            let type = ResourceType(resource.type)
            let request = WriteRequest(type: type, identity: nil, body: body, mayAdopt: true)
            made[resource.name] = (body, try await connection.create(request, Self.context()))
            if resource.name == last { break }
        }
        return made
    }
}

extension Value {
    /// Where a known part of this value is otherwise in `actual`.
    fileprivate func faults(against actual: Value?, at path: String = "") -> [String] {
        switch unmarked.value {
        case .unknown: return []
        case .object(let fields):
            return fields.flatMap { $0.value.faults(against: actual?[$0.key], at: "\(path).\($0.key)") }
        case .tuple(let elements):
            guard let others = actual?.elements, others.count >= elements.count else { return [path] }
            return zip(elements, others).flatMap { $0.faults(against: $1, at: "\(path)[]") }
        case let known:
            return known == actual?.unmarked.value
                ? [] : ["\(path): planned \(known), is \(String(describing: actual))"]
        }
    }
}
