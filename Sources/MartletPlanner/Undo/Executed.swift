internal import MartletGraph
internal import MartletModel

/// Executed steps with their dependencies resolved: the graph that a run left behind.
struct Executed {
    let steps: [ExecutedStep]
    /// The steps at an address: one, or two for a replacement that deleted first.
    private var byAddress: [Address: [Int]] = [:]
    /// The steps of the members of a resource that stands for many objects, by the resource's address.
    private var membersOf: [Address: [Int]] = [:]

    init(_ steps: [ExecutedStep]) {
        self.steps = steps
        for (index, step) in steps.enumerated() {
            byAddress[step.address, default: []].append(index)
            if step.address.member != nil { membersOf[step.address.instance, default: []].append(index) }
        }
    }

    /// The created steps that a step left in place depends on, however indirectly: they must stay as well.
    func keptForOthers() -> Set<Int> {
        var kept: Set<Int> = []
        var stack = steps.indices.filter { steps[$0].isLeft }
        var seen = Set(stack)
        while let index = stack.popLast() {
            for address in steps[index].dependencies {
                for dependency in at(address) where seen.insert(dependency).inserted {
                    // What is set back needs what it needed before.
                    guard case .created = steps[dependency].effect else { continue }
                    kept.insert(dependency)
                    stack.append(dependency)
                }
            }
        }
        return kept
    }

    /// The created object among the dependencies of `index` whose delete takes `record` along; nil when there is none.
    ///
    /// A dependency that itself goes with its parent passes the question on to that parent.
    func parentTaking(
        _ record: ResourceRecord, of index: Int, _ gone: [Int: Address], _ kept: Set<Int>,
        _ contains: (ResourceRecord, ResourceRecord) -> Bool
    ) -> Address? {
        for address in steps[index].dependencies {
            for dependency in byAddress[address] ?? [] where dependency != index {
                guard case .created(let candidate) = steps[dependency].effect else { continue }
                guard !kept.contains(dependency), !steps[dependency].isLeft else { continue }
                if contains(candidate, record) { return address }
                if let parent = gone[dependency], let above = createdRecord(at: parent), contains(above, record) {
                    return parent
                }
            }
        }
        return nil
    }

    /// Whether nothing that the object of `index` needs could be undone before its parent is: then it may go along, else it
    /// is deleted by itself.
    func mayGo(_ index: Int, with parent: Address, _ gone: [Int: Address]) -> Bool {
        let needed = Set(at(parent).flatMap { steps[$0].dependencies })
        return steps[index].dependencies.allSatisfy { dependency in
            dependency == parent || needed.contains(dependency)
                || at(dependency).allSatisfy { gone[$0] == parent || $0 == index }
        }
    }

    /// Whether what was deleted early has a successor that stays.
    func isReplaced(_ index: Int, by kept: Set<Int>) -> Bool {
        at(steps[index].address).contains { twin in
            guard case .created = steps[twin].effect else { return false }
            return kept.contains(twin) || steps[twin].isLeft
        }
    }

    private func createdRecord(at address: Address) -> ResourceRecord? {
        for index in byAddress[address] ?? [] {
            if case .created(let record) = steps[index].effect { return record }
        }
        return nil
    }

    private func at(_ address: Address) -> [Int] { byAddress[address] ?? membersOf[address] ?? [] }

    /// What must be undone before what. Node i is the i-th take-away, then come the recreations, then groups.
    ///
    /// - Parameters: The steps that each node undoes, as indices into ``steps``.
    func undoTopology(takeAways: [Int], recreations: [Int]) -> Topology {
        var edges = UndoEdges(nodeCount: takeAways.count + recreations.count)
        let takeAwayNodes = Dictionary(uniqueKeysWithValues: zip(takeAways, takeAways.indices))
        let recreationNodes = Dictionary(
            uniqueKeysWithValues: zip(recreations, (0..<recreations.count).map { $0 + takeAways.count }))
        var lists = DependencyLists()
        for (index, step) in steps.enumerated() {
            let list = lists.group(for: step.dependencies, of: step.address, next: index)?.node
            for (nodes, isBefore) in [(takeAwayNodes, true), (recreationNodes, false)] {
                guard let node = nodes[index] else { continue }
                if let list {
                    edges.connect(node, isBefore: isBefore, .list(list)) {
                        step.dependencies.flatMap { at($0) }.compactMap { nodes[$0] }
                    }
                    continue
                }
                for address in step.dependencies {
                    let targets = at(address).filter { $0 != index }.compactMap { nodes[$0] }
                    guard byAddress[address] == nil, targets.count > 1 else {
                        for target in targets { edges.connect(node, isBefore: isBefore, target) }
                        continue
                    }
                    edges.connect(node, isBefore: isBefore, .members(address)) { targets }
                }
            }
            guard let node = recreationNodes[index] else { continue }
            for twin in byAddress[step.address] ?? [] {
                if let takeAway = takeAwayNodes[twin] { edges.add(takeAway, node) }
            }
        }
        return edges.topology
    }
}

/// Collects edges between undo steps; what many steps depend on together has a group node.
private struct UndoEdges {
    private var nodeCount: Int
    private let stepCount: Int
    private var befores: [NodeID] = []
    private var afters: [NodeID] = []
    private var groups: [GroupKey: Int] = [:]

    enum Group: Hashable {
        /// All members of one resource.
        case members(Address)
        /// A list of dependencies, by the step that had it first.
        case list(Int)
    }

    private struct GroupKey: Hashable {
        let group: Group
        let isBefore: Bool
    }

    init(nodeCount: Int) {
        self.nodeCount = nodeCount
        stepCount = nodeCount
    }

    mutating func add(_ before: Int, _ after: Int) {
        befores.append(NodeID(before))
        afters.append(NodeID(after))
    }

    /// `node` before `other`, or after it.
    mutating func connect(_ node: Int, isBefore: Bool, _ other: Int) {
        if isBefore { add(node, other) } else { add(other, node) }
    }

    /// `node` before all of a group, or after them. The members are asked for once.
    mutating func connect(_ node: Int, isBefore: Bool, _ group: Group, _ members: () -> [Int]) {
        let key = GroupKey(group: group, isBefore: isBefore)
        guard let known = groups[key] else {
            let made = nodeCount
            nodeCount += 1
            groups[key] = made
            for member in members() { connect(made, isBefore: isBefore, member) }
            connect(node, isBefore: isBefore, made)
            return
        }
        connect(node, isBefore: isBefore, known)
    }

    var topology: Topology {
        Topology(
            nodeCount: nodeCount, befores: befores, afters: afters, groups: (0..<nodeCount).map { $0 >= stepCount }
        )
    }
}
