internal import MartletModel

/// A set of places in an object: what a manager owns.
struct PathSet: Sendable, Hashable {
    struct Child: Sendable, Hashable {
        let element: PathElement
        var set: PathSet
    }

    /// Whether the place itself belongs to the set, as against only places inside it.
    var isMember: Bool
    /// In the byte order of their codes; none is empty.
    private(set) var children: [Child]

    init(isMember: Bool = false) {
        self.isMember = isMember
        children = []
    }

    var isEmpty: Bool { !isMember && children.isEmpty }

    subscript(element: PathElement) -> PathSet {
        get {
            let (index, found) = position(of: element)
            return found ? children[index].set : PathSet()
        }
        set {
            let (index, found) = position(of: element)
            switch (found, newValue.isEmpty) {
            case (true, true): children.remove(at: index)
            case (true, false): children[index].set = newValue
            case (false, true): break
            case (false, false): children.insert(Child(element: element, set: newValue), at: index)
            }
        }
    }

    private func position(of element: PathElement) -> (index: Int, found: Bool) {
        var low = 0
        var high = children.count
        while low < high {
            let middle = (low + high) / 2
            if children[middle].element.code.precedesInBytes(element.code) { low = middle + 1 } else { high = middle }
        }
        return (low, low < children.count && children[low].element == element)
    }

    func union(_ other: PathSet) -> PathSet {
        if other.isEmpty { return self }
        var result = self
        result.isMember = isMember || other.isMember
        for child in other.children { result[child.element] = result[child.element].union(child.set) }
        return result
    }

    func subtracting(_ other: PathSet) -> PathSet {
        if other.isEmpty { return self }
        var result = PathSet(isMember: isMember && !other.isMember)
        for child in children {
            let rest = child.set.subtracting(other[child.element])
            if !rest.isEmpty { result.children.append(Child(element: child.element, set: rest)) }
        }
        return result
    }

    func intersection(_ other: PathSet) -> PathSet {
        var result = PathSet(isMember: isMember && other.isMember)
        for child in children {
            let common = child.set.intersection(other[child.element])
            if !common.isEmpty { result.children.append(Child(element: child.element, set: common)) }
        }
        return result
    }

    /// Every member as conflicts print it: `.spec.replicas`, sorted.
    var paths: [String] {
        var found = isMember ? [""] : []
        for child in children {
            found += child.set.paths.map { child.element.description + $0 }
        }
        return found
    }

    /// The set with every declared field that has members inside as a member itself: a structure whose last owned
    /// field goes away goes with it.
    func closed(by node: SchemaNode) -> PathSet {
        var result = self
        for index in children.indices {
            let element = children[index].element
            if let field = element.field {
                let child = node.child(field: field) ?? .untyped
                result.children[index].set = children[index].set.closed(by: child)
                if node.declares(field) { result.children[index].set.isMember = true }
            } else {
                result.children[index].set = children[index].set.closed(by: node.item ?? .untyped)
            }
        }
        return result
    }
}

extension PathSet {
    /// Reads FieldsV1.
    init(fieldsV1 value: Value) {
        self.init()
        for field in value.fields ?? Fields() {
            if field.key == "." {
                isMember = true
            } else {
                var child = PathSet(fieldsV1: field.value)
                if child.children.isEmpty { child.isMember = true }
                self[PathElement(code: field.key)] = child
            }
        }
    }

    /// FieldsV1: a member without members inside is `{}`, one with has `"."`.
    var fieldsV1: Value {
        var fields = children.map { Fields.Field($0.element.code, $0.set.fieldsV1) }
        if isMember, !children.isEmpty { fields.insert(Fields.Field(".", .object(Fields())), at: 0) }
        return .object(Fields(fields))
    }
}
