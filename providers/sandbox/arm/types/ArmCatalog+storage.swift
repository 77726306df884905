import MartletModel

extension ArmCatalog {
    private static let storageBusy = ArmType.Busy(
        status: 409, code: "StorageAccountOperationInProgress",
        message: "An operation is currently performing on this storage account that requires exclusive access.")

    /// Storage accounts and what is in them (reference: Microsoft.Storage 2023-05-01).
    static func storageTypes(_ settings: ArmSettings) -> [ArmType] {
        [
            ArmType("Microsoft.Storage/storageAccounts").with {
                $0.put = .location(.seconds(20))
                $0.update = .sync
                $0.needsLocation = true
                $0.required = ["kind", "sku.name"]
                $0.createOnly = [
                    "properties.isHnsEnabled", "properties.isNfsV3Enabled", "properties.dnsEndpointType",
                    "properties.encryption.requireInfrastructureEncryption", "extendedLocation",
                ]
                $0.createOnlyCode = "AccountPropertyCannotBeUpdated"
                $0.namePattern = "[a-z0-9]{3,24}"
                $0.namePatternCode = "AccountNameInvalid"
                $0.hasSystemData = false
                $0.vanishesOnFailure = true
                $0.putKeepsAbsent = true
                $0.busy = storageBusy
                $0.defaults = accountDefaults
                $0.behaviour = StorageAccountBehaviour(settings: settings)
            },
            service("blobServices", blobDefaults), service("fileServices", fileDefaults),
            service("queueServices", ["properties": ["cors": ["corsRules": []]]]),
            service("tableServices", ["properties": ["cors": ["corsRules": []]]]),
            ArmType("Microsoft.Storage/storageAccounts/blobServices/containers").with {
                $0.createOnly = [
                    "properties.defaultEncryptionScope", "properties.denyEncryptionScopeOverride",
                    "properties.immutableStorageWithVersioning.enabled",
                ]
                $0.namePattern = "[a-z0-9](-?[a-z0-9]){2,62}"
                $0.namePatternCode = "InvalidResourceName"
                $0.hasProvisioningState = false
                $0.hasSystemData = false
                $0.putKeepsAbsent = true
                $0.etag = .at("etag")
                $0.defaults = containerDefaults
                $0.behaviour = ContainerBehaviour()
            },
            ArmType("Microsoft.Storage/storageAccounts/managementPolicies").with {
                $0.patch = .none
                $0.required = ["properties.policy.rules"]
                $0.createsWithOK = true
                $0.namePattern = "default"
                $0.hasProvisioningState = false
                $0.hasSystemData = false
                $0.behaviour = StampBehaviour(path: "properties.lastModifiedTime")
            },
        ]
    }

    /// A service of an account: it exists with the account, and only its settings change.
    private static func service(_ name: String, _ defaults: Value) -> ArmType {
        ArmType("Microsoft.Storage/storageAccounts/\(name)").with {
            $0.patch = .none
            $0.namePattern = "default"
            $0.hasProvisioningState = false
            $0.hasSystemData = false
            $0.putKeepsAbsent = true
            $0.defaults = defaults
            $0.behaviour = SingletonBehaviour()
        }
    }

    private static let accountDefaults: Value = [
        "properties": [
            "accessTier": "Hot", "allowBlobPublicAccess": false, "allowCrossTenantReplication": false,
            "minimumTlsVersion": "TLS1_0", "supportsHttpsTrafficOnly": true, "statusOfPrimary": "available",
            "networkAcls": [
                "bypass": "AzureServices", "defaultAction": "Allow", "ipRules": [], "virtualNetworkRules": [],
            ],
            "encryption": [
                "keySource": "Microsoft.Storage",
                "services": [
                    "blob": ["enabled": true, "keyType": "Account"], "file": ["enabled": true, "keyType": "Account"],
                ],
            ],
        ]
    ]

    private static let blobDefaults: Value = [
        "sku": ["name": "Standard_LRS", "tier": "Standard"],
        "properties": [
            "cors": ["corsRules": []], "deleteRetentionPolicy": ["allowPermanentDelete": false, "enabled": false],
        ],
    ]

    private static let fileDefaults: Value = [
        "sku": ["name": "Standard_LRS", "tier": "Standard"],
        "properties": ["cors": ["corsRules": []], "shareDeleteRetentionPolicy": ["days": 7, "enabled": true]],
    ]

    private static let containerDefaults: Value = [
        "properties": [
            "publicAccess": "None", "leaseState": "Available", "leaseStatus": "Unlocked", "hasLegalHold": false,
            "hasImmutabilityPolicy": false, "defaultEncryptionScope": "$account-encryption-key",
            "denyEncryptionScopeOverride": false, "deleted": false, "remainingRetentionDays": 0,
            "immutableStorageWithVersioning": ["enabled": false],
        ]
    ]
}

extension ArmCatalog {
    /// The services that every account has, and their settings at first.
    static func storageServices(_ settings: ArmSettings) -> [(name: String, defaults: Value)] {
        storageTypes(settings).compactMap { type in
            let words = type.name.split(separator: "/").map(String.init)
            guard words.count == 3, words[2].hasSuffix("Services") else { return nil }
            return (words[2], type.defaults)
        }
    }
}
