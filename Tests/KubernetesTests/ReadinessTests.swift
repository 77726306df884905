import KubernetesProvider
import MartletModel
import Testing

/// Each row: an object's kind, its spec and status, and what readiness says.
struct ReadinessTests {
    enum Expected: Sendable {
        case ready
        case progressing(String)
        case failed(String)
    }

    static let rows: [(name: String, kind: String, rest: String, expected: Expected)] = [
        (
            "old generation", "apps/v1 Deployment",
            "metadata: {name: x, generation: 2}, spec: {replicas: 1}, status: {observedGeneration: 1, readyReplicas: 1}",
            .progressing("not seen")
        ),
        (
            "no status yet", "apps/v1 Deployment", "metadata: {name: x, generation: 1}, spec: {replicas: 1}",
            .progressing("not seen")
        ),
        (
            "all available", "apps/v1 Deployment",
            "metadata: {generation: 1}, spec: {replicas: 2}, status: {observedGeneration: 1, replicas: 2, updatedReplicas: 2, readyReplicas: 2, availableReplicas: 2}",
            .ready
        ),
        (
            "one missing", "apps/v1 Deployment",
            "metadata: {generation: 1}, spec: {replicas: 2}, status: {observedGeneration: 1, replicas: 2, updatedReplicas: 2, readyReplicas: 1}",
            .progressing("1 of 2 replicas are ready")
        ),
        (
            "an old pod left", "apps/v1 Deployment",
            "metadata: {generation: 1}, spec: {replicas: 1}, status: {observedGeneration: 1, replicas: 2, updatedReplicas: 1, readyReplicas: 1, availableReplicas: 1}",
            .progressing("1 old replicas")
        ),
        (
            "deadline", "apps/v1 Deployment",
            "metadata: {generation: 1}, spec: {}, status: {observedGeneration: 1, conditions: [{type: Progressing, status: 'False', reason: ProgressDeadlineExceeded, message: too slow}]}",
            .failed("too slow")
        ),
        (
            "scaled to zero", "apps/v1 Deployment",
            "metadata: {generation: 1}, spec: {replicas: 0}, status: {observedGeneration: 1}", .ready
        ),
        (
            "paused", "apps/v1 Deployment",
            "metadata: {generation: 1}, spec: {paused: true}, status: {observedGeneration: 1}", .ready
        ),
        (
            "quota", "apps/v1 Deployment",
            "metadata: {generation: 1}, spec: {}, status: {observedGeneration: 1, conditions: [{type: ReplicaFailure, status: 'True', message: exceeded quota}]}",
            .progressing("exceeded quota")
        ),
        (
            "set ready", "apps/v1 StatefulSet",
            "metadata: {generation: 1}, spec: {replicas: 1}, status: {observedGeneration: 1, replicas: 1, readyReplicas: 1, currentRevision: a, updateRevision: a}",
            .ready
        ),
        (
            "set rolling", "apps/v1 StatefulSet",
            "metadata: {generation: 1}, spec: {replicas: 2}, status: {observedGeneration: 1, replicas: 2, readyReplicas: 2, updatedReplicas: 1, currentRevision: a, updateRevision: b}",
            .progressing("1 of 2 replicas are updated")
        ),
        (
            "set partition", "apps/v1 StatefulSet",
            "metadata: {generation: 1}, spec: {replicas: 3, updateStrategy: {rollingUpdate: {partition: 2}}}, status: {observedGeneration: 1, replicas: 3, readyReplicas: 3, updatedReplicas: 1, currentRevision: a, updateRevision: b}",
            .ready
        ),
        (
            "set by hand", "apps/v1 StatefulSet",
            "metadata: {generation: 1}, spec: {updateStrategy: {type: OnDelete}}, status: {observedGeneration: 1}",
            .ready
        ),
        (
            "daemons", "apps/v1 DaemonSet",
            "metadata: {generation: 1}, spec: {}, status: {observedGeneration: 1, desiredNumberScheduled: 3, currentNumberScheduled: 3, updatedNumberScheduled: 3, numberReady: 2}",
            .progressing("2 of 3 replicas are ready")
        ),
        (
            "no nodes", "apps/v1 DaemonSet", "metadata: {generation: 1}, spec: {}, status: {observedGeneration: 1}",
            .ready
        ),
        (
            "job runs", "batch/v1 Job", "spec: {completions: 2}, status: {active: 1, succeeded: 1}",
            .progressing("1 of 2 completions")
        ),
        ("job done", "batch/v1 Job", "spec: {}, status: {conditions: [{type: Complete, status: 'True'}]}", .ready),
        (
            "job failed", "batch/v1 Job",
            "spec: {}, status: {conditions: [{type: Failed, status: 'True', reason: BackoffLimitExceeded}]}",
            .failed("BackoffLimitExceeded")
        ),
        ("job suspended", "batch/v1 Job", "spec: {suspend: true}", .ready),
        ("pod ready", "v1 Pod", "status: {phase: Running, conditions: [{type: Ready, status: 'True'}]}", .ready),
        (
            "pod crashes", "v1 Pod",
            "status: {phase: Running, containerStatuses: [{name: a, restartCount: 4, state: {waiting: {reason: CrashLoopBackOff}}, lastState: {terminated: {exitCode: 1}}}]}",
            .failed("container a crashes (4 restarts, last exit code 1)")
        ),
        (
            "pod crashed once", "v1 Pod",
            "status: {phase: Running, containerStatuses: [{name: a, restartCount: 1, state: {waiting: {reason: CrashLoopBackOff}}}]}",
            .progressing("1 restarts")
        ),
        (
            "bad image", "v1 Pod",
            "status: {phase: Pending, containerStatuses: [{name: a, state: {waiting: {reason: ImagePullBackOff, message: no such image}}}]}",
            .failed("no such image")
        ),
        (
            "no room", "v1 Pod",
            "status: {phase: Pending, conditions: [{type: PodScheduled, status: 'False', reason: Unschedulable, message: 0/3 nodes}]}",
            .progressing("0/3 nodes")
        ),
        ("pod done", "v1 Pod", "status: {phase: Succeeded}", .ready),
        ("pod failed", "v1 Pod", "status: {phase: Failed, reason: Evicted}", .failed("Evicted")),
        ("headless", "v1 Service", "spec: {clusterIP: None}", .ready),
        (
            "balancer waits", "v1 Service",
            "spec: {type: LoadBalancer, clusterIP: 10.0.0.1}, status: {loadBalancer: {}}", .progressing("no address")
        ),
        (
            "balancer", "v1 Service", "spec: {type: LoadBalancer}, status: {loadBalancer: {ingress: [{ip: 1.2.3.4}]}}",
            .ready
        ),
        ("claim bound", "v1 PersistentVolumeClaim", "spec: {}, status: {phase: Bound}", .ready),
        ("claim lost", "v1 PersistentVolumeClaim", "spec: {}, status: {phase: Lost}", .failed("Lost")),
        ("claim waits", "v1 PersistentVolumeClaim", "spec: {}, status: {phase: Pending}", .progressing("Pending")),
        (
            "definition", "apiextensions.k8s.io/v1 CustomResourceDefinition",
            "status: {conditions: [{type: NamesAccepted, status: 'True'}, {type: Established, status: 'True'}]}", .ready
        ),
        (
            "definition waits", "apiextensions.k8s.io/v1 CustomResourceDefinition",
            "status: {conditions: [{type: NamesAccepted, status: 'True'}, {type: Established, status: 'False', reason: Installing}]}",
            .progressing("Installing")
        ),
        (
            "names clash", "apiextensions.k8s.io/v1 CustomResourceDefinition",
            "status: {conditions: [{type: NamesAccepted, status: 'False', reason: ListKindConflict}]}",
            .failed("ListKindConflict")
        ),
        (
            "aggregated", "apiregistration.k8s.io/v1 APIService",
            "status: {conditions: [{type: Available, status: 'False', reason: MissingEndpoints}]}",
            .progressing("MissingEndpoints")
        ),
        ("namespace", "v1 Namespace", "status: {phase: Active}", .ready),
        (
            "no bundle", "admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration",
            "webhooks: [{name: w.x, clientConfig: {service: {name: s}}}]", .progressing("w.x")
        ),
        (
            "bundle", "admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration",
            "webhooks: [{name: w.x, clientConfig: {service: {name: s}, caBundle: YQ==}}]", .ready
        ),
        ("token", "v1 Secret", "type: kubernetes.io/service-account-token", .progressing("token")),
        ("config map", "v1 ConfigMap", "data: {}", .ready),
        (
            "certificate", "cert-manager.io/v1 Certificate", "status: {conditions: [{type: Ready, status: 'True'}]}",
            .ready
        ),
        (
            "certificate failed", "cert-manager.io/v1 Certificate",
            "status: {conditions: [{type: Issuing, status: 'False', reason: Failed, message: denied}]}",
            .failed("denied")
        ),
        ("issuer waits", "cert-manager.io/v1 ClusterIssuer", "spec: {}", .progressing("Ready is not there")),
        (
            "issuer stale", "cert-manager.io/v1 Issuer",
            "metadata: {generation: 2}, status: {conditions: [{type: Ready, status: 'True', observedGeneration: 1}]}",
            .progressing("not seen")
        ),
        ("any custom", "example.com/v1 Thing", "spec: {}", .ready),
        (
            "custom not ready", "example.com/v1 Thing",
            "status: {conditions: [{type: Ready, status: 'False', reason: Busy}]}", .progressing("Busy")
        ),
        (
            "stalled", "example.com/v1 Thing",
            "status: {conditions: [{type: Stalled, status: 'True', message: stuck}]}", .failed("stuck")
        ),
        ("going", "v1 ConfigMap", "metadata: {deletionTimestamp: '2026-01-01T00:00:00Z'}", .progressing("deleted")),
    ]

