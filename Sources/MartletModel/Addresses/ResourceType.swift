/// The type of a resource: `core.data`, `azure.managed_cluster`, `kubernetes.object`, or an ARM type with its version,
/// `Microsoft.Network/virtualNetworks@2025-05-01`.
package struct ResourceType: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let text: String

    package init(_ text: String) { self.text = text }

    package var description: String { text }

    package static func < (left: ResourceType, right: ResourceType) -> Bool { left.text.precedesInBytes(right.text) }

    /// The provider that a type belongs to, by its spelling alone: the word before the dot, or Azure for full ARM names.
    package var providerName: ProviderName {
        guard !text.utf8.contains(UInt8(ascii: "/")) else { return "azure" }
        return ProviderName(String(Substring(text.utf8.prefix { $0 != UInt8(ascii: ".") })))
    }
}

/// The name of a provider: `core`, `azure`, `kubernetes`, `neo4j`.
package struct ProviderName: Sendable, Hashable, Comparable, CustomStringConvertible, ExpressibleByStringLiteral {
    package let text: String

    package init(_ text: String) { self.text = text }
    package init(stringLiteral value: String) { text = value }

    package var description: String { text }

    package static func < (left: ProviderName, right: ProviderName) -> Bool { left.text.precedesInBytes(right.text) }
}

/// One configured way to a provider's API: the key under `providers:`, which is also the provider's name unless the entry
/// says `provider:`.
package struct ConnectionName: Sendable, Hashable, Comparable, CustomStringConvertible, ExpressibleByStringLiteral {
    package let text: String

    package init(_ text: String) { self.text = text }
    package init(stringLiteral value: String) { text = value }

    package var description: String { text }

    package static func < (left: ConnectionName, right: ConnectionName) -> Bool {
        left.text.precedesInBytes(right.text)
    }
}

/// The place of a remote object at its API: an ARM id, or `cluster/group/kind/namespace/name`.
///
/// Compared as the provider normalised it. Never contains a secret.
package struct Identity: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let text: String

    package init(_ text: String) { self.text = text }

    package var description: String { text }

    package static func < (left: Identity, right: Identity) -> Bool { left.text.precedesInBytes(right.text) }
}

/// What tells two objects of one identity apart: a Kubernetes uid, an ARM etag lineage or creation time.
package struct Lineage: Sendable, Hashable, CustomStringConvertible {
    package let text: String

    package init(_ text: String) { self.text = text }

    package var description: String { text }
}
