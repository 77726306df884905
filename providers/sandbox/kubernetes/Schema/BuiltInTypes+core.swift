/// The types of built-in kinds in ``SchemaNotation``, written after the Kubernetes 1.33 API reference
/// (https://kubernetes.io/docs/reference/kubernetes-api/).
enum BuiltInTypes {
    /// All groups, in an order in which every type is declared before it is used.
    static let texts = [meta, core, pod, storage, workloads, policies, extensions]

    static let meta = """
        OwnerReference^: apiVersion! string, kind! string, name! string, uid! string, controller bool,
         blockOwnerDeletion bool
        ManagedFieldsEntry^: manager string, operation string, apiVersion string, time time, fieldsType string,
         fieldsV1 any, subresource string
        ObjectMeta: name string, generateName string, namespace string, selfLink string, uid string,
         resourceVersion string, generation int, creationTimestamp time, deletionTimestamp time,
         deletionGracePeriodSeconds int, labels {string}, annotations {string},
         ownerReferences [OwnerReference]@uid, finalizers [string]~, managedFields [ManagedFieldsEntry]
        LabelSelectorRequirement: key! string, operator! string, values [string]
        LabelSelector^: matchLabels {string}, matchExpressions [LabelSelectorRequirement]
        Condition: type! string, status! string, observedGeneration int, lastTransitionTime! time, reason! string,
         message! string
        LooseCondition: type! string, status! string, observedGeneration int, lastTransitionTime time,
         lastProbeTime time, lastUpdateTime time, lastHeartbeatTime time, reason string, message string
        """

    static let core = """
        LocalObjectReference^: name string
        ObjectReference^: kind string, namespace string, name string, uid string, apiVersion string,
         resourceVersion string, fieldPath string
        TypedLocalObjectReference^: apiGroup string, kind! string, name! string
        TypedObjectReference: apiGroup string, kind! string, name! string, namespace string
        SecretReference^: name string, namespace string
        ConfigMap: metadata ObjectMeta, immutable bool, data {string}, binaryData {bytes}
        Secret: metadata ObjectMeta, immutable bool, data {bytes}, stringData {string}, type string=Opaque
        SecretRefItem: kind string, namespace string, name string, uid string, apiVersion string,
         resourceVersion string, fieldPath string
        ServiceAccount: metadata ObjectMeta, secrets [SecretRefItem]@name, imagePullSecrets [LocalObjectReference],
         automountServiceAccountToken bool
        NamespaceSpec: finalizers [string]
        NamespaceStatus: phase string, conditions [LooseCondition]@type
        Namespace: metadata ObjectMeta, spec NamespaceSpec={}, status NamespaceStatus={}
        Taint: key! string, value string, effect! string, timeAdded time
        NodeSpec: podCIDR string, podCIDRs [string]~, providerID string, unschedulable bool, taints [Taint],
         externalID string
        NodeAddress: type! string, address! string
        NodeSystemFacts: machineID string, systemUUID string, bootID string, kernelVersion string, osImage string,
         containerRuntimeVersion string, kubeletVersion string, kubeProxyVersion string, operatingSystem string,
         architecture string
        NodeStatus: capacity {quantity}, allocatable {quantity}, phase string, conditions [LooseCondition]@type,
         addresses [NodeAddress]@type, daemonEndpoints any, nodeInfo NodeSystemFacts, images [any], volumesInUse [string],
         volumesAttached [any], config any, runtimeHandlers [any], features any
        Node: metadata ObjectMeta, spec NodeSpec, status NodeStatus
        ServicePort: name string, protocol enum(TCP|UDP|SCTP)=TCP, appProtocol string, port! int, targetPort intstr,
         nodePort int
        ClientIPConfig: timeoutSeconds int
        SessionAffinityConfig: clientIP ClientIPConfig
        ServiceSpec: ports [ServicePort]@port|protocol, selector {string}^, clusterIP string, clusterIPs [string],
         type enum(ClusterIP|NodePort|LoadBalancer|ExternalName)=ClusterIP, externalIPs [string],
         sessionAffinity enum(None|ClientIP)=None, loadBalancerIP string, loadBalancerSourceRanges [string],
         externalName string, externalTrafficPolicy enum(Cluster|Local), healthCheckNodePort int,
         publishNotReadyAddresses bool, sessionAffinityConfig SessionAffinityConfig, ipFamilies [string],
         ipFamilyPolicy string, allocateLoadBalancerNodePorts bool, loadBalancerClass string,
         internalTrafficPolicy string, trafficDistribution string
        PortStatus: port! int, protocol! string, error string
        LoadBalancerIngress: ip string, hostname string, ipMode string, ports [PortStatus]
        LoadBalancerStatus: ingress [LoadBalancerIngress]
        ServiceStatus: loadBalancer LoadBalancerStatus={}, conditions [Condition]@type
        Service: metadata ObjectMeta, spec ServiceSpec, status ServiceStatus={}
        EndpointAddress^: ip! string, hostname string, nodeName string, targetRef ObjectReference
        EndpointPort^: name string, port! int, protocol string=TCP, appProtocol string
        EndpointSubset: addresses [EndpointAddress], notReadyAddresses [EndpointAddress], ports [EndpointPort]
        Endpoints: metadata ObjectMeta, subsets [EndpointSubset]
        EventSource: component string, host string
        EventSeries: count int, lastObservedTime time
        Event: metadata ObjectMeta, involvedObject ObjectReference, reason string, message string, source EventSource,
         firstTimestamp time, lastTimestamp time, count int, type string, eventTime time, series EventSeries,
         action string, related ObjectReference, reportingComponent string, reportingInstance string
        ScopedResourceSelectorRequirement: scopeName! string, operator! string, values [string]
        ScopeSelector^: matchExpressions [ScopedResourceSelectorRequirement]
        ResourceQuotaSpec: hard {quantity}, scopes [string], scopeSelector ScopeSelector
        ResourceQuotaStatus: hard {quantity}, used {quantity}
        ResourceQuota: metadata ObjectMeta, spec ResourceQuotaSpec, status ResourceQuotaStatus={}
        LimitRangeItem: type! string, max {quantity}, min {quantity}, default {quantity}, defaultRequest {quantity},
         maxLimitRequestRatio {quantity}
        LimitRangeSpec: limits! [LimitRangeItem]
        LimitRange: metadata ObjectMeta, spec LimitRangeSpec
        """

