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
    package func dump() throws(SandboxStoreError) -> String {
        try transaction { transaction in
            var lines: [String] = []
            for space in transaction.memory.tables.keys where space != .own {
                for collection in transaction.collections(of: space) {
                    for object in transaction.list(space, collection) { lines.append(SandboxMask.line(object)) }
                }
            }
            return lines.sorted().joined(separator: "\n")
        }
    }
}
