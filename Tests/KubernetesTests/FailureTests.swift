import HTTPTypes
import KubernetesProvider
import MartletHTTP
import MartletModel
import MartletProvider
import Testing

struct FailureTests {
    private static func reply(_ code: Int, _ body: String) -> StatusReply {
        StatusReply(WholeReply(HTTPResponse(status: .init(code: code)), Array(body.utf8)))
    }

    private static func status(_ code: Int, _ reason: String = "", _ message: String = "", details: String = "{}")
        -> StatusReply
    {
        reply(
            code,
            #"{"kind":"Status","code":\#(code),"reason":"\#(reason)","message":"\#(message)","details":\#(details)}"#)
    }

    static let rows: [(reply: StatusReply, means: FailureClass, remedy: FailureClass.Remedy)] = [
        (status(400, "BadRequest"), .invalid, .none),
        (status(401, "Unauthorized"), .expiredCredential, .none),
        (status(403, "Forbidden", "pods is forbidden"), .forbidden, .none),
        (
            status(403, "Forbidden", "x", details: #"{"causes":[{"reason":"NamespaceTerminating"}]}"#),
            .namespaceTerminating, .await
        ),
        (reply(404, "404 page not found"), .notServed, .await),
        (status(404, "NotFound", "the server could not find the requested resource"), .notServed, .await),
        (status(404, "NotFound", "no", details: #"{"kind":"namespaces"}"#), .namespaceMissing, .none),
        (status(404, "NotFound", "no", details: #"{"kind":"pods"}"#), .notFound, .none),
        (status(409, "AlreadyExists"), .alreadyExists, .none),
        (
            status(
                409, "Conflict", "x",
                details: #"{"causes":[{"reason":"FieldManagerConflict","field":".spec.replicas"}]}"#), .fieldConflict,
            .none
        ),
        (status(409, "Conflict", "Operation cannot be fulfilled on resourcequotas"), .quotaRace, .retry),
        (status(409, "Conflict", "uid mismatch"), .preconditionFailed, .none),
        (status(410, "Expired"), .expired, .none),
        (reply(413, ""), .tooLarge, .none),
        (status(415, "UnsupportedMediaType"), .mediaType, .none),
        (status(422, "Invalid", "Too long: may not be more than 1048576 bytes"), .tooLarge, .none),
        (
            status(422, "Invalid", "metadata.uid: Invalid value: field is immutable"), .preconditionFailed, .none
        ),
        (status(422, "Invalid", "spec.x: Required"), .invalid, .none),
        (status(429, "TooManyRequests"), .throttled, .retry),
        (
            status(
                500, "",
                "failed to create typed patch object (a/b; v1, Kind=Pod): .spec.x: field not declared in schema"),
            .notInSchema, .none
        ),
        (status(500, "InternalError", "failed calling webhook w: connection refused"), .webhookNotReady, .await),
        (status(500, "InternalError", "etcdserver: leader changed"), .serverTrouble, .retry),
        (reply(503, "apiserver not ready"), .serverTrouble, .retry),
        (reply(504, ""), .serverTrouble, .retry),
    ]

    @Test("An answer means one thing, and is met in one way", arguments: rows.indices)
    func classification(_ index: Int) {
        let (reply, means, remedy) = Self.rows[index]
        #expect(FailureClass(reply) == means)
        #expect(FailureClass(reply).remedy == remedy)
    }

    static let paths: [(text: String, path: String)] = [
        (".spec.replicas", "spec.replicas"),
        (#".spec.template.spec.containers[name="web"].image"#, "spec.template.spec.containers[1].image"),
        (#".spec.ports[port=53,protocol="UDP"].name"#, "spec.ports[1].name"),
        ("spec.ports[0].port", "spec.ports[0].port"),
        ("data[a.key]", #"data["a.key"]"#),
        (#"metadata.labels[x.y/z]"#, #"metadata.labels["x.y/z"]"#),
        ("", ""),
    ]

    @Test("The server's paths lead to the manifest's fields", arguments: paths.indices)
    func fieldPaths(_ index: Int) throws {
        let body = try yaml(
            "{spec: {template: {spec: {containers: [{name: side}, {name: web}]}}, ports: [{port: 53}, {port: 53, protocol: UDP}]}}"
        )
        #expect(FieldPathText.path(Self.paths[index].text, in: body).description == Self.paths[index].path)
    }

    @Test("Server-side apply's 500 becomes one problem a field")
    func typedPatch() throws {
        let one = Self.status(
            500, "",
            "failed to create typed patch object (a/b; apps/v1, Kind=Deployment): .spec.imagee: field not declared in schema"
        )
        #expect(SchemaFaults.problems(in: one, body: [:]).map(\.message) == ["The kind has no field `spec.imagee`."])
        let many = Self.status(
            500, "",
            #"failed to create typed patch object (a/b; v1, Kind=Pod): errors:\n  .spec.x: field not declared in schema\n  .spec.y: expected string, got &value.valueUnstructured{Value:1}"#
        )
        #expect(SchemaFaults.problems(in: many, body: [:]).map(\.path.description) == ["spec.x", "spec.y"])
        // What 1.20 says does not name the object.
        let old = Self.status(
            500, "",
            "failed to create typed patch object: .spec.replicas: expected numeric (int or float), got *value.valueUnstructured"
        )
        #expect(SchemaFaults.problems(in: old, body: [:]).map(\.path.description) == ["spec.replicas"])
    }

    static let immutability: [(text: String, isImmutable: Bool)] = [
        (#"Deployment.apps \"x\" is invalid: spec.selector: Invalid value: {}: field is immutable"#, true),
        (
            "StatefulSet.apps is invalid: spec: Forbidden: updates to statefulset spec for fields other than 'replicas'",
            true
        ),
        ("spec.clusterIPs[0]: Invalid value: may not change once set", true),
        ("RoleBinding is invalid: roleRef: Invalid value: cannot change roleRef", true),
        ("data: Forbidden: field is immutable when `immutable` is set", true),
        (
            "Pod is invalid: spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`",
            true
        ),
        ("spec.ports: Required value", false),
        ("metadata.name: Invalid value: must consist of lower case", false),
    ]

    @Test("Only texts about immutability ask for a replacement", arguments: immutability.indices)
    func immutabilityTexts(_ index: Int) {
        let (text, expected) = Self.immutability[index]
        #expect(SchemaFaults.isAboutImmutability(Self.status(422, "Invalid", text)) == expected)
    }

    @Test("A conflict names the owner, both values, and three ways out")
    func conflicts() throws {
        let reply = Self.status(
            409, "Conflict", "x",
            details:
                #"{"causes":[{"reason":"FieldManagerConflict","field":".spec.replicas","message":"conflict with \"kube-scaler\" with subresource \"scale\" using apps/v1"}]}"#
        )
        let body = try yaml("{spec: {replicas: 2}}")
        let conflict = try #require(FieldConflict.all(in: reply).first)
        let problem = conflict.problem(desired: body, live: try yaml("{spec: {replicas: 7}}"))
        #expect(
            problem.message == "`spec.replicas` is owned by `kube-scaler`: it is `7` there, and the stack asks for `2`."
        )
        #expect(problem.hint?.contains("ignore_changes: [spec.replicas]") == true)
    }

    @Test("A secret that the server quotes is not told on")
    func quotedSecrets() throws {
        let reply = Self.status(
            422, "Invalid", "bad value planted-secret",
            details: #"{"causes":[{"field":"data.a","message":"cGxhbnRlZC1zZWNyZXQ= is bad"}]}"#)
        let body: Value = ["data": ["a": .secret("cGxhbnRlZC1zZWNyZXQ=")]]
        let hidden = reply.hiding(secretsOf: body)
        #expect(hidden.message == "bad value <redacted>")
        #expect(hidden.causes.map(\.message) == ["<redacted> is bad"])
    }

    @Test("A field of a keyed element is found in each body by its key")
    func fieldsByKey() throws {
        let field = #".spec.containers[name="web"].image"#
        #expect(
            FieldPathText.value(
                field, in: try yaml("{spec: {containers: [{name: side, image: s}, {name: web, image: w}]}}")) == "w")
        #expect(FieldPathText.value(field, in: try yaml("{spec: {containers: [{name: side, image: s}]}}")) == nil)
    }

    @Test("Owners are read from managed fields, ours and the status left out")
    func owners() throws {
        let object = try yaml(
            """
            metadata:
              managedFields:
                - {manager: martlet, operation: Apply, fieldsV1: {"f:spec": {"f:replicas": {}}}}
                - {manager: kubectl, operation: Update, time: "2026-01-01T00:00:00Z", fieldsV1: {"f:spec": {"f:containers": {'k:{"name":"web"}': {".": {}, "f:image": {}}}}, "f:status": {"f:x": {}}}}
                - {manager: kubelet, operation: Update, subresource: status, fieldsV1: {"f:status": {"f:y": {}}}}
            spec: {containers: [{name: side}, {name: web, image: a}]}
            """)
        let owners = FieldOwners(of: object)
        #expect(owners.includesUs)
        #expect(
            owners.writers(in: object).map { "\($0.key): \($0.value)" } == [
                "spec.containers[1].image: kubectl at 2026-01-01T00:00:00Z"
            ])
    }
}
