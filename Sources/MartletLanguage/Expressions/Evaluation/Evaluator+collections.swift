internal import MartletModel

extension Evaluator {
    // MARK: Constructors

    mutating func object(_ items: [ExpressionNode.ObjectItem]) -> Value {
        var fields: [Fields.Field] = []
        fields.reserveCapacity(items.count)
        var marks: Marks = []
        var isOpen = false
        for item in items {
            let value = value(of: item.value)
            guard let name = key(item.key, &marks) else {
                isOpen = true
                marks.formUnion(value.unmarkedDeeply.marks)
                continue
            }
            fields.append(Fields.Field(name, value))
        }
        if isOpen { for field in fields { marks.formUnion(field.value.unmarkedDeeply.marks) } }
        return .marking(isOpen ? .unknownPresent(.any) : .object(Fields(fields)), marks)
    }

    /// The text of an object's key; nil when it is unknown, or after a fault.
    private mutating func key(_ node: ExpressionNode, _ marks: inout Marks) -> String? {
        if case .literal(.string(let text), _) = node { return text }
        let (value, keyMarks) = value(of: node).unmarked
        marks.formUnion(keyMarks)
        return key(value, node.span)
    }

    private mutating func key(_ value: Value, _ span: Span) -> String? {
        guard !value.isNull else {
            _ = fail(.invalidKey, span, "A key of an object is null.")
            return nil
        }
        guard value.isKnown else { return nil }
        guard let text = (try? ValueConversion.convert(value, to: .string))?.stringValue else {
            _ = fail(.invalidKey, span, "A key of an object is \(value.kindDescription): it must be a string.")
            return nil
        }
        return text
    }

    // MARK: Splat

    mutating func splat(_ source: ExpressionNode, _ each: ExpressionNode, _ span: Span) -> Value {
        let (value, marks) = value(of: source).unmarked
        return .marking(splat(unmarked: value, each, span), marks)
    }

    private mutating func splat(unmarked value: Value, _ each: ExpressionNode, _ span: Span) -> Value {
        switch value {
        case .null(let type):
            guard type.isCollection else { return .tuple([]) }
            return fail(.nullReference, span, "A splat goes over elements; the value is null.")
        case .set(let items) where value.isOpenSet:
            let bounds = value.lengthBounds
            return .unknownCollection(
                .list(elementType(each, items.elementType)), least: bounds?.lowerBound, most: bounds?.upperBound)
        case .list(let items), .set(let items):
            let results = items.elements.map { self.value(of: each, element: $0) }
            let type = results.isEmpty ? elementType(each, items.elementType) : results[0].type
            guard results.allSatisfy({ $0.type == type }) else { return .tuple(results) }
            return .list(Value.Collection(results, of: type))
        case .tuple(let elements): return .tuple(elements.map { self.value(of: each, element: $0) })
        case .unknown(let unknown): return splat(unknown, each)
        default: return .tuple([self.value(of: each, element: value)])
        }
    }

    private mutating func splat(_ unknown: Unknown, _ each: ExpressionNode) -> Value {
        switch unknown.type {
        case .any: return .unknown(Unknown())
        case .list(let element), .set(let element):
            let result = elementType(each, element)
            // Results of several types make a tuple.
            guard !result.hasAny else { return .unknownPresent(.any) }
            var refinement = unknown.refinement
            refinement.isNotNull = true
            return .refined(.list(result), refinement)
        case .tuple(let elements): return .tuple(elements.map { value(of: each, element: .unknown(Unknown($0))) })
        default:
            let element = Value.unknown(unknown)
            guard unknown.refinement.isNotNull else { return .unknown(Unknown()) }
            return .tuple([value(of: each, element: element)])
        }
    }

    /// The type that each element will have. What no element of the type has is told also while there is none.
    private mutating func elementType(_ each: ExpressionNode, _ type: ValueType) -> ValueType {
        value(of: each, element: .unknown(Unknown(type))).type
    }

    private mutating func value(of node: ExpressionNode, element: Value) -> Value {
        variables.append(element)
        defer { variables.removeLast() }
        return value(of: node)
    }

    // MARK: For

    /// The elements of what a `for` goes over, with their keys.
    private enum Iterated {
        case pairs([(key: Value, value: Value)])
        case notYet
        case fault
    }

    mutating func value(of loop: ExpressionNode.Comprehension, _ span: Span) -> Value {
        let (source, sourceMarks) = value(of: loop.source).unmarked
        switch iterated(source, loop.source.span) {
        case .fault: return .marking(.unknown(Unknown()), sourceMarks)
        case .notYet:
            let unknown = Value.unknown(Unknown())
            return .marking(.unknownPresent(.any), sourceMarks.union(contentMarks(loop, of: (unknown, unknown))))
        case .pairs(let pairs):
            var marks = sourceMarks
            if pairs.isEmpty { checkCondition(loop) }
            let result = loop.key == nil ? tuple(loop, pairs, &marks) : object(loop, pairs, &marks)
            return .marking(result ?? .unknownPresent(.any), marks)
        }
    }

