import MartletModel

@testable import MartletLanguage

/// An expression as it is put to Terraform: every operator and every name written out, and, where the two programs differ on
/// purpose, in words that make Terraform do what Martlet does. When the answers agree then, nothing but that was different.
struct TerraformQuestion {
    /// A row of docs/decisions/0105-differences-from-terraform.md that can be put into Terraform's words.
    enum Difference: String, CaseIterable {
        case logic = "`&&`, `||`"
        case element = "`element` below zero"
        case cidrsubnet = "`cidrsubnet` with negative bits or numbers"
        case cidrsubnets = "`cidrsubnets(\"0.0.0.0/0\", …)`"
        case formatNull = "`format` with null"
        case formatEmpty = "`formatlist` of empty lists"
        case template = "`templatestring` with a literal"
        case nullInSet = "sets of null beside collections or objects"
        case signum = "`signum` of large numbers"
        case empty = "empty collections of no type"
        case zero = "`-0`"
        case anything = "a collection made of what may have any type"
        case openSet = "a set with elements that are not known"
    }

    /// What the names of the expression stand for.
    let scope: any Scope
    /// What is put in the place of `local.NAME`.
    var names: [String: String] = [:]
    /// Whether `sensitive(…)` is left out.
    var hasMarks = true
    /// Whether deliberate differences are put into Terraform's words.
    var isTranslated = true
    /// Whether an empty collection whose element type was never told stays one.
    var leavesEmptyCollections = true
    /// The rows that did change the wording.
    var differences: Set<Difference> = []
    /// The variables of loops in reach, as they are written.
    var variables: [String] = []

    init(_ scope: any Scope) { self.scope = scope }

    /// The expression in Terraform's words: a term, or something in parentheses.
    mutating func text(_ node: ExpressionNode) -> String {
        if isTranslated, let translated = translation(of: node) { return translated }
        return plain(node)
    }

    /// The node written out, with its parts translated.
    mutating func plain(_ node: ExpressionNode) -> String {
        switch node {
        case .literal(let value, _): return Self.literal(value)
        case .variable(let slot, _): return variables[slot]
        case .template(let parts, _):
            // A value alone would keep its type.
            return "\"" + parts.map { "${\(text($0))}" }.joined() + (parts.count == 1 ? "${\"\"}\"" : "\"")
        case .join(let inner, _): return joined(inner)
        case .reference(let traversal): return reference(traversal)
        case .attribute(let inner, let name, _): return "\(base(inner)).\(name)"
        case .index(let inner, let key, _): return "\(base(inner))[\(text(key))]"
        case .splat(let source, let each, _):
            variables.append("\(base(source))[*]")
            defer { variables.removeLast() }
            return text(each)
        case .unary(.negate, let operand, _): return "(-\(text(operand)))"
        case .unary(.not, let operand, _): return "(!\(text(operand)))"
        case .binary(let symbol, let left, let right, _): return "(\(text(left)) \(symbol.rawValue) \(text(right)))"
        case .conditional(let condition, let first, let second, _):
            return "(\(text(condition)) ? \(text(first)) : \(text(second)))"
        case .tuple(let parts, _): return "[" + parts.map { text($0) }.joined(separator: ", ") + "]"
        case .object(let items, _):
            return "{" + items.map { "(\(text($0.key))) = \(text($0.value))" }.joined(separator: ", ") + "}"
        case .comprehension(let loop, _): return comprehension(loop)
        case .call(let call, _): return self.call(call)
        }
    }

    /// What attributes and indexes are taken of: those of a splat's result are not those of its elements.
    private mutating func base(_ node: ExpressionNode) -> String {
        if case .splat = node { return "(\(text(node)))" }
        return text(node)
    }

    private mutating func reference(_ traversal: Traversal) -> String {
        var steps = traversal.steps[...]
        var text = traversal.root.rawValue
        if case .attribute(let name, _)? = steps.first, let stand = names[name] {
            text = stand
            steps = steps.dropFirst()
        }
        for step in steps {
            switch step {
            case .attribute(let name, _): text += ".\(name)"
            case .index(let key, _): text += "[\(self.text(key))]"
            }
        }
        return text
    }

