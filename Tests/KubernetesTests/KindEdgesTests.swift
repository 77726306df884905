import Foundation
import KubernetesProvider
import MartletLanguage
import MartletModel
import TestSupport
import Testing

/// Edges are written `Kind/name < Kind/name`.
struct KindEdgesTests {
    private func edges(_ texts: [String]) throws -> [String] { try edges(bodies: texts.map(yaml)) }

    private func edges(bodies: [Value]) -> [String] {
        let names = bodies.map { "\(text($0, "kind"))/\($0.at("metadata", "name")?.stringValue ?? "?")" }
        let found = provider().implicitEdges(among: bodies.map { (KubernetesProvider.objectType, $0) })
        return found.map { "\(names[$0.before]) < \(names[$0.after])" }
    }

    private func text(_ body: Value, _ key: String) -> String { body[key]?.stringValue ?? "?" }

    static let rows: [(bodies: [String], edges: [String])] = [
        (
            [
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: n}}",
                "{apiVersion: v1, kind: Namespace, metadata: {name: n}}",
            ],
            ["Namespace/n < ConfigMap/c"]
        ),
        (
            [
                "{apiVersion: example.com/v1, kind: Thing, metadata: {name: t}}",
                "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: things}, spec: {group: example.com, names: {kind: Thing}}}",
                "{apiVersion: other.com/v1, kind: Thing, metadata: {name: o}}",
            ],
            ["CustomResourceDefinition/things < Thing/t"]
        ),
        (
            [
                "{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: b, namespace: n}, roleRef: {kind: Role, name: r}, subjects: [{kind: ServiceAccount, name: s}]}",
                "{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: r, namespace: n}}",
                "{apiVersion: v1, kind: ServiceAccount, metadata: {name: s, namespace: n}}",
                "{apiVersion: v1, kind: ServiceAccount, metadata: {name: s, namespace: other}}",
                "{apiVersion: apps/v1, kind: Deployment, metadata: {name: d, namespace: n}, spec: {template: {spec: {serviceAccountName: s}}}}",
            ],
            [
                "RoleBinding/b < Deployment/d", "Role/r < RoleBinding/b", "ServiceAccount/s < RoleBinding/b",
                "ServiceAccount/s < Deployment/d",
            ]
        ),
        (
            [
                "{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: n}, spec: {priorityClassName: high, imagePullSecrets: [{name: pull}], volumes: [{name: a, configMap: {name: c}}, {name: b, persistentVolumeClaim: {claimName: v}}, {name: d, secret: {secretName: optional, optional: true}}], containers: [{env: [{valueFrom: {secretKeyRef: {name: s}}}], envFrom: [{configMapRef: {name: c}}]}]}}",
                "{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: n}}",
                "{apiVersion: v1, kind: Secret, metadata: {name: pull, namespace: n}}",
                "{apiVersion: v1, kind: Secret, metadata: {name: optional, namespace: n}}",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: n}}",
                "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: v, namespace: n}, spec: {storageClassName: fast}}",
                "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}}",
                "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: high}}",
            ],
            [
                "Secret/s < Pod/p", "Secret/pull < Pod/p", "ConfigMap/c < Pod/p", "PersistentVolumeClaim/v < Pod/p",
                "StorageClass/fast < PersistentVolumeClaim/v", "PriorityClass/high < Pod/p",
            ]
        ),
        (
            [
                "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i, namespace: n}, spec: {ingressClassName: c, tls: [{secretName: t}], rules: [{http: {paths: [{backend: {service: {name: s}}}]}}]}}",
                "{apiVersion: v1, kind: Service, metadata: {name: s, namespace: n}}",
                "{apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: c}}",
                "{apiVersion: v1, kind: Secret, metadata: {name: t, namespace: n}}",
                "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: h, namespace: n}, spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: d}}}",
                "{apiVersion: apps/v1, kind: Deployment, metadata: {name: d, namespace: n}}",
            ],
            [
                "Service/s < Ingress/i", "IngressClass/c < Ingress/i", "Secret/t < Ingress/i",
                "Deployment/d < HorizontalPodAutoscaler/h",
            ]
        ),
    ]

    @Test("Objects come after what they name", arguments: rows.indices)
    func row(_ index: Int) throws {
        #expect(try edges(Self.rows[index].bodies) == Self.rows[index].edges)
    }

    @Test("Unknown parts have no edges")
    func unknowns() {
        let body: Value = [
            "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": .unknown(Unknown()), "namespace": "n"],
        ]
        #expect(edges(bodies: [body, ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": "n"]]]).isEmpty)
    }

    @Test("cert-manager's issuers come after its definitions, webhook, controller and rights, with no cycle")
    func certManager() throws {
        guard let folder = Fixtures.folder else { return print("skipped: no fixtures") }
        let bytes = try Data(contentsOf: folder.appending(path: "cert-manager-v1.14.4.yaml"))
        var bodies = try YAMLReader.values(Array(bytes), name: "cert-manager.yaml")
        bodies.append(try yaml("{apiVersion: cert-manager.io/v1, kind: ClusterIssuer, metadata: {name: mine}}"))
        let found = Set(edges(bodies: bodies))
        for before in [
            "CustomResourceDefinition/clusterissuers.cert-manager.io",
            "ValidatingWebhookConfiguration/cert-manager-webhook",
            "MutatingWebhookConfiguration/cert-manager-webhook", "Deployment/cert-manager",
        ] {
            #expect(found.contains("\(before) < ClusterIssuer/mine"))
        }
        #expect(found.contains("Deployment/cert-manager-webhook < ValidatingWebhookConfiguration/cert-manager-webhook"))
        #expect(found.contains("Service/cert-manager-webhook < ValidatingWebhookConfiguration/cert-manager-webhook"))
        #expect(found.contains("Namespace/cert-manager < Deployment/cert-manager-cainjector"))
        #expect(found.contains("ClusterRoleBinding/cert-manager-cainjector < Deployment/cert-manager-cainjector"))
        #expect(!found.contains { $0.hasSuffix("< CustomResourceDefinition/clusterissuers.cert-manager.io") })
        #expect(isAcyclic(bodies))
    }

    private func isAcyclic(_ bodies: [Value]) -> Bool {
        let edges = provider().implicitEdges(among: bodies.map { (KubernetesProvider.objectType, $0) })
        var waiting = [Int](repeating: 0, count: bodies.count)
        for edge in edges { waiting[edge.after] += 1 }
        var ready = waiting.indices.filter { waiting[$0] == 0 }
        var done = 0
        while let next = ready.popLast() {
            done += 1
            for edge in edges where edge.before == next {
                waiting[edge.after] -= 1
                if waiting[edge.after] == 0 { ready.append(edge.after) }
            }
        }
        return done == bodies.count
    }

    @Test("A namespace takes its members along, but not custom resources nor another namespace's")
    func containment() {
        let namespace = record(["kind": "Namespace"], identity: "k/core/Namespace/-/n")
        let cases = [
            ("k/core/ConfigMap/n/a", true), ("k/apps/Deployment/n/a", true), ("k/core/ConfigMap/m/a", false),
            ("k/cert-manager.io/Certificate/n/a", false), ("other/core/ConfigMap/n/a", false),
            ("k/rbac.authorization.k8s.io/ClusterRole/-/n", false),
        ]
        for (identity, expected) in cases {
            #expect(
                provider().contains(parent: namespace, child: record([:], identity: identity)) == expected,
                "\(identity)")
        }
    }
}
