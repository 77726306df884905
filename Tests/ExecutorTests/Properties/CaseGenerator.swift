import TestSupport

/// Makes cases from seeds: mostly small ones, because any bad state has a small predecessor.
struct CaseGenerator {
    private var random: SeededGenerator
    private let seed: UInt64
    private var created = 0

    private init(seed: UInt64) {
        self.seed = seed
        random = SeededGenerator(seed: seed)
    }

    static func make(_ seed: UInt64) -> Case {
        var generator = CaseGenerator(seed: seed)
        return generator.make()
    }

    private mutating func make() -> Case {
        var stack = Blueprint()
        for _ in 0..<size() { stack.nodes.append(node(in: stack)) }
        var steps = [step(stack, isFirst: true)]
        for _ in 0..<pick([1, 1, 2, 2, 3]) {
            stack.forgotten = []
            stack.imports = [:]
            edit(&stack)
            steps.append(step(stack, isFirst: false))
        }
        return Case(seed: seed, steps: steps.map(Self.keepingHosts))
    }

    /// Nobody else takes away or remakes objects that are APIs themselves: what lay in them is gone, and nobody has seen it go.
    private static func keepingHosts(_ step: Step) -> Step {
        var step = step
        let hosts = Set(step.stack.nodes.compactMap(\.host))
        guard !hosts.isEmpty else { return step }
        for index in step.stack.nodes.indices where hosts.contains(step.stack.nodes[index].name) {
            step.stack.nodes[index].parent = nil
        }
        let names = Set(step.stack.nodes.filter { hosts.contains($0.name) }.map { Blueprint.bodyName($0, nil) })
        step.outside.removeAll { names.contains($0.name) }
        step.late.removeAll { names.contains($0.name) }
        return step
    }

    // MARK: Dice

