internal import GRDB

/// A whole copy of a state file, made before it is migrated: `backups/NAME-v1-20261123T170445Z.state` beside it.
struct StateBackup {
    let path: String
    let schema: Int
    let target: String

    init(of path: String, schema: Int, now: Timestamp) {
        self.path = path
        self.schema = schema
        let name = path.split(separator: "/").last.map(String.init) ?? "state"
        let stem = name.hasSuffix(".state") ? String(name.dropLast(".state".count)) : name
        let time = now.description.filter { $0 != "-" && $0 != ":" }
        target = "\(Self.folder(of: path))/\(stem)-v\(schema)-\(time).state"
    }

    static func folder(of path: String) -> String { "\(DiskFile.parent(of: path))/backups" }

    /// Copies, makes the copy durable and reads it back; throws, leaving no copy behind, when it is not as good as the file.
    ///
    /// - Returns: Where the copy is.
    func make(from database: Database) throws -> String {
        do throws(DiskFile.Failure) {
            try DiskFile.makeFolder(Self.folder(of: path))
            // A copy of this very second was left by a migration that did not end.
            DiskFile.remove(target)
            // Made beforehand, so that only its owner can read it.
            _ = try DiskFile.create(target, [])
        } catch {
            throw StateError.unreadable(path: target, detail: "the backup cannot be made: \(error.text)")
        }
        do {
            try database.execute(sql: "VACUUM INTO ?", arguments: [target])
            try verify()
            try DiskFile.synchronize(target)
            try DiskFile.synchronize(Self.folder(of: path))
        } catch {
            DiskFile.remove(target)
            throw error
        }
        return target
    }

    private func verify() throws {
        let copy = try DatabaseQueue(path: target, configuration: StateStore.configuration(readonly: true))
        defer { try? copy.close() }
        let verdict = try copy.read { database in
            let found = try Int.fetchOne(database, sql: "PRAGMA user_version")
            guard found == schema else { return "its schema is another" }
            return try String.fetchOne(database, sql: "PRAGMA integrity_check(1)") ?? "no answer"
        }
        guard verdict == "ok" else {
            throw StateError.unreadable(path: target, detail: "the backup is not sound: \(verdict)")
        }
    }
}
