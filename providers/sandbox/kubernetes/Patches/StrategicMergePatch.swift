internal import MartletModel

/// Strategic merge patch: a merge patch whose lists merge by key
/// (https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/).
enum StrategicMergePatch {
    private static let order = "$setElementOrder/"
    private static let removals = "$deleteFromPrimitiveList/"

    static func apply(_ patch: Value, to target: Value?, as node: SchemaNode) -> Value? {
        guard case .object(let changes) = patch else { return patch }
        switch changes["$patch"]?.stringValue {
        case "delete": return nil
        case "replace": return .object(changes.without("$patch"))
        default: break
        }
        var fields = Fields()
        if case .object(let own)? = target { fields = own }
        if let retained = changes["$retainKeys"]?.elements?.compactMap(\.stringValue) {
            for key in fields.keys where !retained.contains(key) { fields[key] = nil }
        }
        for change in changes where !change.key.hasPrefix("$") {
            let child = node.child(field: change.key) ?? .untyped
            fields[change.key] = merged(change.value, into: fields[change.key], as: child)
        }
        for change in changes where change.key.hasPrefix(removals) {
            let name = String(change.key.dropFirst(removals.count))
            let removed = change.value.elements ?? []
            fields[name] = (fields[name]?.elements).map { .tuple($0.filter { !removed.contains($0) }) }
        }
        for change in changes where change.key.hasPrefix(order) {
            let name = String(change.key.dropFirst(order.count))
            guard let items = fields[name]?.elements, let wanted = change.value.elements else { continue }
            fields[name] = .tuple(ordered(items, wanted, by: mergeKey(node.child(field: name))))
        }
        return .object(fields)
    }

    private static func merged(_ change: Value, into old: Value?, as node: SchemaNode) -> Value? {
        if change.isNull { return nil }
        guard case .tuple(let changes) = change, case .tuple(let items)? = old else {
            if case .tuple(let changes) = change { return .tuple(fresh(changes, as: node)) }
            return apply(change, to: old, as: node)
        }
        switch node.topology {
        case .atomic: return change
        case .set: return .tuple(items + changes.filter { !items.contains($0) })
        case .keyed: return .tuple(merged(changes, into: items, as: node))
        }
    }

    /// New items without their directives.
    private static func fresh(_ changes: [Value], as node: SchemaNode) -> [Value] {
        changes.compactMap { item in
            guard case .object(let fields) = item else { return item }
            if fields["$patch"]?.stringValue == "delete" { return nil }
            return apply(.object(fields.without("$patch")), to: nil, as: node.item ?? .untyped)
        }
    }

    private static func merged(_ changes: [Value], into items: [Value], as node: SchemaNode) -> [Value] {
        guard let key = mergeKey(node) else { return changes }
        if changes.contains(where: { $0["$patch"]?.stringValue == "replace" }) {
            return changes.filter { $0["$patch"] == nil }
        }
        var result = items
        for change in changes {
            let index = result.firstIndex { $0[key] == change[key] }
            if change["$patch"]?.stringValue == "delete" {
                result.removeAll { $0[key] == change[key] }
            } else if let index {
                result[index] = apply(change, to: result[index], as: node.item ?? .untyped) ?? .null
            } else if let new = apply(change, to: nil, as: node.item ?? .untyped) {
                result.append(new)
            }
        }
        return result
    }

    /// The field by which strategic merge tells items apart: always the first of the list's keys.
    private static func mergeKey(_ node: SchemaNode?) -> String? {
        if case .keyed(let keys)? = node?.topology { return keys.first?.name }
        return nil
    }

    /// `items` in the order of `wanted`; items it does not name keep their place after the one before them.
    private static func ordered(_ items: [Value], _ wanted: [Value], by key: String?) -> [Value] {
        func rank(_ item: Value) -> Int? {
            wanted.firstIndex { other in key.map { other[$0] == item[$0] } ?? (other == item) }
        }
        var last = -1
        let ranked = items.enumerated().map { index, item in
            if let own = rank(item) { last = own }
            return (rank: last, index: index, item: item)
        }
        return ranked.sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }.map(\.item)
    }
}

extension Fields {
    fileprivate func without(_ key: String) -> Fields {
        var fields = self
        fields[key] = nil
        return fields
    }
}
