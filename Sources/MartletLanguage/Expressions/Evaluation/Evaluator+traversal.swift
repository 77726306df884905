internal import MartletModel

extension Evaluator {
    /// The value that a reference names: the scope answers for its first steps, the others are taken here.
    mutating func value(of traversal: Traversal) -> Value {
        var marks: Marks = []
        var open = traversal.steps[...]
        let keys: [ReferenceStep]
        if let constant = traversal.constantSteps {
            keys = constant
            open = []
        } else {
            guard let evaluated = evaluatedSteps(&open, &marks) else { return .unknown(Unknown()) }
            keys = evaluated
        }
        let reference = Reference(
            root: traversal.root, steps: keys, isOpen: !open.isEmpty, range: range(traversal.span))
        switch scope.value(of: reference) {
        case .failure(let diagnostic):
            diagnostics.append(diagnostic)
            return .unknown(Unknown())
        case .value(var value, let taken):
            for index in taken..<max(taken, keys.count) {
                value = take(keys[index], from: value, traversal.steps[index].span)
            }
            for step in open { value = take(step, from: value) }
            return .marking(value, marks)
        }
    }

    /// The steps with their keys, up to the first that is unknown; `open` becomes the rest. Nil after a fault.
    private mutating func evaluatedSteps(_ open: inout ArraySlice<Traversal.Step>, _ marks: inout Marks)
        -> [ReferenceStep]?
    {
        var keys: [ReferenceStep] = []
        while let step = open.first {
            switch step {
            case .attribute(let name, _): keys.append(.attribute(name))
            case .index(let node, _):
                let before = diagnostics.all.count
                let (key, keyMarks) = value(of: node).unmarked
                guard diagnostics.all.count == before else { return nil }
                guard key.isKnown else { return keys }
                marks.formUnion(keyMarks)
                keys.append(.index(key))
            }
            open.removeFirst()
        }
        return keys
    }

    private mutating func take(_ step: ReferenceStep, from value: Value, _ span: Span) -> Value {
        switch step {
        case .attribute(let name): attribute(name, of: value, span)
        case .index(let key): element(key, of: value, span)
        }
    }

    private mutating func take(_ step: Traversal.Step, from value: Value) -> Value {
        switch step {
        case .attribute(let name, let span): return attribute(name, of: value, span)
        case .index(let node, let span): return element(self.value(of: node), of: value, span)
        }
    }

    mutating func index(_ inner: ExpressionNode, _ key: ExpressionNode, _ span: Span) -> Value {
        let container = value(of: inner)
        return element(value(of: key), of: container, span)
    }

    // MARK: Attributes

    mutating func attribute(_ name: String, of container: Value, _ span: Span) -> Value {
        let (value, marks) = container.unmarked
        return .marking(attribute(name, ofUnmarked: value, span), marks)
    }

    private mutating func attribute(_ name: String, ofUnmarked value: Value, _ span: Span) -> Value {
        switch value {
        case .object(let fields):
            if let found = fields[name] { return found }
            let hint =
                nearestName(to: name, among: fields.keys).map { "Did you mean `\($0)`?" } ?? Self.listing(fields.keys)
            return fail(.unknownAttribute, span, "The object has no attribute `\(name)`.", hint: hint)
        case .map(let map):
            if let found = map.fields[name] { return found }
            let hint = nearestName(to: name, among: map.fields.keys).map { "Did you mean `\($0)`?" }
            return fail(.invalidIndex, span, "The map has no element with the key \(quoted(name)).", hint: hint)
        case .null:
            return fail(
                .nullReference, span, "The value is null, so it has no attribute `\(name)`.",
                hint: "`try(…, default)` or a condition covers a value that may be missing.")
        case .unknown(let unknown): return attribute(name, of: unknown.type, span)
        case .list, .set, .tuple:
            return fail(
                .invalidTraversal, span, "\(value.kindDescription.capitalizedFirst) has no attributes.",
                hint: "`[*].\(name)` takes the attribute of each element, `[0].\(name)` that of the first.")
        default:
            return fail(.invalidTraversal, span, "\(value.kindDescription.capitalizedFirst) has no attributes.")
        }
    }

