internal import MartletLanguage
internal import MartletModel
internal import MartletProvider

/// Compares what the stack asks for with what is recorded and what is there, and says what to do about it.
///
/// Pure: the same input gives the same output. What it would have to ask an API it returns as requests; the caller
/// answers them and calls again (docs/decisions/0002-planner-requests.md).
package enum Planner {
    /// Complexity: linear in the number of resources and dependencies for one round; `n log n` where order must be made.
    package static func plan(_ input: PlannerInput) -> PlannerOutput {
        var preparation = Preparation(input)
        var gone: [Address: GoneParent] = [:]
        while true {
            var round = preparation.round(input, gone: gone)
            // `moved`, `imports` and what is gone with a parent are known only after a walk: then walk again.
            if preparation.learns(from: round.evaluation, input) { continue }
            round.judge()
            guard round.pass.requests.isEmpty, !round.hasErrors else { return round.unfinished }
            let further = round.goneWithParent
            if further.isEmpty { return round.finished() }
            gone.merge(further) { first, _ in first }
        }
    }
}

/// What a walk needs to know beforehand.
private struct Preparation {
    private var moves: [Move] = []
    private var imports: [Import] = []
    private var scope: TargetScope
    private var records: RecordIndex

    init(_ input: PlannerInput) {
        records = RecordIndex(input.snapshot, moves: [])
        scope = .everything
        guard !input.options.targets.isEmpty || !input.options.excludes.isEmpty else { return }
        let records = records
        let evaluation = input.program.evaluate { records[$0.address]?.attributes ?? .unknown(Unknown()) }
        moves = evaluation.moves
        imports = input.options.imports + evaluation.imports
        self.records = RecordIndex(input.snapshot, moves: moves)
        scope = TargetScope(input.options, evaluation, self.records)
    }

    func round(_ input: PlannerInput, gone: [Address: GoneParent]) -> PlanningRound {
        let imports = Dictionary(imports.map { ($0.to, $0) }, uniquingKeysWith: { first, _ in first })
        var pass = PlanningPass(input, records: records, imports: imports, gone: gone, scope: scope)
        let evaluation = input.program.evaluate { pass.settle($0) }
        for fault in records.faults + scope.faults { pass.diagnostics.append(fault) }
        return PlanningRound(input: input, pass: pass, evaluation: evaluation)
    }

    /// Takes over `moved` and `imports`; answers whether they are news.
    mutating func learns(from evaluation: Evaluation, _ input: PlannerInput) -> Bool {
        let found = input.options.imports + evaluation.imports
        guard evaluation.moves != moves || found != imports else { return false }
        // An import whose id depends on the walk's own outcome settles after one more walk, or is taken as it is.
        let isFirst = moves.isEmpty && imports.isEmpty
        moves = evaluation.moves
        imports = input.options.imports + evaluation.imports
        records = RecordIndex(input.snapshot, moves: moves)
        return isFirst
    }
}
