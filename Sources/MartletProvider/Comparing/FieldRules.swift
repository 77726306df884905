internal import MartletModel

/// The rules of a schema as a tree over paths, so that a walk over values carries its rules along.
struct FieldRules: Sendable {
    /// What is said of one place.
    struct Node: Sendable {
        var isCreateOnly = false
        var isWriteOnly = false
        var isSecret = false
        var normalizer: Normalizer?
        var replaceRules: [ReplaceRule] = []
        var oneWayRules: [OneWayRule] = []
        var children: [String: Node] = [:]
        /// The rules for any key or element: none or one.
        var any: [Node] = []

        mutating func edit(_ steps: ArraySlice<ValuePath.Step>, _ change: (inout Node) -> Void) {
            switch steps.first {
            case nil: change(&self)
            case .key(let key)?: children[key, default: Node()].edit(steps.dropFirst(), change)
            case .any?, .index?:
                if any.isEmpty { any.append(Node()) }
                any[0].edit(steps.dropFirst(), change)
            }
        }
    }

    /// A place in the walk: the nodes that apply to it. Empty nearly everywhere, and then it costs nothing.
    let nodes: [Node]

    private init(nodes: [Node]) { self.nodes = nodes }

    init(_ schema: ResourceSchema) {
        var root = Node()
        for path in schema.createOnly { root.edit(path.steps[...]) { $0.isCreateOnly = true } }
        for path in schema.writeOnly { root.edit(path.steps[...]) { $0.isWriteOnly = true } }
        for path in schema.secret { root.edit(path.steps[...]) { $0.isSecret = true } }
        for (path, normalizer) in schema.normalizers { root.edit(path.steps[...]) { $0.normalizer = normalizer } }
        for rule in schema.replaceWhen { root.edit(rule.path.steps[...]) { $0.replaceRules.append(rule) } }
        for rule in schema.oneWay { root.edit(rule.path.steps[...]) { $0.oneWayRules.append(rule) } }
        nodes = [root]
    }

    func key(_ key: String) -> FieldRules {
        if nodes.isEmpty { return self }
        return FieldRules(nodes: nodes.flatMap { node in (node.children[key].map { [$0] } ?? []) + node.any })
    }

    var element: FieldRules {
        if nodes.isEmpty { return self }
        return FieldRules(nodes: nodes.flatMap(\.any))
    }

    var isCreateOnly: Bool { nodes.contains(where: \.isCreateOnly) }
    var isWriteOnly: Bool { nodes.contains(where: \.isWriteOnly) }
    var isSecret: Bool { nodes.contains(where: \.isSecret) }
    /// The rules at `path` from here.
    func at(_ path: ValuePath) -> FieldRules {
        path.steps.reduce(self) { rules, step in
            if case .key(let key) = step { rules.key(key) } else { rules.element }
        }
    }

    var normalizer: Normalizer? { nodes.lazy.compactMap(\.normalizer).first }

    /// Whether a rule on this place as a whole makes any change below it a replacement.
    func replaceWhole(_ before: Value?, _ after: Value?) -> Bool {
        isCreateOnly || nodes.contains { $0.replaceRules.contains { $0.applies(from: before, to: after) } }
    }

    /// Whether a change from `before` to `after` here, or of anything below, cannot be made in place.
    func forceReplacement(_ before: Value?, _ after: Value?) -> Bool {
        nodes.contains { $0.forcesReplacement(before?.revealed, after?.revealed) }
    }

    /// Whether something at or below this place that differs is one-way.
    func areOneWay(_ before: Value?, _ after: Value?) -> Bool {
        nodes.contains { $0.isOneWayChange(before?.revealed, after?.revealed) }
    }
}

extension FieldRules.Node {
    fileprivate func forcesReplacement(_ before: Value?, _ after: Value?) -> Bool {
        guard before != after else { return false }
        if isCreateOnly || replaceRules.contains(where: { $0.applies(from: before, to: after) }) { return true }
        return anyChild(before, after) { $0.forcesReplacement($1, $2) }
    }

    fileprivate func isOneWayChange(_ before: Value?, _ after: Value?) -> Bool {
        guard before != after else { return false }
        return !oneWayRules.isEmpty || anyChild(before, after) { $0.isOneWayChange($1, $2) }
    }

    /// Whether `test` holds for a rule below and the two values at its place.
    private func anyChild(
        _ before: Value?, _ after: Value?, _ test: (FieldRules.Node, Value?, Value?) -> Bool
    ) -> Bool {
        if children.contains(where: { test($0.value, before?[$0.key]?.presence, after?[$0.key]?.presence) }) {
            return true
        }
        guard let rules = any.first else { return false }
        let keys = Set((before?.fields?.keys ?? []) + (after?.fields?.keys ?? []))
        if keys.contains(where: { test(rules, before?[$0]?.presence, after?[$0]?.presence) }) { return true }
        let (left, right) = (before?.elements ?? [], after?.elements ?? [])
        return (0..<max(left.count, right.count)).contains { index in
            test(
                rules, index < left.count ? left[index].presence : nil,
                index < right.count ? right[index].presence : nil
            )
        }
    }
}

extension ReplaceRule {
    /// Whether a change from `before` to `after` (nil for absence) falls under the rule. An unknown `after` falls under
    /// it only when any value would.
    func applies(from before: Value?, to after: Value?) -> Bool {
        let (before, after) = (before?.revealed ?? .null, after?.revealed ?? .null)
        if let from, !from.contains(before) { return false }
        if let to, after.isUnknown || !to.contains(after) { return false }
        return !except.contains { $0.from == before && $0.to == after }
    }
}
