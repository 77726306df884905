internal import GRDB
internal import MartletModel

/// The columns of `transfer`, in one order.
enum TransferRow {
    static let columns =
        "id, direction, peer_path, peer_lineage, peer_stack, peer_environment, moves, status, actor, begun_at, settled_at"

    static func insert(_ transfer: Transfer, _ database: Database) throws {
        let moves = Value.tuple(
            transfer.moves.map { ["from": .string($0.from.description), "to": .string($0.to.description)] }
        )
        let text = String(decoding: try moves.canonicalJSONBytes(secrets: .reveal), as: UTF8.self)
        try database.execute(
            sql: "INSERT INTO transfer (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                transfer.id.text, transfer.isOutgoing ? "out" : "in", transfer.peer.path, transfer.peer.lineage,
                transfer.peer.stack.stack, transfer.peer.stack.environment, text, transfer.status.rawValue,
                transfer.actor, transfer.begunAt.milliseconds,
                transfer.status == .open ? nil : transfer.begunAt.milliseconds,
            ]
        )
    }

    static func transfer(_ row: Row) throws -> Transfer {
        guard let status = Transfer.Status(rawValue: row[7]) else { throw MalformedRow(column: "status") }
        let text: String = row[6]
        let moves = try Value(json: Array(text.utf8)).elements?.map { move throws(MalformedRow) in
            guard let from = move["from"]?.stringValue.flatMap({ Address($0) }),
                let to = move["to"]?.stringValue.flatMap({ Address($0) })
            else { throw MalformedRow(column: "moves") }
            return Transfer.Move(from: from, to: to)
        }
        return Transfer(
            id: Transfer.ID(row[0]), isOutgoing: row[1] as String == "out",
            peer: Transfer.Peer(
                path: row[2], lineage: row[3], stack: StackIdentity(stack: row[4], environment: row[5])
            ),
            moves: moves ?? [], status: status, actor: row[8], begunAt: Timestamp(milliseconds: row[9])
        )
    }
}

extension StateReader {
    /// Every move from and to this state, oldest first.
    func transfers() throws -> [Transfer] {
        let sql = "SELECT \(TransferRow.columns) FROM transfer ORDER BY begun_at, id"
        return try Row.fetchAll(database, sql: sql).map(TransferRow.transfer)
    }
}
