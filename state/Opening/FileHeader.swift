/// What the first hundred bytes of a file tell before SQLite touches it (sqlite.org/fileformat2.html §1.3).
enum FileHeader: Equatable {
    /// No file, or one of no bytes: a state that is still to be made.
    case empty
    /// Not SQLite's format, or another application's.
    case foreign
    case state(schema: Int)

    /// Reads the header of the file at `path`, which is opened for reading only.
    init(path: String) throws(StateError) {
        let bytes: [UInt8]?
        do { bytes = try DiskFile.read(path, limit: 100) } catch {
            throw .unreadable(path: path, detail: error.text)
        }
        // A journal beside the file means that its creation was cut short: SQLite takes it back when it opens it.
        if let size = DiskFile.size(path + "-journal"), size > 0, bytes != nil {
            self = .empty
        } else {
            self.init(bytes: bytes ?? [])
        }
    }

    init(bytes: [UInt8]) {
        guard !bytes.isEmpty else {
            self = .empty
            return
        }
        guard bytes.count >= 100, bytes.starts(with: Array("SQLite format 3\u{0}".utf8)),
            Self.number(bytes, at: 68) == Migration.applicationID
        else {
            self = .foreign
            return
        }
        self = .state(schema: Self.number(bytes, at: 60))
    }

    private static func number(_ bytes: [UInt8], at offset: Int) -> Int {
        bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
    }

    /// Refuses what this Martlet cannot read. Touches nothing.
    func check(path: String) throws(StateError) {
        let newest = Migration.all.last?.number ?? 0
        switch self {
        case .foreign: throw .notMartlet(path: path)
        case .state(let schema) where schema > newest:
            throw .newerSchema(path: path, found: schema, supported: newest)
        case .state, .empty: break
        }
    }
}
