// Generated from catalog/ by embed-catalog.sh (`make catalog`). Do not edit.

/// The files of `catalog/`, inside the program: a relocated binary needs nothing beside it, and nothing is read before
/// it is asked for (docs/decisions/0501-embedded-catalog.md).
enum CatalogText {
    static let files: [(name: String, text: StaticString)] = [
        ("azure.action_group", azure_action_group),
        ("azure.agent_pool", azure_agent_pool),
        ("azure.application_insights", azure_application_insights),
        ("azure.blob_container", azure_blob_container),
        ("azure.blob_service", azure_blob_service),
        ("azure.container_registry", azure_container_registry),
        ("azure.data_collection_endpoint", azure_data_collection_endpoint),
        ("azure.data_collection_rule", azure_data_collection_rule),
        ("azure.data_collection_rule_association", azure_data_collection_rule_association),
        ("azure.disk", azure_disk),
        ("azure.federated_credential", azure_federated_credential),
        ("azure.grafana", azure_grafana),
        ("azure.key_vault", azure_key_vault),
        ("azure.key_vault_secret", azure_key_vault_secret),
        ("azure.log_analytics_workspace", azure_log_analytics_workspace),
        ("azure.maintenance_configuration", azure_maintenance_configuration),
        ("azure.managed_cluster", azure_managed_cluster),
        ("azure.management_lock", azure_management_lock),
        ("azure.management_policy", azure_management_policy),
        ("azure.metric_alert", azure_metric_alert),
        ("azure.monitor_workspace", azure_monitor_workspace),
        ("azure.nat_gateway", azure_nat_gateway),
        ("azure.network_security_group", azure_network_security_group),
        ("azure.private_dns_zone", azure_private_dns_zone),
        ("azure.private_dns_zone_group", azure_private_dns_zone_group),
        ("azure.private_dns_zone_link", azure_private_dns_zone_link),
        ("azure.private_endpoint", azure_private_endpoint),
        ("azure.prometheus_rule_group", azure_prometheus_rule_group),
        ("azure.public_ip", azure_public_ip),
        ("azure.resource_group", azure_resource_group),
        ("azure.role_assignment", azure_role_assignment),
        ("azure.scheduled_query_rule", azure_scheduled_query_rule),
        ("azure.security_rule", azure_security_rule),
        ("azure.snapshot", azure_snapshot),
        ("azure.storage_account", azure_storage_account),
        ("azure.subnet", azure_subnet),
        ("azure.user_assigned_identity", azure_user_assigned_identity),
        ("azure.virtual_network", azure_virtual_network),
        ("azure.workbook", azure_workbook),
    ]

