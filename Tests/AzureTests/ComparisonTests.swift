import AzureProvider
import MartletModel
import MartletProvider
import Testing

/// What counts as a change of an Azure object, what replaces it, and what a body may not say.
struct ComparisonTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let what: String
        let type: String
        let recorded: Value
        var live: Value?
        let desired: Value
        /// Paths, with `!` behind those that replace.
        let changes: [String]
        var testDescription: String { what }
    }

    private static func cluster(_ properties: Value) -> Value { ["name": "c", "properties": properties] }
    private static func network(_ fields: Value) -> Value { cluster(["networkProfile": fields]) }
    private static func sku(_ name: String) -> Value { ["sku": ["name": .string(name)]] }

    static let cases: [Case] = [
        Case(
            what: "location in other words", type: "azure.storage_account", recorded: ["location": "West Europe"],
            live: ["location": "westeurope"], desired: ["location": "West Europe"], changes: []),
        Case(
            what: "another location", type: "azure.storage_account", recorded: ["location": "westeurope"],
            live: ["location": "westeurope"], desired: ["location": "northeurope"], changes: ["location!"]),
        Case(
            what: "an id in another case", type: "azure.storage_account",
            recorded: ["parent": "/subscriptions/s/resourceGroups/G"],
            live: ["parent": "/subscriptions/s/resourcegroups/g"],
            desired: ["parent": "/subscriptions/s/resourceGroups/G"], changes: []),
        Case(
            what: "locally redundant to geo-redundant", type: "azure.storage_account", recorded: sku("Standard_LRS"),
            desired: sku("Standard_GRS"), changes: ["sku.name"]),
        Case(
            what: "locally redundant to zone-redundant", type: "azure.storage_account", recorded: sku("Standard_LRS"),
            desired: sku("Standard_ZRS"), changes: ["sku.name!"]),
        Case(
            what: "standard to premium", type: "azure.storage_account", recorded: sku("Standard_LRS"),
            desired: sku("Premium_LRS"), changes: ["sku.name!"]),
        Case(
            what: "general-purpose v1 to v2", type: "azure.storage_account", recorded: ["kind": "Storage"],
            desired: ["kind": "StorageV2"], changes: ["kind"]),
        Case(
            what: "another kind", type: "azure.storage_account", recorded: ["kind": "StorageV2"],
            desired: ["kind": "BlobStorage"], changes: ["kind!"]),
        Case(
            what: "a switch that is off and not shown", type: "azure.storage_account",
            recorded: ["properties": ["isSftpEnabled": false]], live: ["properties": [:]],
            desired: ["properties": ["isSftpEnabled": false]], changes: []),
        Case(
            what: "what the server adds", type: "azure.storage_account", recorded: ["properties": [:]],
            live: ["properties": ["accessTier": "Hot"], "tags": ["x": "y"]], desired: ["properties": [:]], changes: []),
        Case(
            what: "a version's alias", type: "azure.managed_cluster", recorded: cluster(["kubernetesVersion": "1.33"]),
            live: cluster(["kubernetesVersion": "1.33.4"]), desired: cluster(["kubernetesVersion": "1.33"]), changes: []
        ),
        Case(
            what: "another minor version", type: "azure.managed_cluster",
            recorded: cluster(["kubernetesVersion": "1.33"]), live: cluster(["kubernetesVersion": "1.33.4"]),
            desired: cluster(["kubernetesVersion": "1.34"]), changes: ["properties.kubernetesVersion"]),
        Case(
            what: "kubenet to azure", type: "azure.managed_cluster", recorded: network(["networkPlugin": "kubenet"]),
            desired: network(["networkPlugin": "azure"]), changes: ["properties.networkProfile.networkPlugin"]),
        Case(
            what: "azure to kubenet", type: "azure.managed_cluster", recorded: network(["networkPlugin": "azure"]),
            desired: network(["networkPlugin": "kubenet"]), changes: ["properties.networkProfile.networkPlugin!"]),
        Case(
            what: "a policy from nothing", type: "azure.managed_cluster", recorded: network(["networkPlugin": "azure"]),
            desired: network(["networkPlugin": "azure", "networkPolicy": "cilium"]),
            changes: ["properties.networkProfile.networkPolicy"]),
        Case(
            what: "calico to cilium", type: "azure.managed_cluster", recorded: network(["networkPolicy": "calico"]),
            desired: network(["networkPolicy": "cilium"]), changes: ["properties.networkProfile.networkPolicy"]),
        Case(
            what: "cilium to calico", type: "azure.managed_cluster", recorded: network(["networkPolicy": "cilium"]),
            desired: network(["networkPolicy": "calico"]), changes: ["properties.networkProfile.networkPolicy!"]),
        Case(
            what: "pools of others", type: "azure.managed_cluster",
            recorded: cluster(["agentPoolProfiles": [["name": "a", "count": 1]]]),
            live: cluster(["agentPoolProfiles": [["name": "b", "count": 9], ["name": "a", "count": 1]]]),
            desired: cluster(["agentPoolProfiles": [["name": "a", "count": 1]]]), changes: []),
        Case(
            what: "a count under autoscaling", type: "azure.agent_pool",
            recorded: cluster(["count": 1, "enableAutoScaling": true]),
            live: cluster(["count": 5, "enableAutoScaling": true]),
            desired: cluster(["count": 2, "enableAutoScaling": true]), changes: []),
        Case(
            what: "a count without autoscaling", type: "azure.agent_pool", recorded: cluster(["count": 1]),
            live: cluster(["count": 5]), desired: cluster(["count": 1]), changes: ["properties.count"]),
        Case(
            what: "another machine size", type: "azure.agent_pool", recorded: cluster(["vmSize": "A"]),
            desired: cluster(["vmSize": "B"]), changes: ["properties.vmSize!"]),
        Case(
            what: "zones in another order", type: "azure.agent_pool",
            recorded: cluster(["availabilityZones": ["1", "2"]]), live: cluster(["availabilityZones": ["2", "1"]]),
            desired: cluster(["availabilityZones": ["1", "2"]]), changes: []),
        Case(
            what: "a role with and without its subscription", type: "azure.role_assignment",
            recorded: cluster([
                "roleDefinitionId": "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/R"
            ]), live: cluster(["roleDefinitionId": "/providers/Microsoft.Authorization/roleDefinitions/r"]),
            desired: cluster([
                "roleDefinitionId": "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/R"
            ]), changes: []),
        Case(
            what: "another principal", type: "azure.role_assignment", recorded: cluster(["principalId": "a"]),
            desired: cluster(["principalId": "b"]), changes: ["properties.principalId!"]),
    ]

    @Test(arguments: cases)
    func `a difference is a change, a replacement, or nothing`(_ row: Case) throws {
        let record = ResourceRecord(
            address: try #require(Address("resource.x")), type: ResourceType(row.type), provider: "azure",
            connection: "azure", identity: Identity("x"), body: row.recorded, attributes: row.live ?? row.recorded)
        let live = LiveObject(identity: Identity("x"), attributes: row.live ?? row.recorded)
        let assessment = ScriptedAzure.offline.compare(
            Comparison(type: record.type, desired: row.desired, record: record, live: live))
        #expect(assessment.changes.map { "\($0.path)\($0.forcesReplacement ? "!" : "")" } == row.changes)
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        let what: String
        var type = "azure.storage_account"
        let body: Value
        let at: String
        var hint: String?
        var testDescription: String { what }
    }

    private static func account(_ fields: Value) -> Value {
        let whole: Value = [
            "parent": .string(ScriptedAzure.group), "name": "acc", "location": "westeurope", "kind": "StorageV2",
            "sku": ["name": "Standard_LRS"],
        ]
        return fields.fields.map { $0.reduce(whole) { $0.setting($1.value, at: ValuePath([.key($1.key)])) } } ?? whole
    }

    static let faults: [Fault] = [
        Fault(what: "no location", body: account(["location": .null]), at: "location"),
        Fault(what: "a name too short", body: account(["name": "ab"]), at: "name"),
        Fault(what: "a name in capitals", body: account(["name": "Account"]), at: "name"),
        Fault(what: "a parent that is no id", body: account(["parent": "rg"]), at: "parent"),
        Fault(what: "a parent that is no group", body: account(["parent": "/subscriptions/s"]), at: "parent"),
        Fault(
            what: "a misspelt property", body: account(["properties": ["accesTier": "Hot"]]),
            at: "properties.accesTier", hint: "Did you mean `accessTier`?"),
        Fault(what: "a misspelt key", body: account(["locaton": "x"]), at: "locaton", hint: "Did you mean `location`?"),
        Fault(
            what: "a value that does not exist", body: account(["properties": ["accessTier": "Hott"]]),
            at: "properties.accessTier", hint: "Did you mean `Hot`?"),
        Fault(
            what: "text where a switch is", body: account(["properties": ["isHnsEnabled": "yes"]]),
            at: "properties.isHnsEnabled"),
        Fault(
            what: "what Azure sets", body: account(["properties": ["creationTime": "now"]]),
            at: "properties.creationTime", hint: "Remove it."),
        Fault(
            what: "a pool with a long name", type: "azure.agent_pool",
            body: [
                "parent": .string("\(ScriptedAzure.group)/providers/Microsoft.ContainerService/managedClusters/c"),
                "name": "averylongpoolname", "properties": [:],
            ], at: "name"),
        Fault(
            what: "a pool in a group", type: "azure.agent_pool",
            body: ["parent": .string(ScriptedAzure.group), "name": "pool", "properties": [:]], at: "parent"),
        Fault(
            what: "a policy with a name", type: "azure.management_policy",
            body: [
                "parent": .string("\(ScriptedAzure.group)/providers/Microsoft.Storage/storageAccounts/a"),
                "name": "mine", "properties": ["policy": ["rules": []]],
            ], at: "name", hint: "Leave it out."),
        Fault(
            what: "a type without a catalog and a place", type: "Microsoft.Network/routeTables@2025-05-01",
            body: ["name": "x"], at: "parent"),
    ]

    @Test(arguments: faults)
    func `a fault of a body is found before anything is sent`(_ row: Fault) {
        let problems = ScriptedAzure.offline.problems(in: row.body, of: ResourceType(row.type))
        #expect(problems.map(\.path.description) == [row.at])
        if let hint = row.hint { #expect(problems.first?.hint == hint) }
    }

    @Test func `nothing is said of what is not known yet`() {
        let unknown = Value.unknown(Unknown(.string))
        let body = Self.account(["parent": unknown, "name": unknown, "properties": unknown, "sku": unknown])
        #expect(ScriptedAzure.offline.problems(in: body, of: ResourceType("azure.storage_account")) == [])
        #expect(
            ScriptedAzure.offline.identity(
                of: ResourceType("azure.storage_account"), body: body, configuration: [:]) == nil)
    }

    @Test func `what the server makes is unknown in the plan, and what the body leads to is known`() {
        let provider = ScriptedAzure.offline
        let planned = provider.plannedAttributes(
            of: ResourceType("azure.storage_account"), creating: Self.account([:]))
        #expect(planned["id"]?.stringValue == "\(ScriptedAzure.group)/providers/Microsoft.Storage/storageAccounts/acc")
        #expect(planned["properties"]?.isWhollyKnown == false)
        #expect(planned.at("sku", "name") == "Standard_LRS")
        let cluster = provider.plannedAttributes(
            of: ResourceType("azure.managed_cluster"),
            creating: ["name": "c", "properties": ["oidcIssuerProfile": ["enabled": true]]])
        #expect(cluster.at("properties", "oidcIssuerProfile", "issuerURL")?.isWhollyKnown == false)
        #expect(cluster["admin_kubeconfig"]?.unmarked.marks == .secret)
        #expect(cluster["id"]?.isWhollyKnown == false)
    }
}
