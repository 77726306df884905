internal import MartletModel

/// One step from a schema to the next, as SQL. Forward only; never edited once released.
struct Migration: Sendable {
    let number: Int
    let name: String
    let sql: String

    /// Tells whether a file went through this very migration.
    var checksum: Digest { Digest(of: sql) }
}

extension Migration {
    /// Every migration, in order; the last one's number is the schema that this Martlet writes.
    static let all: [Migration] = [
        Migration(
            number: 1, name: "initial", sql: String(decoding: PackageResources.v001_initial_sql, as: UTF8.self)
        )
    ]

    /// Marks a file as Martlet's: "Mart" (SQLite file format, offset 68).
    static let applicationID = 0x4D61_7274
}
