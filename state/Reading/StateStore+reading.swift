internal import GRDB
internal import MartletModel

extension StateStore {
    /// Opens the file read-only for the time of `body`; nil when there is none, or nothing in it yet.
    func reading<Result>(_ body: (StateReader) throws -> Result) throws(StateError) -> Result? {
        let header = try FileHeader(path: path)
        try header.check(path: path)
        guard DiskFile.exists(path), DiskFile.size(path) ?? 0 > 0 else { return nil }
        let sealing = try sealing()
        return try translatingErrors(path: path) {
            do {
                return try read(readonly: true, sealing, body)
            } catch let error as DatabaseError where error.resultCode == .SQLITE_READONLY {
                // A writer died, and SQLite has to bring its log in order first, which a read-only connection may not.
                return try read(readonly: false, sealing, body)
            }
        }
    }

    private func sealing() throws(StateError) -> any SecretSealing {
        guard !keepsSeals else { return KeptSeals() }
        return try key(mayCreate: false).map { StateSealer(key: $0) } ?? NoSealer()
    }

    /// Nil where a first writer died before anything was in the file.
    private func read<Result>(
        readonly: Bool, _ sealing: any SecretSealing, _ body: (StateReader) throws -> Result
    ) throws -> Result? {
        let queue = try DatabaseQueue(path: path, configuration: Self.configuration(readonly: readonly))
        defer { try? queue.close() }
        let schema = try queue.read { database in try supportedSchema(database) }
        guard schema > 0 else { return nil }
        let current = schema == Migration.all.last?.number ? queue : try migratedCopy(of: queue)
        defer { try? current.close() }
        return try current.read { database in
            let reader = StateReader(database: database, codec: RecordCodec(sealing: sealing))
            if !keepsSeals { try reader.checkKey(path: path) }
            return try body(reader)
        }
    }

    private func supportedSchema(_ database: Database) throws -> Int {
        let schema = try StateFile(path: path).schema(database)
        let supported = Migration.all.last?.number ?? 0
        if schema > supported { throw StateError.newerSchema(path: path, found: schema, supported: supported) }
        return schema
    }

    /// An older file is read as it will be once a writer has migrated it: from a copy in memory.
    private func migratedCopy(of queue: DatabaseQueue) throws -> DatabaseQueue {
        let copy = try DatabaseQueue()
        try queue.backup(to: copy)
        let file = StateFile(path: path)
        try copy.writeWithoutTransaction { database in
            try file.bringUp(
                database, from: try file.schema(database), lineage: "", now: Timestamp(milliseconds: 0)
            )
        }
        return copy
    }

    static func configuration(readonly: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = readonly
        configuration.busyMode = .timeout(5)
        return configuration
    }
}

/// Runs `body` and turns what SQLite, the codec and the key say into the store's own errors.
func translatingErrors<Result>(path: String, _ body: () throws -> Result) throws(StateError) -> Result {
    do { return try body() } catch { throw StateError(translating: error, path: path) }
}

extension StateError {
    init(translating error: any Error, path: String) {
        switch error {
        case let error as StateError: self = error
        case let error as DatabaseError: self = StateError(error, path: path)
        case let error as MalformedRow:
            self = .corrupt(path: path, detail: "a value in column `\(error.column)` is malformed")
        case let error as SealError where error == .noKey:
            self = .unusableKey(source: "MARTLET_STATE_KEY", detail: "the state holds secrets and there is no key")
        case let error as ValueCodecError where error == .ephemeral:
            self = .invalid(detail: "an ephemeral value was about to be stored")
        case is JSONError, is ValueCodecError: self = .corrupt(path: path, detail: "a stored value is malformed")
        default: self = .wrongKey(path: path)
        }
    }

    private init(_ error: DatabaseError, path: String) {
        let text = error.message ?? error.resultCode.description
        switch error.resultCode {
        case .SQLITE_NOTADB: self = .notMartlet(path: path)
        case .SQLITE_CORRUPT: self = .corrupt(path: path, detail: text)
        case .SQLITE_CONSTRAINT: self = .invalid(detail: text)
        case .SQLITE_BUSY: self = .busy(path: path)
        default: self = .unreadable(path: path, detail: text)
        }
    }
}
