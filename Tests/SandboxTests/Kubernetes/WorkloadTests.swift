import MartletModel
import Sandbox
import Testing

/// What controllers make of objects as virtual time passes.
struct WorkloadTests {
    private static let pods = "/api/v1/namespaces/default/pods"

    private func condition(_ type: String, _ object: Value) -> String? {
        (object.at("status", "conditions")?.elements ?? []).first { $0["type"]?.stringValue == type }?["status"]?
            .stringValue
    }

    @Test func `a deployment comes up, rolls and goes with its pods`() async throws {
        let cluster = try ClusterFixture()
        _ = try await cluster.apply(ServerSideApplyTests.web)
        let path = "/apis/apps/v1/namespaces/default/deployments/web"
        #expect(condition("Available", try await cluster.get(path).body) == "False")
        try cluster.pass(.seconds(10))
        let ready = try await cluster.get(path).body
        #expect(condition("Available", ready) == "True")
        #expect(ready.at("status", "readyReplicas") == 3)
        #expect(ready.at("status", "observedGeneration") == 1)

        _ = try await cluster.apply(ServerSideApplyTests.web.replacing("nginx:1", with: "nginx:2"))
        try cluster.pass(.seconds(20))
        let rolled = try await cluster.get(path).body
        #expect(rolled.at("status", "updatedReplicas") == 3)
        #expect(rolled.at("status", "replicas") == 3)
        #expect(
            try await cluster.get("/apis/apps/v1/namespaces/default/replicasets").body["items"]?.elements?.count == 2)

        #expect(try await cluster.delete(path).status == 200)
        try cluster.pass(.seconds(10))
        #expect(try await cluster.get(Self.pods).body["items"] == .tuple([]))
    }

    @Test func `a stateful set starts one pod after another and keeps its claims`() async throws {
        let cluster = try ClusterFixture()
        _ = try await cluster.apply(
            """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db, namespace: default}
            spec:
              replicas: 2
              serviceName: db
              selector: {matchLabels: {app: db}}
              template:
                metadata: {labels: {app: db}}
                spec: {containers: [{name: db, image: "neo4j:5", volumeMounts: [{name: data, mountPath: /data}]}]}
              volumeClaimTemplates:
              - metadata: {name: data}
                spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
            """)
        #expect(try await cluster.get(Self.pods).body["items"]?.elements?.count == 1)
        try cluster.pass(.seconds(10))
        let names = try await cluster.get(Self.pods).body["items"]?.elements?.map { $0.at("metadata", "name") }
        #expect(names == ["db-0", "db-1"])
        let set = try await cluster.get("/apis/apps/v1/namespaces/default/statefulsets/db").body
        #expect(set.at("status", "readyReplicas") == 2)
        let claims =
            try await cluster.get("/api/v1/namespaces/default/persistentvolumeclaims").body["items"]?.elements ?? []
        #expect(claims.map { $0.at("status", "phase") } == ["Bound", "Bound"])
        _ = try await cluster.delete("/apis/apps/v1/namespaces/default/statefulsets/db")
        try cluster.pass(.seconds(10))
        #expect(try await cluster.get(Self.pods).body["items"] == .tuple([]))
        #expect(
            try await cluster.get("/api/v1/namespaces/default/persistentvolumeclaims").body["items"]?.elements?.count
                == 2)
    }

    @Test func `a job completes, a daemon set covers the nodes, a load balancer gets its address`() async throws {
        let cluster = try ClusterFixture(nodes: 3)
        _ = try await cluster.apply(
            """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: once, namespace: default}
            spec: {template: {spec: {restartPolicy: Never, containers: [{name: main, image: "busybox:1"}]}}}
            """)
        _ = try await cluster.apply(
            """
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: agent, namespace: default}
            spec:
              selector: {matchLabels: {app: agent}}
              template: {metadata: {labels: {app: agent}}, spec: {containers: [{name: main, image: "agent:1"}]}}
            """)
        _ = try await cluster.apply(
            """
            apiVersion: v1
            kind: Service
            metadata: {name: front, namespace: default}
            spec: {type: LoadBalancer, selector: {app: agent}, ports: [{port: 80}]}
            """)
        try cluster.pass(.seconds(40))
        let job = try await cluster.get("/apis/batch/v1/namespaces/default/jobs/once").body
        #expect(condition("Complete", job) == "True")
        let agent = try await cluster.get("/apis/apps/v1/namespaces/default/daemonsets/agent").body
        #expect(agent.at("status", "numberReady") == 3)
        let front = try await cluster.get("/api/v1/namespaces/default/services/front").body
        #expect(front.find("status", "loadBalancer", "ingress", 0, "ip") == "198.51.100.10")
    }

    @Test func `fault rules keep an image from being pulled`() async throws {
        let cluster = try ClusterFixture()
        try cluster.cloud.transaction { transaction in
            transaction.add(
                SandboxFault(
                    name: "pull", match: SandboxFault.Match(operation: "start pod nginx:*"), occasion: .always,
                    action: .error(status: 500, code: "NotFound", message: "manifest unknown")))
        }
        _ = try await cluster.apply(ServerSideApplyTests.web)
        try cluster.pass(.seconds(10))
        let pod = try await cluster.get(Self.pods).body.find("items", 0)
        #expect(pod?.find("status", "containerStatuses", 0, "state", "waiting", "reason") == "ImagePullBackOff")
    }

    @Test func `a namespace goes with everything in it, and refuses new objects meanwhile`() async throws {
        let cluster = try ClusterFixture()
        _ = try await cluster.create("{apiVersion: v1, kind: Namespace, metadata: {name: team}}")
        #expect(try await cluster.get("/api/v1/namespaces/team/serviceaccounts/default").status == 200)
        _ = try await cluster.apply(
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: held, namespace: team, finalizers: [a.io/x]}}")
        #expect(try await cluster.delete("/api/v1/namespaces/team").body.at("status", "phase") == "Terminating")
        let refused = try await cluster.apply("{apiVersion: v1, kind: ConfigMap, metadata: {name: b, namespace: team}}")
        #expect(refused.status == 403)
        #expect(refused.body.at("details", "causes")?.elements?.first?["reason"] == "NamespaceTerminating")
        try cluster.pass(.seconds(5))
        let stuck = try await cluster.get("/api/v1/namespaces/team").body
        #expect(condition("NamespaceFinalizersRemaining", stuck) == "True")
        _ = try await cluster.patch("/api/v1/namespaces/team/configmaps/held", #"{"metadata":{"finalizers":null}}"#)
        try cluster.pass(.seconds(5))
        #expect(try await cluster.get("/api/v1/namespaces/team").status == 404)
    }
}

