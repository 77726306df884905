import KubernetesProvider
import MartletModel
import MartletProvider
import Testing

/// Each case: what the stack asks for, what it asked for last time, what is there; and the paths that change.
struct ComparisonTests {
    private func compare(_ desired: String, last: String, live: String, recorded: String? = nil) throws -> Assessment {
        let (last, live) = (try yaml(last), try yaml(live))
        let record = record(last, attributes: try recorded.map(yaml) ?? live)
        let object = LiveObject(
            identity: record.identity, attributes: live, writers: [ValuePath([.key("data"), .key("a")]): "eve at noon"])
        return provider().compare(
            Comparison(type: KubernetesProvider.objectType, desired: try yaml(desired), record: record, live: object)
        )
    }

    private func pod(_ spec: String) -> String {
        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: w}, spec: {template: {spec: \(spec)}}}"
    }

    private func paths(_ changes: [FieldChange]) -> [String] { changes.map(\.path.description) }

    private func map(_ data: String) -> String {
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: x}, data: \(data)}"
    }

    @Test("What the server adds is nobody's change")
    func serverFields() throws {
        let found = try compare(
            map("{a: x}"), last: map("{a: x}"),
            live:
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: x, namespace: default, uid: u, resourceVersion: '3', annotations: {b: c}}, data: {a: x, other: y}}"
        )
        #expect(found.changes.isEmpty)
        #expect(found.drift.isEmpty)
    }

    @Test("A change of the stack file is its own; a change outside is drift, with who did it")
    func causes() throws {
        let found = try compare(map("{a: x, b: new}"), last: map("{a: x, b: old}"), live: map("{a: changed, b: old}"))
        #expect(
            found.changes == [
                FieldChange(
                    ValuePath([.key("data"), .key("a")]), before: "changed", after: "x",
                    cause: .drift(by: "eve at noon")),
                FieldChange(ValuePath([.key("data"), .key("b")]), before: "old", after: "new", cause: .configuration),
            ])
        #expect(
            found.drift == [
                FieldChange(
                    ValuePath([.key("data"), .key("a")]), before: "x", after: "changed",
                    cause: .drift(by: "eve at noon"))
            ])
    }

    @Test("A field that the stack file drops goes, unless it is gone already")
    func removal() throws {
        let found = try compare(map("{a: x}"), last: map("{a: x, b: y, c: z}"), live: map("{a: x, b: y}"))
        #expect(paths(found.changes) == ["data.b"])
        #expect(found.changes.first?.after == nil)
    }

    @Test("A map that was wholly ours goes as one")
    func removalOfAMap() throws {
        let live = "{apiVersion: v1, kind: ConfigMap, metadata: {name: x, labels: {m: n}}, data: {a: x, b: y}}"
        let found = try compare("{apiVersion: v1, kind: ConfigMap, metadata: {name: x}}", last: live, live: live)
        #expect(paths(found.changes) == ["data", "metadata.labels"])
    }

    @Test("Containers are matched by name, environment variables too; order counts")
    func keyedLists() throws {
        let live = pod(
            "{containers: [{name: side, image: s}, {name: web, image: 'a:1', env: [{name: X, value: '1'}, {name: Y, value: '2'}], terminationMessagePath: /d}]}"
        )
        let last = pod("{containers: [{name: web, image: 'a:1', env: [{name: X, value: '1'}, {name: Y, value: '2'}]}]}")
        #expect(try compare(last, last: last, live: live).changes.isEmpty)
        let changed = pod(
            "{containers: [{name: web, image: 'a:2', env: [{name: Y, value: '2'}, {name: Z, value: '3'}]}]}")
        let base = "spec.template.spec.containers[0]"
        #expect(
            try paths(compare(changed, last: last, live: live).changes) == [
                "\(base).env[1]", "\(base).env[0]", "\(base).image",
            ])
        let reordered = pod(
            "{containers: [{name: web, image: 'a:1', env: [{name: Y, value: '2'}, {name: X, value: '1'}]}]}")
        #expect(try paths(compare(reordered, last: last, live: live).changes) == ["\(base).env"])
    }

    @Test("A port's protocol may be left out")
    func ports() throws {
        let service = { (ports: String) in
            "{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {ports: \(ports)}}"
        }
        let last = service("[{port: 53, name: a}, {port: 53, protocol: UDP, name: b}]")
        let live = service(
            "[{port: 53, name: a, protocol: TCP, targetPort: 53}, {port: 53, protocol: UDP, name: b, targetPort: 53}]")
        #expect(try compare(last, last: last, live: live).changes.isEmpty)
    }

    @Test("Quantities are compared as amounts, in resources and nowhere else")
    func quantities() throws {
        let last = pod(
            "{containers: [{name: w, resources: {limits: {cpu: 1000m, memory: 0.5Gi}, requests: {cpu: 1}}, env: [{name: A, value: 1000m}]}]}"
        )
        let live = pod(
            "{containers: [{name: w, resources: {limits: {cpu: '1', memory: 512Mi}, requests: {cpu: '1'}}, env: [{name: A, value: '1'}]}]}"
        )
        #expect(
            try paths(compare(last, last: last, live: live).changes) == [
                "spec.template.spec.containers[0].env[0].value"
            ])
    }

    @Test("Lists that are replaced whole: defaults inside are the server's, anything newer is drift")
    func atomicLists() throws {
        let policy = { (ports: String) in
            "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p}, spec: {podSelector: {}, ingress: [{ports: \(ports)}]}}"
        }
        let last = policy("[{port: 80}]")
        let defaulted = policy("[{port: 80, protocol: TCP}]")
        #expect(try compare(last, last: last, live: defaulted).changes.isEmpty)
        let foreign = policy("[{port: 80, protocol: TCP, endPort: 90}]")
        #expect(
            try paths(compare(last, last: last, live: foreign, recorded: defaulted).changes) == [
                "spec.ingress[0].ports[0].endPort"
            ])
        let longer = policy("[{port: 80, protocol: TCP}, {port: 81, protocol: TCP}]")
        #expect(
            try paths(compare(last, last: last, live: longer, recorded: defaulted).changes) == ["spec.ingress[0].ports"]
        )
    }

    @Test("Empty values that the server does not keep are no change, except in custom resources")
    func emptyValues() throws {
        let last = pod("{hostNetwork: false, tolerations: [], nodeSelector: {}, schedulerName: ''}")
        #expect(try compare(last, last: last, live: pod("{}")).changes.isEmpty)
        let custom = "{apiVersion: example.com/v1, kind: Thing, metadata: {name: t}, spec: {on: false}}"
        let found = try compare(
            custom, last: custom, live: "{apiVersion: example.com/v1, kind: Thing, metadata: {name: t}, spec: {}}")
        #expect(paths(found.changes) == ["spec.on"])
    }

    @Test("Clear text of a Secret is compared with what the server keeps, and never shown")
    func secrets() throws {
        let secret = { (rest: String) in "{apiVersion: v1, kind: Secret, metadata: {name: x}, \(rest)}" }
        let last = secret("stringData: {A: one}")
        let live = secret("data: {A: b25l}, type: Opaque")
        #expect(try compare(last, last: last, live: live).changes.isEmpty)
        let found = try compare(secret("stringData: {A: two}"), last: last, live: live)
        #expect(
            found.changes == [
                FieldChange(
                    ValuePath([.key("data"), .key("A")]), before: "b25l", after: .secret("dHdv"), cause: .configuration)
            ])
        #expect(found.plannedAttributes.at("data", "A") == .secret("dHdv"))
    }

    @Test("What is unknown may change")
    func unknowns() throws {
        let desired: Value = [
            "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "x"],
            "data": ["a": .unknown(Unknown(.string))],
        ]
        let record = record(try yaml(map("{a: x}")))
        let found = provider().compare(
            Comparison(type: KubernetesProvider.objectType, desired: desired, record: record, live: nil))
        #expect(paths(found.changes) == ["data.a"])
    }

    static let immutable: [(kind: String, before: String, after: String, replaces: Bool)] = [
        (
            "apps/v1 Deployment", "spec: {selector: {matchLabels: {a: b}}}", "spec: {selector: {matchLabels: {a: c}}}",
            true
        ),
        ("apps/v1 Deployment", "spec: {replicas: 1}", "spec: {replicas: 2}", false),
        ("apps/v1 StatefulSet", "spec: {serviceName: a}", "spec: {serviceName: b}", true),
        ("apps/v1 StatefulSet", "spec: {replicas: 1}", "spec: {replicas: 3}", false),
        (
            "batch/v1 Job", "spec: {template: {spec: {restartPolicy: Never}}}",
            "spec: {template: {spec: {restartPolicy: OnFailure}}}", true
        ),
        ("batch/v1 Job", "spec: {parallelism: 1}", "spec: {parallelism: 2}", false),
        ("v1 Service", "spec: {type: ClusterIP}", "spec: {type: LoadBalancer}", false),
        ("v1 Service", "spec: {clusterIP: None}", "spec: {clusterIP: 10.0.0.1}", true),
        (
            "v1 PersistentVolumeClaim", "spec: {resources: {requests: {storage: 1Gi}}}",
            "spec: {resources: {requests: {storage: 2Gi}}}", false
        ),
        (
            "v1 PersistentVolumeClaim", "spec: {accessModes: [ReadWriteOnce]}", "spec: {accessModes: [ReadWriteMany]}",
            true
        ),
        ("rbac.authorization.k8s.io/v1 RoleBinding", "roleRef: {name: a}", "roleRef: {name: b}", true),
        ("scheduling.k8s.io/v1 PriorityClass", "value: 1", "value: 2", true),
        ("v1 ConfigMap", "immutable: true, data: {a: b}", "immutable: true, data: {a: c}", true),
        ("v1 ConfigMap", "data: {a: b}", "data: {a: c}", false),
        ("v1 Secret", "type: Opaque", "type: kubernetes.io/tls", true),
        ("v1 Pod", "spec: {containers: [{name: a, image: b}]}", "spec: {containers: [{name: a, image: c}]}", false),
        ("v1 Pod", "spec: {nodeName: a}", "spec: {nodeName: b}", true),
    ]

    @Test("Fields that the server does not change in place force a replacement", arguments: immutable.indices)
    func immutableFields(_ index: Int) throws {
        let (kind, before, after, replaces) = Self.immutable[index]
        let parts = kind.split(separator: " ")
        let object = { (rest: String) in "{apiVersion: \(parts[0]), kind: \(parts[1]), metadata: {name: x}, \(rest)}" }
        let found = try compare(object(after), last: object(before), live: object(before))
        try #require(!found.changes.isEmpty)
        #expect(found.changes.allSatisfy { $0.forcesReplacement == replaces })
    }

    @Test("A new object's attributes are unknown where the server decides")
    func plannedAttributes() throws {
        let service = try yaml("{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {ports: [{port: 80}]}}")
        let planned = provider().plannedAttributes(of: KubernetesProvider.objectType, creating: service)
        #expect(planned.at("spec", "clusterIP") == .unknown(Unknown()))
        #expect(planned.at("status") == .unknown(Unknown()))
        #expect(planned.at("metadata", "uid") == .unknown(Unknown()))
        #expect(planned.at("metadata", "name") == "s")
    }

    @Test("An update keeps what is certain: the uid, and a status that no controller will touch")
    func plannedUpdate() throws {
        let live =
            "{apiVersion: v1, kind: Service, metadata: {name: s, uid: u, resourceVersion: '1'}, spec: {type: ClusterIP, clusterIP: 10.0.0.1}, status: {loadBalancer: {}}}"
        let last = "{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {type: ClusterIP}}"
        let labelled = "{apiVersion: v1, kind: Service, metadata: {name: s, labels: {a: b}}, spec: {type: ClusterIP}}"
        let planned = try compare(labelled, last: last, live: live).plannedAttributes
        #expect(planned.at("metadata", "uid") == "u")
        #expect(planned.at("spec", "clusterIP") == "10.0.0.1")
        #expect(planned.at("status", "loadBalancer") == .object(Fields()))
        #expect(planned.at("metadata", "resourceVersion") == .unknown(Unknown()))
    }
}

