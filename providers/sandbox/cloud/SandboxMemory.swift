/// The whole cloud in memory: what SQLite holds, ready to be read.
struct SandboxMemory: Sendable {
    /// Changes kept for watches that resume; an older revision is answered "gone".
    static let historyLimit = 8192

    private(set) var tables: [SandboxSpace: [String: SandboxTable]] = [:]
    var revision = 1
    var random = SandboxRandom(state: 0)
    /// The latest committed changes, oldest first.
    private(set) var history: [SandboxChange] = []
    /// The revision before which changes are not remembered.
    private(set) var historyStart = 1

    subscript(key: SandboxKey) -> SandboxObject? {
        get { tables[key.space]?[key.collection]?[key.name] }
        set {
            guard newValue != nil || tables[key.space]?[key.collection] != nil else { return }
            tables[key.space, default: [:]][key.collection, default: SandboxTable()][key.name] = newValue
        }
    }

    func table(_ space: SandboxSpace, _ collection: String) -> SandboxTable {
        tables[space]?[collection] ?? SandboxTable()
    }

    /// Forgets where history began: nothing before `revision` can be replayed.
    mutating func startHistory(at revision: Int) {
        history = []
        historyStart = revision
    }

    mutating func remember(_ changes: [SandboxChange]) {
        history += changes
        guard history.count > 2 * Self.historyLimit else { return }
        history.removeFirst(history.count - Self.historyLimit)
        historyStart = history[0].revision
    }

    /// Takes over rows and counters that were read from the store; the changes that this makes.
    @discardableResult
    mutating func adopt(_ rows: [SandboxStoredRow], _ counters: SandboxStore.Counters) -> [SandboxChange] {
        revision = max(revision, counters.revision)
        random = SandboxRandom(state: counters.random)
        return rows.map { row in
            let old = self[row.key]
            let new = row.body.map { SandboxObject(key: row.key, body: $0, revision: row.revision) }
            self[row.key] = new
            return SandboxChange(key: row.key, revision: row.revision, old: old, new: new)
        }
    }

    /// Changes of `space` after `revision`; nil when some of them are forgotten. O(log history + found).
    func changes(in space: SandboxSpace, after revision: Int) -> [SandboxChange]? {
        guard revision + 1 >= historyStart else { return nil }
        var low = 0
        var high = history.count
        while low < high {
            let middle = (low + high) / 2
            if history[middle].revision <= revision { low = middle + 1 } else { high = middle }
        }
        return history[low...].filter { $0.key.space == space }
    }
}
