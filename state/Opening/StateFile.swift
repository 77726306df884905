internal import GRDB
internal import MartletModel

/// The file behind a lease: made, checked, migrated and set up for durable writes.
struct StateFile {
    let path: String

    /// Opens the file for writing. The caller holds the lock.
    func open(lineage: String, now: Timestamp) throws -> DatabaseQueue {
        if !DiskFile.exists(path) { _ = try DiskFile.create(path, []) }
        let queue = try DatabaseQueue(path: path, configuration: StateStore.configuration(readonly: false))
        try queue.writeWithoutTransaction { database in
            try check(database)
            try migrate(database, lineage: lineage, now: now)
            try setUp(database)
        }
        return queue
    }

    /// Opens a file that was checked before, for one small write.
    func openExisting() throws -> DatabaseQueue {
        let queue = try DatabaseQueue(path: path, configuration: StateStore.configuration(readonly: false))
        try queue.writeWithoutTransaction { database in
            guard try schema(database) <= Migration.all.count else { throw StateError.notMartlet(path: path) }
            try setUp(database)
        }
        return queue
    }

    /// A commit is on the disk when it returns (sqlite.org/wal.html, `synchronous=FULL`).
    private func setUp(_ database: Database) throws {
        try database.execute(sql: "PRAGMA journal_mode = WAL")
        try database.execute(sql: "PRAGMA synchronous = FULL")
        try database.execute(sql: "PRAGMA foreign_keys = ON")
    }

    /// The schema as SQLite sees it, its write-ahead log included.
    func schema(_ database: Database) throws -> Int {
        try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    }

    /// Refuses a damaged file and one from another application before anything is written to it.
    private func check(_ database: Database) throws {
        let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
        guard application == Migration.applicationID || (application == 0 && tables == 0) else {
            throw StateError.notMartlet(path: path)
        }
        let found = try schema(database)
        let supported = Migration.all.last?.number ?? 0
        if found > supported { throw StateError.newerSchema(path: path, found: found, supported: supported) }
        let verdict = try String.fetchOne(database, sql: "PRAGMA quick_check(1)") ?? "no answer"
        if verdict != "ok" { throw StateError.corrupt(path: path, detail: verdict) }
    }

    /// Brings the file to the newest schema, a copy of it kept beside it.
    private func migrate(_ database: Database, lineage: String, now: Timestamp) throws {
        let found = try schema(database)
        let supported = Migration.all.last?.number ?? 0
        guard found < supported else {
            try checkMigrations(database, upTo: found)
            return
        }
        try checkMigrations(database, upTo: found)
        let backup = found > 0 ? try StateBackup(of: path, schema: found, now: now).make(from: database) : nil
        // The header in the file itself tells the schema only outside the write-ahead log.
        try database.execute(sql: "PRAGMA journal_mode = DELETE")
        try database.execute(sql: "PRAGMA synchronous = FULL")
        do {
            try bringUp(database, from: found, lineage: lineage, now: now)
        } catch let error as DatabaseError where error.resultCode != .SQLITE_FULL && error.resultCode != .SQLITE_IOERR {
            throw StateError.notMigrated(
                path: path, found: found, supported: supported, detail: error.message ?? "\(error.resultCode)",
                backup: backup
            )
        }
    }

    /// Runs the migrations that `database` lacks, each in a transaction of its own that ends with every reference intact.
    func bringUp(_ database: Database, from found: Int, lineage: String, now: Timestamp) throws {
        try checkMigrations(database, upTo: found)
        for migration in Migration.all where migration.number > found {
            try database.inTransaction(.immediate) {
                try run(migration, database, lineage: lineage, now: now)
                if try Row.fetchOne(database, sql: "PRAGMA foreign_key_check") != nil {
                    throw DatabaseError(resultCode: .SQLITE_CONSTRAINT, message: "a reference would lead nowhere")
                }
                return .commit
            }
        }
    }

    private func run(_ migration: Migration, _ database: Database, lineage: String, now: Timestamp) throws {
        if migration.number == 1 {
            try database.execute(sql: "PRAGMA application_id = \(Migration.applicationID)")
            let columns =
                "number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, run_at INTEGER NOT NULL"
            try database.execute(sql: "CREATE TABLE migration (\(columns)) STRICT")
        }
        try database.execute(sql: migration.sql)
        try database.execute(
            sql: "INSERT INTO migration (number, name, checksum, run_at) VALUES (?, ?, ?, ?)",
            arguments: [migration.number, migration.name, migration.checksum.hex, now.milliseconds]
        )
        if migration.number == 1 { try begin(database, lineage: lineage, now: now) }
        try database.execute(sql: "PRAGMA user_version = \(migration.number)")
    }

    /// The state of a stack that has nothing yet: revision 0.
    private func begin(_ database: Database, lineage: String, now: Timestamp) throws {
        try database.execute(
            sql: "INSERT INTO meta (id, lineage, created_at) VALUES (1, ?, ?)", arguments: [lineage, now.milliseconds]
        )
        let sql = """
            INSERT INTO revision (number, committed_at, actor, reason, outputs, added, changed, removed)
            VALUES (0, ?, 'martlet', 'state created', '{}', 0, 0, 0)
            """
        try database.execute(sql: sql, arguments: [now.milliseconds])
    }

    private func checkMigrations(_ database: Database, upTo found: Int) throws {
        guard found > 0 else { return }
        let rows = try Row.fetchAll(database, sql: "SELECT number, checksum FROM migration ORDER BY number")
        for row in rows {
            let number: Int = row[0]
            let checksum: String = row[1]
            guard Migration.all.contains(where: { $0.number == number && $0.checksum.hex == checksum }) else {
                throw StateError.alteredMigration(path: path, number: number)
            }
        }
    }
}
