internal import MartletGraph
internal import MartletLanguage
internal import MartletModel

/// Which resources a plan may touch: everything, or what `--target` and `--exclude` leave. The rest is left bit for bit.
struct TargetScope {
    /// Nil for everything.
    private let included: Set<Address>?
    private(set) var faults: [Diagnostic] = []

    static let everything = TargetScope()

    private init() { included = nil }

    /// - Parameters:
    ///   - evaluation: Of a walk in which everything is as recorded.
    ///
    /// Targets bring along what they depend on, and deletes what depends on them; excludes take along what depends on
    /// them. What a resource that is left out needs is not deleted. O(resources + dependencies).
    init(_ options: PlanOptions, _ evaluation: Evaluation, _ records: RecordIndex) {
        guard !options.targets.isEmpty || !options.excludes.isEmpty else {
            self = .everything
            return
        }
        let parts = Parts(evaluation, records)
        let graph = parts.graph
        let isDestroy = options.kind == .destroy
        var wanted = NodeSet(capacity: graph.topology.nodeCount)
        var faults: [Diagnostic] = []
        if options.targets.isEmpty {
            for node in graph.topology.nodes { wanted.insert(node) }
        } else {
            let targets = Self.nodes(options.targets, graph, &faults)
            for node in graph.topology.reach(from: targets, isDestroy ? .toDependents : .toDependencies).members {
                wanted.insert(node)
            }
            for node in parts.needed(toDelete: targets.filter(parts.isOrphan)) { wanted.insert(node) }
        }
        let excluded = Self.nodes(options.excludes, graph, &faults)
        let left = graph.topology.reach(from: excluded, isDestroy ? .toDependencies : .toDependents)
        let included = Set(wanted.members.filter { !left.contains($0) }.compactMap(graph.key))
        self.included = parts.keeping(what: included)
        self.faults = faults
    }

    /// Whether the plan may do something to the resource; a member follows its resource.
    func includes(_ address: Address) -> Bool {
        guard let included else { return true }
        return included.contains(address) || (address.member != nil && included.contains(address.instance))
    }

    var isPartial: Bool { included != nil }

    private static func nodes(
        _ addresses: [Address], _ graph: Graph<Address, Void>, _ faults: inout [Diagnostic]
    ) -> [NodeID] {
        var result: [NodeID] = []
        for address in addresses {
            if let exact = graph.node(address) {
                result.append(exact)
                continue
            }
            let covered = graph.topology.nodes.filter { graph.key($0).map(address.covers) ?? false }
            if covered.isEmpty { faults.append(unknown(address, graph)) }
            result += covered
        }
        return result
    }

    private static func unknown(_ address: Address, _ graph: Graph<Address, Void>) -> Diagnostic {
        let names = graph.topology.nodes.compactMap { graph.key($0)?.description }
        let suggestion = nearestName(to: address.description, among: names)
        return PlannerFault.unknownTarget.diagnostic(
            "There is no resource `\(address)` in the stack or the state.",
            hint: suggestion.map { "Did you mean `\($0)`?" } ?? "List them with `martlet show`."
        )
    }
}
