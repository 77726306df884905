internal import MartletModel

extension Evaluator {
    mutating func unary(_ symbol: UnaryOperator, _ node: ExpressionNode) -> Value {
        let (operand, marks) = value(of: node).unmarked
        switch symbol {
        case .negate:
            guard let number = number(operand, node.span, "-") else {
                return .marking((-NumberBounds(of: operand, nil)).value, marks)
            }
            return .marking(.number(-number), marks)
        case .not:
            guard let truth = truth(operand, node.span, "!") else { return .marking(.unknownPresent(.bool), marks) }
            return .marking(.bool(!truth), marks)
        }
    }

    mutating func binary(
        _ symbol: BinaryOperator, _ left: ExpressionNode, _ right: ExpressionNode, _ span: Span
    ) -> Value {
        switch symbol {
        case .and, .or: return logic(left, right, decidedBy: symbol == .or, symbol.rawValue)
        case .equal, .notEqual:
            let (first, firstMarks) = value(of: left).unmarkedDeeply
            let (second, secondMarks) = value(of: right).unmarkedDeeply
            let result: Value
            switch first.equals(second) {
            case let truth?: result = .bool(truth == (symbol == .equal))
            case nil: result = .unknownPresent(.bool)
            }
            return .marking(result, firstMarks.union(secondMarks))
        default:
            let (first, firstMarks) = value(of: left).unmarked
            let (second, secondMarks) = value(of: right).unmarked
            let marks = firstMarks.union(secondMarks)
            let leftNumber = number(first, left.span, symbol.rawValue)
            let rightNumber = number(second, right.span, symbol.rawValue)
            guard let leftNumber, let rightNumber else {
                let bounds = (NumberBounds(of: first, leftNumber), NumberBounds(of: second, rightNumber))
                return .marking(Self.foreseen(symbol, bounds.0, bounds.1), marks)
            }
            return .marking(arithmetic(symbol, leftNumber, rightNumber, span), marks)
        }
    }

    /// What is certain of a result while an operand is not known.
    private static func foreseen(_ symbol: BinaryOperator, _ left: NumberBounds, _ right: NumberBounds) -> Value {
        switch symbol {
        case .add: (left + right).value
        case .subtract: (left + -right).value
        case .multiply: (left * right).value
        case .divide, .remainder: .unknownPresent(.number)
        default: NumberBounds.compare(symbol, left, right).map(Value.bool) ?? .unknownPresent(.bool)
        }
    }

    private mutating func arithmetic(_ symbol: BinaryOperator, _ left: Number, _ right: Number, _ span: Span) -> Value {
        budget.take(for: left, right)
        do throws(Number.Undefined) {
            switch symbol {
            case .add: return .number(try left.adding(right))
            case .subtract: return .number(try left.subtracting(right))
            case .multiply: return .number(try left.multiplied(by: right))
            case .divide: return .number(try left.divided(by: right))
            case .remainder: return .number(try left.remainder(dividingBy: right))
            case .greater: return .bool(right < left)
            case .greaterOrEqual: return .bool(right <= left)
            case .less: return .bool(left < right)
            case .lessOrEqual: return .bool(left <= right)
            case .or, .and, .equal, .notEqual: return .unknown(Unknown())
            }
        } catch {
            return fail(.undefinedArithmetic, span, "`\(left) \(symbol.rawValue) \(right)` has no value.")
        }
    }

    /// `&&` and `||`: `decider` on the left settles it; the right is then not evaluated.
    private mutating func logic(
        _ left: ExpressionNode, _ right: ExpressionNode, decidedBy decider: Bool, _ symbol: String
    ) -> Value {
        let (first, firstMarks) = value(of: left).unmarked
        let leftTruth = truth(first, left.span, symbol)
        if leftTruth == decider { return .marking(.bool(decider), firstMarks) }
        let noted = diagnostics
        let (second, secondMarks) = value(of: right).unmarked
        let marks = firstMarks.union(secondMarks)
        let rightTruth = truth(second, right.span, symbol)
        // The left side may yet settle it: then what is wrong with the right one does not matter.
        if !first.isKnown { diagnostics = noted }
        if rightTruth == decider { return .marking(.bool(decider), marks) }
        guard leftTruth != nil, rightTruth != nil else { return .marking(.unknownPresent(.bool), marks) }
        return .marking(.bool(!decider), marks)
    }

    /// The number that an operand is; nil when it is unknown, or after a fault.
    private mutating func number(_ operand: Value, _ span: Span, _ symbol: String) -> Number? {
        if case .number(let number) = operand { return number }
        return converted(operand, to: .number, span, symbol)?.numberValue
    }

