import Foundation
import MartletModel

@testable import MartletLanguage

/// The rows of docs/decisions/0105-differences-from-terraform.md in Terraform's words.
extension TerraformQuestion {
    /// The node in words that make Terraform do what Martlet does on purpose; nil where both do the same.
    mutating func translation(of node: ExpressionNode) -> String? {
        if let collection = ofAnything(node) { return note(.anything) { _ in collection } }
        if isOpenSet(node) {
            // What Terraform knows nothing of but its type.
            return note(.openSet) { question in "setsubtract(\(question.plain(node)), \(question.plain(node)))" }
        }
        if !leavesEmptyCollections {
            if holdsOpenEmpty(node), let own = own(node, .empty) { return own }
            if let empty = openEmpty(node) { return note(.empty) { _ in empty } }
        }
        switch node {
        case .unary(.negate, let operand, _): return note(.zero) { "(0 - \($0.text(operand)))" }
        case .binary(.and, let left, let right, _): return logic(left, right, isAnd: true)
        case .binary(.or, let left, let right, _): return logic(left, right, isAnd: false)
        case .binary(.multiply, _, _, _), .binary(.divide, _, _, _), .binary(.remainder, _, _, _):
            return note(.zero) { "(\($0.plain(node)) + 0)" }
        case .call(let call, _): return translation(of: call, node)
        default: return nil
        }
    }

    private mutating func note(_ difference: Difference, _ body: (inout Self) -> String) -> String {
        differences.insert(difference)
        return body(&self)
    }

    /// The right side counts only when the left one does not settle it.
    private mutating func logic(_ left: ExpressionNode, _ right: ExpressionNode, isAnd: Bool) -> String {
        note(.logic) { question in
            let (first, second) = (question.text(left), question.text(right))
            let symbol = isAnd ? "&&" : "||"
            let settled = isAnd ? "(\(first) ? \(Self.fault) : true)" : "(\(first) ? false : \(Self.fault))"
            return "(\(first) \(symbol) try(\(second) \(symbol) \(isAnd), \(settled)))"
        }
    }

    /// What fails.
    private static let fault = "tobool(\"fault\")"

    private mutating func translation(of call: ExpressionNode.Call, _ node: ExpressionNode) -> String? {
        guard case .builtIn(let function) = call.function, !call.expandsLast else { return nil }
        switch (function.name, call.arguments.count) {
        case ("concat", _): return concatenation(call)
        case ("element", 2):
            return note(.element) { question in
                let (list, index) = (question.text(call.arguments[0]), question.text(call.arguments[1]))
                let fromEnd = "\(list)[\(index) % length(\(list)) + length(\(list))]"
                return "try(element(\(list), \(index)), \(index) < 0 ? \(fromEnd) : \(Self.fault))"
            }
        case ("cidrsubnet", 3):
            return note(.cidrsubnet) { question in
                let texts = call.arguments.map { question.text($0) }
                return "cidrsubnet(\(texts[0]), "
                    + texts.dropFirst().map { "(\($0) < 0 ? \(Self.fault) : \($0))" }.joined(separator: ", ") + ")"
            }
        case ("cidrsubnets", 1...): return wholeRange(call, node)
        case ("signum", 1):
            return note(.signum) { question in
                let number = question.text(call.arguments[0])
                let sign = "\(number) > 0 ? 1 : -1"
                return "try(signum(\(number)), floor(\(number)) == \(number) ? (\(sign)) : \(Self.fault))"
            }
        case ("setunion", 2...), ("setintersection", 2...), ("setsubtract", 2): return withNull(call, node)
        case ("format", 2...), ("formatlist", 2...): return formatted(call, node)
        case ("templatestring", 2): return template(call)
        default: return nil
        }
    }

    /// Beside lists an empty one of no type fits, and `[]` in its place would make a tuple of them.
    private mutating func concatenation(_ call: ExpressionNode.Call) -> String? {
        guard !leavesEmptyCollections, call.arguments.contains(where: { openEmpty($0) != nil }) else { return nil }
        let texts = call.arguments.map { openEmpty($0) == nil ? text($0) : plain($0) }
        return "concat(\(texts.joined(separator: ", ")))"
    }

    /// `cidrsubnets` of everything: Martlet's own answer.
    private mutating func wholeRange(_ call: ExpressionNode.Call, _ node: ExpressionNode) -> String? {
        guard value(of: call.arguments[0])?.value.stringValue?.hasSuffix("/0") ?? false else { return nil }
        return own(node, .cidrsubnets)
    }

    /// A set with a null of no type, beside sets of what is no number and no text: Martlet's own answer.
    private mutating func withNull(_ call: ExpressionNode.Call, _ node: ExpressionNode) -> String? {
        let values = call.arguments.compactMap { value(of: $0)?.value.unmarked.value }
        let elements = values.compactMap(\.elements)
        guard elements.contains(where: { !$0.isEmpty && $0.allSatisfy(\.isUntypedNull) }),
            elements.joined().contains(where: { !$0.isUntypedNull && !$0.type.isPrimitive })
        else { return nil }
        return own(node, .nullInSet)
    }

    /// A format of null, which is not known to Terraform, or of empty lists: Martlet's own answer.
    private mutating func formatted(_ call: ExpressionNode.Call, _ node: ExpressionNode) -> String? {
        let values = call.arguments.dropFirst().compactMap { value(of: $0)?.value.unmarked.value }
        let isList = if case .builtIn(let function) = call.function { function.name == "formatlist" } else { false }
        let parts = isList ? values.flatMap { $0.elements?.map(\.unmarked.value) ?? [$0] } : values
        if parts.contains(where: \.isNull) { return own(node, .formatNull) }
        guard isList, values.contains(where: { $0.elements?.isEmpty ?? false }) else { return nil }
        return own(node, .formatEmpty)
    }

