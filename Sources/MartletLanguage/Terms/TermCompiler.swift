internal import MartletModel

/// Turns YAML nodes into terms: parses the expressions in them and resolves the names that they use.
struct TermCompiler {
    let names: NameResolver
    private(set) var references: [StaticReference] = []
    var faults = Diagnostics()

    init(_ names: NameResolver) { self.names = names }

    /// Compiles a node in a place where the given roots have a meaning.
    mutating func compile(_ node: YAMLNode, in context: ReferenceContext) -> CompiledTerm {
        references = []
        let term = term(node, context)
        return CompiledTerm(term: term, references: references, range: node.startRange)
    }

    mutating func compile(_ node: YAMLNode?, in context: ReferenceContext) -> CompiledTerm? {
        node.map { compile($0, in: context) }
    }

    /// Compiles entries that lie side by side, as those of a connection.
    mutating func compile(
        entries: [YAMLNode.Entry], range: SourceRange, in context: ReferenceContext
    ) -> CompiledTerm {
        references = []
        return CompiledTerm(term: mapping(entries, context), references: references, range: range)
    }

    private mutating func term(_ node: YAMLNode, _ context: ReferenceContext) -> Term {
        if node.tag != nil { node.checkTag(&faults) }
        switch node.content {
        case .scalar(let text, let style): return scalar(node, text, style, context)
        case .sequence(let elements):
            let terms = elements.map { term($0, context) }
            guard terms.allSatisfy(\.isConstant) else { return .sequence(terms) }
            return .constant(.tuple(terms.compactMap(\.constantValue)))
        case .mapping(let entries): return mapping(entries, context)
        }
    }

    private mutating func mapping(_ entries: [YAMLNode.Entry], _ context: ReferenceContext) -> Term {
        var isConstant = true
        var pairs: [Term.Pair] = []
        pairs.reserveCapacity(entries.count)
        for entry in entries {
            let key = key(entry.key, context)
            let value = term(entry.value, context)
            if case .expression = key { isConstant = false }
            isConstant = isConstant && value.isConstant
            pairs.append(Term.Pair(key: key, value: value))
        }
        guard isConstant else { return .mapping(pairs) }
        return .constant(.object(Fields(pairs.compactMap(\.constantField))))
    }

    private mutating func key(_ node: YAMLNode, _ context: ReferenceContext) -> Term.Pair.Key {
        let text = node.text ?? ""
        guard text.mayHoldExpression, let parsed = parse(node, text, context) else { return .fixed(text) }
        if case .string(let literal)? = parsed.literal { return .fixed(literal) }
        return .expression(parsed)
    }

    private mutating func scalar(
        _ node: YAMLNode, _ text: String, _ style: YAMLNode.ScalarStyle, _ context: ReferenceContext
    ) -> Term {
        guard text.mayHoldExpression else { return .constant(node.scalarValue ?? .null) }
        guard let parsed = parse(node, text, context) else { return .constant(.unknown(Unknown())) }
        return parsed.literal.map(Term.constant) ?? .expression(parsed)
    }

    private mutating func parse(_ node: YAMLNode, _ text: String, _ context: ReferenceContext) -> Expression? {
        switch ExpressionParser.parseTemplate(text, origin: node.origin) {
        case .success(let expression):
            return resolve(expression, context) ? expression : nil
        case .failure(let diagnostics):
            faults.append(contentsOf: diagnostics)
            return nil
        }
    }

    /// Whether every name in the expression has a meaning.
    private mutating func resolve(_ expression: Expression, _ context: ReferenceContext) -> Bool {
        guard expression.literal == nil else { return true }
        var isResolved = true
        for reference in expression.references {
            switch names.resolve(reference, in: context) {
            case .declaration(let found): references.append(found)
            case .surroundings: break
            case .failure(let fault):
                faults.append(fault)
                isResolved = false
            }
        }
        return isResolved
    }

    // MARK: References that are written for themselves

    /// An entry of `depends_on` or `replace_triggered_by`: `resource.x`, `module.m`, `${resource.x["a"]}`.
    mutating func compileReference(
        _ node: YAMLNode, _ what: String, in context: ReferenceContext
    ) -> CompiledDependency? {
        guard case .string(let text)? = node.scalarValue else {
            faults.append(.wrongKind(node, what: "an entry of \(what)", wanted: "a reference like `resource.name`"))
            return nil
        }
        let parsed =
            text.hasPrefix("${")
            ? ExpressionParser.parseTemplate(text, origin: node.origin)
            : ExpressionParser.parseExpression(text, origin: node.origin)
        guard case .success(let expression) = parsed, let reference = expression.references.first,
            [.resource, .data, .module].contains(reference.root), expression.isOneReference
        else {
            let bare = names.resourceNamed(text).map { "Did you mean `\($0)`?" }
            faults.append(
                LanguageFault.invalidDependency.at(
                    node.startRange, "`\(text)` under \(what) is not a reference to a resource, data source or module.",
                    hint: bare ?? "Write `resource.NAME`, `resource.NAME[each.key]`, `data.NAME` or `module.NAME`."))
            return nil
        }
        references = []
        guard resolve(expression, context), let target = references.first else { return nil }
        return CompiledDependency(expression: expression, target: target)
    }
}

extension Term {
    fileprivate var constantValue: Value? {
        if case .constant(let value) = self { return value }
        return nil
    }
}

extension Term.Pair {
    fileprivate var constantField: Fields.Field? {
        guard case .fixed(let name) = key, case .constant(let value) = value else { return nil }
        return Fields.Field(name, value)
    }
}

extension Expression {
    /// Whether the expression is nothing but a reference.
    var isOneReference: Bool {
        if case .reference = node { return true }
        return false
    }
}

extension String {
    /// Whether `${` or `%{` may stand in the text. O(n), a few nanoseconds for short texts.
    var mayHoldExpression: Bool {
        var copy = self
        return copy.withUTF8 { bytes in
            guard bytes.count > 2 else { return false }
            var index = 1
            while index < bytes.count {
                if bytes[index] == UInt8(ascii: "{"),
                    bytes[index - 1] == UInt8(ascii: "$") || bytes[index - 1] == UInt8(ascii: "%")
                {
                    return true
                }
                index += 1
            }
            return false
        }
    }
}
