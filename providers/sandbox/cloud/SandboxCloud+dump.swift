import MartletModel

extension SandboxCloud {
    /// Whether nothing exists: fault rules and the sandbox's bookkeeping do not count.
    package func isEmpty() throws(SandboxStoreError) -> Bool {
        try transaction { transaction in
            transaction.memory.tables.allSatisfy { $0.key == .own || $0.value.allSatisfy(\.value.isEmpty) }
        }
    }

    /// Empties the cloud, fault rules included.
    package func reset() throws(SandboxStoreError) {
        try transaction { transaction in
            for space in transaction.memory.tables.keys.sorted(by: { $0.description < $1.description }) {
                transaction.drop(space)
            }
        }
    }

    /// The whole cloud as text, an object a line; what the server makes up (ids, times, revisions) is masked, so that two
    /// clouds with the same objects have the same text. Fault rules and timers are left out.
    ///
    /// - Parameter includesDerived: Whether to show what controllers made for objects that are shown: pods of a replica
    ///   set, events. Their names are random, and they follow from the rest.
    package func dump(includesDerived: Bool = false) throws(SandboxStoreError) -> String {
        try transaction { transaction in
            var lines: [String] = []
            for space in transaction.memory.tables.keys where space != .own {
                let objects = transaction.collections(of: space).flatMap { transaction.list(space, $0) }
                let derived = SandboxDerivation(among: objects)
                for object in objects where includesDerived || !derived.contains(object) {
                    lines.append(SandboxMask.line(object))
                }
            }
            return lines.sorted().joined(separator: "\n")
        }
    }
}

/// Which objects of a cluster follow from its other objects.
private struct SandboxDerivation {
    private let uids: Set<String>

    private static let records: Set = ["core/events", "events.k8s.io/events", "core/endpoints"]

    init(among objects: [SandboxObject]) {
        uids = Set(objects.compactMap { $0.body.at("metadata", "uid")?.stringValue })
    }

    /// An event, or an object whose controller is there. One whose controller is gone is an orphan, and shown.
    func contains(_ object: SandboxObject) -> Bool {
        if Self.records.contains(object.key.collection) { return true }
        let owners = object.body.at("metadata", "ownerReferences")?.elements ?? []
        return owners.contains { owner in
            owner["controller"]?.boolValue == true && uids.contains(owner["uid"]?.stringValue ?? "")
        }
    }
}
