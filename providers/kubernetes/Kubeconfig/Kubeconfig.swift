package import MartletModel

/// What kubeconfig files say, merged: clusters, users and contexts by name.
///
/// Follows https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/: of two entries of one
/// name, the first file's wins; relative paths belong to the folder of their file.
package struct Kubeconfig: Sendable, Hashable {
    package private(set) var clusters: [String: KubeconfigCluster] = [:]
    package private(set) var users: [String: KubeconfigUser] = [:]
    package private(set) var contexts: [String: Context] = [:]
    package private(set) var currentContext: String?

    /// A cluster, a user and a namespace that belong together.
    package struct Context: Sendable, Hashable {
        package let cluster: String
        package let user: String?
        package let namespace: String?
    }

    package init() {}

    /// One file.
    ///
    /// - Parameters:
    ///   - document: The file's plain value.
    ///   - folder: Where relative paths start; nil for text that comes from no file.
    package init(_ document: Value, folder: String?) throws(KubeconfigFault) {
        guard document.fields != nil else { throw KubeconfigFault("It is not a mapping.") }
        if let kind = document.text("kind"), kind != "Config" {
            throw KubeconfigFault("Its kind is `\(kind)`, not `Config`.")
        }
        for (name, entry) in try Self.entries(document["clusters"], "cluster") {
            clusters[name] = try KubeconfigCluster(entry, name: name, folder: folder)
        }
        for (name, entry) in try Self.entries(document["users"], "user") {
            users[name] = try KubeconfigUser(entry, name: name, folder: folder)
        }
        for (name, entry) in try Self.entries(document["contexts"], "context") {
            guard let cluster = entry.text("cluster") else {
                throw KubeconfigFault("The context `\(name)` names no cluster.")
            }
            contexts[name] = Context(cluster: cluster, user: entry.text("user"), namespace: entry.text("namespace"))
        }
        currentContext = document.text("current-context").flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func entries(_ list: Value?, _ key: String) throws(KubeconfigFault) -> [(name: String, entry: Value)]
    {
        guard let list, !list.isNull else { return [] }
        guard let elements = list.elements else { throw KubeconfigFault("`\(key)s` is not a list.") }
        var entries: [(name: String, entry: Value)] = []
        for element in elements {
            guard let name = element.text("name") else { throw KubeconfigFault("An entry of `\(key)s` has no name.") }
            entries.append((name, element[key] ?? .object(Fields())))
        }
        return entries
    }

    /// What `later` says where this says nothing.
    package func merged(with later: Kubeconfig) -> Kubeconfig {
        var result = self
        result.clusters.merge(later.clusters) { first, _ in first }
        result.users.merge(later.users) { first, _ in first }
        result.contexts.merge(later.contexts) { first, _ in first }
        result.currentContext = currentContext ?? later.currentContext
        return result
    }

    /// What a context means; the current one when `name` is nil.
    package func selection(_ name: String?) throws(KubeconfigFault) -> KubeconfigSelection {
        guard let name = name ?? currentContext ?? (contexts.count == 1 ? contexts.keys.first : nil) else {
            throw KubeconfigFault(
                "It has no current context.", hint: Self.listing(contexts.keys, as: "Say which one with `context:`")
            )
        }
        guard let context = contexts[name] else {
            throw KubeconfigFault(
                "It has no context `\(name)`.", hint: Self.suggestion(for: name, among: contexts.keys)
            )
        }
        guard let cluster = clusters[context.cluster] else {
            throw KubeconfigFault(
                "The context `\(name)` names the cluster `\(context.cluster)`, which is not there.",
                hint: Self.suggestion(for: context.cluster, among: clusters.keys)
            )
        }
        guard let userName = context.user, !userName.isEmpty else {
            return KubeconfigSelection(cluster: cluster, user: KubeconfigUser(), namespace: context.namespace)
        }
        guard let user = users[userName] else {
            throw KubeconfigFault(
                "The context `\(name)` names the user `\(userName)`, who is not there.",
                hint: Self.suggestion(for: userName, among: users.keys)
            )
        }
        return KubeconfigSelection(cluster: cluster, user: user, namespace: context.namespace)
    }

    private static func suggestion(for name: String, among names: some Sequence<String>) -> String? {
        nearestName(to: name, among: names).map { "Did you mean `\($0)`?" } ?? listing(names, as: "There are")
    }

    private static func listing(_ names: some Sequence<String>, as lead: String) -> String? {
        let sorted = names.sorted()
        return sorted.isEmpty ? nil : "\(lead): \(sorted.map { "`\($0)`" }.joined(separator: ", "))."
    }
}

/// One cluster and one user, chosen.
package struct KubeconfigSelection: Sendable, Hashable {
    package let cluster: KubeconfigCluster
    package let user: KubeconfigUser
    package let namespace: String?
}

/// Why a kubeconfig cannot be used. Never quotes a credential.
package struct KubeconfigFault: Error, Sendable, Hashable {
    package let message: String
    package let hint: String?

    package init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }
}
