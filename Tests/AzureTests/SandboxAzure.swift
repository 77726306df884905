import AzureProvider
import MartletHTTP
import MartletModel
import MartletProvider
import Sandbox
import Testing

/// The provider on a sandbox in memory, whose clock jumps: one object of each of the demo's types, in order.
struct SandboxAzure {
    static let subscription = "00000000-0000-0000-0000-000000000000"
    static let marker = StackIdentity(stack: "demo", environment: "test")

    let cloud: SandboxCloud
    let provider: AzureProvider
    let connection: any ProviderConnection

    init(faults: [SandboxFault] = []) async throws {
        let clusters = KubernetesService()
        cloud = SandboxCloud(
            SandboxServices(arm: ArmService(clusters: clusters), kubernetes: clusters), seed: 7,
            start: SandboxInstant(seconds: 1_767_225_600))
        try cloud.transaction { transaction in
            for fault in faults { transaction.add(fault) }
        }
        let clock = cloud.clock
        provider = AzureProvider(
            AzureProvider.World(
                transports: FixedTransportSource(SandboxTransport(cloud)), clock: clock,
                randomness: Randomness { 0x0123_4567_89AB_CDEF }, now: { Int(clock.now.nanoseconds / 1_000_000_000) },
                readFile: { _ in [] }, credential: FixedCredential()))
        connection = try await provider.connect(to: ["subscription_id": .string(Self.subscription)])
    }

    static func context(_ timeout: Duration = .seconds(7200)) -> StepContext {
        StepContext(marker: marker, timeout: timeout)
    }

    /// One resource of the demo: its type, its body from what came before, and a body that differs in place.
    struct Resource: Sendable, CustomTestStringConvertible {
        let name: String
        let type: String
        let body: @Sendable ([String: Value]) -> Value
        /// A path and another value for it; nil when nothing changes in place.
        let change: (path: [String], value: Value)?

        var testDescription: String { name }
    }

    private static func id(_ made: [String: Value], _ name: String) -> Value { made[name]?["id"] ?? .null }

