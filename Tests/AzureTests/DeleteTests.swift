import AzureProvider
import HTTPTypes
import MartletHTTP
import MartletModel
import MartletProvider
import TestSupport
import Testing

/// Deletes: nothing of others, nothing of another lineage, and gone means gone.
struct DeleteTests {
    typealias Line = ScriptedArm.Line

    private static let notFound: Value = ["error": ["code": "ResourceNotFound", "message": "m"]]

    private func record(_ type: String, _ id: String, lineage: String? = nil) throws -> ResourceRecord {
        ResourceRecord(
            address: try #require(Address("resource.x")), type: ResourceType(type), provider: "azure",
            connection: "azure", identity: Identity(id.lowercased()), lineage: lineage.map { Lineage($0) }, body: [:],
            attributes: [:])
    }

    private var identity: String {
        "\(ScriptedAzure.group)/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i"
    }

    @Test func `an object that is not there is a success`() async throws {
        let azure = try await ScriptedAzure([Line("GET /userassignedidentities/i", 404, Self.notFound)])
        try await azure.connection.delete(
            try record("azure.user_assigned_identity", identity), ScriptedAzure.context())
        #expect(azure.arm.isDone)
    }

    @Test func `an object of another lineage is left alone`() async throws {
        let azure = try await ScriptedAzure([
            Line("GET /userassignedidentities/i", 200, ["properties": ["principalId": "new"]])
        ])
        let old = try record("azure.user_assigned_identity", identity, lineage: "old")
        try await azure.connection.delete(old, ScriptedAzure.context())
        #expect(azure.arm.isDone)
    }

    @Test func `a delete is over when a GET finds nothing`() async throws {
        let wire: Value = ["properties": ["principalId": "p"]]
        let azure = try await ScriptedAzure([
            Line("GET /userassignedidentities/i", 200, wire), Line("DELETE /userassignedidentities/i", 200),
            Line("GET /userassignedidentities/i", 200, wire), Line("GET /userassignedidentities/i", 200, wire),
            Line("GET /userassignedidentities/i", 404, Self.notFound),
        ])
        try await azure.connection.delete(
            try record("azure.user_assigned_identity", identity, lineage: "p"), ScriptedAzure.context())
        #expect(azure.arm.isDone)
    }

    @Test func `a group with objects of others is kept`() async throws {
        let foreign = Line(
            "GET /rg/resources", 200, ["value": [["id": "/subscriptions/s/x/theirs", "tags": ["a": "b"]]]])
        let azure = try await ScriptedAzure(
            [Line("GET /resourcegroups/rg", 200, ["id": "x"])] + Array(repeating: foreign, count: 7))
        let error = await #expect(throws: ProviderError.self) {
            try await azure.connection.delete(
                try record("azure.resource_group", ScriptedAzure.group), ScriptedAzure.context())
        }
        #expect(error?.code == "ForeignObjects")
        #expect(error?.message.contains("/subscriptions/s/x/theirs") == true)
        #expect(azure.arm.isDone)
    }

    @Test func `a group with only ours is deleted, and objects of others too when the stack says so`() async throws {
        let tags: Value = ["Martlet-Stack": "shop", "martlet-environment": "test"]
        let ours: Value = ["value": .tuple([["id": "/subscriptions/s/x/ours", "tags": tags]])]
        let place: HTTPFields = [.of("Location"): "https://management.azure.com/subscriptions/s/operationresults/1"]
        let delete = [
            Line("DELETE /resourcegroups/rg", 202, nil, place), Line("GET /operationresults/1", 202),
            Line("GET /operationresults/1", 200), Line("GET /resourcegroups/rg", 404, Self.notFound),
        ]
        let group = try record("azure.resource_group", ScriptedAzure.group)
        let azure = try await ScriptedAzure(
            [Line("GET /resourcegroups/rg", 200, ["id": "x"]), Line("GET /rg/resources", 200, ours)] + delete)
        try await azure.connection.delete(group, ScriptedAzure.context())
        #expect(azure.arm.isDone)
        let forced = try await ScriptedAzure(
            [Line("GET /resourcegroups/rg", 200, ["id": "x"])] + delete, ["delete_foreign_objects": true])
        try await forced.connection.delete(group, ScriptedAzure.context())
        #expect(forced.arm.isDone)
    }

    @Test func `the sweep finds what carries our tags`() async throws {
        func item(_ id: String, _ environment: String) -> Value {
            ["id": .string(id), "tags": ["martlet-stack": "shop", "martlet-environment": .string(environment)]]
        }
        let cluster = "\(ScriptedAzure.group)/providers/Microsoft.ContainerService/managedClusters/c"
        let table = "\(ScriptedAzure.group)/providers/Microsoft.Network/routeTables/t"
        let azure = try await ScriptedAzure([
            Line("GET /resourcegroups", 200, ["value": .tuple([item(ScriptedAzure.group, "test")])]),
            Line(
                "GET /resources", 200,
                ["value": .tuple([item(cluster, "test"), item(cluster + "2", "prod"), item(table, "test")])]),
        ])
        let found = try await azure.connection.find(marker: ScriptedAzure.stack)
        #expect(
            found.map(\.type.text) == [
                "azure.resource_group", "azure.managed_cluster", "Microsoft.Network/routeTables@2024-07-01",
            ])
        #expect(
            found.map(\.identity.text) == [ScriptedAzure.group.lowercased(), cluster.lowercased(), table.lowercased()])
        #expect(
            azure.arm.asked[1].request.url?.queryValue("$filter") == "tagName eq 'martlet-stack' and tagValue eq 'shop'"
        )
    }
}
