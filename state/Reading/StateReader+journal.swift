internal import GRDB
internal import MartletModel

extension StateReader {
    func revisions() throws -> [Revision] {
        let sql = """
            SELECT number, committed_at, actor, reason, message, deployment, configuration, variables, added, changed,
                removed
            FROM revision ORDER BY number DESC
            """
        return try Row.fetchAll(database, sql: sql).map { row in
            Revision(
                number: row[0], committedAt: Timestamp(milliseconds: row[1]), actor: row[2], reason: row[3],
                message: row[4], deployment: (row[5] as Int?).map { DeploymentID($0) },
                configuration: (row[6] as String?).flatMap { Digest(hex: $0) },
                variables: (row[7] as String?).flatMap { Digest(hex: $0) }, added: row[8], changed: row[9],
                removed: row[10]
            )
        }
    }

    func deployments() throws -> [DeploymentSummary] {
        let sql = """
            SELECT id, kind, base_revision, phase, halt, outcome, actor, started_at, finished_at, failure, message, checks,
                checked_at
            FROM deployment ORDER BY id DESC
            """
        return try Row.fetchAll(database, sql: sql).map { row in
            DeploymentSummary(
                id: DeploymentID(row[0]), kind: row[1], baseRevision: row[2], phase: try phase(row[3]),
                halt: (row[4] as String?).flatMap(Halt.init(rawValue:)),
                outcome: (row[5] as String?).flatMap(DeploymentOutcome.init(rawValue:)), actor: row[6],
                message: row[10], startedAt: Timestamp(milliseconds: row[7]),
                finishedAt: (row[8] as Int64?).map { Timestamp(milliseconds: $0) },
                failure: try (row[9] as String?).map { RecordedFailure(value: try codec.value($0)) },
                checks: try checks(row[11], askedAt: row[12])
            )
        }
    }

    private func checks(_ text: String?, askedAt: Int64?) throws -> RecordedChecks? {
        guard let text, let askedAt else { return nil }
        let results = try codec.value(text).elements ?? []
        return RecordedChecks(
            askedAt: Timestamp(milliseconds: askedAt), results: results.map { RecordedCheck(value: $0) })
    }

    func openDeployment() throws -> OpenDeployment? {
        let sql = """
            SELECT id, kind, base_revision, phase, halt, plan_digest, plan, actor, started_at, failure, message
            FROM deployment WHERE phase <> 'finished'
            """
        guard let row = try Row.fetchOne(database, sql: sql) else { return nil }
        guard let digest = Digest(hex: row[5]) else { throw MalformedRow(column: "plan_digest") }
        let document = try codec.value(row[6])
        guard let kind = Plan.Kind(journalName: row[1], value: document["kind"]) else {
            throw MalformedRow(column: "kind")
        }
        return OpenDeployment(
            id: DeploymentID(row[0]),
            start: DeploymentStart(
                kind: kind, baseRevision: row[2], planDigest: digest, plan: document["plan"] ?? .null,
                actor: row[7], message: row[10], startedAt: Timestamp(milliseconds: row[8])
            ),
            phase: try phase(row[3]), halt: (row[4] as String?).flatMap(Halt.init(rawValue:)),
            failure: try (row[9] as String?).map { RecordedFailure(value: try codec.value($0)) },
            steps: try steps(of: row[0])
        )
    }

    private func phase(_ text: String) throws -> DeploymentPhase {
        guard let phase = DeploymentPhase(rawValue: text) else { throw MalformedRow(column: "phase") }
        return phase
    }

    private func steps(of deployment: Int) throws -> [JournalStep] {
        let sql = """
            SELECT ordinal, address, operation, undoes, identity, intent, status, operation_handle, outcome, failure,
                intended_at
            FROM step WHERE deployment = ? ORDER BY ordinal
            """
        return try Row.fetchAll(database, sql: sql, arguments: [deployment]).map(step)
    }

    func step(_ row: Row) throws -> JournalStep {
        let intent = StepIntent(
            ordinal: row[0], address: row[1], operation: row[2], undoes: row[3], identity: row[4],
            value: try codec.value(row[5])
        )
        guard let intent else { throw MalformedRow(column: "intent") }
        let record = try (row[8] as String?).map { try codec.record($0) }
        return JournalStep(
            intent: intent, operation: try (row[7] as String?).map { OperationText(try codec.opened($0)) },
            outcome: StepOutcome(status: row[6], record: record, failure: row[9]),
            intendedAt: Timestamp(milliseconds: row[10])
        )
    }

    func leaseHolder() throws -> LeaseHolder? {
        let sql = """
            SELECT owner, host, boot, pid, process_started, epoch, acquired_at, heartbeat_at, released_at FROM lease
            """
        return try Row.fetchOne(database, sql: sql).map { row in
            LeaseHolder(
                owner: row[0], process: ProcessIdentity(host: row[1], boot: row[2], pid: row[3], started: row[4]),
                epoch: row[5], acquiredAt: Timestamp(milliseconds: row[6]),
                heartbeatAt: Timestamp(milliseconds: row[7]),
                releasedAt: (row[8] as Int64?).map { Timestamp(milliseconds: $0) }
            )
        }
    }
}

extension Plan.Kind {
    /// The word in the `kind` column.
    var journalName: String {
        switch self {
        case .apply: "apply"
        case .destroy: "destroy"
        case .refreshOnly: "refresh"
        case .rollback: "rollback"
        }
    }

    /// - Parameter value: The revision of a rollback.
    init?(journalName: String, value: Value?) {
        switch journalName {
        case "apply": self = .apply
        case "destroy": self = .destroy
        case "refresh": self = .refreshOnly
        case "rollback": self = .rollback(to: value?.intValue ?? 0)
        default: return nil
        }
    }
}
