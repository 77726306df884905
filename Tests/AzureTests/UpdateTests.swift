import HTTPTypes
import MartletHTTP
import MartletModel
import MartletProvider
import TestSupport
import Testing

@testable import AzureProvider

/// Updates: what is kept, what is taken away, and what happens when somebody else is faster.
struct UpdateTests {
    typealias Line = ScriptedArm.Line

    private static let cluster = "/managedClusters/aks"
    private static let body: Value = [
        "parent": .string(ScriptedAzure.group), "name": "aks", "location": "westeurope",
        "identity": ["type": "SystemAssigned"], "sku": ["tier": "Standard"],
        "properties": [
            "dnsPrefix": "d", "agentPoolProfiles": [["name": "system", "count": 1, "vmSize": "Standard_D4s_v5"]],
        ],
    ]

    private static func wire(_ tag: String, tier: String = "Free") -> Value {
        [
            "id": "x", "name": "aks", "location": "westeurope", "eTag": .string(tag),
            "identity": ["type": "SystemAssigned", "principalId": "p"], "sku": ["name": "Base", "tier": .string(tier)],
            "tags": ["martlet-stack": "shop", "martlet-environment": "test", "theirs": "kept"],
            "properties": [
                "provisioningState": "Succeeded", "dnsPrefix": "d", "fqdn": "d.hcp", "disableLocalAccounts": true,
                "autoScalerProfile": ["expander": "random"],
                "agentPoolProfiles": [
                    ["name": "system", "count": 1, "vmSize": "Standard_D4s_v5", "powerState": ["code": "Running"]],
                    ["name": "neo4j", "count": 3, "vmSize": "Standard_E4s_v5"],
                ],
            ],
        ]
    }

    private static func pool(_ count: Int) -> Value {
        [
            "name": "system",
            "properties": [
                "count": .number(Number(count)), "vmSize": "Standard_D4s_v5", "provisioningState": "Succeeded",
            ],
        ]
    }

    private func record(_ body: Value) throws -> ResourceRecord {
        ResourceRecord(
            address: try #require(Address("resource.x")), type: ResourceType("azure.managed_cluster"),
            provider: "azure", connection: "azure", identity: Identity("x"), body: body, attributes: [:])
    }

    @Test func `a cluster is read, laid over and put whole under its etag, again when somebody was faster`()
        async throws
    {
        let azure = try await ScriptedAzure([
            Line("GET \(Self.cluster)", 200, Self.wire("e1")),
            Line("PUT \(Self.cluster)", 412, ["code": "EtagChanged", "message": "m"]),
            Line("GET \(Self.cluster)", 200, Self.wire("e2")),
            Line("PUT \(Self.cluster)", 200, Self.wire("e3", tier: "Standard")),
            Line("GET /agentPools/system", 200, Self.pool(1)),
            Line("GET \(Self.cluster)", 200, Self.wire("e3", tier: "Standard")),
        ])
        var prior = Self.body
        prior = prior.setting("fqdn-before", at: ValuePath([.key("properties"), .key("nodeResourceGroup")]))
        let request = WriteRequest(
            type: ResourceType("azure.managed_cluster"), identity: nil, body: Self.body, prior: try record(prior))
        _ = try await azure.connection.update(request, ScriptedAzure.context())
        #expect(azure.arm.isDone, "\(azure.arm.asked.map(\.line))")
        let puts = azure.arm.asked.filter { $0.request.method == .put }
        #expect(puts.map { $0[.ifMatch] } == ["e1", "e2"])
        let sent = try #require(puts.last?.body)
        #expect(sent.at("sku", "tier") == "Standard")
        #expect(sent.at("sku", "name") == "Base")
        #expect(sent.at("properties", "autoScalerProfile", "expander") == "random")
        #expect(sent.at("properties", "provisioningState") == nil)
        #expect(sent.at("properties", "fqdn") == nil)
        #expect(sent.at("identity", "principalId") == nil)
        #expect(sent.at("tags", "theirs") == "kept")
        #expect(sent.at("tags", "martlet-stack") == "shop")
        #expect(sent.at("properties", "agentPoolProfiles")?.elements?.count == 2)
        #expect(sent["eTag"] == nil)
    }

