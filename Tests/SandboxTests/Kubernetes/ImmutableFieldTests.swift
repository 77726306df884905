import MartletModel
import Testing

/// Every row of the table of immutable fields: 422, and the text by which a replacement is recognised.
struct ImmutableFieldTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let before: String
        let after: String
        let text: String
    }

    private static func spec(_ kind: String, _ group: String, _ rest: String) -> String {
        "{apiVersion: \(group), kind: \(kind), metadata: {name: a, namespace: default}, \(rest)}"
    }

    private static let pod =
        "template: {metadata: {labels: {a: b, c: d}}, spec: {containers: [{name: m, image: 'i:1'}]}}"

    static let cases: [Case] = [
        Case(
            testDescription: "the selector of a deployment",
            before: spec("Deployment", "apps/v1", "spec: {selector: {matchLabels: {a: b}}, \(pod)}"),
            after: spec("Deployment", "apps/v1", "spec: {selector: {matchLabels: {c: d}}, \(pod)}"),
            text: "field is immutable"),
        Case(
            testDescription: "the service of a stateful set",
            before: spec("StatefulSet", "apps/v1", "spec: {serviceName: x, selector: {matchLabels: {a: b}}, \(pod)}"),
            after: spec("StatefulSet", "apps/v1", "spec: {serviceName: y, selector: {matchLabels: {a: b}}, \(pod)}"),
            text: "updates to statefulset spec for fields other than"),
        Case(
            testDescription: "the template of a job",
            before: spec(
                "Job", "batch/v1",
                "spec: {template: {spec: {restartPolicy: Never, containers: [{name: m, image: 'i:1'}]}}}"),
            after: spec(
                "Job", "batch/v1",
                "spec: {template: {spec: {restartPolicy: Never, containers: [{name: m, image: 'i:2'}]}}}"),
            text: "field is immutable"),
        Case(
            testDescription: "the type of a secret", before: spec("Secret", "v1", "type: a/b"),
            after: spec("Secret", "v1", "type: c/d"), text: "field is immutable"),
        Case(
            testDescription: "an immutable config map",
            before: spec("ConfigMap", "v1", "immutable: true, data: {x: a}"),
            after: spec("ConfigMap", "v1", "immutable: true, data: {x: b}"),
            text: "field is immutable when `immutable` is set"),
        Case(
            testDescription: "the address of a service",
            before: spec("Service", "v1", "spec: {clusterIP: 10.0.0.50, ports: [{port: 80}]}"),
            after: spec("Service", "v1", "spec: {clusterIP: 10.0.0.51, ports: [{port: 80}]}"),
            text: "may not change once set"),
        Case(
            testDescription: "the role of a binding",
            before: spec("RoleBinding", "rbac.authorization.k8s.io/v1", "roleRef: {kind: Role, name: x}"),
            after: spec("RoleBinding", "rbac.authorization.k8s.io/v1", "roleRef: {kind: Role, name: y}"),
            text: "cannot change roleRef"),
        Case(
            testDescription: "the class of a claim",
            before: spec(
                "PersistentVolumeClaim", "v1",
                "spec: {accessModes: [ReadWriteOnce], storageClassName: managed, resources: {requests: {storage: 1Gi}}}"
            ),
            after: spec(
                "PersistentVolumeClaim", "v1",
                "spec: {accessModes: [ReadWriteOnce], storageClassName: default, resources: {requests: {storage: 1Gi}}}"
            ),
            text: "spec is immutable after creation except resources.requests"),
        Case(
            testDescription: "the command of a pod",
            before: spec("Pod", "v1", "spec: {containers: [{name: m, image: 'i:1', command: [a]}]}"),
            after: spec("Pod", "v1", "spec: {containers: [{name: m, image: 'i:1', command: [b]}]}"),
            text: "pod updates may not change fields other than"),
        Case(
            testDescription: "the provisioner of a storage class",
            before: "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: a}, provisioner: x}",
            after: "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: a}, provisioner: y}",
            text: "field is immutable"),
        Case(
            testDescription: "the value of a priority class",
            before: "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: a}, value: 1}",
            after: "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: a}, value: 2}",
            text: "may not be changed in an update"),
    ]

    @Test(arguments: cases)
    func `changing it is refused`(_ row: Case) async throws {
        let cluster = try ClusterFixture()
        let made = try await cluster.apply(row.before)
        #expect(made.status == 201, "\(made.message)")
        let refused = try await cluster.apply(row.after, force: true)
        #expect(refused.status == 422)
        #expect(refused.body["reason"] == "Invalid")
        #expect(refused.message.contains(row.text), "\(refused.message)")
    }
}
