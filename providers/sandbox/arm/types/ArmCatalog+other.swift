import MartletModel

extension ArmCatalog {
    /// Types that only keep what they are sent, but differ in how they answer.
    static let otherTypes: [ArmType] = [
        tracked("Microsoft.OperationalInsights/workspaces", put: .provisioningState(.seconds(10))).with {
            $0.etag = .at("etag")
            $0.behaviour = CustomerBehaviour()
        },
        tracked("Microsoft.KeyVault/vaults", put: .provisioningState(.seconds(30))).with {
            $0.update = .sync
            $0.required = ["properties.sku", "properties.tenantId"]
            $0.namePattern = "[a-zA-Z](?!.*--)[a-zA-Z0-9-]{1,22}[a-zA-Z0-9]"
            $0.namePatternCode = "VaultNameNotValid"
            $0.behaviour = VaultBehaviour()
        },
        ArmType("Microsoft.KeyVault/vaults/secrets").with {
            $0.required = ["properties"]
            $0.writeOnly = ["properties.value"]
            $0.namePattern = "[a-zA-Z0-9-]{1,127}"
            $0.hasProvisioningState = false
            $0.behaviour = SingletonBehaviour()
        },
        tracked("Microsoft.ContainerRegistry/registries", put: .asyncOperation(.seconds(15))).with {
            $0.delete = .location(.seconds(10))
            $0.required = ["sku.name"]
            $0.namePattern = "[a-zA-Z0-9]{5,50}"
        },
        tracked("Microsoft.Compute/disks", put: .location(.seconds(5))).with { $0.delete = .location(.seconds(5)) },
        tracked("Microsoft.Compute/snapshots", put: .location(.seconds(5))).with { $0.delete = .location(.seconds(5)) },
        tracked("Microsoft.Monitor/accounts", put: .asyncOperation(.seconds(20))).with {
            $0.delete = .location(.seconds(20))
            $0.patch = .tags
        },
        tracked("Microsoft.Insights/dataCollectionRules"), tracked("Microsoft.Insights/dataCollectionEndpoints"),
        tracked("Microsoft.Insights/actionGroups"),
        tracked("Microsoft.Insights/metricAlerts").with { $0.createsWithOK = true },

        tracked("Microsoft.Insights/scheduledQueryRules"), tracked("Microsoft.Insights/workbooks"),
        tracked("Microsoft.AlertsManagement/prometheusRuleGroups"),
        extended("Microsoft.Insights/dataCollectionRuleAssociations"),
        extended("Microsoft.Insights/diagnosticSettings"),
    ]

    private static func tracked(_ name: String, put: ArmStyle = .sync) -> ArmType {
        ArmType(name).with {
            $0.put = put
            $0.needsLocation = true
        }
    }

    private static func extended(_ name: String) -> ArmType {
        ArmType(name).with {
            $0.patch = .none
            $0.hasProvisioningState = false
        }
    }
}

/// Log Analytics workspaces have an id of their own.
struct CustomerBehaviour: ArmBehaviour {
    func prepare(_ change: inout ArmChange, in transaction: inout SandboxTransaction) throws(SandboxRefusal) {
        let path = "properties.customerId"
        change.new.body[path] = change.old?.body[path] ?? .string(transaction.newUUID())
    }
}

/// Key vaults: names shared by all of Azure.
struct VaultBehaviour: ArmBehaviour {
    func prepare(_ change: inout ArmChange, in transaction: inout SandboxTransaction) throws(SandboxRefusal) {
        let name = change.new.id.name
        change.new.body["properties.vaultUri"] = .string("https://\(name.lowercased()).vault.azure.net/")
        let isTaken = transaction.resources(ofType: change.type.name, below: "")
            .contains { $0.id != change.new.id && $0.id.name.lowercased() == name.lowercased() }
        guard isTaken else { return }
        throw change.type.error(
            409, "VaultAlreadyExists", "The vault name '\(name)' is already in use. Vault names are globally unique."
        ).refusal
    }
}
