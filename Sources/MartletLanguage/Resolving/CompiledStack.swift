internal import MartletModel

/// A stack with its modules, compiled, and the order in which its parts are evaluated.
struct CompiledStack: Sendable {
    let definitions: [ModuleDefinition]
    /// The stack itself first; every module call after its caller.
    let sites: [Site]
    /// Every node, each after all that it refers to.
    let order: [Node]
    /// The place of each node in ``order``, by its number.
    let ranks: [Int32]
    /// Whether any value can be ephemeral: else nobody needs to look.
    let hasEphemeral: Bool

    init(definitions: [ModuleDefinition], sites: [Site], order: [Node]) {
        self.definitions = definitions
        self.sites = sites
        self.order = order
        var ranks = [Int32](repeating: 0, count: order.count)
        for (rank, node) in order.enumerated() { ranks[sites[node.site].base + node.slot] = Int32(rank) }
        self.ranks = ranks
        hasEphemeral = definitions.contains { definition in
            definition.document.variables.contains(where: \.isEphemeral)
                || definition.document.outputs.contains(where: \.isEphemeral)
        }
    }

    /// One place in the tree of module calls. A call with `for_each` is one site with many instances.
    struct Site: Sendable {
        let definition: Int
        let parent: Int?
        /// The number of the call in the parent's file.
        let call: Int
        /// The sites of this file's module calls, in their order.
        var children: [Int] = []
        /// The number of this site's first node.
        let base: Int
        /// `module.net.module.subnets`, for sentences; empty for the stack.
        let path: String
        /// The file's connection names, and the stack's that they stand for; names that are missing stand for themselves.
        let connections: [ConnectionName: ConnectionName]
    }

    /// A slot of a site.
    struct Node: Sendable, Hashable {
        let site: Int
        let slot: Int
    }

    var nodeCount: Int { sites.last.map { $0.base + definitions[$0.definition].slots.count } ?? 0 }

    func definition(of site: Int) -> ModuleDefinition { definitions[sites[site].definition] }

    func number(_ site: Int, _ slot: Int) -> Int { sites[site].base + slot }

    /// The node with a number. O(1).
    func node(_ number: Int) -> Node? {
        ranks.indices.contains(number) ? order[Int(ranks[number])] : nil
    }

    /// What a node is called in sentences.
    func name(_ node: Node) -> String {
        let definition = definition(of: node.site)
        let document = definition.document
        let name =
            switch definition.slots.kind(of: node.slot) {
            case .variable(let index): "var.\(document.variables[index].name)"
            case .local(let index): "local.\(document.locals[index].name)"
            case .resource(let index):
                (document.resources[index].mode == .data ? "data." : "resource.") + document.resources[index].name
            case .call(let index): "module.\(document.modules[index].name)"
            case .output(let index): "output.\(document.outputs[index].name)"
            case .connection(let index): "connection \(document.connections[index].name)"
            case .check(let index): "check \(document.checks[index].name)"
            case .validation(let index): "validation of var.\(document.variables[index].name)"
            case .contents: "all resources"
            }
        return sites[node.site].path.isEmpty ? name : sites[node.site].path + "." + name
    }
}
