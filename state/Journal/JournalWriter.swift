internal import GRDB
internal import MartletModel

/// Writes journal entries and changes of the state inside one transaction.
struct JournalWriter {
    let database: Database
    let codec: RecordCodec
    /// Nil for changes that belong to no deployment.
    let deployment: Int?
    let now: Timestamp

    func write(_ entry: JournalEntry) throws {
        switch entry {
        case .intent(let intent): try write(intent)
        case .operation(let step, let operation):
            let sql = "UPDATE step SET operation_handle = ? WHERE deployment = ? AND ordinal = ?"
            try execute(sql, [try codec.sealed(operation.text), deployment, step])
        case .attempt(let step, let number, let failure):
            let sql = """
                INSERT OR REPLACE INTO attempt (deployment, ordinal, number, failed_at, failure) VALUES (?, ?, ?, ?, ?)
                """
            try execute(sql, [deployment, step, number, now.milliseconds, failure])
        case .outcome(let step, let outcome, let changes): try write(outcome, of: step, changes)
        case .phase(let phase):
            try execute("UPDATE deployment SET phase = ?, halt = NULL WHERE id = ?", [phase.rawValue, deployment])
        case .failed(let failure):
            let sql = "UPDATE deployment SET failure = ? WHERE id = ? AND failure IS NULL"
            try execute(sql, [try codec.text(failure.asValue), deployment])
        case .checks(let checks):
            let text = try codec.text(.tuple(checks.map(\.asValue)))
            let sql = "UPDATE deployment SET checks = ?, checked_at = ? WHERE id = ?"
            try execute(sql, [text, now.milliseconds, deployment])
        case .state(let changes): try write(changes)
        }
    }

    private func write(_ intent: StepIntent) throws {
        let sql = """
            INSERT INTO step
                (deployment, ordinal, address, operation, undoes, identity, intent, status, intended_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, 'intended', ?)
            """
        try execute(
            sql,
            [
                deployment, intent.ordinal, intent.address.description, intent.operation.rawValue, intent.undoes,
                intent.identity?.text, try codec.text(intent.asValue), now.milliseconds,
            ]
        )
    }

    private func write(_ outcome: StepOutcome, of step: Int, _ changes: [StateChange]) throws {
        let sql = """
            UPDATE step SET status = ?, outcome = ?, failure = ?, settled_at = ? WHERE deployment = ? AND ordinal = ?
            """
        let record = try outcome.record.map { try codec.text($0.encoded) }
        try execute(sql, [outcome.status, record, outcome.failure, now.milliseconds, deployment, step])
        guard database.changesCount == 1 else { throw StateError.invalid(detail: "an outcome without an intent") }
        try write(changes)
    }

    /// Removals go first, so that an object can move from one address to another in one batch.
    private func write(_ changes: [StateChange]) throws {
        for case .remove(let address) in changes {
            try execute("DELETE FROM resource WHERE address = ?", [address.description])
        }
        for change in changes {
            switch change {
            case .put(let record): try execute(ResourceRow.upsert, ResourceRow.arguments(record, codec: codec))
            case .remove: break
            case .connect(let name, let record):
                let sql = """
                    INSERT INTO connection (name, provider, configuration) VALUES (?, ?, ?)
                    ON CONFLICT DO UPDATE SET provider = excluded.provider, configuration = excluded.configuration
                    """
                try execute(sql, [name.text, record.provider.text, try codec.text(record.configuration)])
            case .bury(let tombstone): try bury(tombstone)
            case .unbury(let record):
                let sql = "DELETE FROM tombstone WHERE connection = ? AND type = ? AND identity = ?"
                try execute(sql, [record.connection.text, record.type.text, record.identity.text])
            }
        }
    }

    private func bury(_ tombstone: Tombstone) throws {
        let sql = """
            INSERT INTO tombstone (connection, type, identity, record, failure, goes_with, buried_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET
                record = excluded.record, failure = excluded.failure, goes_with = excluded.goes_with
            """
        let record = tombstone.record
        try execute(
            sql,
            [
                record.connection.text, record.type.text, record.identity.text, try codec.text(tombstone.encoded),
                tombstone.failure, tombstone.goesWith?.description, now.milliseconds,
            ]
        )
    }

    /// Closes the old rows of everything touched and opens new ones. O(touched).
    func addRevision(_ revision: RevisionEntry) throws -> Int {
        let number = try StateReader(database: database, codec: codec).currentRevision() + 1
        let counts = try count()
        if counts.added + counts.changed > 0 { try DependencyCheck(database: database).run() }
        let sql = """
            INSERT INTO revision
                (number, deployment, committed_at, actor, reason, message, configuration, variables, outputs, added,
                changed, removed)
            VALUES (?, ?, ?, ?, ?, coalesce(?, (SELECT message FROM deployment WHERE id = ?)), ?, ?, ?, ?, ?, ?)
            """
        let outputs = Value.object(Fields(revision.outputs.map { Fields.Field($0.key, $0.value) }))
        try execute(
            sql,
            [
                number, deployment, now.milliseconds, revision.actor, revision.reason, revision.message, deployment,
                revision.configuration?.hex, revision.variables?.hex, try codec.text(outputs), counts.added,
                counts.changed, counts.removed,
            ]
        )
        try execute(Self.closing, [number])
        try execute(Self.opening, [number])
        try execute("DELETE FROM touched", [])
        return number
    }

    /// How many of the addresses touched are added, changed and removed.
    static let counting = """
        SELECT total(here AND NOT was), total(here AND was), total(NOT here AND was) FROM (
            SELECT EXISTS (SELECT 1 FROM resource r WHERE r.address = t.address) AS here,
                EXISTS (SELECT 1 FROM resource_rev v WHERE v.address = t.address AND v.until IS NULL) AS was
            FROM touched t)
        """
    private static let touched = "address IN (SELECT address FROM touched)"
    static let closing = "UPDATE resource_rev SET until = ? WHERE until IS NULL AND \(touched)"
    static let opening = """
        INSERT INTO resource_rev (since, \(ResourceRow.columns)) SELECT ?, \(ResourceRow.columns) FROM resource
        WHERE \(touched)
        """

    private func count() throws -> (added: Int, changed: Int, removed: Int) {
        guard let row = try Row.fetchOne(database, sql: Self.counting) else { return (0, 0, 0) }
        return (Int(row[0] as Double), Int(row[1] as Double), Int(row[2] as Double))
    }

    private func execute(_ sql: String, _ arguments: StatementArguments) throws {
        try database.cachedStatement(sql: sql).execute(arguments: arguments)
    }
}
