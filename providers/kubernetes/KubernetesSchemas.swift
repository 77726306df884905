import MartletModel
import MartletProvider

/// What is declared of the provider's types.
enum KubernetesSchemas {
    static let object = ResourceSchema(
        type: KubernetesProvider.objectType,
        body: .object(
            [
                .init("apiVersion", .text, isRequired: true), .init("kind", .text, isRequired: true),
                .init("metadata", .any, isRequired: true),
            ],
            allowsOthers: true
        ),
        computed: metadata("uid", "resourceVersion", "generation", "creationTimestamp") + [ValuePath([.key("status")])],
        stable: metadata("uid", "creationTimestamp"),
        oneWay: [OneWayRule(path: claimSize, why: "a volume claim cannot be made smaller again")],
        timeouts: .init(create: .seconds(600), update: .seconds(600), delete: .seconds(600)),
        isRefinable: true
    )

    /// Only claims have it.
    private static let claimSize = ValuePath([.key("spec"), .key("resources"), .key("requests")])

    static func isClaimSize(_ path: ValuePath) -> Bool { path.steps.starts(with: claimSize.steps) }

    /// What contracts in a CustomResourceDefinition. One version alone is stored: not one that is about to go.
    static let definition = ResourceSchema(
        type: KubernetesProvider.objectType,
        contracting: [
            ContractingRule(path: ValuePath([.key("spec"), .key("versions")]), retired: ["storage": false])
        ],
        normalizers: [ValuePath([.key("spec"), .key("versions")]): .keyed(["name"])]
    )

    static let manifests = ResourceSchema(
        type: KubernetesProvider.manifestsType,
        body: .object(
            [
                .init("file", .text), .init("url", .text), .init("sha256", .text), .init("text", .text),
                .init("namespace", .text), .init("only", .list(.any)), .init("exclude", .list(.any)),
            ],
            allowsOthers: false
        ),
        isExpandable: true
    )

    static let configuration = BodySchema.object(
        [
            .init("kubeconfig", .text), .init("path", .text), .init("context", .text), .init("namespace", .text),
            .init("cluster_uid", .text), .init("force_conflicts", .bool),
        ],
        allowsOthers: false
    )

    private static func metadata(_ keys: String...) -> [ValuePath] {
        keys.map { ValuePath([.key("metadata"), .key($0)]) }
    }
}
