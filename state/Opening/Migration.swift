internal import MartletModel

/// One step from a schema to the next, as SQL. Forward only; never edited once released.
struct Migration: Sendable {
    let number: Int
    let name: String
    let sql: String

    /// Tells whether a file went through this very migration.
    var checksum: Digest { Digest(of: sql) }

    init(number: Int, name: String, sql: String) {
        self.number = number
        self.name = name
        self.sql = sql
    }
}

extension Migration {
    /// Every migration, in order; the last one's number is the schema that this Martlet writes.
    static let all: [Migration] = [
        Migration(number: 1, name: "initial", PackageResources.v001_initial_sql),
        Migration(number: 2, name: "moves and messages", PackageResources.v002_moves_and_messages_sql),
        Migration(number: 3, name: "checks", PackageResources.v003_checks_sql),
        Migration(number: 4, name: "open rows", PackageResources.v004_open_rows_sql),
    ]

    private init(number: Int, name: String, _ sql: [UInt8]) {
        self.init(number: number, name: name, sql: String(decoding: sql, as: UTF8.self))
    }

    /// Marks a file as Martlet's: "Mart" (SQLite file format, offset 68).
    static let applicationID = 0x4D61_7274
}