    mutating func call(_ call: ExpressionNode.Call) -> String {
        guard case .builtIn(let function) = call.function else { return "null" }
        let arguments = call.arguments.map { text($0) }
        if !hasMarks, ["sensitive", "nonsensitive"].contains(function.name), arguments.count == 1 {
            return "(\(arguments[0]))"
        }
        return "\(function.name)(\(arguments.joined(separator: ", "))\(call.expandsLast ? "..." : ""))"
    }

    // MARK: Loops

    private mutating func comprehension(_ loop: ExpressionNode.Comprehension) -> String {
        let source = text(loop.source)
        return with(loop) { question, names in
            let condition = loop.condition.map { " if \(question.text($0))" } ?? ""
            let value = question.text(loop.value)
            guard let key = loop.key else { return "[for \(names) in \(source) : \(value)\(condition)]" }
            let grouping = loop.isGrouping ? "..." : ""
            return "{for \(names) in \(source) : \(question.text(key)) => \(value)\(grouping)\(condition)}"
        }
    }

    private mutating func joined(_ node: ExpressionNode) -> String {
        guard case .comprehension(let loop, _) = node else { return text(node) }
        let source = text(loop.source)
        return with(loop) { question, names in
            "\"%{ for \(names) in \(source) }${\(question.text(loop.value))}%{ endfor }\""
        }
    }

    private mutating func with(
        _ loop: ExpressionNode.Comprehension, _ body: (inout Self, String) -> String
    ) -> String {
        let count = loop.hasKeyVariable ? 2 : 1
        let names = (0..<count).map { "v\(variables.count + $0)" }
        variables += names
        defer { variables.removeLast(count) }
        return body(&self, names.joined(separator: ", "))
    }

    // MARK: Literals

    /// A value as Terraform reads it.
    static func literal(_ value: Value) -> String {
        func list(_ parts: [Value]) -> String { "[" + parts.map(literal).joined(separator: ", ") + "]" }
        func object(_ fields: Fields) -> String {
            "{" + fields.map { "\(string($0.key)) = \(literal($0.value))" }.joined(separator: ", ") + "}"
        }
        switch value {
        case .null(.string): return "tostring(null)"
        case .null(.number): return "tonumber(null)"
        case .null(.bool): return "tobool(null)"
        case .null: return "null"
        case .bool(let truth): return truth ? "true" : "false"
        case .number(let number): return number.isNegative ? "(\(number))" : number.description
        case .string(let text): return string(text)
        // The type of an empty collection stays known.
        case .list(let items) where items.elements.isEmpty && items.elementType != .any:
            return "slice(tolist([\(sample(items.elementType))]), 0, 0)"
        case .set(let items) where items.elements.isEmpty && items.elementType != .any:
            let one = "toset([\(sample(items.elementType))])"
            return "setsubtract(\(one), \(one))"
        case .list(let items): return "tolist(\(list(items.elements)))"
        case .set(let items): return "toset(\(list(items.elements)))"
        case .tuple(let parts): return list(parts)
        case .map(let map): return "tomap(\(object(map.fields)))"
        case .object(let fields): return object(fields)
        case .marked(let inner, _): return "sensitive(\(literal(inner)))"
        case .unknown: return "local.any"
        }
    }

    /// Some value of a type.
    private static func sample(_ type: ValueType) -> String {
        switch type {
        case .number: "0"
        case .bool: "true"
        case .list(let element): "tolist([\(sample(element))])"
        case .set(let element): "toset([\(sample(element))])"
        case .map(let element): "tomap({a = \(sample(element))})"
        case .tuple(let elements): "[\(elements.map(sample).joined(separator: ", "))]"
        case .object(let attributes):
            "{\(attributes.map { "\(string($0.name)) = \(sample($0.type))" }.joined(separator: ", "))}"
        case .string, .any: "\"\""
        }
    }

    private static func string(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "{" where result.hasSuffix("$") || result.hasSuffix("%"):
                // `${` is written `$${`.
                result += "\(result.suffix(1)){"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return "\"\(result)\""
    }
}
