/// A kind of object and its API group, without a version: what kind a thing is, for good.
package struct GroupKind: Sendable, Hashable {
    /// Empty for the core group.
    package let group: String
    package let kind: String

    package init(_ group: String, _ kind: String) {
        self.group = group
        self.kind = kind
    }

    /// Whether the group belongs to Kubernetes itself rather than to a CustomResourceDefinition or an aggregated API.
    package var isBuiltIn: Bool { !group.contains(".") || BuiltInKind.groups.contains(group) }
}

extension GroupKind: Comparable, CustomStringConvertible {
    /// `Deployment.apps`; `Pod` for the core group.
    package var description: String { group.isEmpty ? kind : "\(kind).\(group)" }

    package static func < (left: GroupKind, right: GroupKind) -> Bool {
        (left.group, left.kind) < (right.group, right.kind)
    }
}

/// A kind with the version of its API: what `apiVersion` and `kind` say.
package struct ObjectKind: Sendable, Hashable {
    package let groupKind: GroupKind
    package let version: String

    package var group: String { groupKind.group }
    package var kind: String { groupKind.kind }

    package init(group: String, version: String, kind: String) {
        groupKind = GroupKind(group, kind)
        self.version = version
    }

    /// From `apiVersion` (`v1`, `apps/v1`) and `kind`.
    package init(apiVersion: String, kind: String) {
        let slash = apiVersion.firstIndex(of: "/")
        let group = slash.map { String(apiVersion[..<$0]) } ?? ""
        let version = slash.map { String(apiVersion[apiVersion.index(after: $0)...]) } ?? apiVersion
        self.init(group: group, version: version, kind: kind)
    }

    /// `v1`, `apps/v1`.
    package var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }
}

extension ObjectKind: CustomStringConvertible {
    package var description: String { "\(apiVersion) \(kind)" }
}
