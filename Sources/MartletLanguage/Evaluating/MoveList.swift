internal import MartletModel

/// The `moved` entries of a stack, brought into an order in which each can be taken by itself: `a` to `b` before `b` to `c`.
struct MoveList {
    private var moves: [Move] = []
    private var byOrigin: [MoveEndpoint: Int] = [:]
    private var byTarget: [MoveEndpoint: Int] = [:]
    private var conflicts = Diagnostics()

    mutating func append(_ move: Move) {
        if let other = byOrigin[move.from] {
            guard moves[other].to != move.to else { return }
            conflicts.append(conflict("`\(move.from)` moves to two places", move, moves[other]))
        } else if let other = byTarget[move.to] {
            conflicts.append(conflict("two things move to `\(move.to)`", move, moves[other]))
        } else {
            byOrigin[move.from] = moves.count
            byTarget[move.to] = moves.count
            moves.append(move)
        }
    }

    /// Every move after those whose targets it takes further. O(moves) beside moves of whole modules.
    func inOrder(_ diagnostics: inout Diagnostics) -> [Move] {
        diagnostics.append(contentsOf: conflicts)
        guard moves.count > 1 else { return moves }
        var search = Search(moves, earlier: earlier)
        return search.run(&diagnostics)
    }

    /// The moves whose targets a move takes further, by number.
    private func earlier(_ number: Int) -> [Int] {
        let from = moves[number].from
        var found: [Int] = []
        if let exact = byTarget[from] { found.append(exact) }
        if from.key != nil, let whole = byTarget[from.withoutKey] { found.append(whole) }
        guard case .module(let path) = from else { return found }
        // What was moved into the module goes along with it.
        for (other, move) in moves.enumerated() where other != number && move.to.isInside(path) { found.append(other) }
        return found
    }

    private func conflict(_ what: String, _ move: Move, _ other: Move) -> Diagnostic {
        LanguageFault.conflictingMoves.at(
            move.range, "\(what.sentenceCased), which cannot be.", hint: "Remove one of the two entries.",
            related: other.range.map { [Diagnostic.Related($0, "the other entry")] } ?? [])
    }

    /// A search in depth that tells circles.
    private struct Search {
        private let moves: [Move]
        private let earlier: (Int) -> [Int]
        private var isOpen: [Bool]
        private var isDone: [Bool]
        private var sorted: [Move] = []
        private var circles: [Int] = []

        init(_ moves: [Move], earlier: @escaping (Int) -> [Int]) {
            self.moves = moves
            self.earlier = earlier
            isOpen = Array(repeating: false, count: moves.count)
            isDone = isOpen
        }

        mutating func run(_ diagnostics: inout Diagnostics) -> [Move] {
            for number in moves.indices { visit(number) }
            for number in circles {
                diagnostics.append(
                    LanguageFault.conflictingMoves.at(
                        moves[number].range,
                        "The moves lead in a circle: `\(moves[number].from)` comes back to itself.",
                        hint: "Remove one of them. To swap two resources, use `martlet state mv` with a third name."))
            }
            return sorted
        }

        private mutating func visit(_ number: Int) {
            guard !isDone[number] else { return }
            guard !isOpen[number] else {
                circles.append(number)
                return
            }
            isOpen[number] = true
            for other in earlier(number) { visit(other) }
            isOpen[number] = false
            isDone[number] = true
            sorted.append(moves[number])
        }
    }
}

extension MoveEndpoint {
    /// Whether this is inside a module, or the module itself.
    fileprivate func isInside(_ path: ModulePath) -> Bool {
        switch self {
        case .resource(let address): address.module.steps.starts(with: path.steps)
        case .module(let own): own.steps.starts(with: path.steps)
        }
    }
}