    private mutating func iterated(_ source: Value, _ span: Span) -> Iterated {
        switch source {
        case .list(let items): return .pairs(Self.counted(items.elements))
        case .tuple(let elements): return .pairs(Self.counted(elements))
        case .set where source.isOpenSet: return .notYet
        case .set(let items): return .pairs(items.elements.map { ($0, $0) })
        case .map(let map): return .pairs(map.fields.map { (.string($0.key), $0.value) })
        case .object(let fields): return .pairs(fields.map { (.string($0.key), $0.value) })
        case .unknown(let unknown) where !unknown.type.isPrimitive: return .notYet
        default:
            let hint =
                source.isNull
                ? "`coalesce(…, [])` covers a value that may be missing."
                : source.numberValue == nil ? "`[…]` makes a list of it." : "`range(…)` counts up to a number."
            _ = fail(
                .invalidIteration, span, "A `for` goes over elements; here stands \(source.kindDescription).",
                hint: hint)
            return .fault
        }
    }

    /// Without elements a condition is looked at all the same: it must be one that can be true or false.
    private mutating func checkCondition(_ loop: ExpressionNode.Comprehension) {
        guard loop.condition != nil else { return }
        let unknown = Value.unknown(Unknown())
        _ = with((unknown, unknown), loop) { evaluator in
            var marks: Marks = []
            return evaluator.isWanted(loop, &marks)
        }
    }

    /// What the loop marks its result with when it comes to this pair. Faults are not told: it may not come to it.
    private mutating func contentMarks(
        _ loop: ExpressionNode.Comprehension, of pair: (key: Value, value: Value)
    ) -> Marks {
        let noted = diagnostics
        defer { diagnostics = noted }
        return with(pair, loop) { evaluator in
            var marks: Marks = []
            _ = evaluator.isWanted(loop, &marks)
            for part in [loop.key, loop.value].compactMap({ $0 }) {
                marks.formUnion(evaluator.value(of: part).unmarkedDeeply.marks)
            }
            return marks
        }
    }

    private static func counted(_ elements: [Value]) -> [(key: Value, value: Value)] {
        elements.enumerated().map { (.number(Number($0.offset)), $0.element) }
    }

    /// Runs `body` with the variables of a loop set.
    private mutating func with<T>(
        _ pair: (key: Value, value: Value), _ loop: ExpressionNode.Comprehension, _ body: (inout Self) -> T
    ) -> T {
        if loop.hasKeyVariable { variables.append(pair.key) }
        variables.append(pair.value)
        defer { variables.removeLast(loop.hasKeyVariable ? 2 : 1) }
        return body(&self)
    }

    /// Whether an element is wanted; nil when that is unknown, or after a fault.
    private mutating func isWanted(_ loop: ExpressionNode.Comprehension, _ marks: inout Marks) -> Bool? {
        guard let node = loop.condition else { return true }
        let (value, conditionMarks) = value(of: node).unmarked
        marks.formUnion(conditionMarks)
        if case .bool(let truth) = value { return truth }
        guard value.isKnown, !value.isNull, let truth = (try? ValueConversion.convert(value, to: .bool))?.boolValue
        else {
            if value.isKnown || !ValueConversion.canConvert(value.type, to: .bool) {
                let kind = value.isKnown ? value.kindDescription : "of type \(value.type)"
                _ = fail(.invalidCondition, node.span, "The condition is \(kind): it must be true or false.")
            }
            return nil
        }
        return truth
    }

    private mutating func tuple(
        _ loop: ExpressionNode.Comprehension, _ pairs: [(key: Value, value: Value)], _ marks: inout Marks
    ) -> Value? {
        var elements: [Value] = []
        elements.reserveCapacity(pairs.count)
        var isOpen = false
        for pair in pairs where !isStopped {
            let isSettled = with(pair, loop) { evaluator in
                guard let wanted = evaluator.isWanted(loop, &marks) else { return false }
                if wanted { elements.append(evaluator.value(of: loop.value)) }
                return true
            }
            guard !isSettled else { continue }
            isOpen = true
            marks.formUnion(contentMarks(loop, of: pair))
        }
        guard isOpen else { return .tuple(elements) }
        for element in elements { marks.formUnion(element.unmarkedDeeply.marks) }
        return nil
    }

    private mutating func object(
        _ loop: ExpressionNode.Comprehension, _ pairs: [(key: Value, value: Value)], _ marks: inout Marks
    ) -> Value? {
        var fields: [Fields.Field] = []
        var places: [String: Int] = [:]
        var groups: [[Value]] = []
        var isOpen = false
        for pair in pairs where !isStopped {
            let isSettled = with(pair, loop) { evaluator in
                guard let wanted = evaluator.isWanted(loop, &marks) else { return false }
                guard wanted, let keyNode = loop.key else { return true }
                guard let key = evaluator.key(keyNode, &marks) else { return false }
                let value = evaluator.value(of: loop.value)
                if let place = places[key] {
                    groups[place].append(value)
                    guard !loop.isGrouping else { return true }
                    _ = evaluator.fail(
                        .duplicateKey, keyNode.span, "Two elements have the key \(quoted(key)).",
                        hint: "`…` behind the value groups values with equal keys.")
                    return true
                }
                places[key] = fields.count
                fields.append(Fields.Field(key, value))
                groups.append([value])
                return true
            }
            guard !isSettled else { continue }
            isOpen = true
            marks.formUnion(contentMarks(loop, of: pair))
        }
        guard !isOpen else {
            for value in groups.joined() { marks.formUnion(value.unmarkedDeeply.marks) }
            return nil
        }
        guard loop.isGrouping else { return .object(Fields(fields)) }
        return .object(Fields(zip(fields, groups).map { Fields.Field($0.key, .tuple($1)) }))
    }
}
