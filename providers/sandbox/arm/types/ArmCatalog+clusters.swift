import MartletModel

extension ArmCatalog {
    private static let clusterBusy = ArmType.Busy(
        status: 409, code: "OperationNotAllowed",
        message: "Operation is not allowed because there's an in progress operation on the managed cluster. "
            + "Please wait for it to finish before starting a new operation. See https://aka.ms/aks-pending-operation.")

    /// Managed clusters and their pools (Microsoft.ContainerService 2025-10-01).
    static func clusterTypes(_ clusters: any SandboxClusterService, _ settings: ArmSettings) -> [ArmType] {
        [
            ArmType(ManagedClusterBehaviour.type).with {
                $0.put = .asyncOperation(.seconds(240))
                $0.update = .asyncOperation(.seconds(120))
                $0.delete = .location(.seconds(180))
                $0.patch = .tags
                $0.needsLocation = true
                $0.required = ["properties.agentPoolProfiles"]
                $0.createOnly = clusterCreateOnly
                $0.writeOnly = ["properties.servicePrincipalProfile.secret", "properties.windowsProfile.adminPassword"]
                $0.namePattern = "[a-zA-Z0-9]([-_a-zA-Z0-9]{0,61}[a-zA-Z0-9])?"
                $0.etag = .at("properties.eTag")
                $0.busy = clusterBusy
                $0.putKeepsAbsent = true
                $0.hasFlatErrors = true
                $0.defaults = clusterDefaults
                $0.behaviour = ManagedClusterBehaviour(clusters: clusters, settings: settings)
            },
            ArmType(AgentPoolBehaviour.type).with {
                $0.put = .asyncOperation(.seconds(120))
                $0.update = .asyncOperation(.seconds(60))
                $0.delete = .location(.seconds(90))
                $0.patch = .none
                $0.createOnly = AgentPoolBehaviour.createOnly
                $0.namePattern = "[a-z][a-z0-9]{0,11}"
                $0.namePatternCode = "InvalidParameter"
                $0.etag = .at("properties.eTag")
                $0.busy = clusterBusy
                $0.sharesTurnWithParent = true
                $0.putKeepsAbsent = true
                $0.hasFlatErrors = true
                $0.hasSystemData = false
                $0.defaults = ["properties": AgentPoolBehaviour.defaults]
                $0.behaviour = AgentPoolBehaviour(clusters: clusters)
            },
            ArmType("\(ManagedClusterBehaviour.type)/maintenanceConfigurations").with {
                $0.patch = .none
                $0.hasProvisioningState = false
            },
        ]
    }

    private static let clusterCreateOnly = [
        "properties.dnsPrefix", "properties.fqdnSubdomain", "properties.nodeResourceGroup", "properties.enableRBAC",
        "properties.diskEncryptionSetID", "properties.linuxProfile.adminUsername",
        "properties.windowsProfile.adminUsername",
        "properties.networkProfile.serviceCidr", "properties.networkProfile.dnsServiceIP",
        "properties.networkProfile.ipFamilies", "properties.networkProfile.loadBalancerSku",
        "properties.networkProfile.podCidr", "properties.apiServerAccessProfile.enablePrivateCluster",
        "extendedLocation",
    ]

    private static let clusterDefaults: Value = [
        "sku": ["name": "Base", "tier": "Free"],
        "properties": [
            "enableRBAC": true, "disableLocalAccounts": false, "supportPlan": "KubernetesOfficial",
            "maxAgentPools": 100,
            "powerState": ["code": "Running"],
            "networkProfile": [
                "networkPlugin": "azure", "networkPluginMode": "overlay", "networkDataplane": "azure",
                "networkPolicy": "none", "loadBalancerSku": "standard", "outboundType": "loadBalancer",
                "podCidr": "10.244.0.0/16", "podCidrs": ["10.244.0.0/16"], "serviceCidr": "10.0.0.0/16",
                "serviceCidrs": ["10.0.0.0/16"], "dnsServiceIP": "10.0.0.10", "ipFamilies": ["IPv4"],
                "loadBalancerProfile": ["managedOutboundIPs": ["count": 1], "backendPoolType": "NodeIPConfiguration"],
            ],
            "storageProfile": [
                "diskCSIDriver": ["enabled": true], "fileCSIDriver": ["enabled": true],
                "snapshotController": ["enabled": true],
            ],
            "autoUpgradeProfile": ["nodeOSUpgradeChannel": "NodeImage"],
            "oidcIssuerProfile": ["enabled": false],
        ],
    ]
}