    static let storage = """
        VolumeResourceRequirements: limits {quantity}, requests {quantity}
        PersistentVolumeClaimSpec: accessModes [string], selector LabelSelector,
         resources VolumeResourceRequirements, volumeName string, storageClassName string,
         volumeMode string=Filesystem, dataSource TypedLocalObjectReference, dataSourceRef TypedObjectReference,
         volumeAttributesClassName string
        PersistentVolumeClaimStatus: phase string, accessModes [string], capacity {quantity},
         conditions [LooseCondition]@type, allocatedResources {quantity}, allocatedResourceStatuses {string},
         currentVolumeAttributesClassName string, modifyVolumeStatus any
        PersistentVolumeClaim: apiVersion string, kind string, metadata ObjectMeta, spec PersistentVolumeClaimSpec,
         status PersistentVolumeClaimStatus={}
        CSIPersistentVolumeSource: driver! string, volumeHandle! string, readOnly bool, fsType string,
         volumeAttributes {string}, controllerPublishSecretRef SecretReference, nodeStageSecretRef SecretReference,
         nodePublishSecretRef SecretReference, controllerExpandSecretRef SecretReference,
         nodeExpandSecretRef SecretReference
        PersistentVolumeSpec: capacity {quantity}, accessModes [string], claimRef ObjectReference,
         persistentVolumeReclaimPolicy string=Retain, storageClassName string, mountOptions [string],
         volumeMode string=Filesystem, nodeAffinity any, csi CSIPersistentVolumeSource, hostPath any, nfs any, local any,
         azureDisk any, azureFile any, iscsi any, fc any, rbd any, cephfs any, gcePersistentDisk any,
         awsElasticBlockStore any, volumeAttributesClassName string
        PersistentVolumeStatus: phase string, message string, reason string, lastPhaseTransitionTime time
        PersistentVolume: metadata ObjectMeta, spec PersistentVolumeSpec, status PersistentVolumeStatus={}
        TopologySelectorLabelRequirement^: key! string, values! [string]
        TopologySelectorTerm^: matchLabelExpressions [TopologySelectorLabelRequirement]
        StorageClass: metadata ObjectMeta, provisioner! string, parameters {string},
         reclaimPolicy enum(Delete|Retain|Recycle)=Delete, mountOptions [string], allowVolumeExpansion bool,
         volumeBindingMode enum(Immediate|WaitForFirstConsumer)=Immediate, allowedTopologies [TopologySelectorTerm]
        CSITokenRequest: audience! string, expirationSeconds int
        CSIDriverSpec: attachRequired bool=true, podInfoOnMount bool=false, volumeLifecycleModes [string]~,
         storageCapacity bool=false, fsGroupPolicy string=ReadWriteOnceWithFSType, tokenRequests [CSITokenRequest],
         requiresRepublish bool=false, seLinuxMount bool=false, nodeAllocatableUpdatePeriodSeconds int
        CSIDriver: metadata ObjectMeta, spec! CSIDriverSpec
        """
}