    private mutating func attribute(_ name: String, of type: ValueType, _ span: Span) -> Value {
        switch type {
        case .any: return .unknown(Unknown())
        case .map(let element): return .unknown(Unknown(element))
        case .object(let attributes):
            if let found = attributes.first(where: { $0.name == name }) { return .unknown(Unknown(found.type)) }
            let hint = nearestName(to: name, among: attributes.map(\.name)).map { "Did you mean `\($0)`?" }
            return fail(.unknownAttribute, span, "The object has no attribute `\(name)`.", hint: hint)
        default: return fail(.invalidTraversal, span, "A value of type \(type) has no attributes.")
        }
    }

    private static func listing(_ keys: [String]) -> String {
        guard !keys.isEmpty else { return "The object is empty." }
        let shown = keys.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
        return "It has \(shown)\(keys.count > 8 ? ", …" : "")."
    }

    // MARK: Elements

    mutating func element(_ key: Value, of container: Value, _ span: Span) -> Value {
        let (value, marks) = container.unmarked
        let (key, keyMarks) = key.unmarked
        return .marking(element(key, ofUnmarked: value, span), marks.union(keyMarks))
    }

    private mutating func element(_ key: Value, ofUnmarked value: Value, _ span: Span) -> Value {
        if value.isNull { return fail(.nullReference, span, "The value is null, so it has no elements.") }
        if key.isNull { return fail(.invalidIndex, span, "The key is null.") }
        switch value {
        case .list(let items):
            return key.isKnown ? ordinal(key, items.elements, span) : .unknown(Unknown(items.elementType))
        case .tuple(let elements): return key.isKnown ? ordinal(key, elements, span) : .unknown(Unknown())
        case .map(let map):
            guard let name = self.key(key, span) else { return .unknown(Unknown(map.elementType)) }
            return attribute(name, ofUnmarked: value, span)
        case .object:
            guard let name = self.key(key, span) else { return .unknown(Unknown()) }
            return attribute(name, ofUnmarked: value, span)
        case .unknown(let unknown): return element(key, of: unknown.type, span)
        case .set:
            return fail(
                .invalidIndex, span, "The elements of a set have no keys.", hint: "`tolist(…)` gives them an order.")
        default: return fail(.invalidIndex, span, "\(value.kindDescription.capitalizedFirst) has no elements.")
        }
    }

    private mutating func element(_ key: Value, of type: ValueType, _ span: Span) -> Value {
        switch type {
        case .any: return .unknown(Unknown())
        case .tuple(let types):
            guard key.isKnown else { return .unknown(Unknown()) }
            return ordinal(key, types.map { .unknown(Unknown($0)) }, span)
        case .list(let element), .map(let element): return .unknown(Unknown(element))
        case .object:
            guard let name = self.key(key, span) else { return .unknown(Unknown()) }
            return attribute(name, of: type, span)
        case .set: return fail(.invalidIndex, span, "The elements of a set have no keys.")
        default: return fail(.invalidIndex, span, "A value of type \(type) has no elements.")
        }
    }

    private mutating func ordinal(_ key: Value, _ elements: [Value], _ span: Span) -> Value {
        guard let number = (try? ValueConversion.convert(key, to: .number))?.numberValue, let index = number.int else {
            return fail(
                .invalidIndex, span,
                "The elements are counted: the key must be a whole number, not \(key.kindDescription).")
        }
        guard elements.indices.contains(index) else {
            let detail =
                "There is no element \(index): there \(elements.count == 1 ? "is 1" : "are \(elements.count)"), counted from 0."
            return fail(.invalidIndex, span, detail)
        }
        return elements[index]
    }

    private mutating func key(_ key: Value, _ span: Span) -> String? {
        guard key.isKnown else { return nil }
        guard let text = (try? ValueConversion.convert(key, to: .string))?.stringValue else {
            _ = fail(.invalidIndex, span, "The key must be a string, not \(key.kindDescription).")
            return nil
        }
        return text
    }
}

extension String {
    /// The text as the start of a sentence.
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
