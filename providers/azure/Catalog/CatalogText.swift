// Generated from catalog/ by embed-catalog.sh (`make catalog`). Do not edit.

/// The files of `catalog/`, inside the program: a relocated binary needs nothing beside it, and nothing is read before
/// it is asked for (docs/decisions/0501-embedded-catalog.md).
enum CatalogText {
    static let files: [(name: String, text: StaticString)] = [
        ("azure.agent_pool", azure_agent_pool),
        ("azure.blob_container", azure_blob_container),
        ("azure.blob_service", azure_blob_service),
        ("azure.federated_credential", azure_federated_credential),
        ("azure.managed_cluster", azure_managed_cluster),
        ("azure.management_policy", azure_management_policy),
        ("azure.resource_group", azure_resource_group),
        ("azure.role_assignment", azure_role_assignment),
        ("azure.storage_account", azure_storage_account),
        ("azure.user_assigned_identity", azure_user_assigned_identity),
    ]

    private static let azure_agent_pool: StaticString = ##"""
        # One write at a time for the whole cluster.
        name: azure.agent_pool
        type: Microsoft.ContainerService/managedClusters/agentPools
        api_version: "2025-10-01"
        scope: parent
        path: /agentPools/{name}
        name_rule: {characters: "a-z digits", min: 1, max: 12}
        update: read_modify_write
        etag: properties.eTag
        marker: properties.tags
        lists_whole_objects: true
        required: [properties]
        create_only:
          - properties.vmSize
          - properties.osType
          - properties.type
          - properties.osDiskSizeGB
          - properties.osDiskType
          - properties.kubeletDiskType
          - properties.maxPods
          - properties.vnetSubnetID
          - properties.podSubnetID
          - properties.availabilityZones
          - properties.kubeletConfig
          - properties.linuxOSConfig
          - properties.enableEncryptionAtHost
          - properties.enableFIPS
          - properties.enableNodePublicIP
          - properties.enableUltraSSD
          - properties.creationData
          - properties.scaleSetPriority
          - properties.scaleSetEvictionPolicy
          - properties.spotMaxPrice
          - properties.proximityPlacementGroupID
          - properties.hostGroupID
          - properties.capacityReservationGroupID
          - properties.gpuInstanceProfile
          - properties.gpuProfile.driver
          - properties.nodePublicIPPrefixID
          - properties.windowsProfile
          - properties.networkProfile.nodePublicIPTags
        one_way:
          - {path: properties.orchestratorVersion, why: a node pool cannot be downgraded}
        volatile: [properties.eTag, properties.nodeImageVersion, properties.currentOrchestratorVersion, properties.provisioningState]
        ignore_when:
          - {path: properties.count, when: properties.enableAutoScaling}
        normalizers:
          properties.availabilityZones: unordered
          properties.nodeTaints: unordered
          properties.vnetSubnetID: arm_id
          properties.podSubnetID: arm_id
          properties.vmSize: case_insensitive
          properties.tags: {ignoring_keys: [aks-managed-]}
        serialize: [parent]
        data_loss: the pods on its nodes are moved, and what they keep on node disks is lost
        retry: {OperationNotAllowed: 30m, EtagMismatch: 30m, OriginalEtagNotExpect: 30m}
        timeouts: {create: 60m, update: 60m, delete: 60m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          properties: {}
            eTag: string (RO)
            count: int
            vmSize: string
            osDiskSizeGB: int
            osDiskType: 'Managed'|'Ephemeral'|string
            kubeletDiskType: 'OS'|'Temporary'|string
            workloadRuntime: 'OCIContainer'|'WasmWasi'|'KataVmIsolation'|string
            messageOfTheDay: string
            vnetSubnetID: string
            podSubnetID: string
            podIPAllocationMode: 'DynamicIndividual'|'StaticBlock'|string
            maxPods: int
            osType: 'Linux'|'Windows'|string
            osSKU: 'Ubuntu'|'AzureLinux'|'AzureLinux3'|'CBLMariner'|'Windows2019'|'Windows2022'|'Ubuntu2204'|'Ubuntu2404'|string
            maxCount: int
            minCount: int
            enableAutoScaling: bool
            scaleDownMode: 'Delete'|'Deallocate'|string
            type: 'VirtualMachineScaleSets'|'AvailabilitySet'|'VirtualMachines'|string
            mode: 'System'|'User'|'Gateway'|string
            orchestratorVersion: string
            currentOrchestratorVersion: string (RO)
            nodeImageVersion: string (RO)
            upgradeSettings: {}
              maxSurge: string
              maxUnavailable: string
              drainTimeoutInMinutes: int
              nodeSoakDurationInMinutes: int
              undrainableNodeBehavior: 'Cordon'|'Schedule'|string
            provisioningState: string (RO)
            powerState: {}
              code: 'Running'|'Stopped'|string
            availabilityZones: [string]
            enableNodePublicIP: bool
            nodePublicIPPrefixID: string
            scaleSetPriority: 'Spot'|'Regular'|string
            scaleSetEvictionPolicy: 'Delete'|'Deallocate'|string
            spotMaxPrice: int
            tags: {}
              *: string
            nodeLabels: {}
              *: string
            nodeTaints: [string]
            proximityPlacementGroupID: string
            kubeletConfig: {}
              cpuManagerPolicy: string
              cpuCfsQuota: bool
              cpuCfsQuotaPeriod: string
              imageGcHighThreshold: int
              imageGcLowThreshold: int
              topologyManagerPolicy: string
              allowedUnsafeSysctls: [string]
              failSwapOn: bool
              containerLogMaxSizeMB: int
              containerLogMaxFiles: int
              podMaxPids: int
            linuxOSConfig: {}
              sysctls: {}
                netCoreSomaxconn: int
                netCoreNetdevMaxBacklog: int
                netCoreRmemDefault: int
                netCoreRmemMax: int
                netCoreWmemDefault: int
                netCoreWmemMax: int
                netCoreOptmemMax: int
                netIpv4TcpMaxSynBacklog: int
                netIpv4TcpMaxTwBuckets: int
                netIpv4TcpFinTimeout: int
                netIpv4TcpKeepaliveTime: int
                netIpv4TcpKeepaliveProbes: int
                netIpv4TcpkeepaliveIntvl: int
                netIpv4TcpTwReuse: bool
                netIpv4IpLocalPortRange: string
                netIpv4NeighDefaultGcThresh1: int
                netIpv4NeighDefaultGcThresh2: int
                netIpv4NeighDefaultGcThresh3: int
                netNetfilterNfConntrackMax: int
                netNetfilterNfConntrackBuckets: int
                fsInotifyMaxUserWatches: int
                fsFileMax: int
                fsAioMaxNr: int
                fsNrOpen: int
                kernelThreadsMax: int
                vmMaxMapCount: int
                vmSwappiness: int
                vmVfsCachePressure: int
              transparentHugePageEnabled: string
              transparentHugePageDefrag: string
              swapFileSizeMB: int
            enableEncryptionAtHost: bool
            enableUltraSSD: bool
            enableFIPS: bool
            gpuInstanceProfile: 'MIG1g'|'MIG2g'|'MIG3g'|'MIG4g'|'MIG7g'|string
            creationData: {}
              sourceResourceId: string
            capacityReservationGroupID: string
            hostGroupID: string
            networkProfile: {}
              nodePublicIPTags: [{}]
                ipTagType: string
                tag: string
              allowedHostPorts: [{}]
                portStart: int
                portEnd: int
                protocol: 'TCP'|'UDP'|string
              applicationSecurityGroups: [string]
            windowsProfile: {}
              disableOutboundNat: bool
            securityProfile: {}
              enableVTPM: bool
              enableSecureBoot: bool
              sshAccess: 'LocalUser'|'Disabled'|string
            gpuProfile: {}
              driver: 'Install'|'None'|string
            gatewayProfile: {}
              publicIPPrefixSize: int
            virtualMachinesProfile: {}
              scale: {}
                manual: [{}]
                  size: string
                  count: int
            virtualMachineNodesStatus: [{}]
              size: string
              count: int
            status: {}
              provisioningError: {} (RO)
            localDNSProfile: {}
              mode: 'Preferred'|'Required'|'Disabled'|string
              state: 'Enabled'|'Disabled'|string (RO)
              vnetDNSOverrides: {}
                *: {}
                  queryLogging: 'Error'|'Log'|string
                  protocol: 'PreferUDP'|'ForceTCP'|string
                  forwardDestination: 'ClusterCoreDNS'|'VnetDNS'|string
                  forwardPolicy: 'Sequential'|'RoundRobin'|'Random'|string
                  maxConcurrent: int
                  cacheDurationInSeconds: int
                  serveStaleDurationInSeconds: int
                  serveStale: 'Verify'|'Immediate'|'Disable'|string
              kubeDNSOverrides: {}
                *: {}
                  queryLogging: 'Error'|'Log'|string
                  protocol: 'PreferUDP'|'ForceTCP'|string
                  forwardDestination: 'ClusterCoreDNS'|'VnetDNS'|string
                  forwardPolicy: 'Sequential'|'RoundRobin'|'Random'|string
                  maxConcurrent: int
                  cacheDurationInSeconds: int
                  serveStaleDurationInSeconds: int
                  serveStale: 'Verify'|'Immediate'|'Disable'|string
        """##

    private static let azure_blob_container: StaticString = ##"""
        # Made through ARM, so that the deployer needs no role in the account's data.
        name: azure.blob_container
        type: Microsoft.Storage/storageAccounts/blobServices/containers
        api_version: "2025-08-01"
        scope: parent
        path: /blobServices/default/containers/{name}
        name_rule: {characters: "a-z digits -", min: 3, max: 63}
        update: patch
        marker: none
        create_only:
          - properties.defaultEncryptionScope
          - properties.denyEncryptionScopeOverride
          - properties.immutableStorageWithVersioning.enabled
        volatile: [etag, properties.lastModifiedTime, properties.version]
        data_loss: every blob in the container is deleted
        retry: {ContainerBeingDeleted: 10m, StorageAccountOperationInProgress: 10m}
        timeouts: {create: 15m, update: 10m, delete: 10m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          properties: {}
            version: string (RO)
            deleted: bool (RO)
            deletedTime: string (RO)
            remainingRetentionDays: int (RO)
            defaultEncryptionScope: string
            denyEncryptionScopeOverride: bool
            publicAccess: 'Container'|'Blob'|'None'
            lastModifiedTime: string (RO)
            leaseStatus: 'Locked'|'Unlocked'|string (RO)
            leaseState: 'Available'|'Leased'|'Expired'|'Breaking'|'Broken'|string (RO)
            leaseDuration: 'Infinite'|'Fixed'|string (RO)
            metadata: {}
              *: string
            immutabilityPolicy: {} (RO)
            legalHold: {} (RO)
            hasLegalHold: bool (RO)
            hasImmutabilityPolicy: bool (RO)
            immutableStorageWithVersioning: {}
              enabled: bool
              timeStamp: string (RO)
              migrationState: 'InProgress'|'Completed'|string (RO)
            enableNfsV3RootSquash: bool
            enableNfsV3AllSquash: bool
          etag: string (RO)
        """##

    private static let azure_blob_service: StaticString = ##"""
        # There with its account: set, never created; forgetting it leaves the settings.
        name: azure.blob_service
        type: Microsoft.Storage/storageAccounts/blobServices
        api_version: "2025-08-01"
        scope: parent
        path: /blobServices/default
        name_rule: {fixed: default}
        update: read_modify_write
        singleton: true
        deletable: false
        marker: none
        serialize: [parent]
        retry: {StorageAccountOperationInProgress: 10m}
        timeouts: {create: 10m, update: 10m, delete: 10m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          properties: {}
            cors: {}
              corsRules: [{}]
                allowedOrigins: [string] (R)
                allowedMethods: ['DELETE'|'GET'|'HEAD'|'MERGE'|'POST'|'OPTIONS'|'PUT'|'PATCH'|'CONNECT'|'TRACE'|string] (R)
                maxAgeInSeconds: int (R)
                exposedHeaders: [string] (R)
                allowedHeaders: [string] (R)
            defaultServiceVersion: string
            deleteRetentionPolicy: {}
              enabled: bool
              days: int
              allowPermanentDelete: bool
            staticWebsite: {}
              enabled: bool (R)
              indexDocument: string
              defaultIndexDocumentPath: string
              errorDocument404Path: string
            isVersioningEnabled: bool
            automaticSnapshotPolicyEnabled: bool
            changeFeed: {}
              enabled: bool
              retentionInDays: int
            restorePolicy: {}
              enabled: bool (R)
              days: int
              lastEnabledTime: string (RO)
              minRestoreTime: string (RO)
            containerDeleteRetentionPolicy: {}
              enabled: bool
              days: int
              allowPermanentDelete: bool
            lastAccessTimeTrackingPolicy: {}
              enable: bool (R)
              name: 'AccessTimeTracking'|string
              trackingGranularityInDays: int
              blobType: [string]
          sku: {} (RO)
        """##

    private static let azure_federated_credential: StaticString = ##"""
        # The service refuses two writes at once to one identity.
        name: azure.federated_credential
        type: Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials
        api_version: "2024-11-30"
        scope: parent
        path: /federatedIdentityCredentials/{name}
        name_rule: {characters: "letters digits - _", min: 3, max: 120}
        update: put
        marker: none
        lists_whole_objects: true
        required: [properties]
        serialize: [parent]
        retry: {ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity: 10m}
        timeouts: {create: 15m, update: 15m, delete: 15m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          properties: {}
            issuer: string (R)
            subject: string (R)
            audiences: [string] (R)
        """##

    private static let azure_managed_cluster: StaticString = ##"""
        # The first pool is made with the cluster; every later change of a pool goes through the pool itself.
        name: azure.managed_cluster
        type: Microsoft.ContainerService/managedClusters
        api_version: "2025-10-01"
        scope: resource_group
        path: /providers/Microsoft.ContainerService/managedClusters/{name}
        name_rule: {characters: "letters digits - _", min: 1, max: 63}
        update: read_modify_write
        etag: eTag
        lists_whole_objects: true
        inline_children: {path: properties.agentPoolProfiles, type: azure.agent_pool}
        required: [identity, properties]
        create_only:
          - location
          - extendedLocation
          - properties.dnsPrefix
          - properties.fqdnSubdomain
          - properties.nodeResourceGroup
          - properties.enableRBAC
          - properties.diskEncryptionSetID
          - properties.linuxProfile
          - properties.windowsProfile.adminUsername
          - properties.identityProfile
          - properties.networkProfile.networkMode
          - properties.networkProfile.serviceCidr
          - properties.networkProfile.serviceCidrs
          - properties.networkProfile.dnsServiceIP
          - properties.networkProfile.ipFamilies
          - properties.networkProfile.loadBalancerSku
          - properties.apiServerAccessProfile.enablePrivateCluster
          - properties.apiServerAccessProfile.privateDNSZone
          - properties.agentPoolProfiles[*].vmSize
          - properties.agentPoolProfiles[*].osType
          - properties.agentPoolProfiles[*].osDiskType
          - properties.agentPoolProfiles[*].osDiskSizeGB
          - properties.agentPoolProfiles[*].vnetSubnetID
          - properties.agentPoolProfiles[*].availabilityZones
          - properties.agentPoolProfiles[*].maxPods
        replace_when:
          - {path: properties.networkProfile.networkPlugin, except: [{from: kubenet, to: azure}]}
          - path: properties.networkProfile.networkPluginMode
            from: [overlay]
          - {path: properties.networkProfile.networkDataplane, from: [cilium]}
          - path: properties.networkProfile.networkPolicy
            from: [azure, calico, cilium]
            except: [{from: azure, to: cilium}, {from: calico, to: cilium}]
          - {path: properties.oidcIssuerProfile.enabled, from: [true]}
        one_way:
          - {path: properties.kubernetesVersion, why: a control plane cannot be downgraded}
          - {path: properties.networkProfile.networkPlugin, why: the network cannot go back to kubenet}
          - {path: properties.networkProfile.networkPluginMode, why: an overlay network cannot be taken back}
          - {path: properties.networkProfile.networkDataplane, why: the data plane cannot go back}
          - {path: properties.networkProfile.networkPolicy, why: the policy engine cannot go back}
          - {path: properties.oidcIssuerProfile.enabled, why: the issuer cannot be turned off}
        secret:
          - properties.servicePrincipalProfile.secret
          - properties.windowsProfile.adminPassword
          - properties.aadProfile.serverAppSecret
        write_only:
          - properties.servicePrincipalProfile.secret
          - properties.windowsProfile.adminPassword
          - properties.aadProfile.serverAppSecret
        volatile: [eTag, properties.currentKubernetesVersion, properties.provisioningState, properties.powerState]
        ignore_when:
          - {path: "properties.agentPoolProfiles[*].count", when: "properties.agentPoolProfiles[*].enableAutoScaling"}
        normalizers:
          properties.agentPoolProfiles: {keyed: [name]}
          properties.agentPoolProfiles[*].availabilityZones: unordered
          properties.agentPoolProfiles[*].vnetSubnetID: arm_id
          properties.agentPoolProfiles[*].vmSize: case_insensitive
          properties.apiServerAccessProfile.authorizedIPRanges: unordered
          properties.aadProfile.adminGroupObjectIDs: unordered
          tags: {ignoring_keys: [aks-managed-]}
        serialize: [parent, name]
        lineage: [properties.resourceUID]
        actions:
          - attribute: admin_kubeconfig
            action: listClusterAdminCredential
            path: "kubeconfigs[0].value"
            base64: true
            unless: properties.disableLocalAccounts
        data_loss: the cluster with everything in it is deleted, volumes in its node resource group included
        retry: {OperationNotAllowed: 30m, EtagMismatch: 30m, OriginalEtagNotExpect: 30m}
        timeouts: {create: 90m, update: 90m, delete: 90m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          properties: {}
            provisioningState: string (RO)
            powerState: {} (RO)
            maxAgentPools: int (RO)
            kubernetesVersion: string
            currentKubernetesVersion: string (RO)
            dnsPrefix: string
            fqdnSubdomain: string
            fqdn: string (RO)
            privateFQDN: string (RO)
            azurePortalFQDN: string (RO)
            agentPoolProfiles: [{}]
              name: string (R)
              eTag: string (RO)
              count: int
              vmSize: string
              osDiskSizeGB: int
              osDiskType: 'Managed'|'Ephemeral'|string
              kubeletDiskType: 'OS'|'Temporary'|string
              workloadRuntime: 'OCIContainer'|'WasmWasi'|'KataVmIsolation'|string
              messageOfTheDay: string
              vnetSubnetID: string
              podSubnetID: string
              podIPAllocationMode: 'DynamicIndividual'|'StaticBlock'|string
              maxPods: int
              osType: 'Linux'|'Windows'|string
              osSKU: 'Ubuntu'|'AzureLinux'|'AzureLinux3'|'CBLMariner'|'Windows2019'|'Windows2022'|'Ubuntu2204'|'Ubuntu2404'|string
              maxCount: int
              minCount: int
              enableAutoScaling: bool
              scaleDownMode: 'Delete'|'Deallocate'|string
              type: 'VirtualMachineScaleSets'|'AvailabilitySet'|'VirtualMachines'|string
              mode: 'System'|'User'|'Gateway'|string
              orchestratorVersion: string
              currentOrchestratorVersion: string (RO)
              nodeImageVersion: string (RO)
              upgradeSettings: {}
                maxSurge: string
                maxUnavailable: string
                drainTimeoutInMinutes: int
                nodeSoakDurationInMinutes: int
                undrainableNodeBehavior: 'Cordon'|'Schedule'|string
              provisioningState: string (RO)
              powerState: {}
                code: 'Running'|'Stopped'|string
              availabilityZones: [string]
              enableNodePublicIP: bool
              nodePublicIPPrefixID: string
              scaleSetPriority: 'Spot'|'Regular'|string
              scaleSetEvictionPolicy: 'Delete'|'Deallocate'|string
              spotMaxPrice: int
              tags: {}
                *: string
              nodeLabels: {}
                *: string
              nodeTaints: [string]
              proximityPlacementGroupID: string
              kubeletConfig: {}
                cpuManagerPolicy: string
                cpuCfsQuota: bool
                cpuCfsQuotaPeriod: string
                imageGcHighThreshold: int
                imageGcLowThreshold: int
                topologyManagerPolicy: string
                allowedUnsafeSysctls: [string]
                failSwapOn: bool
                containerLogMaxSizeMB: int
                containerLogMaxFiles: int
                podMaxPids: int
              linuxOSConfig: {}
                sysctls: {}
                  netCoreSomaxconn: int
                  netCoreNetdevMaxBacklog: int
                  netCoreRmemDefault: int
                  netCoreRmemMax: int
                  netCoreWmemDefault: int
                  netCoreWmemMax: int
                  netCoreOptmemMax: int
                  netIpv4TcpMaxSynBacklog: int
                  netIpv4TcpMaxTwBuckets: int
                  netIpv4TcpFinTimeout: int
                  netIpv4TcpKeepaliveTime: int
                  netIpv4TcpKeepaliveProbes: int
                  netIpv4TcpkeepaliveIntvl: int
                  netIpv4TcpTwReuse: bool
                  netIpv4IpLocalPortRange: string
                  netIpv4NeighDefaultGcThresh1: int
                  netIpv4NeighDefaultGcThresh2: int
                  netIpv4NeighDefaultGcThresh3: int
                  netNetfilterNfConntrackMax: int
                  netNetfilterNfConntrackBuckets: int
                  fsInotifyMaxUserWatches: int
                  fsFileMax: int
                  fsAioMaxNr: int
                  fsNrOpen: int
                  kernelThreadsMax: int
                  vmMaxMapCount: int
                  vmSwappiness: int
                  vmVfsCachePressure: int
                transparentHugePageEnabled: string
                transparentHugePageDefrag: string
                swapFileSizeMB: int
              enableEncryptionAtHost: bool
              enableUltraSSD: bool
              enableFIPS: bool
              gpuInstanceProfile: 'MIG1g'|'MIG2g'|'MIG3g'|'MIG4g'|'MIG7g'|string
              creationData: {}
                sourceResourceId: string
              capacityReservationGroupID: string
              hostGroupID: string
              networkProfile: {}
                nodePublicIPTags: [{}]
                  ipTagType: string
                  tag: string
                allowedHostPorts: [{}]
                  portStart: int
                  portEnd: int
                  protocol: 'TCP'|'UDP'|string
                applicationSecurityGroups: [string]
              windowsProfile: {}
                disableOutboundNat: bool
              securityProfile: {}
                enableVTPM: bool
                enableSecureBoot: bool
                sshAccess: 'LocalUser'|'Disabled'|string
              gpuProfile: {}
                driver: 'Install'|'None'|string
              gatewayProfile: {}
                publicIPPrefixSize: int
              virtualMachinesProfile: {}
                scale: {}
                  manual: [{}]
                    size: string
                    count: int
              virtualMachineNodesStatus: [{}]
                size: string
                count: int
              status: {}
                provisioningError: {} (RO)
              localDNSProfile: {}
                mode: 'Preferred'|'Required'|'Disabled'|string
                state: 'Enabled'|'Disabled'|string (RO)
                vnetDNSOverrides: {}
                  *: {}
                    queryLogging: 'Error'|'Log'|string
                    protocol: 'PreferUDP'|'ForceTCP'|string
                    forwardDestination: 'ClusterCoreDNS'|'VnetDNS'|string
                    forwardPolicy: 'Sequential'|'RoundRobin'|'Random'|string
                    maxConcurrent: int
                    cacheDurationInSeconds: int
                    serveStaleDurationInSeconds: int
                    serveStale: 'Verify'|'Immediate'|'Disable'|string
                kubeDNSOverrides: {}
                  *: {}
                    queryLogging: 'Error'|'Log'|string
                    protocol: 'PreferUDP'|'ForceTCP'|string
                    forwardDestination: 'ClusterCoreDNS'|'VnetDNS'|string
                    forwardPolicy: 'Sequential'|'RoundRobin'|'Random'|string
                    maxConcurrent: int
                    cacheDurationInSeconds: int
                    serveStaleDurationInSeconds: int
                    serveStale: 'Verify'|'Immediate'|'Disable'|string
            linuxProfile: {}
              adminUsername: string (R)
              ssh: {} (R)
                publicKeys: [{}] (R)
                  keyData: string (R)
            windowsProfile: {}
              adminUsername: string (R)
              adminPassword: string
              licenseType: 'None'|'Windows_Server'|string
              enableCSIProxy: bool
              gmsaProfile: {}
                enabled: bool
                dnsServer: string
                rootDomainName: string
            servicePrincipalProfile: {}
              clientId: string (R)
              secret: string
            addonProfiles: {}
              *: {}
                enabled: bool (R)
                config: {}
                  *: string
                identity: {} (RO)
            podIdentityProfile: {}
              enabled: bool
              allowNetworkPluginKubenet: bool
              userAssignedIdentities: [{}]
                name: string (R)
                namespace: string (R)
                bindingSelector: string
                identity: {} (R)
                  resourceId: string
                  clientId: string
                  objectId: string
                provisioningState: 'Assigned'|'Canceled'|'Deleting'|'Failed'|'Succeeded'|'Updating'|string (RO)
                provisioningInfo: {} (RO)
              userAssignedIdentityExceptions: [{}]
                name: string (R)
                namespace: string (R)
                podLabels: {} (R)
                  *: string
            oidcIssuerProfile: {}
              issuerURL: string (RO)
              enabled: bool
            nodeResourceGroup: string
            nodeResourceGroupProfile: {}
              restrictionLevel: 'Unrestricted'|'ReadOnly'|string
            enableRBAC: bool
            supportPlan: 'KubernetesOfficial'|'AKSLongTermSupport'|string
            networkProfile: {}
              networkPlugin: 'azure'|'kubenet'|'none'|string
              networkPluginMode: 'overlay'|string
              networkPolicy: 'none'|'calico'|'azure'|'cilium'|string
              networkMode: 'transparent'|'bridge'|string
              networkDataplane: 'azure'|'cilium'|string
              advancedNetworking: {}
                enabled: bool
                observability: {}
                  enabled: bool
                security: {}
                  enabled: bool
                  advancedNetworkPolicies: 'L7'|'FQDN'|'None'|string
              podCidr: string
              serviceCidr: string
              dnsServiceIP: string
              outboundType: 'loadBalancer'|'userDefinedRouting'|'managedNATGateway'|'userAssignedNATGateway'|'none'|string
              loadBalancerSku: 'standard'|'basic'|string
              loadBalancerProfile: {}
                managedOutboundIPs: {}
                  count: int
                  countIPv6: int
                outboundIPPrefixes: {}
                  publicIPPrefixes: [{}]
                    id: string
                outboundIPs: {}
                  publicIPs: [{}]
                    id: string
                effectiveOutboundIPs: [{}] (RO)
                allocatedOutboundPorts: int
                idleTimeoutInMinutes: int
                enableMultipleStandardLoadBalancers: bool
                backendPoolType: 'NodeIPConfiguration'|'NodeIP'|string
              natGatewayProfile: {}
                managedOutboundIPProfile: {}
                  count: int
                effectiveOutboundIPs: [{}] (RO)
                idleTimeoutInMinutes: int
              staticEgressGatewayProfile: {}
                enabled: bool
              podCidrs: [string]
              serviceCidrs: [string]
              ipFamilies: ['IPv4'|'IPv6'|string]
            aadProfile: {}
              managed: bool
              enableAzureRBAC: bool
              adminGroupObjectIDs: [string]
              clientAppID: string
              serverAppID: string
              serverAppSecret: string
              tenantID: string
            autoUpgradeProfile: {}
              upgradeChannel: 'rapid'|'stable'|'patch'|'node-image'|'none'|string
              nodeOSUpgradeChannel: 'None'|'Unmanaged'|'NodeImage'|'SecurityPatch'|string
            upgradeSettings: {}
              overrideSettings: {}
                forceUpgrade: bool
                until: string
            autoScalerProfile: {}
              balance-similar-node-groups: string
              daemonset-eviction-for-empty-nodes: bool
              daemonset-eviction-for-occupied-nodes: bool
              ignore-daemonsets-utilization: bool
              expander: 'least-waste'|'most-pods'|'priority'|'random'|string
              max-empty-bulk-delete: string
              max-graceful-termination-sec: string
              max-node-provision-time: string
              max-total-unready-percentage: string
              new-pod-scale-up-delay: string
              ok-total-unready-count: string
              scan-interval: string
              scale-down-delay-after-add: string
              scale-down-delay-after-delete: string
              scale-down-delay-after-failure: string
              scale-down-unneeded-time: string
              scale-down-unready-time: string
              scale-down-utilization-threshold: string
              skip-nodes-with-local-storage: string
              skip-nodes-with-system-pods: string
            apiServerAccessProfile: {}
              authorizedIPRanges: [string]
              enablePrivateCluster: bool
              privateDNSZone: string
              enablePrivateClusterPublicFQDN: bool
              disableRunCommand: bool
              enableVnetIntegration: bool
              subnetId: string
            diskEncryptionSetID: string
            identityProfile: {}
              *: {}
                resourceId: string
                clientId: string
                objectId: string
            privateLinkResources: [{}]
              id: string
              name: string
              type: string
              groupId: string
              requiredMembers: [string]
              privateLinkServiceID: string (RO)
            disableLocalAccounts: bool
            httpProxyConfig: {}
              httpProxy: string
              httpsProxy: string
              noProxy: [string]
              trustedCa: string
            securityProfile: {}
              defender: {}
                logAnalyticsWorkspaceResourceId: string
                securityMonitoring: {}
                  enabled: bool
              azureKeyVaultKms: {}
                enabled: bool
                keyId: string
                keyVaultNetworkAccess: 'Public'|'Private'|string
                keyVaultResourceId: string
              workloadIdentity: {}
                enabled: bool
              imageCleaner: {}
                enabled: bool
                intervalHours: int
              customCATrustCertificates: [any]
            storageProfile: {}
              diskCSIDriver: {}
                enabled: bool
              fileCSIDriver: {}
                enabled: bool
              snapshotController: {}
                enabled: bool
              blobCSIDriver: {}
                enabled: bool
            ingressProfile: {}
              webAppRouting: {}
                enabled: bool
                dnsZoneResourceIds: [string]
                nginx: {}
                  defaultIngressControllerType: 'AnnotationControlled'|'External'|'Internal'|'None'|string
                identity: {} (RO)
            publicNetworkAccess: 'Enabled'|'Disabled'|string
            workloadAutoScalerProfile: {}
              keda: {}
                enabled: bool (R)
              verticalPodAutoscaler: {}
                enabled: bool (R)
            azureMonitorProfile: {}
              metrics: {}
                enabled: bool (R)
                kubeStateMetrics: {}
                  metricLabelsAllowlist: string
                  metricAnnotationsAllowList: string
            serviceMeshProfile: {}
              mode: 'Istio'|'Disabled'|string (R)
              istio: {}
                components: {}
                  ingressGateways: [{}]
                    mode: 'External'|'Internal'|string (R)
                    enabled: bool (R)
                  egressGateways: [{}]
                    enabled: bool (R)
                    name: string (R)
                    namespace: string
                    gatewayConfigurationName: string
                certificateAuthority: {}
                  plugin: {}
                    keyVaultId: string
                    certObjectName: string
                    keyObjectName: string
                    rootCertObjectName: string
                    certChainObjectName: string
                revisions: [string]
            resourceUID: string (RO)
            metricsProfile: {}
              costAnalysis: {}
                enabled: bool
            nodeProvisioningProfile: {}
              mode: 'Manual'|'Auto'|string
              defaultNodePools: 'None'|'Auto'|string
            bootstrapProfile: {}
              artifactSource: 'Cache'|'Direct'|string
              containerRegistryId: string
            aiToolchainOperatorProfile: {}
              enabled: bool
            status: {}
              provisioningError: {} (RO)
          eTag: string (RO)
          sku: {}
            name: 'Base'|'Automatic'|string
            tier: 'Premium'|'Standard'|'Free'|string
          extendedLocation: {}
            name: string
            type: 'EdgeZone'|string
          identity: {}
            principalId: string (RO)
            tenantId: string (RO)
            type: 'SystemAssigned'|'UserAssigned'|'None'|string
            delegatedResources: {}
              *: {}
                resourceId: string
                tenantId: string
                referralResource: string
                location: string
            userAssignedIdentities: {}
              *: {}
                principalId: string (RO)
                clientId: string (RO)
          kind: string
          tags: {}
            *: string
          location: string (R)
        """##

    private static let azure_management_policy: StaticString = ##"""
        # One for each account; a PUT replaces all of its rules.
        name: azure.management_policy
        type: Microsoft.Storage/storageAccounts/managementPolicies
        api_version: "2025-08-01"
        scope: parent
        path: /managementPolicies/default
        name_rule: {fixed: default}
        update: put
        marker: none
        required: [properties]
        volatile: [properties.lastModifiedTime]
        serialize: [parent]
        normalizers:
          properties.policy.rules: {keyed: [name]}
        retry: {StorageAccountOperationInProgress: 10m}
        timeouts: {create: 15m, update: 10m, delete: 10m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          properties: {}
            lastModifiedTime: string (RO)
            policy: {} (R)
              rules: [{}] (R)
                enabled: bool
                name: string (R)
                type: 'Lifecycle'|string (R)
                definition: {} (R)
                  actions: {} (R)
                    baseBlob: {}
                      tierToCool: {}
                        daysAfterModificationGreaterThan: int
                        daysAfterLastAccessTimeGreaterThan: int
                        daysAfterLastTierChangeGreaterThan: int
                        daysAfterCreationGreaterThan: int
                      tierToArchive: {}
                        daysAfterModificationGreaterThan: int
                        daysAfterLastAccessTimeGreaterThan: int
                        daysAfterLastTierChangeGreaterThan: int
                        daysAfterCreationGreaterThan: int
                      tierToCold: {}
                        daysAfterModificationGreaterThan: int
                        daysAfterLastAccessTimeGreaterThan: int
                        daysAfterLastTierChangeGreaterThan: int
                        daysAfterCreationGreaterThan: int
                      tierToHot: {}
                        daysAfterModificationGreaterThan: int
                        daysAfterLastAccessTimeGreaterThan: int
                        daysAfterLastTierChangeGreaterThan: int
                        daysAfterCreationGreaterThan: int
                      delete: {}
                        daysAfterModificationGreaterThan: int
                        daysAfterLastAccessTimeGreaterThan: int
                        daysAfterLastTierChangeGreaterThan: int
                        daysAfterCreationGreaterThan: int
                      enableAutoTierToHotFromCool: bool
                    snapshot: {}
                      tierToCool: {}
                        daysAfterCreationGreaterThan: int (R)
                        daysAfterLastTierChangeGreaterThan: int
                      tierToArchive: {}
                        daysAfterCreationGreaterThan: int (R)
                        daysAfterLastTierChangeGreaterThan: int
                      tierToCold: {}
                        daysAfterCreationGreaterThan: int (R)
                        daysAfterLastTierChangeGreaterThan: int
                      tierToHot: {}
                        daysAfterCreationGreaterThan: int (R)
                        daysAfterLastTierChangeGreaterThan: int
                      delete: {}
                        daysAfterCreationGreaterThan: int (R)
                        daysAfterLastTierChangeGreaterThan: int
                    version: {}
                      tierToCool: {}
                        daysAfterCreationGreaterThan: int (R)
                        daysAfterLastTierChangeGreaterThan: int
                      tierToArchive: {}
                        daysAfterCreationGreaterThan: int (R)
                        daysAfterLastTierChangeGreaterThan: int
                      tierToCold: {}
                        daysAfterCreationGreaterThan: int (R)
                        daysAfterLastTierChangeGreaterThan: int
                      tierToHot: {}
                        daysAfterCreationGreaterThan: int (R)
                        daysAfterLastTierChangeGreaterThan: int
                      delete: {}
                        daysAfterCreationGreaterThan: int (R)
                        daysAfterLastTierChangeGreaterThan: int
                  filters: {}
                    prefixMatch: [string]
                    blobTypes: [string] (R)
                    blobIndexMatch: [{}]
                      name: string (R)
                      op: string (R)
                      value: string (R)
        """##

    private static let azure_resource_group: StaticString = ##"""
        # Deleting a group deletes everything in it.
        name: azure.resource_group
        type: Microsoft.Resources/resourceGroups
        api_version: "2024-07-01"
        scope: subscription
        path: /resourceGroups/{name}
        name_rule: {characters: "letters digits - _ . ( )", min: 1, max: 90}
        update: patch
        create_only: [location, managedBy]
        data_loss: everything in the group is deleted
        lineage: []
        timeouts: {create: 30m, update: 30m, delete: 90m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          properties: {}
            provisioningState: string (RO)
          managedBy: string
          tags: {}
            *: string
          location: string (R)
        """##

    private static let azure_role_assignment: StaticString = ##"""
        # The name follows from scope, principal and role when none is written.
        name: azure.role_assignment
        type: Microsoft.Authorization/roleAssignments
        api_version: "2022-04-01"
        scope: extension
        path: /providers/Microsoft.Authorization/roleAssignments/{name}
        name_rule: {derived: role_assignment, min: 36, max: 36}
        update: put
        marker: none
        create_only:
          - properties.roleDefinitionId
          - properties.principalId
          - properties.principalType
          - properties.delegatedManagedIdentityResourceId
        volatile: [properties.updatedOn, properties.updatedBy]
        normalizers:
          properties.roleDefinitionId: arm_id
          properties.principalId: case_insensitive
        lineage: [properties.createdOn]
        # A principal made a moment ago is not known everywhere yet.
        retry: {PrincipalNotFound: 15m, PrincipalTypeNotSupported: 5m, RoleDefinitionDoesNotExist: 2m}
        timeouts: {create: 20m, update: 10m, delete: 10m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          properties: {} (R)
            scope: string (RO)
            roleDefinitionId: string (R)
            principalId: string (R)
            principalType: 'User'|'Group'|'ServicePrincipal'|'ForeignGroup'|'Device'|'AgentUser'|'AgentServicePrincipal'|string
            description: string
            condition: string
            conditionVersion: string
            createdOn: string (RO)
            updatedOn: string (RO)
            createdBy: string (RO)
            updatedBy: string (RO)
            delegatedManagedIdentityResourceId: string
        """##

    private static let azure_storage_account: StaticString = ##"""
        name: azure.storage_account
        type: Microsoft.Storage/storageAccounts
        api_version: "2025-08-01"
        scope: resource_group
        path: /providers/Microsoft.Storage/storageAccounts/{name}
        name_rule: {characters: "a-z digits", min: 3, max: 24, global: true}
        update: patch
        lists_whole_objects: true
        serialize: [parent, name]
        create_only:
          - location
          - extendedLocation
          - properties.isHnsEnabled
          - properties.isNfsV3Enabled
          - properties.dnsEndpointType
          - properties.encryption.requireInfrastructureEncryption
          - properties.encryption.services.queue.keyType
          - properties.encryption.services.table.keyType
          - properties.immutableStorageWithVersioning.enabled
        replace_when:
          - {path: kind, except: [{from: Storage, to: StorageV2}]}
          # Locally and geographically redundant accounts do not become zone-redundant in place, nor back.
          - path: sku.name
            from: [Standard_LRS, Standard_GRS, Standard_RAGRS]
            to: [Standard_ZRS, Standard_GZRS, Standard_RAGZRS]
          - path: sku.name
            from: [Standard_ZRS, Standard_GZRS, Standard_RAGZRS]
            to: [Standard_LRS, Standard_GRS, Standard_RAGRS]
          - path: sku.name
            from: [Premium_LRS, Premium_ZRS]
          - path: sku.name
            to: [Premium_LRS, Premium_ZRS]
        one_way:
          - {path: properties.largeFileSharesState, why: large file shares cannot be turned off}
          - {path: properties.immutableStorageWithVersioning.immutabilityPolicy.state, why: a locked policy cannot be unlocked}
          - {path: kind, why: an account cannot become general-purpose v1 again}
        normalizers:
          properties.networkAcls.ipRules: {keyed: [value]}
          properties.networkAcls.virtualNetworkRules: {keyed: [id]}
          properties.networkAcls.virtualNetworkRules[*].id: arm_id
          properties.networkAcls.bypass: case_insensitive
        lineage: [properties.creationTime]
        data_loss: every blob, file, queue and table in the account is deleted
        retry: {StorageAccountOperationInProgress: 10m, StorageAccountIsNotProvisioned: 10m}
        timeouts: {create: 30m, update: 30m, delete: 30m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          sku: {} (R)
            name: 'Standard_LRS'|'Standard_GRS'|'Standard_RAGRS'|'Standard_ZRS'|'Premium_LRS'|'Premium_ZRS'|'Standard_GZRS'|'Standard_RAGZRS'|'StandardV2_LRS'|'StandardV2_GRS'|'StandardV2_ZRS'|'StandardV2_GZRS'|'PremiumV2_LRS'|'PremiumV2_ZRS'|string (R)
            tier: 'Standard'|'Premium' (RO)
          kind: 'Storage'|'StorageV2'|'BlobStorage'|'FileStorage'|'BlockBlobStorage'|string (R)
          location: string (R)
          extendedLocation: {}
            name: string
            type: 'EdgeZone'|string
          zones: [string]
          placement: {}
            zonePlacementPolicy: 'Any'|'None'|string
          tags: {}
            *: string
          identity: {}
            principalId: string (RO)
            tenantId: string (RO)
            type: 'None'|'SystemAssigned'|'UserAssigned'|'SystemAssigned,UserAssigned'|string (R)
            userAssignedIdentities: {}
              *: {}
                principalId: string (RO)
                clientId: string (RO)
          properties: {}
            allowedCopyScope: 'PrivateLink'|'AAD'|'All'|string
            publicNetworkAccess: 'Enabled'|'Disabled'|'SecuredByPerimeter'|string
            sasPolicy: {}
              sasExpirationPeriod: string (R)
              expirationAction: 'Log'|'Block'|string (R)
            keyPolicy: {}
              keyExpirationPeriodInDays: int (R)
            customDomain: {}
              name: string (R)
              useSubDomainName: bool
            encryption: {}
              services: {}
                blob: {}
                  enabled: bool
                  lastEnabledTime: string (RO)
                  keyType: 'Service'|'Account'|string
                file: {}
                  enabled: bool
                  lastEnabledTime: string (RO)
                  keyType: 'Service'|'Account'|string
                table: {}
                  enabled: bool
                  lastEnabledTime: string (RO)
                  keyType: 'Service'|'Account'|string
                queue: {}
                  enabled: bool
                  lastEnabledTime: string (RO)
                  keyType: 'Service'|'Account'|string
              keySource: 'Microsoft.Storage'|'Microsoft.Keyvault'|string
              requireInfrastructureEncryption: bool
              keyvaultproperties: {}
                keyname: string
                keyversion: string
                keyvaulturi: string
                currentVersionedKeyIdentifier: string (RO)
                lastKeyRotationTimestamp: string (RO)
                currentVersionedKeyExpirationTimestamp: string (RO)
              identity: {}
                userAssignedIdentity: string
                federatedIdentityClientId: string
            networkAcls: {}
              bypass: 'None'|'Logging'|'Metrics'|'AzureServices'|string
              resourceAccessRules: [{}]
                tenantId: string
                resourceId: string
              virtualNetworkRules: [{}]
                id: string (R)
                action: 'Allow'
                state: 'Provisioning'|'Deprovisioning'|'Succeeded'|'Failed'|'NetworkSourceDeleted'|string (RO)
              ipRules: [{}]
                value: string (R)
                action: 'Allow'
              ipv6Rules: [{}]
                value: string (R)
                action: 'Allow'
              defaultAction: 'Allow'|'Deny' (R)
            accessTier: 'Hot'|'Cool'|'Premium'|'Cold'|'Smart'
            azureFilesIdentityBasedAuthentication: {}
              directoryServiceOptions: 'None'|'AADDS'|'AD'|'AADKERB'|string (R)
              activeDirectoryProperties: {}
                domainName: string
                netBiosDomainName: string
                forestName: string
                domainGuid: string
                domainSid: string
                azureStorageSid: string
                samAccountName: string
                accountType: 'User'|'Computer'|string
              defaultSharePermission: 'None'|'StorageFileDataSmbShareReader'|'StorageFileDataSmbShareContributor'|'StorageFileDataSmbShareElevatedContributor'|string
              smbOAuthSettings: {}
                isSmbOAuthEnabled: bool
            supportsHttpsTrafficOnly: bool
            isSftpEnabled: bool
            isLocalUserEnabled: bool
            enableExtendedGroups: bool
            isHnsEnabled: bool
            largeFileSharesState: 'Disabled'|'Enabled'|string
            routingPreference: {}
              routingChoice: 'MicrosoftRouting'|'InternetRouting'|string
              publishMicrosoftEndpoints: bool
              publishInternetEndpoints: bool
            dualStackEndpointPreference: {}
              publishIpv6Endpoint: bool
            allowBlobPublicAccess: bool
            minimumTlsVersion: 'TLS1_0'|'TLS1_1'|'TLS1_2'|'TLS1_3'|string
            allowSharedKeyAccess: bool
            isNfsV3Enabled: bool
            allowCrossTenantReplication: bool
            defaultToOAuthAuthentication: bool
            immutableStorageWithVersioning: {}
              enabled: bool
              immutabilityPolicy: {}
                immutabilityPeriodSinceCreationInDays: int
                state: 'Unlocked'|'Locked'|'Disabled'|string
                allowProtectedAppendWrites: bool
            dnsEndpointType: 'Standard'|'AzureDnsZone'|string
            geoPriorityReplicationStatus: {}
              isBlobEnabled: bool
            allowSharedKeyAccessForServices: {}
              blob: {}
                enabled: bool
              file: {}
                enabled: bool
              table: {}
                enabled: bool
              queue: {}
                enabled: bool
            dataCollaborationPolicyProperties: {}
              allowStorageConnectors: bool
              allowStorageDataShares: bool
              allowCrossTenantDataSharing: bool
            provisioningState: 'Creating'|'ResolvingDNS'|'Succeeded' (RO)
            primaryEndpoints: {} (RO)
            primaryLocation: string (RO)
            statusOfPrimary: 'available'|'unavailable' (RO)
            lastGeoFailoverTime: string (RO)
            secondaryLocation: string (RO)
            statusOfSecondary: 'available'|'unavailable' (RO)
            creationTime: string (RO)
            keyCreationTime: {} (RO)
            secondaryEndpoints: {} (RO)
            geoReplicationStats: {} (RO)
            failoverInProgress: bool (RO)
            privateEndpointConnections: [{}] (RO)
            blobRestoreStatus: {} (RO)
            storageAccountSkuConversionStatus: {} (RO)
            isSkuConversionBlocked: bool (RO)
            accountMigrationInProgress: bool (RO)
        """##

    private static let azure_user_assigned_identity: StaticString = ##"""
        # A new one has another principal: what was assigned to the old one must be assigned again.
        name: azure.user_assigned_identity
        type: Microsoft.ManagedIdentity/userAssignedIdentities
        api_version: "2024-11-30"
        scope: resource_group
        path: /providers/Microsoft.ManagedIdentity/userAssignedIdentities/{name}
        name_rule: {characters: "letters digits - _", min: 3, max: 128}
        update: patch
        lists_whole_objects: true
        create_only: [location]
        lineage: [properties.principalId]
        timeouts: {create: 10m, update: 10m, delete: 10m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          properties: {}
            tenantId: string (RO)
            principalId: string (RO)
            clientId: string (RO)
            isolationScope: 'None'|'Regional'|string
          tags: {}
            *: string
          location: string (R)
        """##
}