extension ComparisonTests {
    @Test("A pre-image holds our fields as they were there, and only those")
    func preImages() throws {
        let applied = try yaml(
            "{apiVersion: apps/v1, kind: Deployment, metadata: {name: w}, spec: {replicas: 1, template: {spec: {containers: [{name: web, image: a, resources: {limits: {cpu: 1000m}}}, {name: gone, image: b}]}}}}"
        )
        let live = try yaml(
            "{apiVersion: apps/v1, kind: Deployment, metadata: {name: w, uid: u}, spec: {replicas: 7, paused: false, template: {spec: {containers: [{name: side}, {name: web, image: a2, tty: true, resources: {limits: {cpu: '1'}}}]}}}}"
        )
        let record = record(applied)
        let expected = try yaml(
            "{apiVersion: apps/v1, kind: Deployment, metadata: {name: w}, spec: {replicas: 7, template: {spec: {containers: [{name: web, image: a2, resources: {limits: {cpu: 1000m}}}]}}}}"
        )
        #expect(
            provider().preImage(of: record, live: LiveObject(identity: record.identity, attributes: live)) == expected)
        #expect(provider().preImage(of: record, live: nil) == applied)
    }

    @Test("Deleting definitions and claims loses data, deleting a config map does not")
    func dataLoss() throws {
        let loses = try [
            "CustomResourceDefinition": "apiextensions.k8s.io/v1", "PersistentVolumeClaim": "v1", "ConfigMap": "v1",
        ].map { kind, version in
            (
                kind,
                provider().dataLoss(
                    of: KubernetesProvider.objectType, in: try yaml("{apiVersion: \(version), kind: \(kind)}")) != nil
            )
        }
        #expect(
            Dictionary(uniqueKeysWithValues: loses) == [
                "CustomResourceDefinition": true, "PersistentVolumeClaim": true, "ConfigMap": false,
            ])
    }
}