    @Test func `what the last apply wrote and the stack no longer has is taken away`() throws {
        let entry = try #require(ScriptedAzure.offline.catalog.entry(of: ResourceType("azure.storage_account")))
        let prior: Value = [
            "tags": ["a": "1", "b": "2"], "properties": ["accessTier": "Hot", "minimumTlsVersion": "TLS1_2"],
        ]
        let desired: Value = ["tags": ["a": "1"], "properties": ["accessTier": "Hot"]]
        let live: Value = [
            "tags": ["a": "1", "b": "2", "theirs": "x"],
            "properties": ["accessTier": "Hot", "minimumTlsVersion": "TLS1_2", "isHnsEnabled": false],
        ]
        let patch = entry.patch(live: live, desired: desired, prior: prior, marker: nil)
        #expect(
            patch == [
                "tags": ["a": "1", "theirs": "x"], "properties": ["accessTier": "Hot", "minimumTlsVersion": .null],
            ])
        let merged = entry.merged(live: live, desired: desired, prior: prior, marker: nil)
        #expect(
            merged == ["tags": ["a": "1", "theirs": "x"], "properties": ["accessTier": "Hot", "isHnsEnabled": false]])
    }

    @Test func `everything under a secret is sent in clear and recorded as a secret`() async throws {
        let azure = try await ScriptedAzure([
            Line("GET /secrets/s", 404, ["error": ["code": "SecretNotFound", "message": "m"]]),
            Line("PUT /secrets/s", 201, ["id": "x", "properties": ["secretUri": "https://v/s"]]),
            Line("GET /secrets/s", 200, ["id": "x", "properties": ["secretUri": "https://v/s", "value": "echoed"]]),
        ])
        let vault = "\(ScriptedAzure.group)/providers/Microsoft.KeyVault/vaults/v"
        let body: Value = [
            "parent": .string(vault), "name": "s", "properties": ["value": .secret("PLANTED")],
        ]
        let request = WriteRequest(type: ResourceType("azure.key_vault_secret"), identity: nil, body: body)
        let live = try await azure.connection.create(request, ScriptedAzure.context())
        #expect(azure.arm.asked[1].body?.at("properties", "value") == "PLANTED")
        #expect(live.attributes.at("properties", "value")?.unmarked.marks == .secret)
    }
}

/// What the client does on the way: registration, name checks, letting go.
struct ErrandTests {
    typealias Line = ScriptedArm.Line

    private static let vault: Value = [
        "parent": .string(ScriptedAzure.group), "name": "vault-1", "location": "westeurope",
        "properties": ["tenantId": "t", "sku": ["family": "A", "name": "standard"]],
    ]
    private static let notFound: Value = ["error": ["code": "ResourceNotFound", "message": "m"]]

    @Test func `a resource provider that the subscription lacks is registered once`() async throws {
        let unregistered: Value = ["error": ["code": "MissingSubscriptionRegistration", "message": "m"]]
        let azure = try await ScriptedAzure([
            Line("GET /vaults/vault-1", 404, Self.notFound), Line("PUT /vaults/vault-1", 409, unregistered),
            Line("POST /providers/Microsoft.KeyVault/register", 200, ["registrationState": "Registering"]),
            Line("GET /providers/Microsoft.KeyVault", 200, ["registrationState": "Registering"]),
            Line("GET /providers/Microsoft.KeyVault", 200, ["registrationState": "Registered"]),
            Line("PUT /vaults/vault-1", 409, unregistered),
        ])
        let request = WriteRequest(type: ResourceType("azure.key_vault"), identity: nil, body: Self.vault)
        let error = await #expect(throws: ProviderError.self) {
            try await azure.connection.create(request, ScriptedAzure.context())
        }
        #expect(error?.code == "MissingSubscriptionRegistration")
        #expect(error?.hint != nil)
        #expect(azure.arm.isDone)
    }

    @Test(arguments: [(true, false, 0), (false, false, 1), (false, true, 0)])
    func `a name that somebody else holds is found in the plan`(_ isFree: Bool, _ isOurs: Bool, _ faults: Int)
        async throws
    {
        var lines = [
            Line(
                "POST /Microsoft.KeyVault/checkNameAvailability", 200,
                ["nameAvailable": .bool(isFree), "message": "taken"])
        ]
        if !isFree {
            lines.append(Line("GET /vaults/vault-1", isOurs ? 200 : 404, isOurs ? ["id": "x"] : Self.notFound))
        }
        let azure = try await ScriptedAzure(lines)
        let proposal = Proposal(
            type: ResourceType("azure.key_vault"), action: .create, identity: nil, body: Self.vault, prior: nil)
        let refinement = try await azure.connection.refine(proposal)
        #expect(refinement.problems.count == faults)
        #expect(azure.arm.isDone)
    }

    @Test func `an object that is let go keeps the tags of others and loses ours`() async throws {
        let tags: Value = ["martlet-stack": "shop", "martlet-environment": "test", "theirs": "x"]
        let wire: Value = ["id": "x", "tags": tags, "properties": ["principalId": "p"]]
        let azure = try await ScriptedAzure([
            Line("GET /userAssignedIdentities/i", 200, wire), Line("PATCH /userAssignedIdentities/i", 200, wire),
            Line("GET /userAssignedIdentities/i", 200, wire),
        ])
        let body: Value = ["parent": .string(ScriptedAzure.group), "name": "i", "location": "westeurope"]
        let request = WriteRequest(
            type: ResourceType("azure.user_assigned_identity"), identity: nil, body: body, releases: true)
        _ = try await azure.connection.update(request, ScriptedAzure.context())
        #expect(azure.arm.asked[1].body == ["tags": ["theirs": "x"]])
    }
}