    @Test("Readiness goes by kind", arguments: rows.indices)
    func row(_ index: Int) throws {
        let (name, kind, rest, expected) = Self.rows[index]
        let parts = kind.split(separator: " ")
        let status = Readiness.status(of: try yaml("{apiVersion: \(parts[0]), kind: \(parts[1]), \(rest)}"))
        switch (expected, status) {
        case (.ready, .ready): break
        case (.progressing(let text), .progressing(let why)), (.failed(let text), .failed(let why)):
            #expect(why.contains(text), "\(name)")
        default: Issue.record("\(name): \(status)")
        }
    }

    private let waiting = """
        {apiVersion: apps/v1, kind: Deployment, metadata: {generation: 1}, spec: {replicas: 1},
         status: {observedGeneration: 1, replicas: 1, updatedReplicas: 1}}
        """

    @Test("A pod that cannot run fails its workload, with the reason")
    func podsExplain() throws {
        let pod = try yaml(
            "{apiVersion: v1, kind: Pod, metadata: {name: p}, status: {phase: Pending, containerStatuses: [{name: a, state: {waiting: {reason: ErrImageNeverPull}}}]}}"
        )
        let status = Readiness.status(of: try yaml(waiting), children: ObjectChildren(pods: [pod]))
        #expect(status == .failed("0 of 1 replicas are ready; pod p: container a: ErrImageNeverPull"))
    }

