package import MartletModel

/// `only`, `exclude` and `namespace` of a `kubernetes.manifests`.
package struct ManifestSelection: Sendable, Hashable {
    /// Nil for all.
    private let only: [Pattern]?
    private let exclude: [Pattern]
    private let namespace: String?

    package init(_ body: Value) {
        only = body["only"].flatMap { $0.isNull ? nil : $0.list.compactMap(Pattern.init) }
        exclude = (body["exclude"]?.list ?? []).compactMap(Pattern.init)
        namespace = body.text("namespace")
    }

    /// `{kind, name, namespace}`, or `Kind/name`, or `Kind`; a `*` at the end of a name stands for any rest.
    private struct Pattern: Sendable, Hashable {
        var kind: String?
        var namespace: String?
        var name: String?

        init?(_ value: Value) {
            if let text = value.stringValue {
                let parts = text.split(separator: "/").map(String.init)
                kind = parts.first
                namespace = parts.count > 2 ? parts[1] : nil
                name = parts.count > 1 ? parts[parts.count - 1] : nil
            } else if value.fields != nil {
                kind = value.text("kind")
                namespace = value.text("namespace")
                name = value.text("name")
            } else {
                return nil
            }
        }

        func matches(_ manifest: Manifest) -> Bool {
            Self.matches(kind, manifest.kind.kind) && Self.matches(name, manifest.name)
                && (namespace == nil || Self.matches(namespace, manifest.namespace ?? ""))
        }

        private static func matches(_ pattern: String?, _ text: String) -> Bool {
            guard let pattern, pattern != "*" else { return true }
            return pattern.hasSuffix("*") ? text.hasPrefix(pattern.dropLast()) : text == pattern
        }
    }

    package func includes(_ manifest: Manifest) -> Bool {
        (only?.contains { $0.matches(manifest) } ?? true) && !exclude.contains { $0.matches(manifest) }
    }

    /// The document with its namespace, when it has none and its kind is known to need one.
    package func placed(_ document: Value) -> Value {
        guard let namespace, let kind = Manifest.kind(of: document)?.groupKind,
            BuiltInKind[kind]?.isNamespaced ?? false, document.text("metadata", "namespace") == nil
        else { return document }
        return document.setting(.string(namespace), at: ["metadata", "namespace"])
    }
}