    /// A template that stands in the expression, as a file.
    private mutating func template(_ call: ExpressionNode.Call) -> String? {
        if case .reference = call.arguments[0] { return nil }
        guard let text = value(of: call.arguments[0])?.value.stringValue else { return nil }
        let name = Array(text.utf8).reduce(UInt64(5381)) { $0 &* 33 ^ UInt64($1) }
        let file = FileManager.default.temporaryDirectory.appending(path: "martlet-oracle-\(name).tftpl")
        guard (try? Data(text.utf8).write(to: file)) != nil else { return nil }
        return note(.template) { "templatefile(\"\(file.path())\", \($0.text(call.arguments[1])))" }
    }

    /// What Martlet makes of a node; nil when that is not known, or takes the variables of a loop.
    private mutating func own(_ node: ExpressionNode, _ difference: Difference) -> String? {
        guard let evaluated = value(of: node), evaluated.diagnostics.hasErrors || evaluated.value.isWhollyKnown else {
            return nil
        }
        return note(difference) { _ in
            evaluated.diagnostics.hasErrors ? Self.fault : Self.literal(evaluated.value)
        }
    }

    /// A collection made of what may have any type: one of which Terraform does not know more.
    private func ofAnything(_ node: ExpressionNode) -> String? {
        let makers = [
            "setunion": "toset", "setintersection": "toset", "setsubtract": "toset", "tolist": "tolist",
            "toset": "toset", "tomap": "tomap",
        ]
        guard case .call(let call, _) = node, case .builtIn(let function) = call.function,
            let maker = makers[function.name], value(of: node)?.value.unmarked.value.type.elementType == .any
        else { return nil }
        let arguments = call.arguments.compactMap { value(of: $0)?.value.unmarked.value }
        let parts = arguments + arguments.flatMap { $0.elements ?? $0.fields?.map(\.value) ?? [] }
        guard parts.contains(where: { !$0.unmarked.value.isKnown && $0.unmarked.value.type == .any }) else {
            return nil
        }
        return "\(maker)(local.any)"
    }

    /// Whether a collection is made of others, and of an empty one whose element type was never told.
    private func holdsOpenEmpty(_ node: ExpressionNode) -> Bool {
        guard case .call(let call, _) = node, case .builtIn(let function) = call.function,
            ["tolist", "toset", "tomap"].contains(function.name),
            let made = call.arguments.first.flatMap({ value(of: $0) })
        else { return false }
        let parts = made.value.elements ?? made.value.fields?.map(\.value) ?? []
        return parts.contains { ($0.elements?.isEmpty ?? $0.fields?.isEmpty ?? false) && $0.type.elementType == .any }
    }

    /// What is as empty, but fits beside anything: `[]` for `tolist([])`.
    private func openEmpty(_ node: ExpressionNode) -> String? {
        guard case .call = node, let evaluated = value(of: node), !evaluated.diagnostics.hasErrors else { return nil }
        switch evaluated.value {
        case .list(let items) where items.elements.isEmpty && items.elementType == .any: return "[]"
        case .map(let map) where map.fields.isEmpty && map.elementType == .any: return "{}"
        default: return nil
        }
    }

    private func isOpenSet(_ node: ExpressionNode) -> Bool {
        switch node {
        case .literal, .variable, .reference: return false
        default: break
        }
        let value = value(of: node)?.value.unmarked.value
        // A set with a list that is not known inside is not known as a whole.
        if case .call = node, case .unknown(let unknown)? = value { return unknown.type.isSet }
        return value?.isOpenSet ?? false
    }

    /// What a node stands for; nil when it takes the variables of a loop.
    func value(of node: ExpressionNode) -> Evaluated? {
        guard !node.uses(variablesBelow: variables.count) else { return nil }
        let origin = TextOrigin(SourceFile(name: "question", text: ""))
        var budget = EvaluationBudget(steps: scope.surroundings.steps)
        let given = [Value](repeating: .null, count: variables.count)
        return Expression(node, origin: origin).evaluate(in: scope, given: given, depth: 0, &budget)
    }
}

extension ExpressionNode {
    /// Whether a variable of a loop around it occurs in it: one of the first `count`.
    func uses(variablesBelow count: Int) -> Bool {
        if case .variable(let slot, _) = self { return slot < count }
        var found = false
        forEachChild { found = found || $0.uses(variablesBelow: count) }
        return found
    }

    /// Whether a fault may become a value in it.
    var catchesFaults: Bool {
        if case .call(let call, _) = self, case .builtIn(let function) = call.function,
            ["can", "try"].contains(function.name)
        {
            return true
        }
        var found = false
        forEachChild { found = found || $0.catchesFaults }
        return found
    }

    /// Whether a choice occurs in it, after which the marks of what was not chosen do not count.
    var hasChoice: Bool {
        switch self {
        case .conditional, .binary(.and, _, _, _), .binary(.or, _, _, _): return true
        case .call(let call, _):
            if case .builtIn(let function) = call.function, ["one", "coalesce", "coalescelist"].contains(function.name)
            {
                return true
            }
        default: break
        }
        var found = false
        forEachChild { found = found || $0.hasChoice }
        return found
    }
}
