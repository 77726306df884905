package import MartletModel

/// A piece of stack text that stands for a value: parsed, its functions resolved, not yet evaluated.
package struct Expression: Sendable {
    let node: ExpressionNode
    /// Maps offsets in the text to the file.
    package let origin: TextOrigin

    init(_ node: ExpressionNode, origin: TextOrigin) {
        self.node = node
        self.origin = origin
    }

    /// A value that the text states without any computation.
    package init(literal: Value, origin: TextOrigin, length: Int) {
        node = .literal(literal, Span(0, length))
        self.origin = origin
    }

    /// The place of the whole expression.
    package var range: SourceRange { range(of: node.span) }

    func range(of span: Span) -> SourceRange { origin.range(Int(span.start), Int(span.end)) }

    /// The value, when the expression is nothing but a literal.
    package var literal: Value? { node.literal }

    /// The names that the expression uses, in order of their places; variables of `for` are not among them.
    package var references: [Reference] { mentions.map(reference) }

    /// A name that the expression uses, apart from where the expression stands.
    struct Mention: Sendable {
        let root: ReferenceRoot
        let steps: [ReferenceStep]
        let isOpen: Bool
        let span: Span
    }

    var mentions: [Mention] {
        var result: [Mention] = []
        Self.collectMentions(node, into: &result)
        return result
    }

    func reference(_ mention: Mention) -> Reference {
        Reference(root: mention.root, steps: mention.steps, isOpen: mention.isOpen, range: range(of: mention.span))
    }

    private static func collectMentions(_ node: ExpressionNode, into result: inout [Mention]) {
        if case .reference(let traversal) = node {
            let steps = traversal.constantSteps ?? Traversal.constantPrefix(of: traversal.steps)
            let isOpen = steps.count < traversal.steps.count
            result.append(Mention(root: traversal.root, steps: steps, isOpen: isOpen, span: traversal.span))
        }
        node.forEachChild { collectMentions($0, into: &result) }
    }
}

extension ExpressionNode {
    /// Calls `body` with each direct part, in order of the text.
    func forEachChild(_ body: (ExpressionNode) -> Void) {
        switch self {
        case .literal, .variable: break
        case .template(let parts, _), .tuple(let parts, _): parts.forEach(body)
        case .join(let inner, _), .attribute(let inner, _, _), .unary(_, let inner, _): body(inner)
        case .reference(let traversal):
            for case .index(let key, _) in traversal.steps { body(key) }
        case .index(let first, let second, _), .splat(let first, let second, _), .binary(_, let first, let second, _):
            body(first)
            body(second)
        case .conditional(let condition, let whenTrue, let whenFalse, _):
            body(condition)
            body(whenTrue)
            body(whenFalse)
        case .object(let items, _):
            for item in items {
                body(item.key)
                body(item.value)
            }
        case .comprehension(let comprehension, _):
            body(comprehension.source)
            if let key = comprehension.key { body(key) }
            body(comprehension.value)
            if let condition = comprehension.condition { body(condition) }
        case .call(let call, _): call.arguments.forEach(body)
        }
    }
}
