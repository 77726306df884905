import GRDB
import MartletModel
import Synchronization

@testable import MartletState

/// Looks at the state file from outside, through one connection that stays open: what is on the disk after a durable write.
///
/// It is asked after every write of a case, so it decodes only rows that it has not seen before.
final class StateWindow: Sendable {
    private let path: String
    private let view: Mutex<View>

    private struct View {
        var queue: DatabaseQueue?
        var rows: DecodedRows
    }

    init(path: String, key: [UInt8]) {
        self.path = path
        view = Mutex(View(rows: DecodedRows(codec: RecordCodec(sealing: StateSealer(key: key)))))
    }

    /// The state and the open deployment as of one instant; an empty state while there is no file.
    func look() throws(StateError) -> (snapshot: Snapshot, open: OpenJournal?) {
        try translatingErrors(path: path) {
            try view.withLock { view in
                guard let queue = try view.queue ?? open() else { return (Snapshot(lineage: ""), nil) }
                view.queue = queue
                return try queue.inTransaction(.deferred) { database in try view.rows.read(database) }
            }
        }
    }

    private func open() throws -> DatabaseQueue? {
        guard DiskFile.size(path) ?? 0 > 0 else { return nil }
        return try DatabaseQueue(path: path, configuration: StateStore.configuration(readonly: false))
    }
}

/// What checks ask of an open deployment.
struct OpenJournal: Sendable {
    let id: DeploymentID
    let phase: DeploymentPhase
    let halt: Halt?
    let steps: [JournalStep]
}

/// Rows as values, each decoded once: by all that stands in it.
private struct DecodedRows {
    let codec: RecordCodec
    private var values: [String: Value] = [:]
    private var records: [[DatabaseValue]: ResourceRecord] = [:]
    private var tombstones: [[DatabaseValue]: Tombstone] = [:]
    private var steps: [[DatabaseValue]: JournalStep] = [:]

    init(codec: RecordCodec) { self.codec = codec }

    mutating func read(_ database: Database) throws -> (Snapshot, OpenJournal?) {
        (try snapshot(database), try openJournal(database))
    }

    private mutating func snapshot(_ database: Database) throws -> Snapshot {
        let lineage = try String.fetchOne(database.cachedStatement(sql: "SELECT lineage FROM meta")) ?? ""
        let newest = "SELECT number, outputs FROM revision ORDER BY number DESC LIMIT 1"
        let revision = try Row.fetchOne(database.cachedStatement(sql: newest))
        var snapshot = Snapshot(lineage: lineage, revision: revision?[0] ?? 0)
        for field in try revision.map({ try value($0[1]) })?.fields ?? Fields() {
            snapshot.outputs[field.key] = field.value
        }
        for row in try rows(database, "SELECT name, provider, configuration FROM connection") {
            snapshot.connections[ConnectionName(row[0])] = ConnectionRecord(
                provider: ProviderName(row[1]), configuration: try value(row[2])
            )
        }
        let codec = codec
        for row in try rows(database, "SELECT \(ResourceRow.columns) FROM resource") {
            let record = try Self.remembered(row, &records) { try ResourceRow.record(row, codec: codec) }
            snapshot.records[record.address] = record
        }
        snapshot.tombstones = try buried(database)
        return snapshot
    }

    private mutating func buried(_ database: Database) throws -> [Tombstone] {
        let sql = "SELECT record, failure, goes_with FROM tombstone ORDER BY buried_at, connection, type, identity"
        let codec = codec
        return try rows(database, sql).map { row in
            try Self.remembered(row, &tombstones) {
                let tombstone = Tombstone(
                    encoded: try codec.value(row[0]), failure: row[1],
                    goesWith: (row[2] as String?).flatMap { Address($0) }
                )
                guard let tombstone else { throw MalformedRow(column: "record") }
                return tombstone
            }
        }
    }

    private mutating func openJournal(_ database: Database) throws -> OpenJournal? {
        guard let row = try rows(database, "SELECT id, phase, halt FROM deployment WHERE phase <> 'finished'").first,
            let phase = DeploymentPhase(rawValue: row[1])
        else { return nil }
        let sql = """
            SELECT ordinal, address, operation, undoes, identity, intent, status, operation_handle, outcome, failure,
                intended_at
            FROM step WHERE deployment = ? ORDER BY ordinal
            """
        let reader = StateReader(database: database, codec: codec)
        let journal = try rows(database, sql, [row[0] as Int]).map { row in
            try Self.remembered(row, &steps) { try reader.step(row) }
        }
        let halt = (row[2] as String?).flatMap(Halt.init(rawValue:))
        return OpenJournal(id: DeploymentID(row[0]), phase: phase, halt: halt, steps: journal)
    }

    private func rows(
        _ database: Database, _ sql: String, _ arguments: StatementArguments = StatementArguments()
    ) throws -> [Row] {
        try Row.fetchAll(database.cachedStatement(sql: sql), arguments: arguments)
    }

    private mutating func value(_ text: String) throws -> Value {
        if let known = values[text] { return known }
        let value = try codec.value(text)
        values[text] = value
        return value
    }

    private static func remembered<Decoded>(
        _ row: Row, _ known: inout [[DatabaseValue]: Decoded], _ decode: () throws -> Decoded
    ) throws -> Decoded {
        let key = Array(row.databaseValues)
        if let decoded = known[key] { return decoded }
        let decoded = try decode()
        known[key] = decoded
        return decoded
    }
}

extension DatabaseQueue {
    /// One transaction around `body`, for reading.
    fileprivate func inTransaction<Result>(
        _ kind: Database.TransactionKind, _ body: (Database) throws -> Result
    ) throws -> Result {
        try writeWithoutTransaction { database in
            var result: Result?
            try database.inTransaction(kind) {
                result = try body(database)
                return .commit
            }
            guard let result else { throw MalformedRow(column: "none") }
            return result
        }
    }
}
