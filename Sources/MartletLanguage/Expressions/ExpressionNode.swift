internal import MartletModel

/// One node of an expression's tree, with its place in the text.
indirect enum ExpressionNode: Sendable {
    case literal(Value, Span)
    /// Parts that are joined into one string.
    case template([ExpressionNode], Span)
    /// The strings of a `%{for}`, joined.
    case join(ExpressionNode, Span)
    case reference(Traversal)
    /// A variable of a `for`, or a name given to a template: its place counted from the outermost.
    case variable(Int, Span)
    case attribute(ExpressionNode, String, Span)
    case index(ExpressionNode, ExpressionNode, Span)
    /// `source[*]…`: `each` is evaluated with the element as the innermost variable.
    case splat(source: ExpressionNode, each: ExpressionNode, Span)
    case unary(UnaryOperator, ExpressionNode, Span)
    case binary(BinaryOperator, ExpressionNode, ExpressionNode, Span)
    case conditional(ExpressionNode, ExpressionNode, ExpressionNode, Span)
    case tuple([ExpressionNode], Span)
    case object([ObjectItem], Span)
    case comprehension(Comprehension, Span)
    case call(Call, Span)

    struct ObjectItem: Sendable {
        let key: ExpressionNode
        let value: ExpressionNode
    }

    /// `[for …]` and `{for …}`.
    struct Comprehension: Sendable {
        let source: ExpressionNode
        let hasKeyVariable: Bool
        /// Nil for a tuple.
        let key: ExpressionNode?
        let value: ExpressionNode
        let condition: ExpressionNode?
        let isGrouping: Bool
    }

    struct Call: Sendable {
        let function: CalledFunction
        let arguments: [ExpressionNode]
        /// Whether the last argument is a collection of arguments.
        let expandsLast: Bool
        let nameSpan: Span
    }

    enum CalledFunction: Sendable {
        case builtIn(Function)
        /// `provider::x::f`.
        case provider(String, String)
    }

    var span: Span {
        switch self {
        case .literal(_, let span), .template(_, let span), .join(_, let span), .variable(_, let span),
            .attribute(_, _, let span), .index(_, _, let span), .splat(_, _, let span), .unary(_, _, let span),
            .binary(_, _, _, let span), .conditional(_, _, _, let span), .tuple(_, let span), .object(_, let span),
            .comprehension(_, let span), .call(_, let span):
            span
        case .reference(let traversal): traversal.span
        }
    }

    /// The value of a literal.
    var literal: Value? {
        if case .literal(let value, _) = self { return value }
        return nil
    }
}

enum UnaryOperator: Sendable {
    case negate
    case not
}

enum BinaryOperator: String, Sendable {
    case or = "||"
    case and = "&&"
    case equal = "=="
    case notEqual = "!="
    case greater = ">"
    case greaterOrEqual = ">="
    case less = "<"
    case lessOrEqual = "<="
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case remainder = "%"

    /// Higher binds tighter.
    var precedence: Int {
        switch self {
        case .or: 1
        case .and: 2
        case .equal, .notEqual: 3
        case .greater, .greaterOrEqual, .less, .lessOrEqual: 4
        case .add, .subtract: 5
        case .multiply, .divide, .remainder: 6
        }
    }
}

/// A reference with the steps that follow it, up to the first splat.
struct Traversal: Sendable {
    enum Step: Sendable {
        case attribute(String, Span)
        case index(ExpressionNode, Span)

        var span: Span {
            switch self {
            case .attribute(_, let span), .index(_, let span): span
            }
        }
    }

    let root: ReferenceRoot
    let steps: [Step]
    /// The steps when each is known from the text alone.
    let constantSteps: [ReferenceStep]?
    let span: Span

    init(root: ReferenceRoot, steps: [Step], span: Span) {
        self.root = root
        self.steps = steps
        self.span = span
        let constant = Self.constantPrefix(of: steps)
        constantSteps = constant.count == steps.count ? constant : nil
    }

    /// The steps as far as the text tells them.
    static func constantPrefix(of steps: [Step]) -> [ReferenceStep] {
        var result: [ReferenceStep] = []
        result.reserveCapacity(steps.count)
        for step in steps {
            switch step {
            case .attribute(let name, _): result.append(.attribute(name))
            case .index(.literal(let key, _), _): result.append(.index(key))
            case .index: return result
            }
        }
        return result
    }
}
