import MartletModel

/// Hands fields that client-side tools wrote over to us, so that server-side apply removes those that are dropped.
///
/// As `k8s.io/client-go/util/csaupgrade`: entries of `kubectl apply` and its like become our own apply entry. The patch
/// tests the version, so that nothing is lost when somebody writes in between.
enum ManagerMigration {
    private static let clientSideManagers: Set<String> = [
        "kubectl-client-side-apply", "kubectl-create", "kubectl-edit", "kubectl", "before-first-apply", "helm",
        "Terraform", "pulumi-resource-kubernetes",
    ]

    /// A JSON patch (RFC 6902); nil when there is nothing to hand over.
    static func patch(for object: Value) -> Value? {
        guard let entries = object.at("metadata", "managedFields")?.list,
            let version = object.text("metadata", "resourceVersion")
        else { return nil }
        let theirs = entries.filter { entry in
            entry.text("operation") == "Update" && (entry.text("subresource") ?? "").isEmpty
                && clientSideManagers.contains(entry.text("manager") ?? "")
        }
        guard !theirs.isEmpty else { return nil }
        let isOurs = { (entry: Value) in entry.text("manager") == fieldManager && entry.text("operation") == "Apply" }
        let fields = (entries.filter(isOurs) + theirs).compactMap { $0["fieldsV1"] }.reduce(.object(Fields()), union)
        let others = entries.filter { !isOurs($0) && !theirs.contains($0) }
        let ours = theirs[0].setting(fields, at: ["fieldsV1"]).setting(.string(fieldManager), at: ["manager"])
            .setting("Apply", at: ["operation"])
        return [
            ["op": "test", "path": "/metadata/resourceVersion", "value": .string(version)],
            ["op": "replace", "path": "/metadata/managedFields", "value": .tuple(others + [ours])],
        ]
    }

    private static func union(_ left: Value, _ right: Value) -> Value {
        guard let first = left.fields, let second = right.fields else { return left }
        var result = first
        for field in second { result[field.key] = first[field.key].map { union($0, field.value) } ?? field.value }
        return .object(result)
    }
}