    private static let azure_action_group: StaticString = ##"""
        name: azure.action_group
        type: Microsoft.Insights/actionGroups
        api_version: "2023-01-01"
        scope: resource_group
        path: /providers/Microsoft.Insights/actionGroups/{name}
        name_rule: {characters: "letters digits - _ .", min: 1, max: 260}
        update: read_modify_write
        lists_whole_objects: true
        required: [location, properties]
        create_only: [location]
        secret: ["properties.webhookReceivers[*].serviceUri", "properties.logicAppReceivers[*].callbackUrl", "properties.azureFunctionReceivers[*].httpTriggerUrl"]
        normalizers:
          properties.emailReceivers: {keyed: [name]}
          properties.webhookReceivers: {keyed: [name]}
          properties.armRoleReceivers: {keyed: [name]}
          properties.logicAppReceivers: {keyed: [name]}
        timeouts: {create: 10m, update: 10m, delete: 10m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          properties: {}
            groupShortName: string (R)
            enabled: bool (R)
            emailReceivers: [{}]
              name: string (R)
              emailAddress: string (R)
              useCommonAlertSchema: bool
              status: 'NotSpecified'|'Enabled'|'Disabled' (RO)
            smsReceivers: [{}]
              name: string (R)
              countryCode: string (R)
              phoneNumber: string (R)
              status: 'NotSpecified'|'Enabled'|'Disabled' (RO)
            webhookReceivers: [{}]
              name: string (R)
              serviceUri: string (R)
              useCommonAlertSchema: bool
              useAadAuth: bool
              objectId: string
              identifierUri: string
              tenantId: string
            itsmReceivers: [{}]
              name: string (R)
              workspaceId: string (R)
              connectionId: string (R)
              ticketConfiguration: string (R)
              region: string (R)
            azureAppPushReceivers: [{}]
              name: string (R)
              emailAddress: string (R)
            automationRunbookReceivers: [{}]
              automationAccountId: string (R)
              runbookName: string (R)
              webhookResourceId: string (R)
              isGlobalRunbook: bool (R)
              name: string
              serviceUri: string
              useCommonAlertSchema: bool
            voiceReceivers: [{}]
              name: string (R)
              countryCode: string (R)
              phoneNumber: string (R)
            logicAppReceivers: [{}]
              name: string (R)
              resourceId: string (R)
              callbackUrl: string (R)
              useCommonAlertSchema: bool
            azureFunctionReceivers: [{}]
              name: string (R)
              functionAppResourceId: string (R)
              functionName: string (R)
              httpTriggerUrl: string (R)
              useCommonAlertSchema: bool
            armRoleReceivers: [{}]
              name: string (R)
              roleId: string (R)
              useCommonAlertSchema: bool
            eventHubReceivers: [{}]
              name: string (R)
              eventHubNameSpace: string (R)
              eventHubName: string (R)
              useCommonAlertSchema: bool
              tenantId: string
              subscriptionId: string (R)
          location: string (R)
          tags: {}
            *: string
        """##

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

    private static let azure_application_insights: StaticString = ##"""
        name: azure.application_insights
        type: Microsoft.Insights/components
        api_version: "2020-02-02"
        scope: resource_group
        path: /providers/Microsoft.Insights/components/{name}
        name_rule: {characters: "letters digits - _ . ( )", min: 1, max: 260}
        update: read_modify_write
        lists_whole_objects: true
        required: [location]
        create_only: [location, kind, properties.Application_Type]
        secret: [properties.ConnectionString, properties.InstrumentationKey]
        volatile: [etag]
        normalizers:
          properties.WorkspaceResourceId: arm_id
        lineage: [properties.AppId]
        timeouts: {create: 20m, update: 20m, delete: 20m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          kind: string (R)
          etag: string
          properties: {}
            ApplicationId: string (RO)
            AppId: string (RO)
            Name: string (RO)
            Application_Type: 'web'|'other'|string (R)
            Flow_Type: 'Bluefield'|string
            Request_Source: 'rest'|string
            InstrumentationKey: string (RO)
            CreationDate: string (RO)
            TenantId: string (RO)
            HockeyAppId: string
            HockeyAppToken: string (RO)
            provisioningState: string (RO)
            SamplingPercentage: int
            ConnectionString: string (RO)
            RetentionInDays: int
            DisableIpMasking: bool
            ImmediatePurgeDataOn30Days: bool
            WorkspaceResourceId: string
            LaMigrationDate: string (RO)
            PrivateLinkScopedResources: [{}] (RO)
            publicNetworkAccessForIngestion: 'Enabled'|'Disabled'|string
            publicNetworkAccessForQuery: 'Enabled'|'Disabled'|string
            IngestionMode: 'ApplicationInsights'|'ApplicationInsightsWithDiagnosticSettings'|'LogAnalytics'|string
            DisableLocalAuth: bool
            ForceCustomerStorageForProfiler: bool
          location: string (R)
          tags: {}
            *: string
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

    private static let azure_container_registry: StaticString = ##"""
        name: azure.container_registry
        type: Microsoft.ContainerRegistry/registries
        api_version: "2025-11-01"
        scope: resource_group
        path: /providers/Microsoft.ContainerRegistry/registries/{name}
        name_rule: {characters: "letters digits", min: 5, max: 50, global: true}
        update: patch
        lists_whole_objects: true
        required: [location]
        create_only: [location, properties.zoneRedundancy]
        normalizers:
          sku.name: case_insensitive
        lineage: [properties.creationDate]
        data_loss: every image in the registry is deleted
        timeouts: {create: 30m, update: 30m, delete: 30m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          properties: {}
            loginServer: string (RO)
            creationDate: string (RO)
            provisioningState: 'Creating'|'Updating'|'Deleting'|'Succeeded'|'Failed'|'Canceled'|string (RO)
            status: {} (RO)
            adminUserEnabled: bool
            networkRuleSet: {}
              defaultAction: 'Allow'|'Deny'|string (R)
              ipRules: [{}]
                action: 'Allow'|string
                value: string (R)
            policies: {}
              quarantinePolicy: {}
                status: 'enabled'|'disabled'|string
              trustPolicy: {}
                type: 'Notary'|string
                status: 'enabled'|'disabled'|string
              retentionPolicy: {}
                days: int
                lastUpdatedTime: string (RO)
                status: 'enabled'|'disabled'|string
              exportPolicy: {}
                status: 'enabled'|'disabled'|string
              azureADAuthenticationAsArmPolicy: {}
                status: 'enabled'|'disabled'|string
            encryption: {}
              status: 'enabled'|'disabled'|string
              keyVaultProperties: {}
                keyIdentifier: string
                versionedKeyIdentifier: string (RO)
                identity: string
                keyRotationEnabled: bool (RO)
                lastKeyRotationTimestamp: string (RO)
            dataEndpointEnabled: bool
            dataEndpointHostNames: [string] (RO)
            privateEndpointConnections: [{}] (RO)
            publicNetworkAccess: 'Enabled'|'Disabled'|string
            networkRuleBypassOptions: 'AzureServices'|'None'|string
            networkRuleBypassAllowedForTasks: bool
            zoneRedundancy: 'Enabled'|'Disabled'|string
            anonymousPullEnabled: bool
            roleAssignmentMode: 'AbacRepositoryPermissions'|'LegacyRegistryPermissions'|string
          sku: {} (R)
            name: 'Classic'|'Basic'|'Standard'|'Premium'|string (R)
            tier: 'Classic'|'Basic'|'Standard'|'Premium'|string (RO)
          identity: {}
            principalId: string (RO)
            tenantId: string (RO)
            type: 'SystemAssigned'|'UserAssigned'|'SystemAssigned, UserAssigned'|'None'
            userAssignedIdentities: {}
              *: {}
                principalId: string (RO)
                clientId: string (RO)
          tags: {}
            *: string
          location: string (R)
        """##

    private static let azure_data_collection_endpoint: StaticString = ##"""
        name: azure.data_collection_endpoint
        type: Microsoft.Insights/dataCollectionEndpoints
        api_version: "2023-03-11"
        scope: resource_group
        path: /providers/Microsoft.Insights/dataCollectionEndpoints/{name}
        name_rule: {characters: "letters digits -", min: 3, max: 44}
        update: read_modify_write
        lists_whole_objects: true
        required: [location]
        create_only: [location, kind]
        volatile: [etag]
        lineage: [properties.immutableId]
        timeouts: {create: 10m, update: 10m, delete: 10m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          properties: {}
            description: string
            immutableId: string
            configurationAccess: {}
              endpoint: string (RO)
            logsIngestion: {}
              endpoint: string (RO)
            metricsIngestion: {}
              endpoint: string (RO)
            networkAcls: {}
              publicNetworkAccess: 'Enabled'|'Disabled'|'SecuredByPerimeter'|string
            provisioningState: 'Creating'|'Updating'|'Deleting'|'Succeeded'|'Canceled'|'Failed'|string (RO)
            privateLinkScopedResources: [{}] (RO)
            failoverConfiguration: {} (RO)
            metadata: {} (RO)
          location: string (R)
          tags: {}
            *: string
          kind: 'Linux'|'Windows'|string
          identity: {}
            principalId: string (RO)
            tenantId: string (RO)
            type: 'None'|'SystemAssigned'|'UserAssigned'|'SystemAssigned,UserAssigned'|string (R)
            userAssignedIdentities: {}
              *: {}
                principalId: string (RO)
                clientId: string (RO)
          etag: string (RO)
        """##

    private static let azure_data_collection_rule: StaticString = ##"""
        name: azure.data_collection_rule
        type: Microsoft.Insights/dataCollectionRules
        api_version: "2023-03-11"
        scope: resource_group
        path: /providers/Microsoft.Insights/dataCollectionRules/{name}
        name_rule: {characters: "letters digits - _", min: 3, max: 64}
        update: read_modify_write
        lists_whole_objects: true
        required: [location, properties]
        create_only: [location, kind]
        delete_query: {deleteAssociations: "true"}
        volatile: [etag]
        normalizers:
          properties.dataCollectionEndpointId: arm_id
          properties.destinations.logAnalytics: {keyed: [name]}
          properties.destinations.logAnalytics[*].workspaceResourceId: arm_id
          properties.destinations.monitoringAccounts: {keyed: [name]}
          properties.destinations.monitoringAccounts[*].accountResourceId: arm_id
        lineage: [properties.immutableId]
        timeouts: {create: 10m, update: 10m, delete: 10m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          properties: {}
            description: string
            immutableId: string (RO)
            dataCollectionEndpointId: string
            metadata: {} (RO)
            endpoints: {} (RO)
            references: {}
              enrichmentData: {}
                storageBlobs: [{}]
                  resourceId: string
                  blobUrl: string
                  lookupType: 'String'|'Cidr'|string
                  name: string
            agentSettings: {}
              logs: [{}]
                name: 'MaxDiskQuotaInMB'|'UseTimeReceivedForForwardedEvents'|string
                value: string
            streamDeclarations: {}
              *: {}
                columns: [{}]
                  name: string
                  type: 'string'|'int'|'long'|'real'|'boolean'|'datetime'|'dynamic'|string
            dataSources: {}
              performanceCounters: [{}]
                streams: ['Microsoft-Perf'|'Microsoft-InsightsMetrics'|string]
                samplingFrequencyInSeconds: int
                counterSpecifiers: [string]
                transformKql: string
                name: string
              windowsEventLogs: [{}]
                streams: ['Microsoft-WindowsEvent'|'Microsoft-Event'|string]
                xPathQueries: [string]
                transformKql: string
                name: string
              syslog: [{}]
                streams: ['Microsoft-Syslog'|string]
                facilityNames: ['*'|'alert'|'audit'|'auth'|'authpriv'|'clock'|'cron'|'daemon'|'ftp'|'kern'|'local0'|'local1'|'local2'|'local3'|'local4'|'local5'|'local6'|'local7'|'lpr'|'mail'|'mark'|'news'|'nopri'|'ntp'|'syslog'|'user'|'uucp'|string]
                logLevels: ['Debug'|'Info'|'Notice'|'Warning'|'Error'|'Critical'|'Alert'|'Emergency'|'*'|string]
                transformKql: string
                name: string
              extensions: [{}]
                streams: ['Microsoft-Event'|'Microsoft-InsightsMetrics'|'Microsoft-Perf'|'Microsoft-Syslog'|'Microsoft-WindowsEvent'|string]
                extensionName: string (R)
                extensionSettings: any
                inputDataSources: [string]
                name: string
              logFiles: [{}]
                streams: [string] (R)
                filePatterns: [string] (R)
                format: 'json'|'text'|string (R)
                settings: {}
                  text: {}
                    recordStartTimestampFormat: 'ISO 8601'|'YYYY-MM-DD HH:MM:SS'|'M/D/YYYY HH:MM:SS AM/PM'|'Mon DD, YYYY HH:MM:SS'|'yyMMdd HH:mm:ss'|'ddMMyy HH:mm:ss'|'MMM d hh:mm:ss'|'dd/MMM/yyyy:HH:mm:ss zzz'|'yyyy-MM-ddTHH:mm:ssK'|string (R)
                transformKql: string
                name: string
              iisLogs: [{}]
                streams: [string] (R)
                logDirectories: [string]
                transformKql: string
                name: string
              windowsFirewallLogs: [{}]
                streams: [string] (R)
                profileFilter: ['Domain'|'Private'|'Public'|string]
                name: string
              prometheusForwarder: [{}]
                streams: ['Microsoft-PrometheusMetrics'|string]
                labelIncludeFilter: {}
                  *: string
                name: string
              platformTelemetry: [{}]
                streams: [string] (R)
                name: string
              dataImports: {}
                eventHub: {}
                  name: string
                  consumerGroup: string
                  stream: string
            destinations: {}
              logAnalytics: [{}]
                workspaceResourceId: string
                workspaceId: string (RO)
                name: string
              monitoringAccounts: [{}]
                accountResourceId: string
                accountId: string (RO)
                name: string
              azureMonitorMetrics: {}
                name: string
              eventHubs: [{}]
                eventHubResourceId: string
                name: string
              eventHubsDirect: [{}]
                eventHubResourceId: string
                name: string
              storageBlobsDirect: [{}]
                containerName: string
                storageAccountResourceId: string
                name: string
              storageTablesDirect: [{}]
                tableName: string
                storageAccountResourceId: string
                name: string
              storageAccounts: [{}]
                containerName: string
                storageAccountResourceId: string
                name: string
              microsoftFabric: [{}]
                tenantId: string
                artifactId: string
                databaseName: string
                ingestionUri: string
                name: string
              azureDataExplorer: [{}]
                resourceId: string
                databaseName: string
                ingestionUri: string (RO)
                name: string
            dataFlows: [{}]
              streams: ['Microsoft-Event'|'Microsoft-InsightsMetrics'|'Microsoft-Perf'|'Microsoft-Syslog'|'Microsoft-WindowsEvent'|string]
              destinations: [string]
              transformKql: string
              outputStream: string
              builtInTransform: string
              captureOverflow: bool
            provisioningState: 'Creating'|'Updating'|'Deleting'|'Succeeded'|'Canceled'|'Failed'|string (RO)
          location: string (R)
          tags: {}
            *: string
          kind: 'Linux'|'Windows'|string
          identity: {}
            principalId: string (RO)
            tenantId: string (RO)
            type: 'None'|'SystemAssigned'|'UserAssigned'|'SystemAssigned,UserAssigned'|string (R)
            userAssignedIdentities: {}
              *: {}
                principalId: string (RO)
                clientId: string (RO)
          etag: string (RO)
        """##

    private static let azure_data_collection_rule_association: StaticString = ##"""
        # What the rule collects from: a cluster, a machine.
        name: azure.data_collection_rule_association
        type: Microsoft.Insights/dataCollectionRuleAssociations
        api_version: "2023-03-11"
        scope: extension
        path: /providers/Microsoft.Insights/dataCollectionRuleAssociations/{name}
        name_rule: {characters: "letters digits - _ .", min: 1, max: 260}
        update: put
        marker: none
        required: [properties]
        volatile: [etag]
        normalizers:
          properties.dataCollectionRuleId: arm_id
          properties.dataCollectionEndpointId: arm_id
        timeouts: {create: 10m, update: 10m, delete: 10m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          properties: {}
            description: string
            dataCollectionRuleId: string
            dataCollectionEndpointId: string
            provisioningState: 'Creating'|'Updating'|'Deleting'|'Succeeded'|'Canceled'|'Failed'|string (RO)
            metadata: {} (RO)
          etag: string (RO)
        """##

    private static let azure_disk: StaticString = ##"""
        name: azure.disk
        type: Microsoft.Compute/disks
        api_version: "2025-01-02"
        scope: resource_group
        path: /providers/Microsoft.Compute/disks/{name}
        name_rule: {characters: "letters digits - _ .", min: 1, max: 80}
        update: patch
        lists_whole_objects: true
        required: [location, properties]
        create_only:
          - location
          - zones
          - extendedLocation
          - properties.creationData
          - properties.osType
          - properties.hyperVGeneration
          - properties.securityProfile.securityType
        one_way:
          - {path: properties.diskSizeGB, why: a disk cannot be made smaller}
        volatile: [properties.diskState, managedBy, managedByExtended]
        normalizers:
          zones: unordered
          properties.creationData.sourceResourceId: arm_id
        lineage: [properties.uniqueId]
        data_loss: what is on the disk is deleted
        timeouts: {create: 30m, update: 30m, delete: 30m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          properties: {}
            timeCreated: string (RO)
            osType: 'Windows'|'Linux'
            hyperVGeneration: 'V1'|'V2'|string
            purchasePlan: {}
              name: string (R)
              publisher: string (R)
              product: string (R)
              promotionCode: string
            supportedCapabilities: {}
              diskControllerTypes: string
              acceleratedNetwork: bool
              architecture: 'x64'|'Arm64'|string
              supportedSecurityOption: 'TrustedLaunchSupported'|'TrustedLaunchAndConfidentialVMSupported'|string
            creationData: {} (R)
              createOption: 'Empty'|'Attach'|'FromImage'|'Import'|'Copy'|'Restore'|'Upload'|'CopyStart'|'ImportSecure'|'UploadPreparedSecure'|'CopyFromSanSnapshot'|string (R)
              storageAccountId: string
              imageReference: {}
                id: string
                sharedGalleryImageId: string
                communityGalleryImageId: string
                lun: int
              galleryImageReference: {}
                id: string
                sharedGalleryImageId: string
                communityGalleryImageId: string
                lun: int
              sourceUri: string
              sourceResourceId: string
              sourceUniqueId: string (RO)
              uploadSizeBytes: int
              logicalSectorSize: int
              securityDataUri: string
              securityMetadataUri: string
              performancePlus: bool
              elasticSanResourceId: string
              provisionedBandwidthCopySpeed: 'None'|'Enhanced'|string
              instantAccessDurationMinutes: int
            diskSizeGB: int
            diskSizeBytes: int (RO)
            uniqueId: string (RO)
            encryptionSettingsCollection: {}
              enabled: bool (R)
              encryptionSettings: [{}]
                diskEncryptionKey: {}
                  sourceVault: {} (R)
                    id: string
                  secretUrl: string (R)
                keyEncryptionKey: {}
                  sourceVault: {} (R)
                    id: string
                  keyUrl: string (R)
              encryptionSettingsVersion: string
            provisioningState: string (RO)
            diskIOPSReadWrite: int
            diskMBpsReadWrite: int
            diskIOPSReadOnly: int
            diskMBpsReadOnly: int
            diskState: 'Unattached'|'Attached'|'Reserved'|'Frozen'|'ActiveSAS'|'ActiveSASFrozen'|'ReadyToUpload'|'ActiveUpload'|string (RO)
            encryption: {}
              diskEncryptionSetId: string
              type: 'EncryptionAtRestWithPlatformKey'|'EncryptionAtRestWithCustomerKey'|'EncryptionAtRestWithPlatformAndCustomerKeys'|string
            maxShares: int
            shareInfo: [{}] (RO)
            networkAccessPolicy: 'AllowAll'|'AllowPrivate'|'DenyAll'|string
            diskAccessId: string
            burstingEnabledTime: string (RO)
            tier: string
            burstingEnabled: bool
            propertyUpdatesInProgress: {} (RO)
            supportsHibernation: bool
            securityProfile: {}
              securityType: 'TrustedLaunch'|'ConfidentialVM_VMGuestStateOnlyEncryptedWithPlatformKey'|'ConfidentialVM_DiskEncryptedWithPlatformKey'|'ConfidentialVM_DiskEncryptedWithCustomerKey'|'ConfidentialVM_NonPersistedTPM'|string
              secureVMDiskEncryptionSetId: string
            completionPercent: int
            publicNetworkAccess: 'Enabled'|'Disabled'|string
            dataAccessAuthMode: 'AzureActiveDirectory'|'None'|string
            optimizedForFrequentAttach: bool
            LastOwnershipUpdateTime: string (RO)
            availabilityPolicy: {}
              actionOnDiskDelay: 'None'|'AutomaticReattach'|string
          managedBy: string (RO)
          managedByExtended: [string] (RO)
          sku: {}
            name: 'Standard_LRS'|'Premium_LRS'|'StandardSSD_LRS'|'UltraSSD_LRS'|'Premium_ZRS'|'StandardSSD_ZRS'|'PremiumV2_LRS'|string
            tier: string (RO)
          zones: [string]
          extendedLocation: {}
            name: string
            type: 'EdgeZone'|string
          tags: {}
            *: string
          location: string (R)
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

    private static let azure_grafana: StaticString = ##"""
        name: azure.grafana
        type: Microsoft.Dashboard/grafana
        api_version: "2025-08-01"
        scope: resource_group
        path: /providers/Microsoft.Dashboard/grafana/{name}
        name_rule: {characters: "letters digits -", min: 2, max: 23}
        update: read_modify_write
        lists_whole_objects: true
        required: [location]
        create_only: [location, properties.zoneRedundancy]
        data_loss: dashboards that are kept nowhere else are deleted
        timeouts: {create: 60m, update: 60m, delete: 60m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          properties: {}
            provisioningState: 'Accepted'|'Creating'|'Updating'|'Deleting'|'Succeeded'|'Failed'|'Canceled'|'Deleted'|'NotSpecified'|string (RO)
            grafanaVersion: string (RO)
            endpoint: string (RO)
            publicNetworkAccess: 'Enabled'|'Disabled'|string
            zoneRedundancy: 'Disabled'|'Enabled'|string
            apiKey: 'Disabled'|'Enabled'|string
            creatorCanAdmin: 'Disabled'|'Enabled'|string
            deterministicOutboundIP: 'Disabled'|'Enabled'|string
            outboundIPs: [string] (RO)
            privateEndpointConnections: [{}] (RO)
            autoGeneratedDomainNameLabelScope: 'TenantReuse'|string
            grafanaIntegrations: {}
              azureMonitorWorkspaceIntegrations: [{}]
                azureMonitorWorkspaceResourceId: string
            enterpriseConfigurations: {}
              marketplacePlanId: string
              marketplaceAutoRenew: 'Disabled'|'Enabled'|string
            grafanaConfigurations: {}
              smtp: {}
                enabled: bool
                host: string
                user: string
                password: string
                fromAddress: string
                fromName: string
                startTLSPolicy: 'OpportunisticStartTLS'|'MandatoryStartTLS'|'NoStartTLS'|string
                skipVerify: bool
              snapshots: {}
                externalEnabled: bool
              users: {}
                viewersCanEdit: bool
                editorsCanAdmin: bool
              security: {}
                csrfAlwaysCheck: bool
              unifiedAlertingScreenshots: {}
                captureEnabled: bool
            grafanaPlugins: {}
              *: {}
                pluginId: string (RO)
            grafanaMajorVersion: string
          sku: {}
            name: string (R)
            size: 'X1'|'X2'|string
          tags: {}
            *: string
          location: string
          identity: {}
            principalId: string (RO)
            tenantId: string (RO)
            type: 'None'|'SystemAssigned'|'UserAssigned'|'SystemAssigned,UserAssigned'|string (R)
            userAssignedIdentities: {}
              *: {}
                principalId: string (RO)
                clientId: string (RO)
        """##

    private static let azure_key_vault: StaticString = ##"""
        # A deleted vault keeps its name until it is purged. Write `enableRbacAuthorization`: its default changed.
        name: azure.key_vault
        type: Microsoft.KeyVault/vaults
        api_version: "2026-02-01"
        scope: resource_group
        path: /providers/Microsoft.KeyVault/vaults/{name}
        name_rule: {characters: "letters digits -", min: 3, max: 24, global: true}
        update: patch
        required: [location, properties]
        create_only: [location, properties.softDeleteRetentionInDays, properties.tenantId]
        one_way:
          - {path: properties.enablePurgeProtection, why: purge protection cannot be turned off}
        write_only: [properties.createMode]
        normalizers:
          properties.tenantId: case_insensitive
          properties.networkAcls.ipRules: {keyed: [value]}
          properties.networkAcls.virtualNetworkRules: {keyed: [id]}
          properties.networkAcls.virtualNetworkRules[*].id: arm_id
        data_loss: every key, secret and certificate in the vault is deleted
        timeouts: {create: 30m, update: 30m, delete: 30m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          location: string (R)
          tags: {}
            *: string
          properties: {} (R)
            tenantId: string (R)
            sku: {} (R)
              family: 'A'|string (R)
              name: 'standard'|'premium' (R)
            accessPolicies: [{}]
              tenantId: string (R)
              objectId: string (R)
              applicationId: string
              permissions: {} (R)
                keys: ['all'|'encrypt'|'decrypt'|'wrapKey'|'unwrapKey'|'sign'|'verify'|'get'|'list'|'create'|'update'|'import'|'delete'|'backup'|'restore'|'recover'|'purge'|'release'|'rotate'|'getrotationpolicy'|'setrotationpolicy'|string]
                secrets: ['all'|'get'|'list'|'set'|'delete'|'backup'|'restore'|'recover'|'purge'|string]
                certificates: ['all'|'get'|'list'|'delete'|'create'|'import'|'update'|'managecontacts'|'getissuers'|'listissuers'|'setissuers'|'deleteissuers'|'manageissuers'|'recover'|'purge'|'backup'|'restore'|string]
                storage: ['all'|'get'|'list'|'delete'|'set'|'update'|'regeneratekey'|'recover'|'purge'|'backup'|'restore'|'setsas'|'listsas'|'getsas'|'deletesas'|string]
            vaultUri: string
            hsmPoolResourceId: string (RO)
            enabledForDeployment: bool
            enabledForDiskEncryption: bool
            enabledForTemplateDeployment: bool
            enableSoftDelete: bool
            softDeleteRetentionInDays: int
            enableRbacAuthorization: bool
            createMode: 'recover'|'default'
            enablePurgeProtection: bool
            networkAcls: {}
              bypass: 'AzureServices'|'None'|string
              defaultAction: 'Allow'|'Deny'|string
              ipRules: [{}]
                value: string (R)
              virtualNetworkRules: [{}]
                id: string (R)
                ignoreMissingVnetServiceEndpoint: bool
            provisioningState: 'Succeeded'|'RegisteringDns'|string
            privateEndpointConnections: [{}] (RO)
            publicNetworkAccess: string
        """##

    private static let azure_key_vault_secret: StaticString = ##"""
        # Set through ARM; a secret is never deleted there, only forgotten, and goes with its vault.
        name: azure.key_vault_secret
        type: Microsoft.KeyVault/vaults/secrets
        api_version: "2026-02-01"
        scope: parent
        path: /secrets/{name}
        name_rule: {characters: "letters digits -", min: 1, max: 127}
        update: put
        required: [properties]
        deletable: false
        secret: [properties.value]
        write_only: [properties.value]
        volatile: [properties.secretUri, properties.secretUriWithVersion]
        timeouts: {create: 30m, update: 30m, delete: 30m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          tags: {}
            *: string
          properties: {} (R)
            value: string
            contentType: string
            attributes: {}
              enabled: bool
              nbf: int
              exp: int
              created: int (RO)
              updated: int (RO)
            secretUri: string (RO)
            secretUriWithVersion: string (RO)
          location: string (RO)
        """##

    private static let azure_log_analytics_workspace: StaticString = ##"""
        # A deleted workspace can be had back for 14 days by making it again.
        name: azure.log_analytics_workspace
        type: Microsoft.OperationalInsights/workspaces
        api_version: "2025-07-01"
        scope: resource_group
        path: /providers/Microsoft.OperationalInsights/workspaces/{name}
        name_rule: {characters: "letters digits -", min: 4, max: 63}
        update: patch
        lists_whole_objects: true
        required: [location]
        create_only: [location]
        replace_when:
          - path: properties.sku.name
            except: [{from: PerGB2018, to: CapacityReservation}, {from: CapacityReservation, to: PerGB2018}]
        volatile: [etag, properties.modifiedDate]
        normalizers:
          properties.sku.name: case_insensitive
        lineage: [properties.customerId]
        data_loss: the logs are deleted
        timeouts: {create: 30m, update: 30m, delete: 30m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          properties: {}
            provisioningState: 'Creating'|'Succeeded'|'Failed'|'Canceled'|'Deleting'|'ProvisioningAccount'|'Updating'|string (RO)
            customerId: string (RO)
            sku: {}
              name: 'Free'|'Standard'|'Premium'|'PerNode'|'PerGB2018'|'Standalone'|'CapacityReservation'|'LACluster'|string (R)
              capacityReservationLevel: int
              lastSkuUpdate: string (RO)
            retentionInDays: int
            workspaceCapping: {}
              dailyQuotaGb: int
              quotaNextResetTime: string (RO)
              dataIngestionStatus: 'RespectQuota'|'ForceOn'|'ForceOff'|'OverQuota'|'SubscriptionSuspended'|'ApproachingQuota'|string (RO)
            createdDate: string (RO)
            modifiedDate: string (RO)
            publicNetworkAccessForIngestion: 'Enabled'|'Disabled'|'SecuredByPerimeter'|string
            publicNetworkAccessForQuery: 'Enabled'|'Disabled'|'SecuredByPerimeter'|string
            forceCmkForQuery: bool
            privateLinkScopedResources: [{}] (RO)
            features: {}
              enableDataExport: bool
              immediatePurgeDataOn30Days: bool
              enableLogAccessUsingOnlyResourcePermissions: bool
              clusterResourceId: string
              disableLocalAuth: bool
              unifiedSentinelBillingOnly: bool (RO)
              associations: [string] (RO)
              *: any
            defaultDataCollectionRuleResourceId: string
            replication: {}
              location: string
              enabled: bool
              provisioningState: 'Succeeded'|'EnableRequested'|'Enabling'|'DisableRequested'|'Disabling'|'RollbackRequested'|'RollingBack'|'Failed'|'Canceled'|string (RO)
              createdDate: string (RO)
              lastModifiedDate: string (RO)
            failover: {}
              state: 'Inactive'|'Activating'|'Active'|'Deactivating'|'Failed'|string (RO)
              lastModifiedDate: string (RO)
          identity: {}
            principalId: string (RO)
            tenantId: string (RO)
            type: 'SystemAssigned'|'UserAssigned'|'None' (R)
            userAssignedIdentities: {}
              *: {}
                principalId: string (RO)
                clientId: string (RO)
          etag: string
          tags: {}
            *: string
          location: string (R)
        """##

    private static let azure_maintenance_configuration: StaticString = ##"""
        # The name is default, aksManagedAutoUpgradeSchedule or aksManagedNodeOSUpgradeSchedule.
        name: azure.maintenance_configuration
        type: Microsoft.ContainerService/managedClusters/maintenanceConfigurations
        api_version: "2025-10-01"
        scope: parent
        path: /maintenanceConfigurations/{name}
        name_rule: {characters: "letters", min: 1, max: 63}
        update: put
        marker: none
        lists_whole_objects: true
        serialize: [parent]
        required: [properties]
        retry: {OperationNotAllowed: 30m}
        timeouts: {create: 30m, update: 30m, delete: 30m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          properties: {}
            timeInWeek: [{}]
              day: 'Sunday'|'Monday'|'Tuesday'|'Wednesday'|'Thursday'|'Friday'|'Saturday'|string
              hourSlots: [int[0..23]]
            notAllowedTime: [{}]
              start: string
              end: string
            maintenanceWindow: {}
              schedule: {} (R)
                daily: {}
                  intervalDays: int (R)
                weekly: {}
                  intervalWeeks: int (R)
                  dayOfWeek: 'Sunday'|'Monday'|'Tuesday'|'Wednesday'|'Thursday'|'Friday'|'Saturday'|string (R)
                absoluteMonthly: {}
                  intervalMonths: int (R)
                  dayOfMonth: int (R)
                relativeMonthly: {}
                  intervalMonths: int (R)
                  weekIndex: 'First'|'Second'|'Third'|'Fourth'|'Last'|string (R)
                  dayOfWeek: 'Sunday'|'Monday'|'Tuesday'|'Wednesday'|'Thursday'|'Friday'|'Saturday'|string (R)
              durationHours: int (R)
              utcOffset: string
              startDate: string
              startTime: string (R)
              notAllowedDates: [{}]
                start: string (R)
                end: string (R)
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
        required: [properties]
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

    private static let azure_management_lock: StaticString = ##"""
        # Inherited downward; removed before what it protects.
        name: azure.management_lock
        type: Microsoft.Authorization/locks
        api_version: "2020-05-01"
        scope: extension
        path: /providers/Microsoft.Authorization/locks/{name}
        name_rule: {characters: "letters digits - _ . ( )", min: 1, max: 90}
        update: put
        marker: none
        required: [properties]
        create_only: [properties.level, properties.notes, properties.owners]
        timeouts: {create: 10m, update: 10m, delete: 10m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          properties: {} (R)
            level: 'NotSpecified'|'CanNotDelete'|'ReadOnly'|string (R)
            notes: string
            owners: [{}]
              applicationId: string
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

    private static let azure_metric_alert: StaticString = ##"""
        name: azure.metric_alert
        type: Microsoft.Insights/metricAlerts
        api_version: "2018-03-01"
        scope: resource_group
        path: /providers/Microsoft.Insights/metricAlerts/{name}
        name_rule: {characters: "letters digits - _ .", min: 1, max: 260}
        update: read_modify_write
        lists_whole_objects: true
        required: [location, properties]
        create_only: [location, properties.targetResourceType, properties.targetResourceRegion]
        volatile: [properties.lastUpdatedTime]
        normalizers:
          properties.scopes: arm_id
          properties.actions: {keyed: [actionGroupId]}
          properties.actions[*].actionGroupId: arm_id
        timeouts: {create: 10m, update: 10m, delete: 10m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          properties: {} (R)
            description: string
            severity: int (R)
            enabled: bool (R)
            scopes: [string] (R)
            evaluationFrequency: string (R)
            windowSize: string (R)
            targetResourceType: string
            targetResourceRegion: string
            criteria: {} (R)
            autoMitigate: bool
            actions: [{}]
              actionGroupId: string
              webHookProperties: {}
                *: string
            lastUpdatedTime: string (RO)
            isMigrated: bool (RO)
          location: string (R)
          tags: {}
            *: string
        """##

    private static let azure_monitor_workspace: StaticString = ##"""
        # Metrics of managed Prometheus.
        name: azure.monitor_workspace
        type: Microsoft.Monitor/accounts
        api_version: "2023-04-03"
        scope: resource_group
        path: /providers/Microsoft.Monitor/accounts/{name}
        name_rule: {characters: "letters digits -", min: 4, max: 63}
        update: read_modify_write
        lists_whole_objects: true
        required: [location]
        create_only: [location]
        volatile: [etag]
        lineage: [properties.accountId]
        data_loss: the metrics are deleted
        timeouts: {create: 30m, update: 30m, delete: 30m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          properties: {}
            accountId: string (RO)
            metrics: {} (RO)
            provisioningState: 'Creating'|'Succeeded'|'Deleting'|'Failed'|'Canceled'|string (RO)
            defaultIngestionSettings: {} (RO)
            privateEndpointConnections: [{}] (RO)
            publicNetworkAccess: 'Enabled'|'Disabled'|string
          etag: string (RO)
          tags: {}
            *: string
          location: string (R)
        """##

    private static let azure_nat_gateway: StaticString = ##"""
        name: azure.nat_gateway
        type: Microsoft.Network/natGateways
        api_version: "2025-05-01"
        scope: resource_group
        path: /providers/Microsoft.Network/natGateways/{name}
        name_rule: {characters: "letters digits - _ .", min: 1, max: 80}
        update: read_modify_write
        etag: etag
        lists_whole_objects: true
        required: [location]
        create_only: [location, sku, zones]
        volatile: [etag, properties.subnets]
        normalizers:
          properties.publicIpAddresses: {keyed: [id]}
          properties.publicIpAddresses[*].id: arm_id
          properties.publicIpPrefixes: {keyed: [id]}
          properties.publicIpPrefixes[*].id: arm_id
        lineage: [properties.resourceGuid]
        timeouts: {create: 30m, update: 30m, delete: 30m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          properties: {}
            idleTimeoutInMinutes: int
            publicIpAddresses: [{}]
              id: string
            publicIpAddressesV6: [{}]
              id: string
            publicIpPrefixes: [{}]
              id: string
            publicIpPrefixesV6: [{}]
              id: string
            subnets: [{}] (RO)
            sourceVirtualNetwork: {}
              id: string
            serviceGateway: {}
              id: string
            resourceGuid: string (RO)
            provisioningState: 'Failed'|'Succeeded'|'Canceled'|'Creating'|'Updating'|'Deleting'|string (RO)
          sku: {}
            name: 'Standard'|'StandardV2'|string
          zones: [string]
          etag: string (RO)
          location: string
          tags: {}
            *: string
        """##

    private static let azure_network_security_group: StaticString = ##"""
        # Rules either here or as azure.security_rule, never both.
        name: azure.network_security_group
        type: Microsoft.Network/networkSecurityGroups
        api_version: "2025-05-01"
        scope: resource_group
        path: /providers/Microsoft.Network/networkSecurityGroups/{name}
        name_rule: {characters: "letters digits - _ .", min: 1, max: 80}
        update: read_modify_write
        etag: etag
        lists_whole_objects: true
        serialize: [parent, name]
        required: [location]
        create_only: [location]
        volatile: [etag]
        normalizers:
          properties.securityRules: {keyed: [name]}
          properties.securityRules[*].properties.protocol: case_insensitive
        lineage: [properties.resourceGuid]
        retry: {InUseNetworkSecurityGroupCannotBeDeleted: 10m}
        timeouts: {create: 30m, update: 30m, delete: 30m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          properties: {}
            flushConnection: bool
            securityRules: [{}]
              properties: {}
                description: string
                protocol: 'Tcp'|'Udp'|'Icmp'|'Esp'|'*'|'Ah'|string (R)
                sourcePortRange: string
                destinationPortRange: string
                sourceAddressPrefix: string
                sourceAddressPrefixes: [string]
                sourceApplicationSecurityGroups: [{}]
                destinationAddressPrefix: string
                destinationAddressPrefixes: [string]
                destinationApplicationSecurityGroups: [{}]
                sourcePortRanges: [string]
                destinationPortRanges: [string]
                access: 'Allow'|'Deny'|string (R)
                priority: int (R)
                direction: 'Inbound'|'Outbound'|string (R)
                provisioningState: 'Failed'|'Succeeded'|'Canceled'|'Creating'|'Updating'|'Deleting'|string (RO)
              etag: string (RO)
              name: string
              type: string (RO)
              id: string
            defaultSecurityRules: [{}] (RO)
            networkInterfaces: [{}] (RO)
            subnets: [{}] (RO)
            flowLogs: [{}] (RO)
            resourceGuid: string (RO)
            provisioningState: 'Failed'|'Succeeded'|'Canceled'|'Creating'|'Updating'|'Deleting'|string (RO)
          etag: string (RO)
          location: string
          tags: {}
            *: string
        """##

    private static let azure_private_dns_zone: StaticString = ##"""
        name: azure.private_dns_zone
        type: Microsoft.Network/privateDnsZones
        api_version: "2024-06-01"
        scope: resource_group
        path: /providers/Microsoft.Network/privateDnsZones/{name}
        name_rule: {characters: "letters digits - _ .", min: 1, max: 253}
        update: read_modify_write
        etag: etag
        lists_whole_objects: true
        required: [location]
        create_only: [location]
        volatile: [etag, properties.numberOfRecordSets, properties.numberOfVirtualNetworkLinks]
        data_loss: every record in the zone is deleted
        timeouts: {create: 30m, update: 30m, delete: 30m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          properties: {}
            maxNumberOfRecordSets: int (RO)
            numberOfRecordSets: int (RO)
            maxNumberOfVirtualNetworkLinks: int (RO)
            numberOfVirtualNetworkLinks: int (RO)
            maxNumberOfVirtualNetworkLinksWithRegistration: int (RO)
            numberOfVirtualNetworkLinksWithRegistration: int (RO)
            provisioningState: 'Creating'|'Updating'|'Deleting'|'Succeeded'|'Failed'|'Canceled'|string (RO)
            internalId: string (RO)
          tags: {}
            *: string
          location: string
          etag: string
        """##

    private static let azure_private_dns_zone_group: StaticString = ##"""
        name: azure.private_dns_zone_group
        type: Microsoft.Network/privateEndpoints/privateDnsZoneGroups
        api_version: "2025-05-01"
        scope: parent
        path: /privateDnsZoneGroups/{name}
        name_rule: {characters: "letters digits - _ .", min: 1, max: 80}
        update: put
        marker: none
        lists_whole_objects: true
        serialize: [parent]
        volatile: [etag]
        normalizers:
          properties.privateDnsZoneConfigs: {keyed: [name]}
          properties.privateDnsZoneConfigs[*].properties.privateDnsZoneId: arm_id
        timeouts: {create: 30m, update: 30m, delete: 30m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          etag: string (RO)
          properties: {}
            provisioningState: 'Failed'|'Succeeded'|'Canceled'|'Creating'|'Updating'|'Deleting'|string (RO)
            privateDnsZoneConfigs: [{}]
              name: string
              properties: {}
                privateDnsZoneId: string
                recordSets: [{}] (RO)
        """##

    private static let azure_private_dns_zone_link: StaticString = ##"""
        name: azure.private_dns_zone_link
        type: Microsoft.Network/privateDnsZones/virtualNetworkLinks
        api_version: "2024-06-01"
        scope: parent
        path: /virtualNetworkLinks/{name}
        name_rule: {characters: "letters digits - _ .", min: 1, max: 80}
        update: read_modify_write
        etag: etag
        lists_whole_objects: true
        required: [location]
        create_only: [location, properties.virtualNetwork]
        volatile: [etag, properties.virtualNetworkLinkState]
        ready_when:
          - {path: properties.virtualNetworkLinkState, is: Completed}
        normalizers:
          properties.virtualNetwork.id: arm_id
        timeouts: {create: 30m, update: 30m, delete: 30m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          properties: {}
            virtualNetwork: {}
              id: string
            registrationEnabled: bool
            resolutionPolicy: 'Default'|'NxDomainRedirect'|string
            virtualNetworkLinkState: 'InProgress'|'Completed'|string (RO)
            provisioningState: 'Creating'|'Updating'|'Deleting'|'Succeeded'|'Failed'|'Canceled'|string (RO)
          tags: {}
            *: string
          location: string
          etag: string
        """##

    private static let azure_private_endpoint: StaticString = ##"""
        # Nearly everything of an endpoint is fixed when it is made.
        name: azure.private_endpoint
        type: Microsoft.Network/privateEndpoints
        api_version: "2025-05-01"
        scope: resource_group
        path: /providers/Microsoft.Network/privateEndpoints/{name}
        name_rule: {characters: "letters digits - _ .", min: 2, max: 64}
        update: read_modify_write
        etag: etag
        lists_whole_objects: true
        serialize: [properties.subnet.id]
        required: [location]
        create_only:
          - location
          - extendedLocation
          - properties.subnet
          - properties.privateLinkServiceConnections
          - properties.manualPrivateLinkServiceConnections
          - properties.customNetworkInterfaceName
          - properties.ipConfigurations
        volatile: [etag]
        normalizers:
          properties.subnet.id: arm_id
          properties.privateLinkServiceConnections: {keyed: [name]}
          properties.privateLinkServiceConnections[*].properties.privateLinkServiceId: arm_id
        retry: {StorageAccountOperationInProgress: 15m}
        timeouts: {create: 60m, update: 60m, delete: 60m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          properties: {}
            subnet: {}
              properties: {}
                addressPrefix: string
                addressPrefixes: [string]
                networkSecurityGroup: {}
                routeTable: {}
                natGateway: {}
                serviceEndpoints: [{}]
                serviceEndpointPolicies: [{}]
                privateEndpoints: [{}] (RO)
                ipConfigurations: [{}] (RO)
                ipConfigurationProfiles: [{}] (RO)
                ipAllocations: [{}]
                resourceNavigationLinks: [{}] (RO)
                serviceAssociationLinks: [{}] (RO)
                delegations: [{}]
                purpose: string (RO)
                provisioningState: 'Failed'|'Succeeded'|'Canceled'|'Creating'|'Updating'|'Deleting'|string (RO)
                privateEndpointNetworkPolicies: 'Enabled'|'Disabled'|'NetworkSecurityGroupEnabled'|'RouteTableEnabled'|string
                privateLinkServiceNetworkPolicies: 'Enabled'|'Disabled'|string
                applicationGatewayIPConfigurations: [{}]
                sharingScope: 'Tenant'|'DelegatedServices'|string
                defaultOutboundAccess: bool
                ipamPoolPrefixAllocations: [{}]
                serviceGateway: {}
              etag: string (RO)
              name: string
              type: string (RO)
              id: string
            networkInterfaces: [{}] (RO)
            provisioningState: 'Failed'|'Succeeded'|'Canceled'|'Creating'|'Updating'|'Deleting'|string (RO)
            ipVersionType: 'IPv4'|'IPv6'|'DualStack'|string
            privateLinkServiceConnections: [{}]
              properties: {}
                provisioningState: 'Failed'|'Succeeded'|'Canceled'|'Creating'|'Updating'|'Deleting'|string (RO)
                privateLinkServiceId: string
                groupIds: [string]
                requestMessage: string
                privateLinkServiceConnectionState: {}
              name: string
              type: string (RO)
              etag: string (RO)
              id: string
            manualPrivateLinkServiceConnections: [{}]
              properties: {}
                provisioningState: 'Failed'|'Succeeded'|'Canceled'|'Creating'|'Updating'|'Deleting'|string (RO)
                privateLinkServiceId: string
                groupIds: [string]
                requestMessage: string
                privateLinkServiceConnectionState: {}
              name: string
              type: string (RO)
              etag: string (RO)
              id: string
            customDnsConfigs: [{}]
              fqdn: string
              ipAddresses: [string]
            applicationSecurityGroups: [{}]
              properties: {}
                resourceGuid: string (RO)
                provisioningState: 'Failed'|'Succeeded'|'Canceled'|'Creating'|'Updating'|'Deleting'|string (RO)
              etag: string (RO)
              id: string
              name: string (RO)
              type: string (RO)
              location: string
              tags: {}
                *: string
            ipConfigurations: [{}]
              properties: {}
                groupId: string
                memberName: string
                privateIPAddress: string
              name: string
              type: string (RO)
              etag: string (RO)
            customNetworkInterfaceName: string
          extendedLocation: {}
            name: string
            type: 'EdgeZone'|string
          etag: string (RO)
          location: string
          tags: {}
            *: string
        """##

    private static let azure_prometheus_rule_group: StaticString = ##"""
        name: azure.prometheus_rule_group
        type: Microsoft.AlertsManagement/prometheusRuleGroups
        api_version: "2023-03-01"
        scope: resource_group
        path: /providers/Microsoft.AlertsManagement/prometheusRuleGroups/{name}
        name_rule: {characters: "letters digits - _ .", min: 1, max: 260}
        update: read_modify_write
        lists_whole_objects: true
        required: [location, properties]
        create_only: [location]
        normalizers:
          properties.scopes: arm_id
        timeouts: {create: 10m, update: 10m, delete: 10m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          properties: {} (R)
            description: string
            enabled: bool
            clusterName: string
            scopes: [string] (R)
            interval: string
            rules: [{}] (R)
              record: string
              alert: string
              enabled: bool
              expression: string (R)
              labels: {}
                *: string
              severity: int
              for: string
              annotations: {}
                *: string
              actions: [{}]
                actionGroupId: string
                actionProperties: {}
                  *: string
              resolveConfiguration: {}
                autoResolved: bool
                timeToResolve: string
          tags: {}
            *: string
          location: string (R)
        """##

    private static let azure_public_ip: StaticString = ##"""
        # Write `zones`: what is chosen without them differs by region and version.
        name: azure.public_ip
        type: Microsoft.Network/publicIPAddresses
        api_version: "2025-05-01"
        scope: resource_group
        path: /providers/Microsoft.Network/publicIPAddresses/{name}
        name_rule: {characters: "letters digits - _ .", min: 1, max: 80}
        update: read_modify_write
        etag: etag
        lists_whole_objects: true
        required: [location]
        create_only: [location, sku, zones, extendedLocation, properties.publicIPAddressVersion, properties.ipTags, properties.publicIPPrefix]
        volatile: [etag, properties.ipConfiguration]
        normalizers:
          zones: unordered
        lineage: [properties.resourceGuid]
        data_loss: the address is given back, and another one is assigned
        timeouts: {create: 30m, update: 30m, delete: 30m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          properties: {}
            publicIPAllocationMethod: 'Static'|'Dynamic'|string
            publicIPAddressVersion: 'IPv4'|'IPv6'|string
            ipConfiguration: {} (RO)
            dnsSettings: {}
              domainNameLabel: string
              domainNameLabelScope: 'TenantReuse'|'SubscriptionReuse'|'ResourceGroupReuse'|'NoReuse'
              fqdn: string
              reverseFqdn: string
            ddosSettings: {}
              protectionMode: 'VirtualNetworkInherited'|'Enabled'|'Disabled'|string
              ddosProtectionPlan: {}
                id: string
            ipTags: [{}]
              ipTagType: string
              tag: string
            ipAddress: string
            publicIPPrefix: {}
              id: string
            idleTimeoutInMinutes: int
            resourceGuid: string (RO)
            provisioningState: 'Failed'|'Succeeded'|'Canceled'|'Creating'|'Updating'|'Deleting'|string (RO)
            servicePublicIPAddress: {}
              properties: {}
              extendedLocation: {}
                name: string
                type: 'EdgeZone'|string
              sku: {}
                name: 'Basic'|'Standard'|'StandardV2'|string
                tier: 'Regional'|'Global'|string
              etag: string (RO)
              zones: [string]
              id: string
              name: string (RO)
              type: string (RO)
              location: string
              tags: {}
                *: string
            natGateway: {}
              properties: {}
                idleTimeoutInMinutes: int
                publicIpAddresses: [{}]
                publicIpAddressesV6: [{}]
                publicIpPrefixes: [{}]
                publicIpPrefixesV6: [{}]
                subnets: [{}] (RO)
                sourceVirtualNetwork: {}
                serviceGateway: {}
                resourceGuid: string (RO)
                provisioningState: 'Failed'|'Succeeded'|'Canceled'|'Creating'|'Updating'|'Deleting'|string (RO)
              sku: {}
                name: 'Standard'|'StandardV2'|string
              zones: [string]
              etag: string (RO)
              id: string
              name: string (RO)
              type: string (RO)
              location: string
              tags: {}
                *: string
            migrationPhase: 'None'|'Prepare'|'Commit'|'Abort'|'Committed'|string
            linkedPublicIPAddress: {}
              properties: {}
              extendedLocation: {}
                name: string
                type: 'EdgeZone'|string
              sku: {}
                name: 'Basic'|'Standard'|'StandardV2'|string
                tier: 'Regional'|'Global'|string
              etag: string (RO)
              zones: [string]
              id: string
              name: string (RO)
              type: string (RO)
              location: string
              tags: {}
                *: string
            deleteOption: 'Delete'|'Detach'|string
          extendedLocation: {}
            name: string
            type: 'EdgeZone'|string
          sku: {}
            name: 'Basic'|'Standard'|'StandardV2'|string
            tier: 'Regional'|'Global'|string
          etag: string (RO)
          zones: [string]
          location: string
          tags: {}
            *: string
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
        same_by_name: [properties.roleDefinitionId]
        normalizers:
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

    private static let azure_scheduled_query_rule: StaticString = ##"""
        name: azure.scheduled_query_rule
        type: Microsoft.Insights/scheduledQueryRules
        api_version: "2023-12-01"
        scope: resource_group
        path: /providers/Microsoft.Insights/scheduledQueryRules/{name}
        name_rule: {characters: "letters digits - _ .", min: 1, max: 260}
        update: read_modify_write
        lists_whole_objects: true
        required: [location, properties]
        create_only: [location, kind, properties.scopes]
        volatile: [etag]
        normalizers:
          properties.scopes: arm_id
          properties.actions.actionGroups: arm_id
        timeouts: {create: 10m, update: 10m, delete: 10m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          identity: {}
            principalId: string (RO)
            tenantId: string (RO)
            type: 'SystemAssigned'|'UserAssigned'|'None' (R)
            userAssignedIdentities: {}
              *: {}
                principalId: string (RO)
                clientId: string (RO)
          tags: {}
            *: string
          location: string (R)
          kind: 'LogAlert'|'LogToMetric'|string
          etag: string (RO)
          properties: {} (R)
            createdWithApiVersion: string (RO)
            isLegacyLogAnalyticsRule: bool (RO)
            description: string
            displayName: string
            severity: int
            enabled: bool
            scopes: [string]
            evaluationFrequency: string
            windowSize: string
            overrideQueryTimeRange: string
            targetResourceTypes: [string]
            criteria: {}
              allOf: [{}]
                query: string
                timeAggregation: 'Count'|'Average'|'Minimum'|'Maximum'|'Total'|string
                metricMeasureColumn: string
                resourceIdColumn: string
                dimensions: [{}]
                  name: string (R)
                  operator: 'Include'|'Exclude'|string (R)
                  values: [string] (R)
                operator: 'Equals'|'GreaterThan'|'GreaterThanOrEqual'|'LessThan'|'LessThanOrEqual'|string
                threshold: int
                failingPeriods: {}
                  numberOfEvaluationPeriods: int
                  minFailingPeriodsToAlert: int
                metricName: string
            muteActionsDuration: string
            actions: {}
              actionGroups: [string]
              customProperties: {}
                *: string
              actionProperties: {}
                *: string
            isWorkspaceAlertsStorageConfigured: bool (RO)
            checkWorkspaceAlertsStorageConfigured: bool
            skipQueryValidation: bool
            autoMitigate: bool
            resolveConfiguration: {}
              autoResolved: bool
              timeToResolve: string
        """##

    private static let azure_security_rule: StaticString = ##"""
        name: azure.security_rule
        type: Microsoft.Network/networkSecurityGroups/securityRules
        api_version: "2025-05-01"
        scope: parent
        path: /securityRules/{name}
        name_rule: {characters: "letters digits - _ .", min: 1, max: 80}
        update: put
        marker: none
        lists_whole_objects: true
        serialize: [parent]
        required: [properties]
        volatile: [etag]
        normalizers:
          properties.protocol: case_insensitive
          properties.sourceAddressPrefixes: unordered
          properties.destinationAddressPrefixes: unordered
          properties.sourcePortRanges: unordered
          properties.destinationPortRanges: unordered
        timeouts: {create: 30m, update: 30m, delete: 30m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          properties: {}
            description: string
            protocol: 'Tcp'|'Udp'|'Icmp'|'Esp'|'*'|'Ah'|string (R)
            sourcePortRange: string
            destinationPortRange: string
            sourceAddressPrefix: string
            sourceAddressPrefixes: [string]
            sourceApplicationSecurityGroups: [{}]
              properties: {}
                resourceGuid: string (RO)
                provisioningState: 'Failed'|'Succeeded'|'Canceled'|'Creating'|'Updating'|'Deleting'|string (RO)
              etag: string (RO)
              id: string
              name: string (RO)
              type: string (RO)
              location: string
              tags: {}
                *: string
            destinationAddressPrefix: string
            destinationAddressPrefixes: [string]
            destinationApplicationSecurityGroups: [{}]
              properties: {}
                resourceGuid: string (RO)
                provisioningState: 'Failed'|'Succeeded'|'Canceled'|'Creating'|'Updating'|'Deleting'|string (RO)
              etag: string (RO)
              id: string
              name: string (RO)
              type: string (RO)
              location: string
              tags: {}
                *: string
            sourcePortRanges: [string]
            destinationPortRanges: [string]
            access: 'Allow'|'Deny'|string (R)
            priority: int (R)
            direction: 'Inbound'|'Outbound'|string (R)
            provisioningState: 'Failed'|'Succeeded'|'Canceled'|'Creating'|'Updating'|'Deleting'|string (RO)
          etag: string (RO)
        """##

    private static let azure_snapshot: StaticString = ##"""
        name: azure.snapshot
        type: Microsoft.Compute/snapshots
        api_version: "2025-01-02"
        scope: resource_group
        path: /providers/Microsoft.Compute/snapshots/{name}
        name_rule: {characters: "letters digits - _ .", min: 1, max: 80}
        update: patch
        lists_whole_objects: true
        required: [location, properties]
        create_only: [location, extendedLocation, properties.creationData, properties.incremental, properties.osType, properties.hyperVGeneration]
        volatile: [properties.completionPercent, properties.diskState]
        normalizers:
          properties.creationData.sourceResourceId: arm_id
        lineage: [properties.uniqueId]
        data_loss: the snapshot is deleted
        timeouts: {create: 120m, update: 30m, delete: 30m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          properties: {}
            timeCreated: string (RO)
            osType: 'Windows'|'Linux'
            hyperVGeneration: 'V1'|'V2'|string
            purchasePlan: {}
              name: string (R)
              publisher: string (R)
              product: string (R)
              promotionCode: string
            supportedCapabilities: {}
              diskControllerTypes: string
              acceleratedNetwork: bool
              architecture: 'x64'|'Arm64'|string
              supportedSecurityOption: 'TrustedLaunchSupported'|'TrustedLaunchAndConfidentialVMSupported'|string
            creationData: {} (R)
              createOption: 'Empty'|'Attach'|'FromImage'|'Import'|'Copy'|'Restore'|'Upload'|'CopyStart'|'ImportSecure'|'UploadPreparedSecure'|'CopyFromSanSnapshot'|string (R)
              storageAccountId: string
              imageReference: {}
                id: string
                sharedGalleryImageId: string
                communityGalleryImageId: string
                lun: int
              galleryImageReference: {}
                id: string
                sharedGalleryImageId: string
                communityGalleryImageId: string
                lun: int
              sourceUri: string
              sourceResourceId: string
              sourceUniqueId: string (RO)
              uploadSizeBytes: int
              logicalSectorSize: int
              securityDataUri: string
              securityMetadataUri: string
              performancePlus: bool
              elasticSanResourceId: string
              provisionedBandwidthCopySpeed: 'None'|'Enhanced'|string
              instantAccessDurationMinutes: int
            diskSizeGB: int
            diskSizeBytes: int (RO)
            diskState: 'Unattached'|'Attached'|'Reserved'|'Frozen'|'ActiveSAS'|'ActiveSASFrozen'|'ReadyToUpload'|'ActiveUpload'|string (RO)
            uniqueId: string (RO)
            encryptionSettingsCollection: {}
              enabled: bool (R)
              encryptionSettings: [{}]
                diskEncryptionKey: {}
                  sourceVault: {} (R)
                    id: string
                  secretUrl: string (R)
                keyEncryptionKey: {}
                  sourceVault: {} (R)
                    id: string
                  keyUrl: string (R)
              encryptionSettingsVersion: string
            provisioningState: string (RO)
            incremental: bool
            incrementalSnapshotFamilyId: string (RO)
            encryption: {}
              diskEncryptionSetId: string
              type: 'EncryptionAtRestWithPlatformKey'|'EncryptionAtRestWithCustomerKey'|'EncryptionAtRestWithPlatformAndCustomerKeys'|string
            networkAccessPolicy: 'AllowAll'|'AllowPrivate'|'DenyAll'|string
            diskAccessId: string
            securityProfile: {}
              securityType: 'TrustedLaunch'|'ConfidentialVM_VMGuestStateOnlyEncryptedWithPlatformKey'|'ConfidentialVM_DiskEncryptedWithPlatformKey'|'ConfidentialVM_DiskEncryptedWithCustomerKey'|'ConfidentialVM_NonPersistedTPM'|string
              secureVMDiskEncryptionSetId: string
            supportsHibernation: bool
            publicNetworkAccess: 'Enabled'|'Disabled'|string
            completionPercent: int
            copyCompletionError: {}
              errorCode: 'CopySourceNotFound'|string (R)
              errorMessage: string (R)
            dataAccessAuthMode: 'AzureActiveDirectory'|'None'|string
            snapshotAccessState: 'Unknown'|'Pending'|'Available'|'InstantAccess'|'AvailableWithInstantAccess'|string (RO)
          managedBy: string (RO)
          sku: {}
            name: 'Standard_LRS'|'Premium_LRS'|'Standard_ZRS'|string
            tier: string (RO)
          extendedLocation: {}
            name: string
            type: 'EdgeZone'|string
          tags: {}
            *: string
          location: string (R)
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

    private static let azure_subnet: StaticString = ##"""
        # One write at a time for the whole network.
        name: azure.subnet
        type: Microsoft.Network/virtualNetworks/subnets
        api_version: "2025-05-01"
        scope: parent
        path: /subnets/{name}
        name_rule: {characters: "letters digits - _ .", min: 1, max: 80}
        update: read_modify_write
        marker: none
        etag: etag
        lists_whole_objects: true
        serialize: [parent]
        required: [properties]
        volatile: [etag]
        normalizers:
          properties.addressPrefixes: unordered
          properties.serviceEndpoints: {keyed: [service]}
          properties.delegations: {keyed: [name]}
          properties.networkSecurityGroup.id: arm_id
          properties.routeTable.id: arm_id
          properties.natGateway.id: arm_id
        retry: {InUseSubnetCannotBeDeleted: 15m}
        timeouts: {create: 30m, update: 30m, delete: 30m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          properties: {}
            addressPrefix: string
            addressPrefixes: [string]
            networkSecurityGroup: {}
              properties: {}
                flushConnection: bool
                securityRules: [{}]
                defaultSecurityRules: [{}] (RO)
                networkInterfaces: [{}] (RO)
                subnets: [{}] (RO)
                flowLogs: [{}] (RO)
                resourceGuid: string (RO)
                provisioningState: 'Failed'|'Succeeded'|'Canceled'|'Creating'|'Updating'|'Deleting'|string (RO)
              etag: string (RO)
              id: string
              name: string (RO)
              type: string (RO)
              location: string
              tags: {}
                *: string
            routeTable: {}
              properties: {}
                routes: [{}]
                subnets: [{}] (RO)
                disableBgpRoutePropagation: bool
                provisioningState: 'Failed'|'Succeeded'|'Canceled'|'Creating'|'Updating'|'Deleting'|string (RO)
                resourceGuid: string (RO)
              etag: string (RO)
              id: string
              name: string (RO)
              type: string (RO)
              location: string
              tags: {}
                *: string
            natGateway: {}
              id: string
            serviceEndpoints: [{}]
              service: string
              networkIdentifier: {}
                id: string
              locations: [string]
              provisioningState: 'Failed'|'Succeeded'|'Canceled'|'Creating'|'Updating'|'Deleting'|string (RO)
            serviceEndpointPolicies: [{}]
              properties: {}
                serviceEndpointPolicyDefinitions: [{}]
                subnets: [{}] (RO)
                resourceGuid: string (RO)
                provisioningState: 'Failed'|'Succeeded'|'Canceled'|'Creating'|'Updating'|'Deleting'|string (RO)
                serviceAlias: string
                contextualServiceEndpointPolicies: [string]
              etag: string (RO)
              kind: string (RO)
              id: string
              name: string (RO)
              type: string (RO)
              location: string
              tags: {}
                *: string
            privateEndpoints: [{}] (RO)
            ipConfigurations: [{}] (RO)
            ipConfigurationProfiles: [{}] (RO)
            ipAllocations: [{}]
              id: string
            resourceNavigationLinks: [{}] (RO)
            serviceAssociationLinks: [{}] (RO)
            delegations: [{}]
              properties: {}
                serviceName: string
                actions: [string] (RO)
                provisioningState: 'Failed'|'Succeeded'|'Canceled'|'Creating'|'Updating'|'Deleting'|string (RO)
              name: string
              etag: string (RO)
              type: string
              id: string
            purpose: string (RO)
            provisioningState: 'Failed'|'Succeeded'|'Canceled'|'Creating'|'Updating'|'Deleting'|string (RO)
            privateEndpointNetworkPolicies: 'Enabled'|'Disabled'|'NetworkSecurityGroupEnabled'|'RouteTableEnabled'|string
            privateLinkServiceNetworkPolicies: 'Enabled'|'Disabled'|string
            applicationGatewayIPConfigurations: [{}]
              properties: {}
                subnet: {}
                provisioningState: 'Failed'|'Succeeded'|'Canceled'|'Creating'|'Updating'|'Deleting'|string (RO)
              name: string
              etag: string (RO)
              type: string (RO)
              id: string
            sharingScope: 'Tenant'|'DelegatedServices'|string
            defaultOutboundAccess: bool
            ipamPoolPrefixAllocations: [{}]
              pool: {}
                id: string
              numberOfIpAddresses: string
              allocatedAddressPrefixes: [string] (RO)
            serviceGateway: {}
              id: string
          etag: string (RO)
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

    private static let azure_virtual_network: StaticString = ##"""
        # Subnets either here or as azure.subnet, never both: an update keeps those that the stack does not name.
        name: azure.virtual_network
        type: Microsoft.Network/virtualNetworks
        api_version: "2025-05-01"
        scope: resource_group
        path: /providers/Microsoft.Network/virtualNetworks/{name}
        name_rule: {characters: "letters digits - _ .", min: 2, max: 64}
        update: read_modify_write
        etag: etag
        lists_whole_objects: true
        serialize: [parent, name]
        required: [location]
        create_only: [location, extendedLocation]
        volatile: [etag]
        # Prefixes and subnets in use cannot be taken away.
        contracting: [properties.addressSpace.addressPrefixes, properties.subnets]
        normalizers:
          properties.subnets: {keyed: [name]}
          properties.addressSpace.addressPrefixes: unordered
          properties.ddosProtectionPlan.id: arm_id
        lineage: [properties.resourceGuid]
        retry: {InUseSubnetCannotBeDeleted: 15m}
        timeouts: {create: 30m, update: 30m, delete: 30m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          properties: {}
            addressSpace: {}
              addressPrefixes: [string]
              ipamPoolPrefixAllocations: [{}]
                pool: {}
                numberOfIpAddresses: string
                allocatedAddressPrefixes: [string] (RO)
            dhcpOptions: {}
              dnsServers: [string]
            flowTimeoutInMinutes: int
            subnets: [{}]
              properties: {}
                addressPrefix: string
                addressPrefixes: [string]
                networkSecurityGroup: {}
                routeTable: {}
                natGateway: {}
                serviceEndpoints: [{}]
                serviceEndpointPolicies: [{}]
                privateEndpoints: [{}] (RO)
                ipConfigurations: [{}] (RO)
                ipConfigurationProfiles: [{}] (RO)
                ipAllocations: [{}]
                resourceNavigationLinks: [{}] (RO)
                serviceAssociationLinks: [{}] (RO)
                delegations: [{}]
                purpose: string (RO)
                provisioningState: 'Failed'|'Succeeded'|'Canceled'|'Creating'|'Updating'|'Deleting'|string (RO)
                privateEndpointNetworkPolicies: 'Enabled'|'Disabled'|'NetworkSecurityGroupEnabled'|'RouteTableEnabled'|string
                privateLinkServiceNetworkPolicies: 'Enabled'|'Disabled'|string
                applicationGatewayIPConfigurations: [{}]
                sharingScope: 'Tenant'|'DelegatedServices'|string
                defaultOutboundAccess: bool
                ipamPoolPrefixAllocations: [{}]
                serviceGateway: {}
              etag: string (RO)
              name: string
              type: string (RO)
              id: string
            virtualNetworkPeerings: [{}]
              properties: {}
                allowVirtualNetworkAccess: bool
                allowForwardedTraffic: bool
                allowGatewayTransit: bool
                useRemoteGateways: bool
                remoteVirtualNetwork: {}
                localAddressSpace: {}
                localVirtualNetworkAddressSpace: {}
                remoteAddressSpace: {}
                remoteVirtualNetworkAddressSpace: {}
                remoteBgpCommunities: {}
                remoteVirtualNetworkEncryption: {} (RO)
                peeringState: 'Initiated'|'Connected'|'Disconnected'|string
                peeringSyncLevel: 'FullyInSync'|'RemoteNotInSync'|'LocalNotInSync'|'LocalAndRemoteNotInSync'|string
                provisioningState: 'Failed'|'Succeeded'|'Canceled'|'Creating'|'Updating'|'Deleting'|string (RO)
                doNotVerifyRemoteGateways: bool
                resourceGuid: string (RO)
                peerCompleteVnets: bool
                enableOnlyIPv6Peering: bool
                localSubnetNames: [string]
                remoteSubnetNames: [string]
              etag: string (RO)
              name: string
              type: string (RO)
              id: string
            resourceGuid: string (RO)
            provisioningState: 'Failed'|'Succeeded'|'Canceled'|'Creating'|'Updating'|'Deleting'|string (RO)
            enableDdosProtection: bool
            enableVmProtection: bool
            ddosProtectionPlan: {}
              id: string
            bgpCommunities: {}
              virtualNetworkCommunity: string (R)
              regionalCommunity: string (RO)
            encryption: {}
              enabled: bool (R)
              enforcement: 'DropUnencrypted'|'AllowUnencrypted'|string
            ipAllocations: [{}]
              id: string
            flowLogs: [{}] (RO)
            privateEndpointVNetPolicies: 'Disabled'|'Basic'|string
            defaultPublicNatGateway: {} (RO)
          extendedLocation: {}
            name: string
            type: 'EdgeZone'|string
          etag: string (RO)
          location: string
          tags: {}
            *: string
        """##

    private static let azure_workbook: StaticString = ##"""
        # The name is a GUID: ${uuidv5("url", "…")} gives one that stays.
        name: azure.workbook
        type: Microsoft.Insights/workbooks
        api_version: "2023-06-01"
        scope: resource_group
        path: /providers/Microsoft.Insights/workbooks/{name}
        name_rule: {characters: "letters digits -", min: 36, max: 36}
        update: put
        required: [location, properties]
        create_only: [location, kind, identity, properties.storageUri]
        volatile: [etag, properties.timeModified, properties.revision]
        write_only: [properties.serializedData]
        normalizers:
          properties.serializedData: json_text
          properties.sourceId: arm_id
        timeouts: {create: 10m, update: 10m, delete: 10m}
        # From bicep-types-az (docs/decisions/0502-azure-shapes.md).
        shape: |
          properties: {}
            displayName: string (R)
            serializedData: string (R)
            version: string
            timeModified: string (RO)
            category: string (R)
            tags: [string]
            userId: string (RO)
            sourceId: string
            storageUri: string
            description: string
            revision: string (RO)
          identity: {}
            principalId: string (RO)
            tenantId: string (RO)
            type: 'None'|'SystemAssigned'|'UserAssigned'|'SystemAssigned,UserAssigned'|string (R)
            userAssignedIdentities: {}
              *: {}
                principalId: string (RO)
                clientId: string (RO)
          kind: 'shared'|string
          etag: string
          tags: {}
            *: string
          location: string (R)
        """##
}
