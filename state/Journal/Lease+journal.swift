internal import GRDB
package import MartletModel

extension Lease {
    /// Steps of so many runs are kept for `history`; older ones are dropped when a run begins.
    private static let keptDeployments = 20

    /// Opens a deployment. One that a former run left halted, with every step settled, is closed as superseded; any other
    /// open one is in the way: ``StateError/deploymentOpen(_:)``.
    ///
    /// - Parameter burying: Objects of the halted run that only its journal knows.
    package func begin(
        _ start: DeploymentStart, burying: [Tombstone] = []
    ) throws(StateError) -> DeploymentID {
        try write { database in
            try supersede(database, now: start.startedAt)
            let writer = JournalWriter(database: database, codec: codec, deployment: nil, now: start.startedAt)
            try writer.write(.state(burying.map { .bury($0) }))
            let revision = try StateReader(database: database, codec: codec).currentRevision()
            guard revision == start.baseRevision else {
                throw StateError.invalid(
                    detail: "the plan starts from revision \(start.baseRevision), the state is at \(revision)")
            }
            var document: Fields = ["plan": start.plan]
            if case .rollback(let target) = start.kind { document["kind"] = .number(Number(target)) }
            let sql = """
                INSERT INTO deployment (kind, base_revision, phase, plan_digest, plan, actor, message, epoch, started_at)
                VALUES (?, ?, 'forward', ?, ?, ?, ?, ?, ?)
                """
            try database.execute(
                sql: sql,
                arguments: [
                    start.kind.journalName, start.baseRevision, start.planDigest.hex, try codec.text(.object(document)),
                    start.actor, start.message, epoch, start.startedAt.milliseconds,
                ]
            )
            let id = DeploymentID(Int(database.lastInsertedRowID))
            try database.execute(
                sql: "DELETE FROM step WHERE deployment <= ?", arguments: [id.number - Self.keptDeployments]
            )
            return id
        }
    }

    private func supersede(_ database: Database, now: Timestamp) throws {
        let sql = "SELECT id, halt FROM deployment WHERE phase <> 'finished'"
        guard let row = try Row.fetchOne(database, sql: sql) else { return }
        let id: Int = row[0]
        let inDoubt = try Int.fetchOne(
            database, sql: "SELECT count(*) FROM step WHERE deployment = ? AND status = 'intended'", arguments: [id]
        )
        guard (row[1] as String?) != nil, inDoubt == 0 else { throw StateError.deploymentOpen(DeploymentID(id)) }
        try finish(database, id: id, outcome: .superseded, now: now)
    }

    /// Makes `entries` durable, all in one transaction (group commit).
    package func record(_ entries: [JournalEntry], in deployment: DeploymentID, now: Timestamp) throws(StateError) {
        guard !entries.isEmpty else { return }
        try write { database in
            let writer = JournalWriter(database: database, codec: codec, deployment: deployment.number, now: now)
            for entry in entries { try writer.write(entry) }
        }
    }

    /// Commits a new revision: the point of no return. The deployment goes over to cleanup in the same transaction.
    ///
    /// - Returns: The number of the revision.
    package func commit(
        _ revision: RevisionEntry, _ changes: [StateChange], in deployment: DeploymentID, now: Timestamp
    ) throws(StateError) -> Int {
        try write { database in
            let writer = JournalWriter(database: database, codec: codec, deployment: deployment.number, now: now)
            try writer.write(.state(changes))
            try writer.write(.phase(.cleanup))
            return try writer.addRevision(revision)
        }
    }

    /// Commits a new revision without a deployment: surgery on the state.
    ///
    /// - Parameter keepsSeals: Whether `changes` were read through ``KeptSeals`` and are written back that way.
    package func edit(
        _ revision: RevisionEntry, _ changes: [StateChange], keepsSeals: Bool = false, now: Timestamp
    ) throws(StateError) -> Int {
        try write { database in
            try refuseOpenDeployment(database)
            let codec = keepsSeals ? RecordCodec(sealing: KeptSeals()) : codec
            return try edit(database, revision, changes, codec: codec, now: now)
        }
    }

    func refuseOpenDeployment(_ database: Database) throws {
        let open = try Int.fetchOne(database, sql: "SELECT id FROM deployment WHERE phase <> 'finished'")
        if let open { throw StateError.deploymentOpen(DeploymentID(open)) }
    }

    func edit(
        _ database: Database, _ revision: RevisionEntry, _ changes: [StateChange], codec: RecordCodec, now: Timestamp
    ) throws -> Int {
        let writer = JournalWriter(database: database, codec: codec, deployment: nil, now: now)
        try writer.write(.state(changes))
        return try writer.addRevision(revision)
    }

    /// Leaves the deployment open, saying why; nil when it goes on.
    package func halt(_ halt: Halt?, in deployment: DeploymentID) throws(StateError) {
        try write { database in
            try database.execute(
                sql: "UPDATE deployment SET halt = ? WHERE id = ?", arguments: [halt?.rawValue, deployment.number]
            )
        }
    }

    /// Closes the deployment.
    package func finish(_ deployment: DeploymentID, _ outcome: DeploymentOutcome, now: Timestamp) throws(StateError) {
        try write { database in try finish(database, id: deployment.number, outcome: outcome, now: now) }
    }

    private func finish(_ database: Database, id: Int, outcome: DeploymentOutcome, now: Timestamp) throws {
        // The plan is only for `resume`; a finished deployment keeps its digest.
        let sql = """
            UPDATE deployment SET phase = 'finished', halt = NULL, outcome = ?, finished_at = ?, plan = '{}' WHERE id = ?
            """
        try database.execute(sql: sql, arguments: [outcome.rawValue, now.milliseconds, id])
    }

    /// The deployment that is open, as this lease has written it.
    package func openDeployment() throws(StateError) -> OpenDeployment? {
        try read { reader in try reader.openDeployment() }
    }

    /// The state with all that this lease has written.
    package func snapshot() throws(StateError) -> Snapshot {
        try read { reader in try reader.snapshot() }
    }
}
