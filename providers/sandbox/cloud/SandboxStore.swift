private import FoundationEssentials
import GRDB
import MartletModel

/// Why the sandbox's file cannot be used.
package enum SandboxStoreError: Error, Sendable, Hashable {
    /// SQLite refuses it.
    case database(path: String, message: String)
    /// The key beside it is missing or is not its key.
    case key(path: String)
    /// It was written by a newer Martlet.
    case newer(path: String, version: Int)
}

extension SandboxStoreError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .database(let path, let message): "The sandbox's file `\(path)` cannot be used: \(message)."
        case .key(let path): "The sandbox's key `\(path)` is missing or does not open the sandbox's file."
        case .newer(let path, let version): "The sandbox's file `\(path)` has version \(version), which is newer."
        }
    }
}

/// The cloud's durable side: one row an object, sealed; a write that was answered survives a killed process.
///
/// WAL with `synchronous=NORMAL`: a power cut may lose the last writes of a sandbox, never corrupt it.
struct SandboxStore: Sendable {
    private static let version = 1

    /// What other processes share.
    struct Counters: Sendable {
        var revision: Int
        var random: UInt64
        var now: SandboxInstant
    }

    private let queue: DatabaseQueue
    private let seal: SandboxSeal
    private let path: String

    /// Opens the file, or makes it with `initial` counters.
    init(path: String, initial: Counters) throws(SandboxStoreError) {
        self.path = path
        let keyPath = (path.hasSuffix(".sqlite") ? String(path.dropLast(".sqlite".count)) : path) + ".key"
        seal = try SandboxSeal(keyPath: keyPath, isNew: !FileManager.default.fileExists(atPath: path))
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA journal_mode = WAL")
            try db.execute(sql: "PRAGMA synchronous = NORMAL")
        }
        queue = try Self.checked(path) { try DatabaseQueue(path: path, configuration: configuration) }
        try create(initial)
        guard try storedVersion() <= Self.version else { throw .newer(path: path, version: try storedVersion()) }
    }

    private func create(_ initial: Counters) throws(SandboxStoreError) {
        try Self.checked(path) {
            try queue.write { db in
                try db.execute(
                    sql: """
                        CREATE TABLE IF NOT EXISTS counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
                        CREATE TABLE IF NOT EXISTS object (
                          space TEXT NOT NULL, collection TEXT NOT NULL, name TEXT NOT NULL,
                          revision INTEGER NOT NULL, body BLOB,
                          PRIMARY KEY (space, collection, name)
                        ) STRICT, WITHOUT ROWID;
                        CREATE INDEX IF NOT EXISTS object_revision ON object (revision);
                        """)
                for (name, value) in [
                    ("version", Int64(Self.version)), ("revision", Int64(initial.revision)),
                    ("random", Int64(bitPattern: initial.random)), ("now", initial.now.nanoseconds),
                ] {
                    try db.execute(sql: "INSERT OR IGNORE INTO counter VALUES (?, ?)", arguments: [name, value])
                }
            }
        }
    }

    private func storedVersion() throws(SandboxStoreError) -> Int {
        try Self.checked(path) {
            try queue.read { db in
                try Int.fetchOne(db, sql: "SELECT value FROM counter WHERE name = 'version'") ?? Self.version
            }
        }
    }

    /// A number that changes when another process has written.
    func foreignVersion() throws(SandboxStoreError) -> Int {
        try Self.checked(path) { try queue.unsafeRead { try Self.foreignVersion($0) } }
    }

    private static func foreignVersion(_ db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "PRAGMA data_version") ?? 0
    }

    /// The counters, and every row written after `revision`, deletions with a nil body, in the order of writing.
    func load(after revision: Int) throws(SandboxStoreError) -> (Counters, [SandboxStoredRow], foreignVersion: Int) {
        let (counters, rows, version) = try Self.checked(path) {
            try queue.read { db in
                (
                    try Self.counters(db),
                    try Row.fetchAll(
                        db,
                        sql:
                            "SELECT space, collection, name, revision, body FROM object WHERE revision > ? ORDER BY revision",
                        arguments: [revision]
                    ).map { row in
                        (
                            key: SandboxKey(SandboxSpace(row["space"]), row["collection"], row["name"]),
                            revision: row["revision"] as Int, sealed: (row["body"] as Data?).map { [UInt8]($0) }
                        )
                    }, try Self.foreignVersion(db)
                )
            }
        }
        var opened: [SandboxStoredRow] = []
        opened.reserveCapacity(rows.count)
        for row in rows {
            var body: Value?
            if let sealed = row.sealed {
                guard let value = seal.open(sealed, of: row.key) else { throw .key(path: seal.path) }
                body = value
            }
            opened.append(SandboxStoredRow(key: row.key, revision: row.revision, body: body))
        }
        return (counters, opened, version)
    }

    private static func counters(_ db: Database) throws -> Counters {
        var values: [String: Int64] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT name, value FROM counter") { values[row["name"]] = row["value"] }
        return Counters(
            revision: Int(values["revision"] ?? 1), random: UInt64(bitPattern: values["random"] ?? 0),
            now: SandboxInstant(nanoseconds: values["now"] ?? 0))
    }

    /// Writes `changes` and `counters` together; false, having written nothing, when another process wrote since
    /// `foreignVersion`.
    func commit(
        _ changes: [SandboxChange], _ counters: Counters, unlessNewerThan foreignVersion: Int
    ) throws(SandboxStoreError) -> Bool {
        let rows = Self.last(of: changes).map { change in
            (change, sealed: change.new.map { Data(seal.seal($0.body, of: change.key)) })
        }
        return try Self.checked(path) {
            try queue.writeWithoutTransaction { db in
                var isCurrent = false
                try db.inTransaction(.immediate) {
                    isCurrent = try Self.foreignVersion(db) == foreignVersion
                    guard isCurrent else { return .rollback }
                    for (change, sealed) in rows { try Self.write(change, sealed, db) }
                    try Self.write(counters, db)
                    return .commit
                }
                return isCurrent
            }
        }
    }

    private static func write(_ change: SandboxChange, _ sealed: Data?, _ db: Database) throws {
        try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO object (space, collection, name, revision, body) VALUES (?, ?, ?, ?, ?)"
        ).execute(arguments: [
            change.key.space.description, change.key.collection, change.key.name, change.revision, sealed,
        ])
    }

    private static func write(_ counters: Counters, _ db: Database) throws {
        let update = try db.cachedStatement(sql: "UPDATE counter SET value = ? WHERE name = ?")
        try update.execute(arguments: [counters.revision, "revision"])
        try update.execute(arguments: [Int64(bitPattern: counters.random), "random"])
        try update.execute(arguments: [counters.now.nanoseconds, "now"])
    }

    /// The last change of each object, in order.
    private static func last(of changes: [SandboxChange]) -> [SandboxChange] {
        var seen: Set<SandboxKey> = []
        return changes.reversed().filter { seen.insert($0.key).inserted }.reversed()
    }

    /// Runs `body`, putting whatever SQLite says into our own error.
    private static func checked<T>(_ path: String, _ body: () throws -> T) throws(SandboxStoreError) -> T {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw .database(path: path, message: error.message ?? error.resultCode.description)
        } catch {
            throw .database(path: path, message: "\(error)")
        }
    }
}

/// A row as it was read; the body is nil when the object was deleted.
struct SandboxStoredRow: Sendable {
    let key: SandboxKey
    let revision: Int
    let body: Value?
}
