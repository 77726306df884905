import MartletModel

/// One resource of a random stack.
struct Node: Hashable, Sendable {
    enum Keys: Hashable, Sendable {
        case none
        /// `for_each` over these.
        case list([String])
        /// `for_each` over the `keys` of another node, which only a plan or an apply may know.
        case of(String)
    }

    var name: String
    /// The name in the body, when it is another one: of a node that was renamed.
    var bodyName: String?
    /// A note lives in the state alone.
    var isNote = false
    var slot = "a"
    var value = 1
    /// Cannot be changed in place.
    var fixed = 1
    /// Can be changed in place, and never back.
    var grade = 1
    var lane: String?
    /// The node that contains this one's object.
    var parent: String?
    /// The node whose object is the API that this one's object is made through.
    var host: String?
    /// Nodes whose uids the body holds.
    var refs: [String] = []
    /// `depends_on`.
    var after: [String] = []
    var each: Keys = .none
    /// What other nodes may make their instances of.
    var keys: [String] = []
    var isSlow = false
    var hasSecret = false
    var looksUp: String?
    var createsFirst: Bool?
    var isProtected = false
    var retainsOnDestroy = false
    var retainsOnRollback = false
    var allowsIrreversible = false
    var ignoresValue = false
    var triggers: [String] = []

    init(_ name: String, _ change: (inout Node) -> Void = { _ in }) {
        self.name = name
        change(&self)
    }

    /// The nodes that must come before this one.
    var needs: [String] {
        var needs = refs + after + triggers + [parent, host, looksUp].compactMap { $0 }
        if case .of(let source) = each { needs.append(source) }
        return needs
    }

    /// The node without what it had from nodes that are not among `names`.
    func keeping(_ names: Set<String>) -> Node {
        var node = self
        node.refs.removeAll { !names.contains($0) }
        node.after.removeAll { !names.contains($0) }
        node.triggers.removeAll { !names.contains($0) }
        if let parent, !names.contains(parent) { node.parent = nil }
        if let host, !names.contains(host) { node.host = nil }
        if let looksUp, !names.contains(looksUp) { node.looksUp = nil }
        if case .of(let source) = each, !names.contains(source) { node.each = .none }
        return node
    }
}

extension Node {
    /// Follows another node's new name.
    mutating func rename(_ old: String, _ new: String) {
        func renamed(_ name: String) -> String { name == old ? new : name }
        refs = refs.map(renamed)
        after = after.map(renamed)
        triggers = triggers.map(renamed)
        parent = parent.map(renamed)
        host = host.map(renamed)
        looksUp = looksUp.map(renamed)
        if case .of(let source) = each { each = .of(renamed(source)) }
    }
}

/// A stack of nodes, in an order in which everything comes after what it needs.
struct Blueprint: Hashable, Sendable {
    var nodes: [Node]
    /// `moved`: old name, new name.
    var moves: [String: String] = [:]
    /// `imports`: the identity of the object of others that a node takes.
    var imports: [String: String] = [:]
    /// `removed` with `destroy: false`.
    var forgotten: [String] = []

    init(_ nodes: [Node] = []) { self.nodes = nodes }

    subscript(name: String) -> Node? { nodes.first { $0.name == name } }

    /// The instances of a node: its keys, or one without a key.
    func instances(of node: Node) -> [InstanceKey?] {
        switch node.each {
        case .none: [nil]
        case .list(let keys): keys.map { .string($0) }
        case .of(let source): (self[source]?.keys ?? []).map { .string($0) }
        }
    }

    /// The name in the body of an instance: also what faults are planned by.
    static func bodyName(_ node: Node, _ key: InstanceKey?) -> String {
        let name = node.bodyName ?? node.name
        guard case .string(let key)? = key else { return name }
        return "\(name).\(key)"
    }

    func address(_ node: Node, _ key: InstanceKey?) -> Address { Address(node.name, key: key) }

    /// The identity of an instance's object, below its parents'.
    func identity(_ node: Node, _ key: InstanceKey?) -> String {
        let own = "\(Self.bodyName(node, key))-\(node.slot)"
        guard let parent = node.parent.flatMap({ self[$0] }) else { return own }
        return identity(parent, nil) + "/" + own
    }

    /// The same stack as it would be without anything that can forbid a plan.
    var permissive: Blueprint {
        var copy = self
        for index in copy.nodes.indices {
            copy.nodes[index].isProtected = false
            copy.nodes[index].createsFirst = nil
        }
        copy.imports = [:]
        copy.forgotten = []
        return copy
    }
}
