package import MartletModel
package import MartletProvider

/// The objects of one `kubernetes.manifests`: many documents, filtered, each with a name of its own.
package struct ManifestSet: Sendable {
    package let members: [ExpandedMember]

    /// - Parameters:
    ///   - documents: The documents in order; lists (`kind: List`) are taken apart.
    ///   - selection: Which ones, and the namespace for those that name none.
    package init(_ documents: [Value], selection: ManifestSelection) throws(ProviderError) {
        var faults: [BodyProblem] = []
        var manifests: [Manifest] = []
        for (index, document) in Self.flattened(documents).enumerated() {
            guard let manifest = Manifest(selection.placed(document)) else {
                faults.append(Self.incomplete(document, number: index + 1))
                continue
            }
            if selection.includes(manifest) { manifests.append(manifest) }
        }
        let names = Self.names(of: manifests)
        faults += Self.duplicates(names)
        guard faults.isEmpty else {
            throw ProviderError(
                .invalid, code: "Manifests", message: faults.map(\.message).joined(separator: " "), problems: faults
            )
        }
        members = zip(names, manifests)
            .map { ExpandedMember(member: $0, type: KubernetesProvider.objectType, body: Self.marked($1.body)) }
            .sorted { $0.member.precedesInBytes($1.member) }
    }

    private static func flattened(_ documents: [Value]) -> [Value] {
        documents.flatMap { document in
            document.text("kind")?.hasSuffix("List") == true && document["items"] != nil
                ? flattened(document["items"]?.list ?? []) : [document]
        }
    }

    private static func incomplete(_ document: Value, number: Int) -> BodyProblem {
        let missing = [
            ("apiVersion", document.text("apiVersion")), ("kind", document.text("kind")),
            ("metadata.name", document.text("metadata", "name")),
        ].filter { $0.1 == nil }.map { "`\($0.0)`" }
        return BodyProblem(ValuePath(), "Document \(number) has no \(missing.joined(separator: ", no ")).")
    }

    /// `Kind/namespace/name` or `Kind/name`; with the group behind the kind when two kinds share the name.
    private static func names(of manifests: [Manifest]) -> [String] {
        var groups: [String: Set<String>] = [:]
        for manifest in manifests { groups[manifest.kind.kind, default: []].insert(manifest.kind.group) }
        return manifests.map { manifest in
            let isAmbiguous = groups[manifest.kind.kind, default: []].count > 1
            let kind = isAmbiguous ? manifest.kind.groupKind.description : manifest.kind.kind
            return ([kind] + [manifest.namespace].compactMap { $0 } + [manifest.name]).joined(separator: "/")
        }
    }

    private static func duplicates(_ names: [String]) -> [BodyProblem] {
        var counts: [String: Int] = [:]
        for name in names { counts[name, default: 0] += 1 }
        return counts.filter { $0.value > 1 }.keys.sorted().map { name in
            BodyProblem(
                ValuePath(), "`\(name)` is there \(counts[name] ?? 0) times.",
                hint: "Leave all but one out with `exclude:`."
            )
        }
    }

    /// Secrets in manifests are marked as if the stack had.
    private static func marked(_ body: Value) -> Value {
        guard Manifest.kind(of: body)?.groupKind == .secret else { return body }
        return ["data", "stringData"].reduce(body) { body, key in
            guard let texts = body[key]?.fields else { return body }
            return body.setting(.object(texts.mapValues { .secret($0) }), at: [key])
        }
    }
}
