import AzureProvider
import MartletModel
import Testing

/// `provider::azure::…`.
struct FunctionTests {
    private func call(_ name: String, _ arguments: Value...) throws -> Value {
        let function = try #require(AzureFunctions.all.first { $0.name == name })
        return try function.body(arguments)
    }

    static let ids: [(id: String, expected: Value)] = [
        (
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/n/",
            [
                "id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/n",
                "subscription_id": "s", "resource_group": "g", "provider": "Microsoft.Network",
                "type": "Microsoft.Network/virtualNetworks/subnets", "name": "n", "names": ["v", "n"],
                "parent_id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v",
            ]
        ),
        (
            "/subscriptions/s/resourcegroups/g",
            [
                "id": "/subscriptions/s/resourcegroups/g", "subscription_id": "s", "resource_group": "g",
                "provider": "Microsoft.Resources", "type": "Microsoft.Resources/resourceGroups", "name": "g",
                "names": ["g"], "parent_id": "/subscriptions/s",
            ]
        ),
        (
            "/subscriptions/s/resourceGroups/g/providers/A.B/c/d/providers/Microsoft.Authorization/roleAssignments/r",
            [
                "id":
                    "/subscriptions/s/resourceGroups/g/providers/A.B/c/d/providers/Microsoft.Authorization/roleAssignments/r",
                "subscription_id": "s", "resource_group": "g", "provider": "Microsoft.Authorization",
                "type": "Microsoft.Authorization/roleAssignments", "name": "r", "names": ["r"],
                "parent_id": "/subscriptions/s/resourceGroups/g/providers/A.B/c/d",
            ]
        ),
        (
            "/providers/Microsoft.Management/managementGroups/m",
            [
                "id": "/providers/Microsoft.Management/managementGroups/m", "subscription_id": .null(.string),
                "resource_group": .null(.string), "provider": "Microsoft.Management",
                "type": "Microsoft.Management/managementGroups", "name": "m", "names": ["m"],
                "parent_id": .null(.string),
            ]
        ),
    ]

    @Test("an id is taken apart, and put together again from its parts", arguments: ids)
    func roundTrip(row: (id: String, expected: Value)) throws {
        let parts = try call("parse_resource_id", .string(row.id))
        #expect(parts == row.expected)
        let parent = parts["parent_id"]?.stringValue ?? ""
        let again = try call("resource_id", .string(parent), parts["type"] ?? .null, parts["name"] ?? .null)
        #expect(again.stringValue?.lowercased() == parts["id"]?.stringValue?.lowercased())
    }

    @Test("what is no id is refused", arguments: ["", "x", "/subscriptions", "//", "/subscriptions/s/resourceGroups"])
    func noID(text: String) {
        #expect(throws: ProviderFunction.Fault.self) { try call("parse_resource_id", .string(text)) }
    }

    @Test(
        "what cannot be put together is refused",
        arguments: [
            ("/subscriptions/s", "Microsoft.Network/virtualNetworks/subnets", "n"), ("/subscriptions/s", "vnet", "n"),
            ("/subscriptions/s", "Microsoft.Network/virtualNetworks", "a/b"),
            ("x", "Microsoft.Network/virtualNetworks", "n"),
        ])
    func noParent(parent: String, type: String, name: String) {
        #expect(throws: ProviderFunction.Fault.self) {
            try call("resource_id", .string(parent), .string(type), .string(name))
        }
    }
}
