extension SandboxTransaction {
    /// Runs a part of the transaction; its writes are taken back when it throws.
    package mutating func attempt<T, E: Error>(
        _ part: (inout SandboxTransaction) throws(E) -> T
    ) throws(E) -> T {
        let mark = mark
        do throws(E) {
            return try part(&self)
        } catch {
            rollBack(to: mark)
            throw error
        }
    }

    /// A place to return to.
    struct Mark {
        fileprivate let count: Int
        fileprivate let revision: Int
    }

    var mark: Mark { Mark(count: changes.count, revision: memory.revision) }

    /// Takes back every write since `mark`. Ids that were allocated stay spent.
    mutating func rollBack(to mark: Mark) {
        while changes.count > mark.count {
            let change = changes.removeLast()
            memory[change.key] = change.old
        }
        memory.revision = mark.revision
    }
}
