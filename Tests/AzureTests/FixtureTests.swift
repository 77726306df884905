import Foundation
import MartletModel
import MartletProvider
import TestSupport
import Testing

@testable import AzureProvider

/// One request and its answers, from Microsoft's own examples.
struct ArmExample: Sendable, CustomTestStringConvertible {
    let file: String
    let armType: String
    let operation: String
    let apiVersion: String
    let content: Value

    var testDescription: String { file }

    /// What is put: the one parameter that is an object.
    var payload: Value? {
        content["parameters"]?.fields?.first { $0.value.fields != nil }?.value
    }

    /// Every answer with a body, by status.
    var answers: [(status: String, body: Value)] {
        (content["responses"]?.fields ?? Fields()).compactMap { field in
            field.value["body"].map { (field.key, $0) }
        }
    }

    static let all: [ArmExample] = {
        guard let folder = Fixtures.folder?.appending(path: "arm-examples"),
            let index = try? String(contentsOf: folder.appending(path: "index.tsv"), encoding: .utf8)
        else { return [] }
        return index.split(separator: "\n").dropFirst().compactMap { line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard cells.count > 3, let data = try? Data(contentsOf: folder.appending(path: cells[0])),
                let content = try? Value(json: Array(data), duplicateKeys: .lastWins)
            else { return nil }
            return ArmExample(
                file: cells[0], armType: cells[1], operation: cells[2], apiVersion: cells[3], content: content)
        }
    }()

    static let puts = all.filter { $0.operation.hasPrefix("PUT") }
}

/// The catalog against Microsoft's own examples (`shared/fixtures/arm-examples`).
struct FixtureTests {
    private static let provider = ScriptedAzure.offline

    /// The catalog's name of an ARM type.
    private static let byArmType: [String: CatalogEntry] = Dictionary(
        provider.types.compactMap { provider.catalog.entry(of: $0) }.map { ($0.armType.lowercased(), $0) },
        uniquingKeysWith: { first, _ in first })

    /// Fields that these examples answer otherwise than they were asked, which no service does: the examples' own slips.
    private static let slips: [String: [String]] = [
        "ContainerService.managedClusters__2024-09-01__ManagedClustersCreate_Update.json": [
            "properties.kubernetesVersion", "properties.networkProfile.loadBalancerSku", "sku",
            "properties.autoScalerProfile", "properties.upgradeSettings",
        ],
        "ContainerService.managedClusters__2024-09-01__ManagedClustersCreate_UpdateWithEnableAzureRBAC.json": [
            "properties.kubernetesVersion", "properties.networkProfile.loadBalancerSku", "sku",
        ],
        "ContainerService.managedClusters.agentPools__2024-09-01__AgentPoolsCreate_Update.json": [
            "properties.orchestratorVersion"
        ],
        "Insights.actionGroups__2023-01-01__createOrUpdateActionGroup.json": [
            "properties.azureFunctionReceivers[0].httpTriggerUrl"
        ],
        "Insights.metricAlerts__2018-03-01__createOrUpdateMetricAlertSingleResource.json": ["parent"],
        "Network.privateEndpoints__2024-03-01__PrivateEndpointCreate.json": ["location"],
        "Network.privateEndpoints.privateDnsZoneGroups__2024-03-01__PrivateEndpointDnsZoneGroupCreate.json": ["parent"],
    ]

    private static func isSlip(_ path: ValuePath, _ example: ArmExample) -> Bool {
        (slips[example.file] ?? []).contains { path.description.hasPrefix($0) }
    }

    @Test func `the examples are there, or this suite says that it skips`() {
        guard Fixtures.folder != nil else { return print("skipped: no fixtures") }
        #expect(ArmExample.all.count == 60)
    }

    /// A stack's body for the object of an answer.
    private func stackBody(_ example: ArmExample, _ entry: CatalogEntry, id: String) -> Value? {
        guard let payload = example.payload?.fields, let armID = ArmID(id) else { return nil }
        var fields = payload
        for key in ["id", "type", "name", "etag"] { fields[key] = nil }
        let levels = entry.path.split(separator: "/").count
        let base = "/" + armID.segments.dropLast(levels).joined(separator: "/")
        if case .key(let place)? = entry.placePath?.steps.first { fields[place] = .string(base) }
        if entry.name.fixed == nil { fields["name"] = .string(armID.name) }
        return .object(fields)
    }

    @Test(arguments: ArmExample.puts)
    func `an example's body leads to the id of its answer`(_ example: ArmExample) throws {
        guard let entry = Self.byArmType[example.armType.lowercased()],
            let id = example.answers.compactMap({ $0.body["id"]?.stringValue }).first
        else { return }
        let body = try #require(stackBody(example, entry, id: id))
        let subscription = ArmID(id)?.subscription
        let made = try #require(entry.id(of: body, subscription: subscription))
        #expect(made.normalized == ArmID(id)?.normalized)
    }

    @Test(arguments: ArmExample.puts)
    func `an example's body has no faults`(_ example: ArmExample) throws {
        guard let entry = Self.byArmType[example.armType.lowercased()],
            let id = example.answers.compactMap({ $0.body["id"]?.stringValue }).first
        else { return }
        let body = try #require(stackBody(example, entry, id: id))
        let problems = Self.provider.problems(in: body, of: entry.type).filter {
            !$0.isWarning && !Self.isSlip($0.path, example)
        }
        #expect(problems.isEmpty, "\(problems.map(\.message))")
    }

    @Test(arguments: ArmExample.puts)
    func `what an example answers is no change`(_ example: ArmExample) throws {
        guard let entry = Self.byArmType[example.armType.lowercased()] else { return }
        for (status, answer) in example.answers where status == "200" || status == "201" {
            guard let id = answer["id"]?.stringValue.flatMap({ ArmID($0) }),
                let body = stackBody(example, entry, id: id.text)
            else { continue }
            let live = entry.live(answer, id: id, body: body)
            let record = ResourceRecord(
                address: try #require(Address("resource.x")), type: entry.type, provider: "azure", connection: "azure",
                identity: Identity(id.normalized), body: body, attributes: live.attributes)
            let assessment = Self.provider.compare(
                Comparison(type: entry.type, desired: body, record: record, live: live))
            let changes = assessment.changes.filter { !Self.isSlip($0.path, example) }
            #expect(changes.map { "\($0.path): \($0.before, default: "-") -> \($0.after, default: "-")" } == [])
        }
    }
}