    static let resources: [Resource] = [
        Resource(
            name: "group", type: "azure.resource_group",
            body: { _ in ["name": "demo-rg", "location": "westeurope", "tags": ["product": "neo4j"]] },
            change: (["tags"], ["product": "other", "more": "1"])),
        Resource(
            name: "storage", type: "azure.storage_account",
            body: {
                [
                    "parent": id($0, "group"), "name": "demobackup", "location": "westeurope", "kind": "StorageV2",
                    "sku": ["name": "Standard_LRS"], "tags": ["product": "neo4j"],
                    "properties": [
                        "accessTier": "Cool", "minimumTlsVersion": "TLS1_2", "supportsHttpsTrafficOnly": true,
                        "allowBlobPublicAccess": false, "allowSharedKeyAccess": false,
                    ],
                ]
            }, change: (["properties", "accessTier"], "Hot")),
        Resource(
            name: "backups", type: "azure.blob_container",
            body: { ["parent": id($0, "storage"), "name": "backups", "properties": ["publicAccess": "None"]] },
            change: (["properties", "metadata"], ["a": "b"])),
        Resource(
            name: "retention", type: "azure.management_policy",
            body: { made in
                let delete: Value = ["delete": ["daysAfterModificationGreaterThan": 14]]
                let rule: Value = [
                    "name": "old", "enabled": true, "type": "Lifecycle",
                    "definition": ["filters": ["blobTypes": ["blockBlob"]], "actions": ["baseBlob": delete]],
                ]
                return ["parent": id(made, "storage"), "properties": ["policy": ["rules": [rule]]]]
            }, change: nil),
        Resource(
            name: "identity", type: "azure.user_assigned_identity",
            body: { ["parent": id($0, "group"), "name": "demo-backup", "location": "westeurope"] },
            change: (["tags"], ["a": "b"])),
        Resource(
            name: "role", type: "azure.role_assignment",
            body: { made in
                let role = "/subscriptions/\(subscription)/providers/Microsoft.Authorization/roleDefinitions/"
                return [
                    "scope": id(made, "storage"),
                    "properties": [
                        "roleDefinitionId": .string(role + "ba92f5b4-2d11-453d-a403-e96b0029c9fe"),
                        "principalId": made["identity"]?.at("properties", "principalId") ?? .null,
                        "principalType": "ServicePrincipal",
                    ],
                ]
            }, change: nil),
        Resource(
            name: "cluster", type: "azure.managed_cluster",
            body: { made in
                let pool: Value = [
                    "name": "system", "mode": "System", "count": 1, "vmSize": "Standard_D4s_v5", "osType": "Linux",
                    "osSKU": "AzureLinux",
                ]
                return [
                    "parent": id(made, "group"), "name": "demo-aks", "location": "westeurope",
                    "sku": ["name": "Base", "tier": "Free"], "identity": ["type": "SystemAssigned"],
                    "properties": [
                        "dnsPrefix": "demo", "kubernetesVersion": "1.33", "enableRBAC": true,
                        "oidcIssuerProfile": ["enabled": true],
                        "securityProfile": ["workloadIdentity": ["enabled": true]],
                        "networkProfile": [
                            "networkPlugin": "azure", "networkPluginMode": "overlay", "networkDataplane": "cilium",
                            "networkPolicy": "cilium",
                        ], "agentPoolProfiles": [pool],
                    ],
                ]
            }, change: (["sku", "tier"], "Standard")),
        Resource(
            name: "pool", type: "azure.agent_pool",
            body: {
                [
                    "parent": id($0, "cluster"), "name": "neo4j",
                    "properties": [
                        "mode": "User", "count": 3, "vmSize": "Standard_E4s_v5", "osType": "Linux",
                        "osSKU": "AzureLinux", "osDiskType": "Managed", "nodeLabels": ["workload": "neo4j"],
                    ],
                ]
            }, change: (["properties", "count"], 4)),
        Resource(
            name: "credential", type: "azure.federated_credential",
            body: { made in
                let issuer = made["cluster"]?.at("properties", "oidcIssuerProfile", "issuerURL") ?? .null
                return [
                    "parent": id(made, "identity"), "name": "neo4j-backup",
                    "properties": [
                        "issuer": issuer, "subject": "system:serviceaccount:neo4j:backup",
                        "audiences": ["api://AzureADTokenExchange"],
                    ],
                ]
            }, change: (["properties", "subject"], "system:serviceaccount:neo4j:other")),
    ]

    /// What was made, by name: the body and the object.
    typealias Made = [String: (body: Value, live: LiveObject)]

    func create(_ resource: Resource, after made: Made) async throws -> (body: Value, live: LiveObject) {
        let body = resource.body(made.mapValues(\.live.attributes))
        let type = ResourceType(resource.type)
        #expect(provider.problems(in: body, of: type).map(\.message) == [])
        let request = WriteRequest(type: type, identity: nil, body: body)
        var live = try await connection.create(request, Self.context())
        live = try await connection.awaitReady(live, type: type, wait: nil, Self.context())
        return (body, live)
    }

    /// Makes every resource up to and with `last`.
    func createAll(through last: String? = nil) async throws -> Made {
        var made: Made = [:]
        for resource in Self.resources {
            made[resource.name] = try await create(resource, after: made)
            if resource.name == last { break }
        }
        return made
    }

    func record(_ resource: Resource, _ body: Value, _ live: LiveObject) throws -> ResourceRecord {
        ResourceRecord(
            address: try #require(Address("resource.\(resource.name)")), type: ResourceType(resource.type),
            provider: "azure", connection: "azure", identity: live.identity, lineage: live.lineage, body: body,
            attributes: live.attributes)
    }

    /// What is there now.
    func look(_ record: ResourceRecord) async throws -> Observation {
        let target = ReadTarget(type: record.type, identity: record.identity, body: record.body)
        return try #require(await connection.read([target]).first).get()
    }
}
