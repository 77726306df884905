import HTTPTypes
import KubernetesProvider
import MartletModel
import MartletProvider
import Sandbox
import Testing

/// The provider against the sandbox's Kubernetes: real server-side apply, managed fields, controllers and deletes.
struct SandboxClusterTests {
    private let map =
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: m, namespace: default, labels: {a: b}}, data: {k: v, l: w}}"

    @Test("Create, no change, update, removal of a field, delete")
    func lifecycle() async throws {
        let cluster = try await TestCluster()
        let first = try await cluster.apply(try yaml(map))
        #expect(first.attributes.at("metadata", "labels") == ["a": "b"])
        #expect(try await cluster.changes([first]).isEmpty)
        let body = try yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: m, namespace: default}, data: {k: v2}}")
        #expect(
            try await cluster.changes([first]) { _ in body } == [
                "\(first.identity): data.k", "\(first.identity): data.l", "\(first.identity): metadata.labels",
            ])
        let second = try await cluster.apply(body, over: first)
        #expect(second.attributes.at("data") == ["k": "v2"])
        #expect(second.lineage == first.lineage)
        #expect(try await cluster.changes([second]).isEmpty)
        try await cluster.connection.delete(second, cluster.context)
        #expect(try await cluster.changes([second]) == ["\(second.identity) is gone"])
        try await cluster.connection.delete(second, cluster.context)
    }

    @Test("What somebody else changed is seen with their name, and set back")
    func drift() async throws {
        let cluster = try await TestCluster()
        let record = try await cluster.apply(try yaml(map))
        _ = try await cluster.outside(
            .patch, "/api/v1/namespaces/default/configmaps/m?fieldManager=eve", #"{"data":{"k":"theirs"}}"#)
        let read = await cluster.connection.read([
            ReadTarget(type: record.type, identity: record.identity, body: record.body)
        ])
        guard case .present(let live)? = try read.first?.get() else {
            Issue.record("the map is gone")
            return
        }
        let found = cluster.provider.compare(
            Comparison(type: record.type, desired: record.body, record: record, live: live))
        #expect(found.drift.map(\.path.description) == ["data.k"])
        guard case .drift(let writer)? = found.changes.first?.cause else {
            Issue.record("no drift")
            return
        }
        #expect(writer?.hasPrefix("eve at ") == true)
        let again = try await cluster.apply(record.body, over: record)
        #expect(again.attributes.at("data", "k") == "v")
    }

    @Test("A pre-image that is applied brings an object back to what it was")
    func preImage() async throws {
        let cluster = try await TestCluster()
        let record = try await cluster.apply(try yaml(map))
        let live = LiveObject(identity: record.identity, lineage: record.lineage, attributes: record.attributes)
        let image = cluster.provider.preImage(of: record, live: live)
        let changed = try await cluster.apply(
            try yaml(
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: m, namespace: default}, data: {k: x, new: y}}"),
            over: record)
        let restored = try await cluster.apply(image, over: changed)
        #expect(restored.attributes.at("data") == record.attributes.at("data"))
        #expect(restored.attributes.at("metadata", "labels") == ["a": "b"])
    }

    @Test("An object that others made is refused, and adopted when that is asked for")
    func adoption() async throws {
        let cluster = try await TestCluster()
        _ = try await cluster.outside(
            .post, "/api/v1/namespaces/default/configmaps?fieldManager=kubectl-client-side-apply",
            #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"m"},"data":{"k":"v","old":"x"}}"#,
            type: "application/json"
        )
        let error = await #expect(throws: ProviderError.self) { _ = try await cluster.apply(try yaml(map)) }
        #expect(error?.code == "AlreadyExists")
        let record = try await cluster.apply(try yaml(map), mayAdopt: true)
        #expect(record.attributes.at("data") == ["k": "v", "l": "w", "old": "x"])
        let smaller = try yaml(
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: m, namespace: default}, data: {l: w}}")
        #expect(try await cluster.apply(smaller, over: record).attributes.at("data") == ["l": "w", "old": "x"])
    }

    @Test("An adoption that is taken back leaves the object as it was found, without our labels")
    func release() async throws {
        let cluster = try await TestCluster()
        let path = "/api/v1/namespaces/default/configmaps"
        let found = try await cluster.outside(
            .post, "\(path)?fieldManager=kubectl-client-side-apply",
            #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"m"},"data":{"k":"theirs","old":"x"}}"#,
            type: "application/json"
        )
        let identity = try cluster.identity(try yaml(map))
        let live = LiveObject(identity: identity, attributes: LiveObject.attributes(of: found))
        let record = try await cluster.apply(try yaml(map), mayAdopt: true)
        #expect(record.attributes.at("data", "k") == "v")
        let image = cluster.provider.preImage(of: record, live: live)
        let request = WriteRequest(
            type: record.type, identity: identity, body: image, prior: record, mayAdopt: true, releases: true
        )
        let released = try await cluster.connection.update(request, cluster.context)
        #expect(released.attributes.at("data") == found.at("data"))
        #expect(released.marker == nil)
        let raw = try await cluster.outside(.get, "\(path)/m", "")
        #expect(raw.at("metadata", "labels") == nil)
        #expect(!FieldOwners(of: raw).includesUs)
        #expect(try await cluster.connection.find(marker: cluster.marker).isEmpty)
    }

    @Test("Taking over an object that needs no change still marks it as ours")
    func adoptionMarks() async throws {
        let cluster = try await TestCluster()
        let found = try await cluster.outside(
            .post, "/api/v1/namespaces/default/configmaps",
            #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"m","labels":{"a":"b"}},"data":{"k":"v","l":"w"}}"#,
            type: "application/json"
        )
        let live = LiveObject(
            identity: try cluster.identity(try yaml(map)), attributes: LiveObject.attributes(of: found))
        let nothing = record(.object(Fields()), attributes: live.attributes)
        let assessment = cluster.provider.compare(
            Comparison(type: nothing.type, desired: try yaml(map), record: nothing, live: live)
        )
        #expect(assessment.changes.map(\.path.description) == [#"metadata.labels["martlet.dev/stack"]"#])
    }

    @Test("A dry run sees immutability, unknown fields and no-ops, and writes nothing")
    func dryRuns() async throws {
        let cluster = try await TestCluster()
        let deployment =
            "{apiVersion: apps/v1, kind: Deployment, metadata: {name: d, namespace: default}, spec: {replicas: 1, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i, resources: {limits: {cpu: 1000m}}}]}}}}"
        let record = try await cluster.apply(try yaml(deployment))
        #expect(try await cluster.changes([record]).isEmpty)
        let before = try cluster.cloud.dump()
        let refine = { (text: String) in
            try await cluster.connection.refine(
                Proposal(
                    type: record.type, action: .update, identity: record.identity, body: try yaml(text), prior: record)
            )
        }
        #expect(try await refine(deployment.replacing("1000m", with: "1")).isNoOp)
        #expect(
            try await refine(deployment.replacing("a: b", with: "a: c")).replacePaths.map(\.description) == [
                "spec.selector"
            ])
        #expect(
            try await refine(deployment.replacing("image: i", with: "imagee: i")).problems.map(\.path.description) == [
                "spec.template.spec.containers[0].imagee"
            ])
        #expect(try await refine(deployment.replacing("replicas: 1", with: "replicas: 2")).isNoOp == false)
        #expect(try cluster.cloud.dump() == before)
    }

    @Test("A definition and an object of its kind, one after the other")
    func customResources() async throws {
        let cluster = try await TestCluster()
        let definition = try yaml(
            "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: things.e.com}, spec: {group: e.com, scope: Namespaced, names: {plural: things, singular: thing, kind: Thing, listKind: ThingList}, versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}}]}}"
        )
        let thing = try yaml(
            "{apiVersion: e.com/v1, kind: Thing, metadata: {name: t, namespace: default}, spec: {size: 3}}")
        let records = try await cluster.applyAll([thing, definition])
        #expect(records.map(\.body) == [definition, thing])
        #expect(try await cluster.changes(records).isEmpty)
        let wrong = Proposal(
            type: KubernetesProvider.objectType, action: .create, identity: nil,
            body: try yaml(
                "{apiVersion: e.com/v1, kind: Thing, metadata: {name: u, namespace: default}, spec: {size: big}}"),
            prior: nil)
        #expect(try await cluster.connection.refine(wrong).problems.isEmpty == false)
    }

    @Test("The sweep finds exactly what the stack made")
    func sweep() async throws {
        let cluster = try await TestCluster()
        let service = try await cluster.apply(
            try yaml(
                "{apiVersion: v1, kind: Service, metadata: {name: s, namespace: default}, spec: {selector: {a: b}, ports: [{port: 80}]}}"
            ))
        let map = try await cluster.apply(try yaml(map))
        let found = try await cluster.connection.find(marker: cluster.marker)
        #expect(Set(found.map(\.identity)) == [service.identity, map.identity])
        #expect(try await cluster.connection.find(marker: StackIdentity(stack: "other")).isEmpty)
        for object in found {
            try await cluster.connection.delete(record([:], identity: object.identity.text), cluster.context)
        }
        #expect(try await cluster.connection.find(marker: cluster.marker).isEmpty)
    }

    @Test("Deployments, stateful sets, jobs, claims and load balancers get ready")
    func readiness() async throws {
        let cluster = try await TestCluster()
        let pods =
            "selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}"
        for text in [
            "{apiVersion: apps/v1, kind: Deployment, metadata: {name: d, namespace: default}, spec: {replicas: 2, \(pods)}}",
            "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: s, namespace: default}, spec: {replicas: 2, serviceName: s, \(pods)}}",
            "{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: e, namespace: default}, spec: {\(pods)}}",
            "{apiVersion: batch/v1, kind: Job, metadata: {name: j, namespace: default}, spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}}}",
            "{apiVersion: v1, kind: Service, metadata: {name: l, namespace: default}, spec: {type: LoadBalancer, selector: {a: b}, ports: [{port: 80}]}}",
            "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: p, namespace: default}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}",
            "{apiVersion: v1, kind: Namespace, metadata: {name: n}}",
        ] {
            let record = try await cluster.apply(try yaml(text))
            #expect(try await cluster.changes([record]).isEmpty)
        }
    }

    @Test("A namespace goes with everything in it")
    func namespaceDelete() async throws {
        let cluster = try await TestCluster()
        let records = try await cluster.applyAll([
            try yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: m, namespace: n}, data: {}}"),
            try yaml("{apiVersion: v1, kind: Namespace, metadata: {name: n}}"),
        ])
        #expect(cluster.provider.contains(parent: records[0], child: records[1]))
        try await cluster.connection.delete(records[0], cluster.context)
        #expect(try await cluster.changes(records).count == 2)
    }

    @Test("cert-manager's 46 objects: applied, unchanged, an issuer and a certificate ready, deleted without a rest")
    func certManager() async throws {
        guard var bodies = try TestCluster.certManager() else { return print("skipped: no fixtures") }
        let cluster = try await TestCluster()
        bodies += try yamlDocuments(
            """
            {apiVersion: cert-manager.io/v1, kind: ClusterIssuer, metadata: {name: own}, spec: {selfSigned: {}}}
            ---
            {apiVersion: v1, kind: Namespace, metadata: {name: team}}
            ---
            apiVersion: cert-manager.io/v1
            kind: Certificate
            metadata: {name: c, namespace: team}
            spec: {secretName: c-tls, dnsNames: [c.team.svc], issuerRef: {kind: ClusterIssuer, name: own}}
            """.utf8)
        let records = try await cluster.applyAll(bodies)
        #expect(records.count == 49)
        #expect(try await cluster.changes(records).isEmpty)
        let image = try await cluster.changes(records) { body in
            guard body["kind"] == "Deployment" else { return body }
            return body.setting(2, at: ValuePath([.key("spec"), .key("replicas")]))
        }
        #expect(image.count == 3)
        for record in records.reversed() { try await cluster.connection.delete(record, cluster.context) }
        #expect(try await cluster.connection.find(marker: cluster.marker).isEmpty)
    }
}
