package import MartletModel
package import MartletProvider

/// Faults of a `kubernetes.object` that show without a cluster.
package enum ManifestProblems {
    package static func of(_ body: Value) -> [BodyProblem] {
        var problems = kindProblems(body) + metadataProblems(body)
        guard let kind = Manifest.kind(of: body)?.groupKind else { return problems }
        if kind == .configMap { problems += textProblems(body, ["data"]) }
        if kind == .secret { problems += textProblems(body, ["data", "stringData"]) + encodingProblems(body) }
        if BuiltInKind[kind]?.isNamespaced == false, let namespace = body.text("metadata", "namespace") {
            problems.append(
                BodyProblem(
                    path("metadata", "namespace"),
                    "\(kind.kind) is not in a namespace; `\(namespace)` has no meaning here.",
                    isWarning: true
                )
            )
        }
        if body["status"] != nil, kind.isBuiltIn {
            problems.append(BodyProblem(path("status"), "`status` is the server's; it is not sent.", isWarning: true))
        }
        return problems
    }

    private static func path(_ keys: String...) -> ValuePath { ValuePath(keys.map { .key($0) }) }

    // MARK: - apiVersion and kind

    private static func kindProblems(_ body: Value) -> [BodyProblem] {
        guard let fields = body.fields else { return [] }
        var problems: [BodyProblem] = []
        for key in ["apiVersion", "kind"] {
            guard let value = fields[key], !value.isNull else {
                problems.append(BodyProblem(path(key), "The manifest has no `\(key)`."))
                continue
            }
            if value.isWhollyKnown, value.stringValue?.isEmpty ?? true {
                problems.append(BodyProblem(path(key), "`\(key)` must be a text that is not empty."))
            }
        }
        guard let kind = Manifest.kind(of: body) else { return problems }
        if kind.kind.hasSuffix("List"), fields["items"] != nil {
            problems.append(
                BodyProblem(
                    path("kind"), "A list is not an object.", hint: "Use `kubernetes.manifests` for many objects.")
            )
        }
        return problems + groupProblems(kind)
    }

    /// A kind of Kubernetes' own under a group that does not have it.
    private static func groupProblems(_ kind: ObjectKind) -> [BodyProblem] {
        guard kind.groupKind.isBuiltIn, BuiltInKind[kind.groupKind] == nil, !kind.kind.hasSuffix("List") else {
            return []
        }
        let groups = BuiltInKind.groups(of: kind.kind)
        if let group = groups.first {
            let shown = group.isEmpty ? "`v1`" : "`\(group)/…`"
            return [
                BodyProblem(
                    path("apiVersion"), "`\(kind.kind)` is not in `\(kind.apiVersion)`.", hint: "It is in \(shown).")
            ]
        }
        guard let nearest = nearestName(to: kind.kind, among: BuiltInKind.kinds(in: kind.group)) else { return [] }
        return [
            BodyProblem(
                path("kind"), "`\(kind.apiVersion)` has no kind `\(kind.kind)` that Martlet knows.",
                hint: "Did you mean `\(nearest)`?", isWarning: true
            )
        ]
    }

    // MARK: - metadata

    private static func metadataProblems(_ body: Value) -> [BodyProblem] {
        guard let metadata = body["metadata"], !metadata.isNull else {
            return body.fields == nil ? [] : [BodyProblem(path("metadata"), "The manifest has no `metadata`.")]
        }
        guard let fields = metadata.fields else {
            return metadata.isWhollyKnown ? [BodyProblem(path("metadata"), "`metadata` must be an object.")] : []
        }
        var problems: [BodyProblem] = []
        if fields["generateName"] != nil {
            problems.append(
                BodyProblem(
                    path("metadata", "generateName"), "`generateName` would make a new object at every apply.",
                    hint: "Give the object a `name`; `core.id` makes one that is random and stays."
                )
            )
        } else if fields["name"].map({ $0.isNull || $0.stringValue?.isEmpty == true }) ?? true {
            problems.append(BodyProblem(path("metadata", "name"), "The manifest has no `metadata.name`."))
        }
        for key in ["labels", "annotations"] { problems += textProblems(body, ["metadata", key]) }
        for label in fields["labels"]?.fields?.keys ?? [] where OwnershipLabels.isReserved(label) {
            problems.append(
                BodyProblem(
                    path("metadata", "labels", label),
                    "The label `\(label)` is Martlet's own: it says whose the object is.")
            )
        }
        return problems
    }

    // MARK: - Texts

    /// Maps whose values must be texts; `path` leads to one map, or names several of the body's.
    private static func textProblems(_ body: Value, _ keys: [String]) -> [BodyProblem] {
        let paths = keys.first == "metadata" ? [keys] : keys.map { [$0] }
        return paths.flatMap { keys in
            let base = ValuePath(keys.map { .key($0) })
            return (body.value(at: base)?.fields ?? Fields()).filter { !isText($0.value) }.map { field in
                BodyProblem(
                    base.appending(field.key), "`\(base.appending(field.key))` must be a text.",
                    hint: "Write it in quotes, or with `tostring(…)`."
                )
            }
        }
    }

    private static func isText(_ value: Value) -> Bool {
        switch value.unmarked.value {
        case .string, .unknown, .null: true
        default: false
        }
    }

    private static func encodingProblems(_ body: Value) -> [BodyProblem] {
        (body["data"]?.fields ?? Fields()).compactMap { field in
            guard let text = field.value.stringValue, Base64.decoded(text) == nil else { return nil }
            return BodyProblem(
                path("data", field.key), "The value of `data.\(field.key)` is not base64.",
                hint: "Put clear text under `stringData:`, or encode it with `base64encode(…)`."
            )
        }
    }
}
