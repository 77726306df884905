import MartletModel
import Sandbox
import Testing

/// Custom resource definitions and what they define.
struct CustomResourceTests {
    private static let definition = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: widgets.example.com}
        spec:
          group: example.com
          scope: Namespaced
          names: {plural: widgets, kind: Widget, shortNames: [wi]}
          versions:
          - name: v1
            served: true
            storage: true
            subresources: {status: {}, scale: {specReplicasPath: .spec.size, statusReplicasPath: .status.size}}
            additionalPrinterColumns: [{name: Size, type: integer, jsonPath: .spec.size}]
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
                    type: object
                    required: [size]
                    properties:
                      size: {type: integer, minimum: 1, maximum: 9}
                      color: {type: string, enum: [red, blue], default: red}
                      code: {type: string, pattern: '^[a-z]+$'}
                      port: {x-kubernetes-int-or-string: true}
                      fixed: {type: string, x-kubernetes-validations: [{rule: self == oldSelf, message: it is immutable}]}
                      free: {type: object, x-kubernetes-preserve-unknown-fields: true}
                      parts:
                        type: array
                        x-kubernetes-list-type: map
                        x-kubernetes-list-map-keys: [name]
                        items: {type: object, required: [name], properties: {name: {type: string}, n: {type: integer}}}
                  status: {type: object, properties: {size: {type: integer}}}
        """

    private func established() async throws -> ClusterFixture {
        let cluster = try ClusterFixture()
        #expect(try await cluster.apply(Self.definition).status == 201)
        let early = try await cluster.get("/apis/example.com/v1/namespaces/default/widgets")
        #expect(early.status == 404)
        try cluster.pass(.seconds(1))
        return cluster
    }

    private func widget(_ spec: String, manager: String = "") -> String {
        "{apiVersion: example.com/v1, kind: Widget, metadata: {name: w, namespace: default}, spec: \(spec)}"
    }

    @Test func `a definition is established after a moment, served, and takes its objects along`() async throws {
        let cluster = try await established()
        let made = try await cluster.apply(widget("{size: 3}"))
        #expect(made.status == 201)
        #expect(made.body.at("spec", "color") == "red")
        #expect(try await cluster.get("/apis/example.com/v1").body["resources"]?.elements?.count == 3)
        let scale = try await cluster.get("/apis/example.com/v1/namespaces/default/widgets/w/scale")
        #expect(scale.body.at("spec", "replicas") == 3)
        let begun = try await cluster.delete(
            "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets.example.com")
        #expect(begun.status == 200)
        try cluster.pass(.seconds(2))
        #expect(try await cluster.get("/apis/example.com/v1/namespaces/default/widgets").text == "404 page not found\n")
    }

    @Test(arguments: [
        ("{}", "spec.size: Required value"),
        ("{size: 0}", "spec.size in body should be greater than or equal to 1"),
        ("{size: 10}", "spec.size in body should be less than or equal to 9"),
        ("{size: 1, color: green}", "spec.color: Unsupported value: \"green\": supported values: \"blue\", \"red\""),
        ("{size: 1, code: A1}", "spec.code in body should match '^[a-z]+$'"),
        ("{size: 1, parts: [{name: a}, {name: a}]}", "Duplicate value: {\"name\":\"a\"}"),
        ("{size: x}", "spec.size in body must be of type integer: \"string\""),
    ])
    func `the structural schema is enforced`(_ spec: String, _ text: String) async throws {
        let answer = try await established().create(widget(spec))
        #expect(answer.status == 422)
        #expect(answer.message.contains(text), "\(answer.message)")
    }

    @Test func `status is ignored on the object and written through its endpoint`() async throws {
        let cluster = try await established()
        let both =
            "{apiVersion: example.com/v1, kind: Widget, metadata: {name: w, namespace: default}, spec: {size: 1}, status: {size: 5}}"
        let first = try await cluster.apply(both)
        #expect(first.body["status"] == nil)
        let status = try await cluster.apply(both, part: "/status")
        #expect(status.body["status"] == ["size": 5])
        #expect(status.body.at("metadata", "generation") == 1)
        #expect(try await cluster.apply(both).version == status.version)
    }

    @Test func `unknown fields, free fields, immutable fields`() async throws {
        let cluster = try await established()
        let unknown = try await cluster.apply(widget("{size: 1, what: 2}"))
        #expect(unknown.status == 500)
        #expect(unknown.message.hasSuffix(".spec.what: field not declared in schema"))
        #expect(try await cluster.apply(widget("{size: 1, fixed: a, port: 80, free: {any: {thing: 1}}}")).status == 201)
        let refused = try await cluster.apply(widget("{size: 1, fixed: b}"))
        #expect(refused.status == 422)
        #expect(refused.message.contains("it is immutable"))
        let merged = try await cluster.apply(widget("{size: 1, fixed: a, free: {other: 2}}"), manager: "second")
        #expect(merged.body.at("spec", "free") == ["any": ["thing": 1], "other": 2])
    }
}