    private mutating func chance(_ one: Int, in many: Int) -> Bool { Int.random(in: 0..<many, using: &random) < one }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &random)]
    }

    private mutating func some(_ names: [String], atMost most: Int) -> [String] {
        let count = Int.random(in: 0...min(most, names.count), using: &random)
        return Array(names.shuffled(using: &random).prefix(count)).sorted()
    }

    private mutating func size() -> Int {
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<14: Int.random(in: 2...6, using: &random)
        case 14..<19: Int.random(in: 7...14, using: &random)
        default: Int.random(in: 15...40, using: &random)
        }
    }

    // MARK: Nodes

    private mutating func node(in stack: Blueprint) -> Node {
        created += 1
        var node = Node("n\(created)")
        let names = stack.nodes.map(\.name)
        let single = stack.nodes.filter { $0.each == .none }
        let real = single.filter { !$0.isNote }
        node.isNote = chance(1, in: 12)
        node.refs = some(names, atMost: chance(2, in: 3) ? 2 : 0)
        node.after = some(names, atMost: chance(1, in: 5) ? 2 : 0)
        if !node.isNote {
            if !real.isEmpty, chance(1, in: 6) { node.parent = pick(real).name }
            // What is contained is reached as its container is.
            if let parent = node.parent.flatMap({ stack[$0] }) {
                node.host = parent.host
            } else if !real.isEmpty, chance(1, in: 9) {
                let host = pick(real)
                if host.host == nil { node.host = host.name }
            }
            node.isSlow = chance(1, in: 8)
            if chance(1, in: 8) { node.lane = pick(["x", "y"]) }
            node.hasSecret = chance(1, in: 10)
            if !single.isEmpty, chance(1, in: 12) { node.looksUp = pick(single).name }
        }
        if chance(1, in: 8) { node.keys = pick([["p"], ["p", "q"]]) }
        if chance(1, in: 8) {
            let sources = single.filter { !$0.keys.isEmpty }.map(\.name)
            node.each = sources.isEmpty || chance(1, in: 2) ? .list(pick([["p"], ["p", "q"]])) : .of(pick(sources))
        }
        restrict(&node, single.map(\.name))
        return node
    }

    private mutating func restrict(_ node: inout Node, _ names: [String]) {
        if chance(1, in: 10) { node.createsFirst = chance(1, in: 2) }
        node.isProtected = chance(1, in: 25)
        node.retainsOnDestroy = chance(1, in: 25)
        node.retainsOnRollback = chance(1, in: 25)
        node.allowsIrreversible = chance(1, in: 25)
        node.ignoresValue = chance(1, in: 25)
        if !names.isEmpty, chance(1, in: 15) { node.triggers = [pick(names)] }
    }

    // MARK: Edits

    private mutating func edit(_ stack: inout Blueprint) {
        for _ in 0..<pick([0, 1, 1, 2, 3, 4]) where !stack.nodes.isEmpty {
            let index = Int.random(in: 0..<stack.nodes.count, using: &random)
            switch Int.random(in: 0..<14, using: &random) {
            case 0, 1, 2: stack.nodes[index].value += 1
            case 3, 4: stack.nodes[index].slot = stack.nodes[index].slot == "a" ? "b" : "a"
            case 5: stack.nodes[index].fixed += 1
            case 6: stack.nodes[index].grade += 1
            case 7: drop(index, from: &stack)
            case 8: rename(index, in: &stack)
            case 9:
                let before = stack.nodes[..<index].map(\.name)
                stack.nodes[index].refs = some(before, atMost: 2)
            case 10:
                let isProtected = stack.nodes[index].isProtected
                restrict(&stack.nodes[index], stack.nodes[..<index].filter { $0.each == .none }.map(\.name))
                if isProtected { stack.nodes[index].isProtected = chance(1, in: 2) }
            case 11:
                if case .list = stack.nodes[index].each { stack.nodes[index].each = .list(pick([["p"], ["q", "r"]])) }
                if !stack.nodes[index].keys.isEmpty { stack.nodes[index].keys = pick([["p"], ["q", "p"]]) }
            default: stack.nodes.append(node(in: stack))
            }
        }
    }

    private mutating func drop(_ index: Int, from stack: inout Blueprint) {
        let dropped = stack.nodes.remove(at: index)
        if chance(1, in: 8) { stack.forgotten.append(dropped.name) }
        let names = Set(stack.nodes.map(\.name))
        stack.nodes = stack.nodes.map { $0.keeping(names) }
        stack.moves = stack.moves.filter { names.contains($0.value) }
    }

    /// Another address for the same object: the name in the body stays.
    private mutating func rename(_ index: Int, in stack: inout Blueprint) {
        let old = stack.nodes[index].name
        guard stack.nodes[index].bodyName == nil || chance(1, in: 2) else { return }
        let new = old + "x"
        guard stack[new] == nil, stack.moves.isEmpty, !stack.nodes.contains(where: { $0.host == old }) else { return }
        stack.nodes[index].bodyName = stack.nodes[index].bodyName ?? old
        stack.nodes[index].name = new
        for other in stack.nodes.indices { stack.nodes[other].rename(old, new) }
        stack.moves[old] = new
    }

    // MARK: Steps

    private static let operations: [Step.Operation] = [
        .apply, .apply, .apply, .apply, .apply, .destroy, .refresh, .rollback, .rollback,
    ]
    private static let recoveries: [Step.Recovery] = [.auto, .auto, .forward, .back, .none]

    private mutating func step(_ stack: Blueprint, isFirst: Bool) -> Step {
        var step = Step(stack)
        let names = stack.nodes.map { Blueprint.bodyName($0, stack.instances(of: $0).first ?? nil) }
        step.operation = isFirst ? .apply : pick(Self.operations)
        if step.operation == .rollback { step.back = pick([0, 1, 1, 1, 2, 3]) }
        step.parallelism = pick([1, 2, 10, 64])
        step.keeps = chance(1, in: 6)
        step.recovery = pick(Self.recoveries)
        guard !names.isEmpty else { return step }
        if !isFirst { disturb(&step, names) }
        if isFirst, chance(1, in: 15) { step.outside.append(.obstacle(pick(names))) }
        // The first step is mostly there to make something that can be changed.
        guard !isFirst || chance(1, in: 2) else { return step }
        for _ in 0..<pick([0, 1, 1, 1, 2, 3]) {
            let verb: ModelCloud.Verb = pick(
                isFirst ? [.create, .create, .delete] : [.create, .update, .update, .delete])
            let point = FaultPoint(name: pick(names), verb: verb, attempt: pick([0, 1, 1, 1, 2]))
            step.faults[point] = pick(Fault.allCases)
        }
        step.lives = (0..<pick([0, 0, 0, 1, 1, 2, 3])).map { _ in Int.random(in: 1...14, using: &random) }
        if chance(1, in: 10) {
            step.signal = Step.Signal(afterSteps: Int.random(in: 1...4, using: &random), times: pick([1, 1, 2]))
        }
        if chance(1, in: 10) { step.skips = pick(stack.nodes.map(\.name)) }
        return step
    }

    private mutating func disturb(_ step: inout Step, _ names: [String]) {
        let nodes = step.stack.nodes.map(\.name)
        if chance(1, in: 5) { step.outside.append(pick([.drift(pick(names)), .vanish(pick(names))])) }
        if chance(1, in: 15) { step.outside.append(pick([.usurp(pick(names)), .obstacle(pick(names))])) }
        if chance(1, in: 20) {
            step.late.append(pick([.usurp(pick(names)), .obstacle(pick(names)), .drift(pick(names))]))
        }
        if chance(1, in: 15) { step.targets = [pick(nodes)] }
        if chance(1, in: 15), step.targets.isEmpty { step.excludes = [pick(nodes)] }
        if chance(1, in: 12) { step.replaces = [pick(nodes)] }
        step.isBlind = chance(1, in: 20) && step.outside.isEmpty
    }
}
