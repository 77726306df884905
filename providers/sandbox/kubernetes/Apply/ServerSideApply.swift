internal import MartletModel

/// Server-side apply as a function on values
/// (https://kubernetes.io/docs/reference/using-api/server-side-apply/).
struct ServerSideApply: Sendable {
    /// The type of the whole object.
    let schema: SchemaNode
    /// The `apiVersion` that this request speaks.
    let apiVersion: String
    let manager: String
    /// Empty for the object itself.
    let subresource: String
    /// RFC 3339, for the entry of a manager that changes.
    let now: String
    /// Fields that this endpoint does not write: `status` on the object itself, all but status on `/status`.
    let ignored: PathSet

    /// One field that somebody else owns with another value.
    struct Conflict: Error, Sendable, Hashable {
        let manager: ManagedFields.Manager
        let path: String
    }

    struct Conflicts: Error, Sendable, Hashable {
        let all: [Conflict]
    }

    /// What nobody owns.
    static let neverOwned: PathSet = {
        var metadata = PathSet()
        for field in [
            "name", "namespace", "creationTimestamp", "selfLink", "uid", "generation", "managedFields",
            "resourceVersion",
        ] {
            metadata[.field(field)] = PathSet(isMember: true)
        }
        var set = PathSet()
        set[.field("apiVersion")] = PathSet(isMember: true)
        set[.field("kind")] = PathSet(isMember: true)
        set[.field("metadata")] = metadata
        return set
    }()

    /// The live object with `config` applied, before defaults; its `managedFields` are up to date.
    func apply(_ config: Value, to live: Value, force: Bool) throws(Conflicts) -> Value {
        var managed = managedFields(before: live)
        let me = ManagedFields.Manager(manager, .apply, apiVersion: apiVersion, subresource: subresource)
        let claimed = owned(PathSet(of: config, as: schema))
        let previous = managed[me]?.fields ?? PathSet()
        managed.set(me, claimed, apiVersion: apiVersion, now: now)
        let others = managed.entries.filter { $0.manager != me }

        let merged = TypedMerge.merge(live, config, as: schema)
        let result = prune(merged, previous: previous, claimed: claimed, others: others)
        let comparison = TypedComparison(from: live, to: result, as: schema)
        let changed = owned(comparison.added.union(comparison.modified))
        let conflicts = others.flatMap { entry in
            entry.fields.intersection(changed).paths.map { Conflict(manager: entry.manager, path: $0) }
        }
        guard force || conflicts.isEmpty else { throw Conflicts(all: conflicts) }
        managed.take(changed) { $0 != me }
        managed.take(comparison.removed) { $0 != me }
        return result.setting(managed.value, at: "metadata", "managedFields")
    }

    /// The new object of a write that is no apply, with ownership of what it changed.
    func update(_ live: Value, to new: Value) -> Value {
        var managed = ManagedFields(of: new)
        let comparison = TypedComparison(from: Self.bare(live), to: Self.bare(new), as: schema)
        let changed = owned(comparison.added.union(comparison.modified))
        let me = ManagedFields.Manager(manager, .update, apiVersion: apiVersion, subresource: subresource)
        managed.take(changed) { $0 != me }
        managed.take(comparison.removed) { _ in true }
        managed.set(me, (managed[me]?.fields ?? PathSet()).union(changed), apiVersion: apiVersion, now: now)
        return new.setting(managed.value, at: "metadata", "managedFields")
    }

    private static func bare(_ object: Value) -> Value { object.removing("metadata", "managedFields") }

    private func owned(_ set: PathSet) -> PathSet {
        set.subtracting(Self.neverOwned).subtracting(coverage(of: set))
    }

    /// The members of `set` inside the ignored top-level fields.
    private func coverage(of set: PathSet) -> PathSet {
        var covered = PathSet()
        for child in set.children where ignored[child.element].isMember {
            covered[child.element] = child.set
        }
        return covered
    }

    /// The managers of a live object; of one that nobody tracked, everything belongs to `before-first-apply`.
    private func managedFields(before live: Value) -> ManagedFields {
        var managed = ManagedFields(of: live)
        // An empty list is what an apply left that claims nothing; no list at all is an object from before tracking.
        guard live.at("metadata", "managedFields") == nil, live["metadata"]?["uid"] != nil else { return managed }
        let unknown = ManagedFields.Manager("before-first-apply", .update, apiVersion: apiVersion)
        managed.set(
            unknown, owned(PathSet(of: Self.bare(live), as: schema, ownsContainers: true)), apiVersion: apiVersion,
            now: now)
        return managed
    }

    /// `merged` without what we owned before, no longer claim, and nobody else owns.
    private func prune(
        _ merged: Value, previous: PathSet, claimed: PathSet, others: [ManagedFields.Entry]
    ) -> Value {
        guard !previous.isEmpty else { return merged }
        var removable = previous.closed(by: schema).subtracting(claimed.closed(by: schema))
        for entry in others where !removable.isEmpty {
            removable = removable.subtracting(entry.fields.closed(by: schema))
        }
        removable[.field("metadata")].isMember = false
        return TypedRemoval.removing(removable, from: merged, as: schema) ?? merged
    }
}
