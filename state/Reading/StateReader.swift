internal import GRDB
internal import MartletModel

/// Reads one consistent state of the database: the rows as values.
struct StateReader {
    let database: Database
    let codec: RecordCodec

    /// Refuses a key that is not the one that sealed what is there.
    func checkKey(path: String) throws {
        guard let check = try String.fetchOne(database, sql: "SELECT key_check FROM meta"),
            let sealer = codec.sealing as? StateSealer
        else { return }
        if check != sealer.fingerprint(of: Self.checkedText) { throw StateError.wrongKey(path: path) }
    }

    /// What the fingerprint in `meta` is of.
    static let checkedText = Array("martlet key check".utf8)

    func snapshot() throws -> Snapshot {
        let revision = try currentRevision()
        var snapshot = try base(revision: revision)
        try read(into: &snapshot, sql: "SELECT \(ResourceRow.columns) FROM resource", arguments: [])
        return snapshot
    }

    func snapshot(revision: Int) throws -> Snapshot {
        guard revision >= 0, revision <= (try currentRevision()) else { throw StateError.noSuchRevision(revision) }
        var snapshot = try base(revision: revision)
        let sql = "SELECT \(ResourceRow.columns) FROM resource_rev WHERE since <= ? AND (until IS NULL OR until > ?)"
        try read(into: &snapshot, sql: sql, arguments: [revision, revision])
        return snapshot
    }

    func currentRevision() throws -> Int {
        try Int.fetchOne(database, sql: "SELECT max(number) FROM revision") ?? 0
    }

    private func base(revision: Int) throws -> Snapshot {
        let lineage = try String.fetchOne(database, sql: "SELECT lineage FROM meta") ?? ""
        var snapshot = Snapshot(lineage: lineage, revision: revision)
        let outputs = try String.fetchOne(
            database, sql: "SELECT outputs FROM revision WHERE number = ?", arguments: [revision]
        )
        for field in try outputs.map({ try codec.value($0) })?.fields ?? Fields() {
            snapshot.outputs[field.key] = field.value
        }
        let connections = try Row.fetchCursor(database, sql: "SELECT name, provider, configuration FROM connection")
        while let row = try connections.next() {
            snapshot.connections[ConnectionName(row[0])] = ConnectionRecord(
                provider: ProviderName(row[1]), configuration: try codec.value(row[2])
            )
        }
        snapshot.tombstones = try tombstones()
        return snapshot
    }

    private func tombstones() throws -> [Tombstone] {
        let sql = "SELECT record, failure, goes_with FROM tombstone ORDER BY buried_at, connection, type, identity"
        return try Row.fetchAll(database, sql: sql).map { row in
            let tombstone = Tombstone(
                encoded: try codec.value(row[0]), failure: row[1], goesWith: (row[2] as String?).flatMap { Address($0) }
            )
            guard let tombstone else { throw MalformedRow(column: "record") }
            return tombstone
        }
    }

    private func read(into snapshot: inout Snapshot, sql: String, arguments: StatementArguments) throws {
        let rows = try Row.fetchCursor(database, sql: sql, arguments: arguments)
        while let row = try rows.next() {
            let record = try ResourceRow.record(row, codec: codec)
            snapshot.records[record.address] = record
        }
    }
}
