internal import MartletModel

/// Reads the `type` of a variable.
enum TypeNotation {
    /// Nil, with a fault, when the node holds no type.
    static func read(_ node: YAMLNode, _ faults: inout Diagnostics) -> ValueType? {
        guard case .string(let text)? = node.scalarValue else {
            faults.append(
                .wrongKind(
                    node, what: "a type", wanted: "text",
                    hint: "Write `string`, `number`, `bool`, `any`, `list(string)`, `map(number)`, "
                        + "`\"object({a = string, b = optional(number, 3)})\"`."))
            return nil
        }
        switch ExpressionParser.parseType(text, origin: node.origin) {
        case .success(let type): return type
        case .failure(let diagnostics):
            faults.append(contentsOf: diagnostics)
            return nil
        }
    }
}
