internal import GRDB
internal import MartletGraph

/// Refuses records that depend on each other in a circle: nobody could say in which order to delete them.
///
/// Addresses without a record count for nothing. O(records + dependencies).
struct DependencyCheck {
    let database: Database

    func run() throws {
        let sql = """
            SELECT resource.address, dependency.value FROM resource, json_each(resource.dependencies) AS dependency
            """
        var builder = GraphBuilder<String, Void>()
        let rows = try Row.fetchCursor(database, sql: sql)
        while let row = try rows.next() { builder.addEdge(row[1], before: row[0]) }
        do throws(Cycles<String, Void>) {
            _ = try builder.build().order()
        } catch {
            let names = (error.all.first ?? []).map { "`\($0.before)`" }
            let list = names.joined(separator: ", ")
            throw StateError.invalid(detail: "these would depend on each other in a circle: \(list)")
        }
    }
}
