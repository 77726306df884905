extension BuiltInTypes {
    static let workloads = """
        RollingUpdateDeployment: maxUnavailable intstr, maxSurge intstr
        DeploymentStrategy: type enum(RollingUpdate|Recreate)=RollingUpdate, rollingUpdate RollingUpdateDeployment
        DeploymentSpec: replicas int=1, selector! LabelSelector, template! PodTemplateSpec,
         strategy DeploymentStrategy={}, minReadySeconds int, revisionHistoryLimit int=10, paused bool,
         progressDeadlineSeconds int=600
        DeploymentStatus: observedGeneration int, replicas int, updatedReplicas int, readyReplicas int,
         availableReplicas int, unavailableReplicas int, terminatingReplicas int, conditions [LooseCondition]@type,
         collisionCount int
        Deployment: metadata ObjectMeta, spec DeploymentSpec, status DeploymentStatus={}
        ReplicaSetSpec: replicas int=1, minReadySeconds int, selector! LabelSelector, template PodTemplateSpec
        ReplicaSetStatus: replicas int, fullyLabeledReplicas int, readyReplicas int, availableReplicas int,
         terminatingReplicas int, observedGeneration int, conditions [LooseCondition]@type
        ReplicaSet: metadata ObjectMeta, spec ReplicaSetSpec, status ReplicaSetStatus={}
        ReplicationControllerSpec: replicas int=1, minReadySeconds int, selector {string}^, template PodTemplateSpec
        ReplicationController: metadata ObjectMeta, spec ReplicationControllerSpec, status ReplicaSetStatus={}
        RollingUpdateStatefulSet: partition int, maxUnavailable intstr
        StatefulSetUpdateStrategy: type enum(RollingUpdate|OnDelete)=RollingUpdate,
         rollingUpdate RollingUpdateStatefulSet
        StatefulSetRetention: whenDeleted string=Retain, whenScaled string=Retain
        StatefulSetOrdinals: start int
        StatefulSetSpec: replicas int=1, selector! LabelSelector, template! PodTemplateSpec,
         volumeClaimTemplates [PersistentVolumeClaim], serviceName string,
         podManagementPolicy enum(OrderedReady|Parallel)=OrderedReady, updateStrategy StatefulSetUpdateStrategy={},
         revisionHistoryLimit int=10, minReadySeconds int,
         persistentVolumeClaimRetentionPolicy StatefulSetRetention={}, ordinals StatefulSetOrdinals
        StatefulSetStatus: observedGeneration int, replicas int, readyReplicas int, currentReplicas int,
         updatedReplicas int, currentRevision string, updateRevision string, collisionCount int,
         conditions [LooseCondition]@type, availableReplicas int
        StatefulSet: metadata ObjectMeta, spec StatefulSetSpec, status StatefulSetStatus={}
        RollingUpdateDaemonSet: maxUnavailable intstr, maxSurge intstr
        DaemonSetUpdateStrategy: type enum(RollingUpdate|OnDelete)=RollingUpdate, rollingUpdate RollingUpdateDaemonSet
        DaemonSetSpec: selector! LabelSelector, template! PodTemplateSpec, updateStrategy DaemonSetUpdateStrategy={},
         minReadySeconds int, revisionHistoryLimit int=10
        DaemonSetStatus: currentNumberScheduled int, numberMisscheduled int, desiredNumberScheduled int,
         numberReady int, observedGeneration int, updatedNumberScheduled int, numberAvailable int,
         numberUnavailable int, collisionCount int, conditions [LooseCondition]@type
        DaemonSet: metadata ObjectMeta, spec DaemonSetSpec, status DaemonSetStatus={}
        ControllerRevision: metadata ObjectMeta, data any, revision! int
        PodFailurePolicy: rules! [any]
        JobSpec: parallelism int, completions int, activeDeadlineSeconds int, podFailurePolicy PodFailurePolicy,
         successPolicy any, backoffLimit int=6, backoffLimitPerIndex int, maxFailedIndexes int, selector LabelSelector,
         manualSelector bool, template! PodTemplateSpec, ttlSecondsAfterFinished int,
         completionMode string=NonIndexed, suspend bool=false, podReplacementPolicy string, managedBy string
        JobStatus: conditions [LooseCondition], startTime time, completionTime time, active int, succeeded int,
         failed int, terminating int, completedIndexes string, failedIndexes string, uncountedTerminatedPods any,
         ready int
        Job: metadata ObjectMeta, spec JobSpec, status JobStatus={}
        JobTemplateSpec: metadata ObjectMeta={}, spec JobSpec
        CronJobSpec: schedule! string, timeZone string, startingDeadlineSeconds int,
         concurrencyPolicy enum(Allow|Forbid|Replace)=Allow, suspend bool=false, jobTemplate! JobTemplateSpec,
         successfulJobsHistoryLimit int=3, failedJobsHistoryLimit int=1
        CronJobStatus: active [ObjectReference], lastScheduleTime time, lastSuccessfulTime time
        CronJob: metadata ObjectMeta, spec CronJobSpec, status CronJobStatus={}
        ScaleSpec: replicas int
        ScaleStatus: replicas int, selector string
        Scale: metadata ObjectMeta, spec ScaleSpec, status ScaleStatus
        CrossVersionObjectReference: kind! string, name! string, apiVersion string
        HorizontalPodAutoscalerSpec: scaleTargetRef! CrossVersionObjectReference, minReplicas int=1, maxReplicas! int,
         metrics [any], behavior any
        HorizontalPodAutoscalerStatus: observedGeneration int, lastScaleTime time, currentReplicas int,
         desiredReplicas int, currentMetrics [any], conditions [LooseCondition]@type
        HorizontalPodAutoscaler: metadata ObjectMeta, spec HorizontalPodAutoscalerSpec,
         status HorizontalPodAutoscalerStatus={}
        """

    static let policies = """
        PolicyRule: verbs! [string], apiGroups [string], resources [string], resourceNames [string],
         nonResourceURLs [string]
        RoleRef^: apiGroup string=rbac.authorization.k8s.io, kind! string, name! string
        Subject^: kind! string, apiGroup string, name! string, namespace string
        AggregationRule: clusterRoleSelectors [LabelSelector]
        Role: metadata ObjectMeta, rules [PolicyRule]
        ClusterRole: metadata ObjectMeta, rules [PolicyRule], aggregationRule AggregationRule
        RoleBinding: metadata ObjectMeta, subjects [Subject], roleRef! RoleRef
        ClusterRoleBinding: metadata ObjectMeta, subjects [Subject], roleRef! RoleRef
        IPBlock: cidr! string, except [string]
        NetworkPolicyPort: protocol string=TCP, port intstr, endPort int
        NetworkPolicyPeer: podSelector LabelSelector, namespaceSelector LabelSelector, ipBlock IPBlock
        NetworkPolicyIngressRule: ports [NetworkPolicyPort], from [NetworkPolicyPeer]
        NetworkPolicyEgressRule: ports [NetworkPolicyPort], to [NetworkPolicyPeer]
        NetworkPolicySpec: podSelector LabelSelector={}, ingress [NetworkPolicyIngressRule],
         egress [NetworkPolicyEgressRule], policyTypes [string]
        NetworkPolicy: metadata ObjectMeta, spec NetworkPolicySpec
        ServiceBackendPort^: name string, number int
        IngressServiceBackend: name! string, port ServiceBackendPort
        IngressBackend: service IngressServiceBackend, resource TypedLocalObjectReference
        HTTPIngressPath: path string, pathType! enum(Exact|Prefix|ImplementationSpecific), backend! IngressBackend
        HTTPIngressRuleValue: paths! [HTTPIngressPath]
        IngressRule: host string, http HTTPIngressRuleValue
        IngressTLS: hosts [string], secretName string
        IngressSpec: ingressClassName string, defaultBackend IngressBackend, tls [IngressTLS], rules [IngressRule]
        IngressStatus: loadBalancer LoadBalancerStatus={}
        Ingress: metadata ObjectMeta, spec IngressSpec, status IngressStatus={}
        IngressClassParametersReference: apiGroup string, kind! string, name! string, scope string=Cluster,
         namespace string
        IngressClassSpec: controller string, parameters IngressClassParametersReference
        IngressClass: metadata ObjectMeta, spec IngressClassSpec
        PodDisruptionBudgetSpec: minAvailable intstr, selector LabelSelector, maxUnavailable intstr,
         unhealthyPodEvictionPolicy string
        PodDisruptionBudgetStatus: observedGeneration int, disruptedPods {time}, disruptionsAllowed int,
         currentHealthy int, desiredHealthy int, expectedPods int, conditions [Condition]@type
        PodDisruptionBudget: metadata ObjectMeta, spec PodDisruptionBudgetSpec, status PodDisruptionBudgetStatus={}
        PriorityClass: metadata ObjectMeta, value! int, globalDefault bool, description string,
         preemptionPolicy string=PreemptLowerPriority
        RuntimeClass: metadata ObjectMeta, handler! string, overhead any, scheduling any
        LeaseSpec: holderIdentity string, leaseDurationSeconds int, acquireTime time, renewTime time,
         leaseTransitions int, strategy string, preferredHolder string
        Lease: metadata ObjectMeta, spec LeaseSpec
        EndpointConditions: ready bool, serving bool, terminating bool
        Endpoint: addresses! [string]~, conditions EndpointConditions, hostname string, targetRef ObjectReference,
         deprecatedTopology {string}, nodeName string, zone string, hints any
        DiscoveryPort^: name string, protocol string, port int, appProtocol string
        EndpointSlice: metadata ObjectMeta, addressType! string, endpoints [Endpoint], ports [DiscoveryPort]
        EventsV1Series: count! int, lastObservedTime! time
        EventsV1Event: metadata ObjectMeta, eventTime time, series EventsV1Series, reportingController string,
         reportingInstance string, action string, reason string, regarding ObjectReference, related ObjectReference,
         note string, type string, deprecatedSource EventSource, deprecatedFirstTimestamp time,
         deprecatedLastTimestamp time, deprecatedCount int
        """

    static let extensions = """
        ServiceReference: namespace! string, name! string, path string, port int=443
        WebhookClientConfig: url string, service ServiceReference, caBundle bytes
        RuleWithOperations: operations [string], apiGroups [string], apiVersions [string], resources [string],
         scope string=*
        MatchCondition: name! string, expression! string
        ValidatingWebhook: name! string, clientConfig! WebhookClientConfig, rules [RuleWithOperations],
         failurePolicy string=Fail, matchPolicy string=Equivalent, namespaceSelector LabelSelector={},
         objectSelector LabelSelector={}, sideEffects! string, timeoutSeconds int=10,
         admissionReviewVersions! [string], matchConditions [MatchCondition]@name
        MutatingWebhook: name! string, clientConfig! WebhookClientConfig, rules [RuleWithOperations],
         failurePolicy string=Fail, matchPolicy string=Equivalent, namespaceSelector LabelSelector={},
         objectSelector LabelSelector={}, sideEffects! string, timeoutSeconds int=10,
         admissionReviewVersions! [string], reinvocationPolicy string=Never, matchConditions [MatchCondition]@name
        ValidatingWebhookConfiguration: metadata ObjectMeta, webhooks [ValidatingWebhook]@name
        MutatingWebhookConfiguration: metadata ObjectMeta, webhooks [MutatingWebhook]@name
        ValidatingAdmissionPolicy: metadata ObjectMeta, spec any, status any
        ValidatingAdmissionPolicyBinding: metadata ObjectMeta, spec any
        CustomResourceDefinitionNames: plural! string, singular string, shortNames [string], kind! string,
         listKind string, categories [string]
        WebhookConversion: clientConfig WebhookClientConfig, conversionReviewVersions! [string]
        CustomResourceConversion: strategy! string, webhook WebhookConversion
        CustomResourceColumn: name! string, type! string, format string, description string, priority int,
         jsonPath! string
        CustomResourceScale: specReplicasPath! string, statusReplicasPath! string, labelSelectorPath string
        CustomResourceSubresources: status any, scale CustomResourceScale
        CustomResourceSchema: openAPIV3Schema any
        SelectableField: jsonPath! string
        CustomResourceDefinitionVersion: name! string, served! bool, storage! bool, deprecated bool,
         deprecationWarning string, schema CustomResourceSchema, subresources CustomResourceSubresources,
         additionalPrinterColumns [CustomResourceColumn], selectableFields [SelectableField]
        CustomResourceDefinitionSpec: group! string, names! CustomResourceDefinitionNames,
         scope! enum(Cluster|Namespaced), versions! [CustomResourceDefinitionVersion],
         conversion CustomResourceConversion, preserveUnknownFields bool
        CustomResourceDefinitionStatus: conditions [LooseCondition]@type,
         acceptedNames CustomResourceDefinitionNames, storedVersions [string]
        CustomResourceDefinition: metadata ObjectMeta, spec! CustomResourceDefinitionSpec,
         status CustomResourceDefinitionStatus
        APIServiceReference: namespace string, name string, port int=443
        APIServiceSpec: service APIServiceReference, group string, version string, insecureSkipTLSVerify bool,
         caBundle bytes^, groupPriorityMinimum! int, versionPriority! int
        APIServiceStatus: conditions [LooseCondition]@type
        APIService: metadata ObjectMeta, spec APIServiceSpec, status APIServiceStatus={}
        ResourceAttributes: namespace string, verb string, group string, version string, resource string,
         subresource string, name string, fieldSelector any, labelSelector any
        NonResourceAttributes: path string, verb string
        AccessReviewSpec: resourceAttributes ResourceAttributes, nonResourceAttributes NonResourceAttributes,
         user string, groups [string], extra any, uid string, namespace string
        AccessReview: metadata ObjectMeta, spec AccessReviewSpec, status any
        SelfSubjectReview: metadata ObjectMeta, status any
        TokenReview: metadata ObjectMeta, spec any, status any
        TokenRequest: metadata ObjectMeta, spec any, status any
        Eviction: metadata ObjectMeta, deleteOptions any
        """
}
