internal import MartletModel

extension ExpressionNode {
    /// The tree as text without its places: equal for expressions that differ in nothing but spaces. O(tree).
    var shape: String {
        var text = ""
        write(to: &text)
        return text
    }

    private func write(to text: inout String) {
        text += "(" + label
        forEachChild { $0.write(to: &text) }
        text += ")"
    }

    /// What the node says beside its parts.
    private var label: String {
        switch self {
        case .literal(let value, _): "literal \(value)"
        case .template: "template"
        case .join: "join"
        case .reference(let traversal): "reference \(traversal.root.rawValue)" + traversal.steps.map(\.label).joined()
        case .variable(let slot, _): "variable \(slot)"
        case .attribute(_, let name, _): "attribute \(quoted(name))"
        case .index: "index"
        case .splat: "splat"
        case .unary(let symbol, _, _): symbol == .negate ? "-" : "!"
        case .binary(let symbol, _, _, _): symbol.rawValue
        case .conditional: "conditional"
        case .tuple: "tuple"
        case .object: "object"
        case .comprehension(let loop, _):
            "for \(loop.hasKeyVariable) \(loop.key != nil) \(loop.condition != nil) \(loop.isGrouping)"
        case .call(let call, _): "call \(call.label)"
        }
    }
}

extension ExpressionNode.Call {
    fileprivate var label: String {
        let expansion = expandsLast ? " ..." : ""
        return switch function {
        case .builtIn(let function): function.name + expansion
        case .provider(let provider, let function): provider + "::" + function + expansion
        }
    }
}

extension Traversal.Step {
    fileprivate var label: String {
        switch self {
        case .attribute(let name, _): " .\(name)"
        case .index: " []"
        }
    }
}