    @Test("A pod that was evicted does not: another one comes")
    func evictedPods() throws {
        let pod = try yaml("{apiVersion: v1, kind: Pod, metadata: {name: p}, status: {phase: Failed, reason: Evicted}}")
        let status = Readiness.status(of: try yaml(waiting), children: ObjectChildren(pods: [pod]))
        #expect(status == .progressing("0 of 1 replicas are ready; pod p: it failed: Evicted"))
    }

    @Test("Without pods, the newest warning explains")
    func eventsExplain() throws {
        let event = try yaml("{message: exceeded quota}")
        let status = Readiness.status(of: try yaml(waiting), children: ObjectChildren(events: [event]))
        #expect(status == .progressing("0 of 1 replicas are ready; exceeded quota"))
    }

    @Test("A claim of a class that waits for its first consumer is as ready as it gets")
    func firstConsumer() throws {
        let claim = try yaml("{apiVersion: v1, kind: PersistentVolumeClaim, spec: {}, status: {phase: Pending}}")
        let storage = try yaml("{volumeBindingMode: WaitForFirstConsumer}")
        #expect(Readiness.status(of: claim, children: ObjectChildren(storageClass: storage)) == .ready)
    }

    @Test("`wait:` can ask for less, for a condition, or for an address")
    func waitRules() throws {
        let object = try yaml(
            "{apiVersion: example.com/v1, kind: T, status: {conditions: [{type: Synced, status: 'False'}]}}")
        #expect(try Readiness.status(of: object, waitingFor: #require(WaitRule("none"))) == .ready)
        let synced = try #require(WaitRule(["condition": "Synced"]))
        #expect(Readiness.status(of: object, waitingFor: synced) != .ready)
        #expect(
            try Readiness.status(
                of: object, waitingFor: #require(WaitRule(["condition": "Synced", "status": "False"]))) == .ready)
        #expect(try Readiness.status(of: object, waitingFor: #require(WaitRule("address"))) != .ready)
        #expect(WaitRule(nil) == .ready)
        #expect(WaitRule("sometime") == nil)
    }
}
