internal import MartletModel

extension StackEvaluator {
    /// Evaluates anew every value that one instance uses and that depends on resources.
    func refresh(instance id: Int) {
        let instance = store.instances[id]
        let definition = program.definition(of: instance.node.site)
        let compiled = definition.resources[instance.node.slot - definition.slots.resources.lowerBound]
        var search = StaleSearch(self)
        search.add(compiled.references, site: instance.node.site, module: instance.module)
        search.addConnection(compiled.connection, site: instance.node.site)
        refresh(search.found)
    }

    /// Evaluates anew every value that one check uses and that depends on resources.
    func refresh(_ check: CompiledCheck, site: Int, module: Int) {
        var search = StaleSearch(self)
        search.add(check.references, site: site, module: module)
        search.addConnection(check.connection, site: site)
        refresh(search.found)
    }

    /// Evaluates anew the stack's outputs and all that they use.
    func refreshOutputs() {
        var search = StaleSearch(self)
        for slot in program.definition(of: 0).slots.outputs { search.add(node: slot, module: 0) }
        refresh(search.found)
    }

    private func refresh(_ stale: Set<OverlayKey>) {
        guard !stale.isEmpty else { return }
        let inOrder = stale.sorted { (rank($0.node), $0.module) < (rank($1.node), $1.module) }
        for key in inOrder {
            guard let node = program.node(key.node) else { continue }
            overlay[key] = freshCell(node, key.module)
        }
    }

    private func rank(_ node: Int) -> Int32 { program.ranks[node] }
}

/// Finds the cells that a declaration uses, directly or not, and that depend on instances.
private struct StaleSearch {
    private let evaluator: StackEvaluator
    private(set) var found: Set<StackEvaluator.OverlayKey> = []
    private var pending: [StackEvaluator.OverlayKey] = []

    init(_ evaluator: StackEvaluator) { self.evaluator = evaluator }

    mutating func addConnection(_ name: ConnectionName, site: Int) {
        let root = evaluator.program.definition(of: 0)
        let outer = evaluator.program.sites[site].connections[name] ?? name
        guard let index = root.document.connections.firstIndex(where: { $0.name == outer }) else { return }
        add(node: root.slots.connections.lowerBound + index, module: 0)
    }

    mutating func add(_ references: [StaticReference], site: Int, module: Int) {
        visit(references, site: site, module: module)
        drain()
    }

    mutating func add(node: Int, module: Int) {
        visit(node: node, module: module)
        drain()
    }

    private mutating func drain() {
        while let key = pending.popLast() {
            guard let node = evaluator.program.node(key.node) else { continue }
            visitUses(of: node, module: key.module)
        }
    }

    /// Notes a cell; those that depend on no instance keep their value.
    private mutating func visit(node: Int, module: Int) {
        guard evaluator.store.cells[node].indices.contains(module),
            !evaluator.store.cells[node][module].dependencies.isEmpty
        else { return }
        let key = StackEvaluator.OverlayKey(node: node, module: module)
        if found.insert(key).inserted { pending.append(key) }
    }

    private mutating func visit(_ references: [StaticReference], site: Int, module: Int) {
        let program = evaluator.program
        for reference in references {
            switch reference.target {
            case .slot(let slot): visit(node: program.number(site, slot), module: module)
            case .contents: break
            case .output(let call, let output):
                let child = program.sites[site].children[call]
                let slots = program.definition(of: child).slots
                let node = program.number(site, program.definition(of: site).slots.calls.lowerBound + call)
                for inner in evaluator.instanceSet(node, module).ids {
                    let wanted = output.map { $0..<($0 + 1) } ?? 0..<slots.outputs.count
                    for index in wanted {
                        visit(node: program.number(child, slots.outputs.lowerBound + index), module: Int(inner))
                    }
                }
            }
        }
    }

    private mutating func visitUses(of node: CompiledStack.Node, module: Int) {
        let definition = evaluator.program.definition(of: node.site)
        switch definition.slots.kind(of: node.slot) {
        case .local(let index): visit(definition.locals[index].references, site: node.site, module: module)
        case .output(let index):
            visit(definition.outputs[index].value.references, site: node.site, module: module)
            for condition in definition.outputs[index].preconditions {
                visit(condition.condition.references, site: node.site, module: module)
            }
        case .connection(let index): visit(definition.connections[index].references, site: node.site, module: module)
        case .variable(let index):
            guard let parent = evaluator.program.sites[node.site].parent else { return }
            let call = evaluator.program.definition(of: parent).calls[evaluator.program.sites[node.site].call]
            let caller = evaluator.store.modules[node.site][module].parent
            visit(call.inputs[index]?.references ?? [], site: parent, module: caller)
        default: break
        }
    }
}