/// What goes wrong when fault rules say so, as waiting clients see it.
struct WorkloadFailureTests {
    private func cluster(_ action: SandboxFault.Action) throws -> ClusterFixture {
        let cluster = try ClusterFixture()
        try cluster.cloud.transaction { transaction in
            transaction.add(
                SandboxFault(
                    name: "start", match: SandboxFault.Match(operation: "start pod *"), occasion: .always,
                    action: action))
        }
        return cluster
    }

    private func condition(_ type: String, _ object: Value) -> Value? {
        (object.at("status", "conditions")?.elements ?? []).first { $0["type"]?.stringValue == type }
    }

    @Test func `a deployment whose pods crash misses its deadline`() async throws {
        let cluster = try cluster(.failOperation(code: "Error", message: "out of memory"))
        _ = try await cluster.apply(ServerSideApplyTests.web)
        try cluster.pass(.seconds(10))
        let pod = try await cluster.get("/api/v1/namespaces/default/pods").body.find("items", 0)
        #expect(pod?.find("status", "containerStatuses", 0, "state", "waiting", "reason") == "CrashLoopBackOff")
        #expect(pod?.find("status", "containerStatuses", 0, "restartCount") == 5)
        let path = "/apis/apps/v1/namespaces/default/deployments/web"
        #expect(condition("Progressing", try await cluster.get(path).body)?["status"] == "True")
        try cluster.pass(.seconds(600))
        #expect(condition("Progressing", try await cluster.get(path).body)?["reason"] == "ProgressDeadlineExceeded")
    }

    @Test func `a job fails after its retries`() async throws {
        let cluster = try cluster(.failOperation(code: "Error", message: "no such file"))
        _ = try await cluster.apply(
            """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: once, namespace: default}
            spec:
              backoffLimit: 2
              template: {spec: {restartPolicy: Never, containers: [{name: main, image: "busybox:1"}]}}
            """)
        try cluster.pass(.seconds(60))
        let job = try await cluster.get("/apis/batch/v1/namespaces/default/jobs/once").body
        #expect(condition("Failed", job)?["reason"] == "BackoffLimitExceeded")
        #expect(job.at("status", "failed") == 3)
    }

    @Test func `a hanging start leaves pods pending`() async throws {
        let cluster = try cluster(.hang)
        _ = try await cluster.apply(ServerSideApplyTests.web)
        try cluster.pass(.seconds(60))
        let pod = try await cluster.get("/api/v1/namespaces/default/pods").body.find("items", 0)
        #expect(pod?.at("status", "phase") == "Pending")
    }
}
