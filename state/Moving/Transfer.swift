package import MartletModel

/// Records that move from one state to another (docs/decisions/0330-moves-between-states.md).
package struct Transfer: Sendable, Hashable {
    package struct ID: Sendable, Hashable, CustomStringConvertible {
        package let text: String

        package init(_ text: String) { self.text = text }

        package var description: String { text }
    }

    /// A record's address in the source and in the target.
    package struct Move: Sendable, Hashable {
        package var from: Address
        package var to: Address

        package init(from: Address, to: Address) {
            self.from = from
            self.to = to
        }
    }

    /// The other state.
    package struct Peer: Sendable, Hashable {
        /// Absolute.
        package var path: String
        package var lineage: String
        /// Whose marker the objects of that state carry.
        package var stack: StackIdentity

        package init(path: String, lineage: String, stack: StackIdentity) {
            self.path = path
            self.lineage = lineage
            self.stack = stack
        }
    }

    /// How far it is, as the source knows it.
    package enum Status: String, Sendable, Hashable {
        /// Nobody but the target knows whether the records have arrived.
        case open
        case done
        case takenBack
    }

    package let id: ID
    package let isOutgoing: Bool
    package let peer: Peer
    package let moves: [Move]
    package let status: Status
    package let actor: String
    package let begunAt: Timestamp

    package init(
        id: ID, isOutgoing: Bool, peer: Peer, moves: [Move], status: Status, actor: String, begunAt: Timestamp
    ) {
        self.id = id
        self.isOutgoing = isOutgoing
        self.peer = peer
        self.moves = moves
        self.status = status
        self.actor = actor
        self.begunAt = begunAt
    }

    /// The addresses on this side, in words: `a, b`.
    package var names: String {
        moves.map { (isOutgoing ? $0.from : $0.to).description }.joined(separator: ", ")
    }
}
