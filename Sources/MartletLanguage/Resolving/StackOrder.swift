internal import MartletGraph
internal import MartletModel

/// Finds the order of evaluation, or the cycles that make one impossible.
struct StackOrder {
    private let definitions: [ModuleDefinition]
    private let sites: [CompiledStack.Site]
    private var befores: [NodeID] = []
    private var afters: [NodeID] = []
    /// Where each edge comes from; nil for edges of structure. Kept only to tell of cycles.
    private var ranges: [SourceRange?] = []
    private let keepsRanges: Bool
    private var nodes: [CompiledStack.Node] = []

    private init(_ definitions: [ModuleDefinition], _ sites: [CompiledStack.Site], keepsRanges: Bool) {
        self.definitions = definitions
        self.sites = sites
        self.keepsRanges = keepsRanges
        nodes.reserveCapacity(sites.reduce(0) { $0 + definitions[$1.definition].slots.count })
        for site in sites.indices {
            for slot in 0..<definitions[sites[site].definition].slots.count {
                nodes.append(CompiledStack.Node(site: site, slot: slot))
            }
        }
        for site in sites.indices { addEdges(of: site) }
    }

    /// Complexity: linear in nodes and references.
    static func order(
        _ definitions: [ModuleDefinition], _ sites: [CompiledStack.Site], _ faults: inout Diagnostics
    ) -> [CompiledStack.Node] {
        let order = StackOrder(definitions, sites, keepsRanges: false)
        if let sorted = order.topology.order() { return sorted.map { order.nodes[$0.index] } }
        let explained = StackOrder(definitions, sites, keepsRanges: true)
        let topology = explained.topology
        let stack = CompiledStack(definitions: definitions, sites: sites, order: [])
        for cycle in topology.cycles() { faults.append(explained.fault(cycle, topology, stack)) }
        return []
    }

    private var topology: Topology { Topology(nodeCount: nodes.count, befores: befores, afters: afters) }

    private mutating func edge(_ before: Int, _ after: Int, _ range: SourceRange?) {
        befores.append(NodeID(before))
        afters.append(NodeID(after))
        if keepsRanges { ranges.append(range) }
    }

    private mutating func addEdges(of number: Int) {
        let site = sites[number]
        let definition = definitions[site.definition]
        let slots = definition.slots
        addVariables(site, definition)
        for (index, local) in definition.locals.enumerated() {
            add(local.references, to: site.base + slots.locals.lowerBound + index, site)
        }
        for (index, resource) in definition.resources.enumerated() {
            let node = site.base + slots.resources.lowerBound + index
            add(resource.references, to: node, site)
            addConnection(resource.connection, to: node, site)
            edge(node, site.base + slots.contents, nil)
        }
        for (index, output) in definition.outputs.enumerated() {
            let node = site.base + slots.outputs.lowerBound + index
            add(output.value.references + output.dependsOn + references(output.preconditions), to: node, site)
        }
        for (index, connection) in definition.connections.enumerated() {
            add(connection.references, to: site.base + slots.connections.lowerBound + index, site)
        }
        for (index, check) in definition.checks.enumerated() {
            let node = site.base + slots.checks.lowerBound + index
            add(check.references, to: node, site)
            addConnection(check.connection, to: node, site)
        }
        addCalls(site, definition)
    }

    private mutating func addVariables(_ site: CompiledStack.Site, _ definition: ModuleDefinition) {
        for (index, variable) in definition.variables.enumerated() {
            let node = site.base + definition.slots.variables.lowerBound + index
            let validation = site.base + definition.slots.validations.lowerBound + index
            edge(node, validation, nil)
            add(references(variable.otherValidations), to: validation, site)
            guard let parent = site.parent else { continue }
            let caller = definitions[sites[parent].definition]
            edge(sites[parent].base + caller.slots.calls.lowerBound + site.call, node, nil)
            if let input = caller.calls[site.call].inputs[index] { add(input.references, to: node, sites[parent]) }
        }
    }

    private mutating func addCalls(_ site: CompiledStack.Site, _ definition: ModuleDefinition) {
        for (index, call) in definition.calls.enumerated() {
            let node = site.base + definition.slots.calls.lowerBound + index
            let terms = [call.when, call.forEach].compactMap { $0 }
            add(terms.flatMap(\.references) + call.dependsOn, to: node, site)
            // Everything inside exists only once the call's instances are known.
            let child = sites[site.children[index]]
            let inner = definitions[child.definition]
            for slot in 0..<inner.slots.count where !inner.slots.variables.contains(slot) {
                edge(node, child.base + slot, nil)
            }
            edge(child.base + inner.slots.contents, site.base + definition.slots.contents, nil)
        }
    }

    private mutating func addConnection(_ name: ConnectionName, to node: Int, _ site: CompiledStack.Site) {
        let outer = site.connections[name] ?? name
        let root = definitions[sites[0].definition]
        guard let index = root.document.connections.firstIndex(where: { $0.name == outer }) else { return }
        edge(root.slots.connections.lowerBound + index, node, root.document.connections[index].range)
    }

    private func references(_ conditions: [CompiledCondition]) -> [StaticReference] {
        conditions.flatMap { $0.condition.references + $0.message.references }
    }

    private mutating func add(_ references: [StaticReference], to node: Int, _ site: CompiledStack.Site) {
        for reference in references {
            switch reference.target {
            case .slot(let slot): edge(site.base + slot, node, reference.range)
            case .output(let call, let output):
                let child = sites[site.children[call]]
                let inner = definitions[child.definition].slots
                let wanted = output.map { $0..<($0 + 1) } ?? 0..<inner.outputs.count
                for index in wanted { edge(child.base + inner.outputs.lowerBound + index, node, reference.range) }
                let caller = definitions[site.definition].slots
                edge(site.base + caller.calls.lowerBound + call, node, reference.range)
            case .contents(let call):
                let child = sites[site.children[call]]
                edge(child.base + definitions[child.definition].slots.contents, node, reference.range)
            }
        }
    }

    private func fault(_ cycle: [EdgeID], _ topology: Topology, _ stack: CompiledStack) -> Diagnostic {
        // Named against the direction of evaluation: what refers comes first.
        let links = cycle.reversed().map { edge in
            let ends = topology.ends(of: edge)
            return (
                from: stack.name(nodes[ends.after.index]), to: stack.name(nodes[ends.before.index]),
                range: ranges[edge.index]
            )
        }
        let path = (links.map(\.from) + [links.first?.from ?? ""]).map { "`\($0)`" }.joined(separator: " → ")
        let related = links.compactMap { link in
            link.range.map { Diagnostic.Related($0, "`\(link.from)` refers to `\(link.to)`") }
        }
        let places = related.map { "\($0.message) at \($0.range)" }.joined(separator: "; ")
        let detail =
            links.count == 1
            ? "`\(links[0].from)` refers to itself." : "These refer to each other in a circle: \(path). \(places)."
        return LanguageFault.dependencyCycle.at(
            links.lazy.compactMap(\.range).first, detail,
            hint: links.count == 1
                ? "An instance cannot refer to others of its own resource: put what they share into a local."
                : "Remove one of these references, or move what both need into a local or a resource of its own.",
            related: related)
    }
}
