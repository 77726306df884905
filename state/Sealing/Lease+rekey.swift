internal import GRDB
internal import MartletModel

extension StateStore {
    /// Seals every secret of the state anew with another key, in all revisions, tombstones and journals, in one transaction.
    ///
    /// The key is written down before and put in its place after; whatever dies in between, the state tells which of the two
    /// is in use. Backups and saved plans keep the key they were made with.
    ///
    /// - Returns: The number of the revision that the change made.
    package func rekey(to key: NewKey, owner: String, now: Timestamp) throws(StateError) -> Int {
        let lease = try acquireLease(owner: owner, lineage: "", now: now)
        defer { try? lease.release(now: now) }
        try keySource.announce(key)
        let revision = try lease.rekey(to: key, owner: owner, now: now)
        try keySource.promote()
        return revision
    }
}

extension Lease {
    fileprivate func rekey(to key: NewKey, owner: String, now: Timestamp) throws(StateError) -> Int {
        let sealer = StateSealer(key: key.bytes)
        let next = RecordCodec(sealing: sealer)
        return try write { database in
            try refuseOpenDeployment(database)
            // What is overwritten must not stay behind in free pages.
            try database.execute(sql: "PRAGMA secure_delete = ON")
            let touched = try String.fetchAll(database, sql: "SELECT address FROM touched")
            try Resealing(database: database, from: codec, to: next).run()
            try database.execute(sql: "DELETE FROM touched")
            for address in touched { try database.execute(sql: "INSERT INTO touched VALUES (?)", arguments: [address]) }
            try database.execute(
                sql: "UPDATE meta SET key_check = ?, wrapped_key = ?",
                arguments: [sealer.fingerprint(of: StateReader.checkedText), key.wrapped?.text]
            )
            let outputs = try StateReader(database: database, codec: next).snapshot().outputs
            let entry = RevisionEntry(actor: owner, reason: "state rekey", outputs: outputs)
            return try edit(database, entry, [], codec: next, now: now)
        }
    }
}

/// Opens every sealed secret of a database with one key and seals it with another.
private struct Resealing {
    let database: Database
    let from: RecordCodec
    let to: RecordCodec

    /// Columns of JSON that may hold secrets, by table, with the table's key.
    private static let places: [(table: String, key: [String], columns: [String])] = [
        ("revision", ["number"], ["outputs"]), ("connection", ["name"], ["configuration"]),
        ("resource", ["address"], ["body", "attributes"]),
        ("resource_rev", ["address", "since"], ["body", "attributes"]),
        ("tombstone", ["connection", "type", "identity"], ["record"]), ("deployment", ["id"], ["plan", "failure"]),
        ("step", ["deployment", "ordinal"], ["intent", "outcome"]),
    ]

    func run() throws {
        for place in Self.places {
            for column in place.columns {
                try reseal(place.table, key: place.key, column) { try to.text(try from.value($0)) }
            }
        }
        try reseal("step", key: ["deployment", "ordinal"], "operation_handle", isJSON: false) {
            try to.sealed(try from.opened($0))
        }
    }

    private func reseal(
        _ table: String, key: [String], _ column: String, isJSON: Bool = true, _ change: (String) throws -> String
    ) throws {
        let condition = isJSON ? "instr(\(column), '\"$martlet\"') > 0" : "\(column) IS NOT NULL"
        let rows = try Row.fetchAll(
            database, sql: "SELECT \(column), \(key.joined(separator: ", ")) FROM \(table) WHERE \(condition)"
        )
        let place = key.map { "\($0) = ?" }.joined(separator: " AND ")
        let update = try database.makeStatement(sql: "UPDATE \(table) SET \(column) = ? WHERE \(place)")
        for row in rows {
            let values: [DatabaseValue] = [try change(row[0]).databaseValue] + (1...key.count).map { row[$0] }
            try update.execute(arguments: StatementArguments(values))
        }
    }
}
