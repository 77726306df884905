import MartletModel
import Sandbox
import Testing

/// The cases of structured-merge-diff that matter, through the API: who owns what, and what an apply changes.
struct ServerSideApplyTests {
    static let web = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: default}
        spec:
          replicas: 3
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
              - {name: main, image: "nginx:1", env: [{name: A, value: "1"}]}
        """

    @Test func `creating answers 201, applying the same again changes nothing`() async throws {
        let cluster = try ClusterFixture()
        let text = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default}, data: {x: '1'}}"
        let first = try await cluster.apply(text)
        let second = try await cluster.apply(text)
        #expect(first.status == 201)
        #expect(second.status == 200)
        #expect(first.version == second.version)
        #expect(first.body == second.body)
        let entry = first.body.find("metadata", "managedFields", 0)
        #expect(entry?["manager"] == "tests")
        #expect(entry?["operation"] == "Apply")
        #expect(entry?["fieldsV1"] == ["f:data": ["f:x": .object(Fields())]])
    }

    @Test func `a field that is no longer applied goes, one that others own stays`() async throws {
        let cluster = try ClusterFixture()
        func config(_ data: String) -> String {
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default}, data: \(data)}"
        }
        _ = try await cluster.apply(config("{x: '1', y: '2'}"))
        _ = try await cluster.apply(config("{y: '2', z: '3'}"), manager: "other")
        let answer = try await cluster.apply(config("{w: '4'}"))
        #expect(answer.body["data"] == ["w": "4", "y": "2", "z": "3"])
    }

    @Test func `applying nothing removes what was owned`() async throws {
        let cluster = try ClusterFixture()
        let bare = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default}}"
        _ = try await cluster.apply(
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default, labels: {l: v}}, data: {x: '1'}}"
        )
        let answer = try await cluster.apply(bare)
        #expect(answer.body["data"] == nil)
        #expect(answer.body.at("metadata", "labels") == nil)
        #expect(
            answer.body.at("metadata", "managedFields") == .tuple([])
                || answer.body.at("metadata", "managedFields") == nil)
    }

    @Test func `another value of a field that somebody owns is a conflict with one cause a field`() async throws {
        let cluster = try ClusterFixture()
        _ = try await cluster.apply(Self.web, manager: "first")
        let changed = Self.web.replacing("replicas: 3", with: "replicas: 5").replacing("nginx:1", with: "nginx:2")
        let refused = try await cluster.apply(changed, manager: "second")
        #expect(refused.status == 409)
        #expect(refused.body["reason"] == "Conflict")
        #expect(
            refused.message == """
                Apply failed with 2 conflicts: conflicts with "first":
                - .spec.replicas
                - .spec.template.spec.containers[name="main"].image
                """)
        let causes = refused.body.at("details", "causes")?.elements ?? []
        #expect(causes.map { $0["reason"] } == ["FieldManagerConflict", "FieldManagerConflict"])
        #expect(causes.first?["message"] == "conflict with \"first\"")
        let forced = try await cluster.apply(changed, manager: "second", force: true)
        #expect(forced.body.at("spec", "replicas") == 5)
        // The first manager lost both fields, so its own value is a conflict now.
        #expect(try await cluster.apply(Self.web, manager: "first").status == 409)
    }

    @Test func `the same value is shared, and leaves only with its last owner`() async throws {
        let cluster = try ClusterFixture()
        let text = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default}, data: {x: '1'}}"
        let bare = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default}}"
        _ = try await cluster.apply(text, manager: "first")
        #expect(try await cluster.apply(text, manager: "second").status == 200)
        #expect(try await cluster.apply(bare, manager: "first").body.at("data", "x") == "1")
        #expect(try await cluster.apply(bare, manager: "second").body["data"] == nil)
    }

    @Test func `comparison is textual`() async throws {
        let cluster = try ClusterFixture()
        func quota(_ cpu: String) -> String {
            "{apiVersion: v1, kind: ResourceQuota, metadata: {name: q, namespace: default}, spec: {hard: {cpu: \(cpu)}}}"
        }
        _ = try await cluster.apply(quota("'1'"), manager: "first")
        let refused = try await cluster.apply(quota("1000m"), manager: "second")
        #expect(refused.message == "Apply failed with 1 conflict: conflict with \"first\": .spec.hard.cpu")
    }

    @Test func `a scaled deployment keeps its replicas, and names the subresource in conflicts`() async throws {
        let cluster = try ClusterFixture()
        _ = try await cluster.apply(Self.web)
        _ = try await cluster.patch(
            "/apis/apps/v1/namespaces/default/deployments/web/scale?fieldManager=kubectl", #"{"spec":{"replicas":7}}"#)
        let refused = try await cluster.apply(Self.web)
        #expect(
            refused.message
                == "Apply failed with 1 conflict: conflict with \"kubectl\" with subresource \"scale\" using apps/v1: "
                + ".spec.replicas")
        let without = Self.web.replacing("  replicas: 3\n", with: "")
        #expect(try await cluster.apply(without).body.at("spec", "replicas") == 7)
    }

    @Test func `a dropped field with a default goes back to it`() async throws {
        let cluster = try ClusterFixture()
        _ = try await cluster.apply(Self.web)
        let without = Self.web.replacing("  replicas: 3\n", with: "")
        #expect(try await cluster.apply(without).body.at("spec", "replicas") == 1)
    }

    @Test func `keyed lists merge by key: two managers, two variables`() async throws {
        let cluster = try ClusterFixture()
        _ = try await cluster.apply(Self.web, manager: "first")
        let second = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: default}
            spec:
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: main, env: [{name: B, value: "2"}]}]}
            """
        let merged = try await cluster.apply(second, manager: "second")
        #expect(merged.status == 200)
        func names(_ answer: ClusterFixture.Answer) -> [Value?]? {
            answer.body.find("spec", "template", "spec", "containers", 0, "env")?.elements?.map { $0["name"] }
        }
        #expect(names(merged) == ["A", "B"] || names(merged) == ["B", "A"])
        let fewer = try await cluster.apply(
            Self.web.replacing(", env: [{name: A, value: \"1\"}]", with: ""), manager: "first")
        #expect(names(fewer) == ["B"])
    }

    @Test func `the protocol of a port is part of its key, and may be left out`() async throws {
        let cluster = try ClusterFixture()
        let service = """
            apiVersion: v1
            kind: Service
            metadata: {name: dns, namespace: default}
            spec:
              selector: {app: dns}
              ports: [{name: tcp, port: 53}, {name: udp, port: 53, protocol: UDP}]
            """
        let first = try await cluster.apply(service)
        #expect(first.status == 201)
        #expect(first.body.at("spec", "ports")?.elements?.count == 2)
        #expect(first.body.find("spec", "ports", 0, "protocol") == "TCP")
        #expect(try await cluster.apply(service).version == first.version)
    }

    @Test func `sets unite, atomic lists and maps are replaced whole`() async throws {
        let cluster = try ClusterFixture()
        func config(_ finalizers: String) -> String {
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default, finalizers: \(finalizers)}}"
        }
        _ = try await cluster.apply(config("[a.io/x]"), manager: "first")
        let both = try await cluster.apply(config("[b.io/y]"), manager: "second")
        #expect(Set(both.body.at("metadata", "finalizers")?.elements ?? []) == ["a.io/x", "b.io/y"])
        let one = try await cluster.apply(config("[]"), manager: "first")
        #expect(one.body.at("metadata", "finalizers") == ["b.io/y"])
    }

    @Test(arguments: [
        (
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default}, dada: {}}",
            "failed to create typed patch object (default/a; v1, Kind=ConfigMap): .dada: field not declared in schema"
        ),
        (
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default}, data: {x: 1}}",
            "failed to create typed patch object (default/a; v1, Kind=ConfigMap): .data.x: expected string, got "
                + "&value.valueUnstructured{Value:1}"
        ),
        (
            "{apiVersion: v1, kind: Service, metadata: {name: a, namespace: default}, spec: {ports: [{port: 1}, {port: 1}]}}",
            "failed to create typed patch object (default/a; v1, Kind=Service): .spec.ports: duplicate entries for key "
                + "[port=1,protocol=\"TCP\"]"
        ),
    ])
    func `what the schema does not know is an internal error without a reason`(_ text: String, _ message: String)
        async throws
    {
        let answer = try await ClusterFixture().apply(text)
        #expect(answer.status == 500)
        #expect(answer.body["reason"] == nil)
        #expect(answer.message == message)
    }

    @Test func `updates own what they change, and the first apply shares with them`() async throws {
        let cluster = try ClusterFixture()
        let text = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default}, data: {x: '1', y: '2'}}"
        let made = try await cluster.create(text, query: "?fieldManager=creator")
        #expect(made.body.find("metadata", "managedFields", 0, "operation") == "Update")
        let bare = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default}, data: {x: '1'}}"
        // y belongs to the creator still.
        _ = try await cluster.apply(text)
        #expect(try await cluster.apply(bare).body.at("data", "y") == "2")
        let refused = try await cluster.apply(text.replacing("x: '1'", with: "x: '9'"))
        #expect(refused.message == "Apply failed with 1 conflict: conflict with \"creator\" using v1: .data.x")
    }

    @Test func `an object without managed fields belongs to before-first-apply`() async throws {
        let cluster = try ClusterFixture()
        let text = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default}, data: {x: '1'}}"
        _ = try await cluster.create(text)
        let cleared = try await cluster.patch(
            "/api/v1/namespaces/default/configmaps/a", #"{"metadata":{"managedFields":[{}]}}"#)
        #expect(cleared.body.at("metadata", "managedFields") == nil)
        let refused = try await cluster.apply(text.replacing("'1'", with: "'2'"))
        #expect(refused.message.contains("\"before-first-apply\" using v1: .data.x"))
    }

    @Test func `a dry run writes nothing, and what it would create has no resource version`() async throws {
        let cluster = try ClusterFixture()
        let text = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default}, data: {x: '1'}}"
        let before = try cluster.cloud.transaction { $0.revision }
        let dry = try await cluster.apply(text, query: "&dryRun=All")
        #expect(dry.status == 201)
        #expect(dry.body.at("metadata", "uid") != nil)
        #expect(dry.body.at("metadata", "resourceVersion") == nil)
        #expect(try cluster.cloud.transaction { $0.revision } == before)
        #expect(try await cluster.get("/api/v1/namespaces/default/configmaps/a").status == 404)
    }
}
