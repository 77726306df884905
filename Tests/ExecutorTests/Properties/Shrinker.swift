/// Makes a failing case smaller for as long as it still breaks the same invariant: fewer steps, resources, edits, faults.
struct Shrinker {
    private let invariant: Invariant
    private let isThorough: Bool
    private var best: Case
    /// How many runs may be spent.
    private var budget: Int

    static func shrink(_ test: Case, _ invariant: Invariant, isThorough: Bool, budget: Int = 120) async -> Case {
        var shrinker = Shrinker(invariant: invariant, best: test, isThorough: isThorough, budget: budget)
        while await shrinker.improve() {}
        return shrinker.best
    }

    private init(invariant: Invariant, best: Case, isThorough: Bool, budget: Int) {
        self.invariant = invariant
        self.isThorough = isThorough
        self.best = best
        self.budget = budget
    }

    /// Takes the first smaller case that still fails.
    private mutating func improve() async -> Bool {
        for candidate in Self.smaller(best) {
            guard budget > 0 else { return false }
            budget -= 1
            if await fails(candidate) {
                best = candidate
                return true
            }
        }
        return false
    }

    private func fails(_ test: Case) async -> Bool {
        await CaseRunner(test, isThorough: isThorough).run().contains { $0.invariant == invariant }
    }

    // MARK: Smaller cases

    private static func smaller(_ test: Case) -> [Case] {
        var cases: [Case] = []
        func propose(_ change: (inout Case) -> Void) {
            var copy = test
            change(&copy)
            cases.append(copy)
        }
        for index in test.steps.indices where test.steps.count > 1 { propose { $0.steps.remove(at: index) } }
        let names = Set(test.steps.flatMap { $0.stack.nodes.map(\.name) }).sorted()
        for name in names { propose { $0.drop(name) } }
        for index in test.steps.indices {
            let step = test.steps[index]
            for point in step.faults.keys.sorted() { propose { $0.steps[index].faults[point] = nil } }
            for life in step.lives.indices { propose { $0.steps[index].lives.remove(at: life) } }
            for event in step.outside.indices { propose { $0.steps[index].outside.remove(at: event) } }
            for event in step.late.indices { propose { $0.steps[index].late.remove(at: event) } }
            if step.signal != nil { propose { $0.steps[index].signal = nil } }
            if step.keeps { propose { $0.steps[index].keeps = false } }
            if step.skips != nil { propose { $0.steps[index].skips = nil } }
            if step.operation != .apply { propose { $0.steps[index].operation = .apply } }
            if step.recovery != .auto { propose { $0.steps[index].recovery = .auto } }
            if step.parallelism != 1 { propose { $0.steps[index].parallelism = 1 } }
            if !step.targets.isEmpty { propose { $0.steps[index].targets = [] } }
            if !step.excludes.isEmpty { propose { $0.steps[index].excludes = [] } }
            if !step.replaces.isEmpty { propose { $0.steps[index].replaces = [] } }
            if step.isBlind { propose { $0.steps[index].isBlind = false } }
        }
        for name in names {
            for simplify in Node.simplifications {
                var copy = test
                copy.simplify(name, simplify)
                if copy.steps.map(\.stack) != test.steps.map(\.stack) { cases.append(copy) }
            }
        }
        return cases
    }
}

extension Node {
    /// What a node can do without.
    fileprivate static let simplifications: [@Sendable (inout Node) -> Void] = [
        { $0.refs = [] }, { $0.refs = Array($0.refs.dropLast()) }, { $0.after = [] }, { $0.parent = nil },
        { $0.host = nil }, { $0.lane = nil }, { $0.triggers = [] }, { $0.each = .none }, { $0.keys = [] },
        { $0.isSlow = false }, { $0.hasSecret = false }, { $0.looksUp = nil }, { $0.isNote = false },
        { $0.createsFirst = nil }, { $0.isProtected = false }, { $0.retainsOnDestroy = false },
        { $0.retainsOnRollback = false }, { $0.allowsIrreversible = false }, { $0.ignoresValue = false },
        { $0.value = 1 }, { $0.fixed = 1 }, { $0.grade = 1 }, { $0.slot = "a" },
    ]
}

extension Case {
    fileprivate mutating func drop(_ name: String) {
        for index in steps.indices {
            steps[index].stack.nodes.removeAll { $0.name == name }
            let names = Set(steps[index].stack.nodes.map(\.name))
            steps[index].stack.nodes = steps[index].stack.nodes.map { $0.keeping(names) }
            steps[index].stack.moves = steps[index].stack.moves.filter { names.contains($0.value) }
            steps[index].targets.removeAll { $0 == name }
            steps[index].excludes.removeAll { $0 == name }
            steps[index].replaces.removeAll { $0 == name }
        }
    }

    fileprivate mutating func simplify(_ name: String, _ change: (inout Node) -> Void) {
        for index in steps.indices {
            for node in steps[index].stack.nodes.indices where steps[index].stack.nodes[node].name == name {
                change(&steps[index].stack.nodes[node])
            }
        }
    }
}