    private mutating func truth(_ operand: Value, _ span: Span, _ symbol: String) -> Bool? {
        if case .bool(let truth) = operand { return truth }
        return converted(operand, to: .bool, span, symbol)?.boolValue
    }

    private mutating func converted(_ operand: Value, to type: ValueType, _ span: Span, _ symbol: String) -> Value? {
        guard !operand.isNull else {
            _ = fail(
                .invalidOperand, span, "An operand of `\(symbol)` is null.",
                hint: "Is a default or a condition missing?")
            return nil
        }
        do throws(ValueConversion.Failure) {
            return try ValueConversion.convert(operand, to: type)
        } catch {
            let detail =
                "`\(symbol)` wants \(type == .number ? "numbers" : "true or false"); here stands \(operand.kindDescription)."
            let hint =
                type == .number ? "`tonumber(…)` makes a number of a text." : "Compare it with something: `… == …`."
            _ = fail(.invalidOperand, span, detail, hint: hint)
            return nil
        }
    }

    // MARK: Conditional

    mutating func conditional(
        _ condition: ExpressionNode, _ whenTrue: ExpressionNode, _ whenFalse: ExpressionNode, _ span: Span
    ) -> Value {
        let (decided, conditionMarks) = value(of: condition).unmarkedDeeply
        guard let decision = decision(decided, condition.span) else {
            return .marking(either(whenTrue, whenFalse, span), conditionMarks)
        }
        guard let truth = decision else { return .marking(either(whenTrue, whenFalse, span), conditionMarks) }
        let chosen = value(of: truth ? whenTrue : whenFalse)
        // The other branch counts for its type only: what is wrong with it is not told.
        let noted = diagnostics
        let other = value(of: truth ? whenFalse : whenTrue)
        diagnostics = noted
        guard let type = unified(truth ? chosen : other, truth ? other : chosen, span) else {
            return .marking(chosen, conditionMarks)
        }
        return .marking(branch(chosen, as: type, span), conditionMarks)
    }

    /// Known truth, `.some(nil)` for an unknown condition; nil after a fault.
    private mutating func decision(_ value: Value, _ span: Span) -> Bool?? {
        if case .bool(let truth) = value { return .some(truth) }
        guard !value.isNull else {
            _ = fail(.invalidCondition, span, "The condition is null: it must be true or false.")
            return nil
        }
        guard let converted = try? ValueConversion.convert(value, to: .bool) else {
            _ = fail(
                .invalidCondition, span, "The condition is \(value.kindDescription): it must be true or false.",
                hint: "Compare it with something: `… == …`.")
            return nil
        }
        return .some(converted.boolValue)
    }

    /// The value of one of two branches, when it is not known which.
    private mutating func either(_ whenTrue: ExpressionNode, _ whenFalse: ExpressionNode, _ span: Span) -> Value {
        let noted = diagnostics
        let (first, firstMarks) = value(of: whenTrue).unmarkedDeeply
        let (second, secondMarks) = value(of: whenFalse).unmarkedDeeply
        // Only one of them will be wanted, and that one will tell what is wrong with it.
        diagnostics = noted
        guard let type = unified(first, second, span) else { return .unknown(Unknown()) }
        let marks = firstMarks.union(secondMarks)
        let one = (try? ValueConversion.convert(first, to: type)) ?? first
        let other = (try? ValueConversion.convert(second, to: type)) ?? second
        if one == other, one.isWhollyKnown { return .marking(one, marks) }
        return .marking(.refined(type, .either(one, other)), marks)
    }

    /// The type of a conditional's result; nil after a fault.
    private mutating func unified(_ whenTrue: Value, _ whenFalse: Value, _ span: Span) -> ValueType? {
        let (first, second) = (whenTrue.type, whenFalse.type)
        if first == second { return first }
        if whenTrue.isUntypedNull { return second }
        if whenFalse.isUntypedNull { return first }
        if first == .any || second == .any { return .any }
        if let type = TypeUnification.unify([first, second]) { return type }
        let detail =
            "The branches are \(whenTrue.kindDescription) and \(whenFalse.kindDescription), and no type can hold both."
        _ = fail(
            .inconsistentBranches, span, detail, hint: "Convert one of them, or wrap both in objects of one shape.")
        return nil
    }

    private mutating func branch(_ value: Value, as type: ValueType, _ span: Span) -> Value {
        if value.type == type { return value }
        if let converted = try? ValueConversion.convert(value, to: type) { return converted }
        return fail(.inconsistentBranches, span, "The chosen branch does not convert to \(type).")
    }
}

extension Value {
    var isUntypedNull: Bool { unmarked.value == .null(.any) }
}
