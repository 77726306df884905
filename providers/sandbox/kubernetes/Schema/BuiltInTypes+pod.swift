extension BuiltInTypes {
    static let pod = """
        ObjectFieldSelector^: apiVersion string=v1, fieldPath! string
        ResourceFieldSelector^: containerName string, resource! string, divisor quantity
        ConfigMapKeySelector^: name string, key! string, optional bool
        SecretKeySelector^: name string, key! string, optional bool
        EnvVarSource: fieldRef ObjectFieldSelector, resourceFieldRef ResourceFieldSelector,
         configMapKeyRef ConfigMapKeySelector, secretKeyRef SecretKeySelector, fileKeyRef any
        EnvVar: name! string, value string, valueFrom EnvVarSource
        ConfigMapEnvSource: name string, optional bool
        SecretEnvSource: name string, optional bool
        EnvFromSource: prefix string, configMapRef ConfigMapEnvSource, secretRef SecretEnvSource
        ContainerPort: name string, hostPort int, containerPort! int, protocol enum(TCP|UDP|SCTP)=TCP, hostIP string
        ResourceClaim: name! string, request string
        ResourceRequirements: limits {quantity}, requests {quantity}, claims [ResourceClaim]@name
        VolumeMount: name! string, readOnly bool, recursiveReadOnly string, mountPath! string, subPath string,
         mountPropagation string, subPathExpr string
        VolumeDevice: name! string, devicePath! string
        ExecAction: command [string]
        HTTPHeader: name! string, value! string
        HTTPGetAction: path string=/, port! intstr, host string, scheme string=HTTP, httpHeaders [HTTPHeader]
        TCPSocketAction: port! intstr, host string
        GRPCAction: port! int, service string
        SleepAction: seconds! int
        LifecycleHandler: exec ExecAction, httpGet HTTPGetAction, tcpSocket TCPSocketAction, sleep SleepAction
        Lifecycle: postStart LifecycleHandler, preStop LifecycleHandler, stopSignal string
        Probe: exec ExecAction, httpGet HTTPGetAction, tcpSocket TCPSocketAction, grpc GRPCAction,
         initialDelaySeconds int, timeoutSeconds int=1, periodSeconds int=10, successThreshold int=1,
         failureThreshold int=3, terminationGracePeriodSeconds int
        Capabilities: add [string], drop [string]
        SELinuxOptions: user string, role string, type string, level string
        WindowsSecurityContextOptions: gmsaCredentialSpecName string, gmsaCredentialSpec string, runAsUserName string,
         hostProcess bool
        SeccompProfile: type! string, localhostProfile string
        AppArmorProfile: type! string, localhostProfile string
        SecurityContext: capabilities Capabilities, privileged bool, seLinuxOptions SELinuxOptions,
         windowsOptions WindowsSecurityContextOptions, runAsUser int, runAsGroup int, runAsNonRoot bool,
         readOnlyRootFilesystem bool, allowPrivilegeEscalation bool, procMount string, seccompProfile SeccompProfile,
         appArmorProfile AppArmorProfile
        ContainerResizePolicy: resourceName! string, restartPolicy! string
        Container: name! string, image string, command [string], args [string], workingDir string,
         ports [ContainerPort]@containerPort|protocol, envFrom [EnvFromSource], env [EnvVar]@name,
         resources ResourceRequirements={}, resizePolicy [ContainerResizePolicy], restartPolicy string,
         restartPolicyRules [any], volumeMounts [VolumeMount]@mountPath, volumeDevices [VolumeDevice]@devicePath,
         livenessProbe Probe, readinessProbe Probe, startupProbe Probe, lifecycle Lifecycle,
         terminationMessagePath string=/dev/termination-log, terminationMessagePolicy string=File,
         imagePullPolicy enum(Always|IfNotPresent|Never), securityContext SecurityContext, stdin bool, stdinOnce bool,
         tty bool
        EphemeralContainer: name! string, image string, command [string], args [string], workingDir string,
         ports [ContainerPort]@containerPort|protocol, envFrom [EnvFromSource], env [EnvVar]@name,
         resources ResourceRequirements={}, resizePolicy [ContainerResizePolicy], restartPolicy string,
         volumeMounts [VolumeMount]@mountPath, volumeDevices [VolumeDevice]@devicePath, livenessProbe Probe,
         readinessProbe Probe, startupProbe Probe, lifecycle Lifecycle, terminationMessagePath string,
         terminationMessagePolicy string, imagePullPolicy string, securityContext SecurityContext, stdin bool,
         stdinOnce bool, tty bool, targetContainerName string
        KeyToPath: key! string, path! string, mode int
        ConfigMapVolumeSource: name string, items [KeyToPath], defaultMode int=420, optional bool
        SecretVolumeSource: secretName string, items [KeyToPath], defaultMode int=420, optional bool
        ConfigMapProjection: name string, items [KeyToPath], optional bool
        SecretProjection: name string, items [KeyToPath], optional bool
        DownwardAPIVolumeFile: path! string, fieldRef ObjectFieldSelector, resourceFieldRef ResourceFieldSelector,
         mode int
        DownwardAPIVolumeSource: items [DownwardAPIVolumeFile], defaultMode int=420
        DownwardAPIProjection: items [DownwardAPIVolumeFile]
        ServiceAccountTokenProjection: audience string, expirationSeconds int=3600, path! string
        VolumeProjection: secret SecretProjection, downwardAPI DownwardAPIProjection, configMap ConfigMapProjection,
         serviceAccountToken ServiceAccountTokenProjection, clusterTrustBundle any, podCertificate any
        ProjectedVolumeSource: sources [VolumeProjection], defaultMode int=420
        EmptyDirVolumeSource: medium string, sizeLimit quantity
        HostPathVolumeSource: path! string, type string
        PersistentVolumeClaimVolumeSource: claimName! string, readOnly bool
        CSIVolumeSource: driver! string, readOnly bool, fsType string, volumeAttributes {string},
         nodePublishSecretRef LocalObjectReference
        NFSVolumeSource: server! string, path! string, readOnly bool
        AzureFileVolumeSource: secretName! string, shareName! string, readOnly bool
        EphemeralClaimSpec: accessModes [string], selector LabelSelector, resources any, volumeName string,
         storageClassName string, volumeMode string=Filesystem
        PersistentVolumeClaimTemplate: metadata ObjectMeta, spec! EphemeralClaimSpec
        EphemeralVolumeSource: volumeClaimTemplate PersistentVolumeClaimTemplate
        ImageVolumeSource: reference string, pullPolicy string
        Volume: name! string, hostPath HostPathVolumeSource, emptyDir EmptyDirVolumeSource, secret SecretVolumeSource,
         configMap ConfigMapVolumeSource, persistentVolumeClaim PersistentVolumeClaimVolumeSource,
         downwardAPI DownwardAPIVolumeSource, projected ProjectedVolumeSource, csi CSIVolumeSource,
         ephemeral EphemeralVolumeSource, nfs NFSVolumeSource, azureFile AzureFileVolumeSource, azureDisk any, iscsi any,
         glusterfs any, rbd any, flexVolume any, cinder any, cephfs any, flocker any, fc any, vsphereVolume any,
         quobyte any, photonPersistentDisk any, portworxVolume any, scaleIO any, storageos any, gitRepo any,
         gcePersistentDisk any, awsElasticBlockStore any, image ImageVolumeSource
        NodeSelectorRequirement: key! string, operator! string, values [string]
        NodeSelectorTerm^: matchExpressions [NodeSelectorRequirement], matchFields [NodeSelectorRequirement]
        NodeSelector^: nodeSelectorTerms! [NodeSelectorTerm]
        PreferredSchedulingTerm: weight! int, preference! NodeSelectorTerm
        NodeAffinity: requiredDuringSchedulingIgnoredDuringExecution NodeSelector,
         preferredDuringSchedulingIgnoredDuringExecution [PreferredSchedulingTerm]
        PodAffinityTerm: labelSelector LabelSelector, namespaces [string], topologyKey! string,
         namespaceSelector LabelSelector, matchLabelKeys [string], mismatchLabelKeys [string]
        WeightedPodAffinityTerm: weight! int, podAffinityTerm! PodAffinityTerm
        PodAffinity: requiredDuringSchedulingIgnoredDuringExecution [PodAffinityTerm],
         preferredDuringSchedulingIgnoredDuringExecution [WeightedPodAffinityTerm]
        Affinity: nodeAffinity NodeAffinity, podAffinity PodAffinity, podAntiAffinity PodAffinity
        Toleration: key string, operator string, value string, effect string, tolerationSeconds int
        HostAlias: ip! string, hostnames [string]
        PodDNSConfigOption: name string, value string
        PodDNSConfig: nameservers [string], searches [string], options [PodDNSConfigOption]
        PodReadinessGate: conditionType! string
        Sysctl: name! string, value! string
        PodSecurityContext: seLinuxOptions SELinuxOptions, windowsOptions WindowsSecurityContextOptions, runAsUser int,
         runAsGroup int, runAsNonRoot bool, supplementalGroups [int], supplementalGroupsPolicy string, fsGroup int,
         sysctls [Sysctl], fsGroupChangePolicy string, seccompProfile SeccompProfile, appArmorProfile AppArmorProfile,
         seLinuxChangePolicy string
        TopologySpreadConstraint: maxSkew! int, topologyKey! string, whenUnsatisfiable! string,
         labelSelector LabelSelector, minDomains int, nodeAffinityPolicy string, nodeTaintsPolicy string,
         matchLabelKeys [string]
        PodOS: name! string
        PodSchedulingGate: name! string
        PodResourceClaim: name! string, resourceClaimName string, resourceClaimTemplateName string
        ImagePullSecret^: name string
        PodSpec: volumes [Volume]@name, initContainers [Container]@name, containers! [Container]@name,
         ephemeralContainers [EphemeralContainer]@name, restartPolicy enum(Always|OnFailure|Never)=Always,
         terminationGracePeriodSeconds int=30, activeDeadlineSeconds int,
         dnsPolicy enum(ClusterFirstWithHostNet|ClusterFirst|Default|None)=ClusterFirst, nodeSelector {string}^,
         serviceAccountName string, serviceAccount string, automountServiceAccountToken bool, nodeName string,
         hostNetwork bool, hostPID bool, hostIPC bool, shareProcessNamespace bool,
         securityContext PodSecurityContext={}, imagePullSecrets [ImagePullSecret]@name, hostname string, subdomain string,
         affinity Affinity, schedulerName string=default-scheduler, tolerations [Toleration],
         hostAliases [HostAlias]@ip, priorityClassName string, priority int, dnsConfig PodDNSConfig,
         readinessGates [PodReadinessGate], runtimeClassName string, enableServiceLinks bool,
         preemptionPolicy string, overhead {quantity},
         topologySpreadConstraints [TopologySpreadConstraint]@topologyKey|whenUnsatisfiable, setHostnameAsFQDN bool,
         os PodOS, hostUsers bool, schedulingGates [PodSchedulingGate]@name, resourceClaims [PodResourceClaim]@name,
         resources ResourceRequirements
        PodTemplateSpec: metadata ObjectMeta={}, spec PodSpec
        PodIP: ip! string
        HostIP^: ip! string
        ContainerStatus: name! string, state any, lastState any, ready! bool, restartCount! int, image! string,
         imageID! string, containerID string, started bool, allocatedResources {quantity}, resources any,
         volumeMounts [any], user any, allocatedResourcesStatus [any], stopSignal string
        PodStatus: phase string, conditions [LooseCondition]@type, message string, reason string,
         nominatedNodeName string, hostIP string, hostIPs [HostIP], podIP string, podIPs [PodIP]@ip, startTime time,
         initContainerStatuses [ContainerStatus], containerStatuses [ContainerStatus], qosClass string,
         ephemeralContainerStatuses [ContainerStatus], resize string, resourceClaimStatuses [any],
         observedGeneration int
        Pod: metadata ObjectMeta, spec PodSpec, status PodStatus={}
        PodTemplate: metadata ObjectMeta, template PodTemplateSpec
        """
}
