package import MartletModel

/// One world of objects: Azure's, a cluster's, or the sandbox's own bookkeeping.
package struct SandboxSpace: Sendable, Hashable, CustomStringConvertible {
    package let description: String

    /// Azure Resource Manager.
    package static let arm = SandboxSpace("arm")
    /// The sandbox's own: timers, fault rules.
    package static let own = SandboxSpace("sandbox")

    /// The Kubernetes API of the cluster with this id.
    package static func cluster(_ id: String) -> SandboxSpace { SandboxSpace("cluster/\(id)") }

    init(_ description: String) { self.description = description }
}

/// Where an object is kept: a name, unique in a collection of a space.
package struct SandboxKey: Sendable, Hashable {
    package let space: SandboxSpace
    /// What is listed together: an ARM type, a Kubernetes `group/resource`.
    package let collection: String
    /// Compared by bytes; lists come in this order, so `namespace/name` lists a namespace by prefix.
    package let name: String

    package init(_ space: SandboxSpace, _ collection: String, _ name: String) {
        self.space = space
        self.collection = collection
        self.name = name
    }
}

/// An object of the sandbox as it is stored.
package struct SandboxObject: Sendable, Hashable {
    package let key: SandboxKey
    package let body: Value
    /// The cloud-wide count of writes at its last write: Kubernetes' resourceVersion, ARM's etag.
    package let revision: Int

    package init(key: SandboxKey, body: Value, revision: Int) {
        self.key = key
        self.body = body
        self.revision = revision
    }
}

/// One committed write, for watches.
package struct SandboxChange: Sendable, Hashable {
    package let key: SandboxKey
    package let revision: Int
    /// Before; nil when it was created.
    package let old: SandboxObject?
    /// After; nil when it was deleted.
    package let new: SandboxObject?
}
