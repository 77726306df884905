internal import MartletModel

/// Turns YAML nodes into terms: parses the expressions in them and resolves the names that they use.
struct TermCompiler {
    let names: NameResolver
    private(set) var references: [StaticReference] = []
    var faults = Diagnostics()
    /// What has been parsed already: the same expression often stands in many resources.
    private var parsed: [String: ParsedTemplate] = [:]
    /// The most texts that are remembered: what stands in many resources comes early, and what differs in each never again.
    private static let mostParsed = 1_000

    init(_ names: NameResolver) { self.names = names }

    /// Compiles a node in a place where the given roots have a meaning.
    mutating func compile(_ node: YAMLNode, in context: ReferenceContext) -> CompiledTerm {
        references.removeAll(keepingCapacity: true)
        let term = term(node, context)
        // As long as it is, and no longer: there is one for each term.
        return CompiledTerm(term: term, references: references.map(\.self), range: node.startRange)
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
        switch node.kind {
        case .sequence: return sequence(node.children, context)
        case .mapping: return mapping(node.pairs, context)
        case .plain, .singleQuoted, .doubleQuoted, .literal, .folded: return scalar(node, context)
        }
    }

    private mutating func sequence(_ elements: YAMLNode.Children, _ context: ReferenceContext) -> Term {
        let terms = elements.map { term($0, context) }
        guard terms.allSatisfy(\.isConstant) else { return .sequence(terms) }
        return .constant(.tuple(terms.compactMap(\.constantValue)))
    }

    private mutating func mapping(
        _ entries: some RandomAccessCollection<YAMLNode.Entry>, _ context: ReferenceContext
    ) -> Term {
        var fields: [Fields.Field] = []
        fields.reserveCapacity(entries.count)
        var pairs = SortedPairs()
        for entry in entries {
            let key = key(entry.key, context)
            let value = term(entry.value, context)
            if pairs.all.isEmpty {
                if case .fixed(let name) = key, case .constant(let constant) = value {
                    fields.append(Fields.Field(name, constant))
                    continue
                }
                pairs.reserveCapacity(entries.count)
                for field in fields { pairs.add(.fixed(field.key), .constant(field.value)) }
            }
            pairs.add(key, value)
        }
        return pairs.all.isEmpty ? .constant(.object(Fields(fields))) : .mapping(pairs.all)
    }

    private mutating func key(_ node: YAMLNode, _ context: ReferenceContext) -> Term.Pair.Key {
        let text = node.text ?? ""
        guard text.mayHoldExpression, let parsed = parse(node, text, context) else { return .fixed(text) }
        if case .string(let literal)? = parsed.literal { return .fixed(literal) }
        return .expression(parsed)
    }

    private mutating func scalar(_ node: YAMLNode, _ context: ReferenceContext) -> Term {
        guard node.withText(\.mayHoldExpression) == true else { return .constant(node.scalarValue ?? .null) }
        guard let parsed = parse(node, node.text ?? "", context) else { return .constant(.unknown(Unknown())) }
        return parsed.literal.map(Term.constant) ?? .expression(parsed)
    }

    private mutating func parse(_ node: YAMLNode, _ text: String, _ context: ReferenceContext) -> Expression? {
        let origin = node.origin
        if let known = parsed[text] { return resolved(known, origin, context) }
        switch ExpressionParser.parseTemplate(text, origin: origin) {
        case .success(let expression):
            let template = ParsedTemplate(expression)
            if parsed.count < Self.mostParsed { parsed[text] = template }
            return resolved(template, origin, context)
        case .failure(let diagnostics):
            faults.append(contentsOf: diagnostics)
            return nil
        }
    }

    /// The expression at one place; nil when a name in it has no meaning there.
    private mutating func resolved(
        _ template: ParsedTemplate, _ origin: TextOrigin, _ context: ReferenceContext
    ) -> Expression? {
        let expression = Expression(template.node, origin: origin)
        return resolve(template.references, of: expression, context) ? expression : nil
    }

    /// Whether every name in the expression has a meaning.
    private mutating func resolve(
        _ found: [Expression.Mention], of expression: Expression, _ context: ReferenceContext
    ) -> Bool {
        var isResolved = true
        var context = context
        // Looking for similar names takes time in proportion to their number: not for each of ten thousand faults.
        context.suggests = faults.all.count < 100
        for mention in found {
            switch names.resolve(expression.reference(mention), in: context) {
            case .declaration(let found):
                references.append(found)
                if let deprecation = names.deprecation(of: found) { warn(expression.reference(mention), deprecation) }
            case .surroundings: break
            case .failure(let fault):
                faults.append(fault)
                isResolved = false
            }
        }
        return isResolved
    }

    private mutating func warn(_ reference: Reference, _ deprecation: String) {
        faults.append(
            LanguageFault.deprecatedOutput.at(
                reference.range, "`\(reference)` is deprecated: \(deprecation)", severity: .warning))
    }

    // MARK: References that are written for themselves

    /// The `to` of an import.
    mutating func compileTarget(_ node: YAMLNode, in context: ReferenceContext) -> CompiledTarget {
        guard case .string(let text)? = node.scalarValue, !text.mayHoldExpression, Address(text) == nil,
            case .success(let expression) = ExpressionParser.parseExpression(text, origin: node.origin),
            case .reference(let traversal) = expression.node, [.resource, .module].contains(traversal.root)
        else { return .term(compile(node, in: context)) }
        var pieces = [CompiledTarget.Piece.text(traversal.root.rawValue)]
        for step in traversal.steps {
            switch step {
            case .attribute(let name, _): pieces.append(.text(".\(name)"))
            case .index(let key, _):
                let key = Expression(key, origin: node.origin)
                references = []
                _ = resolve(key.mentions, of: key, context)
                let term = key.literal.map(Term.constant) ?? .expression(key)
                pieces.append(.key(CompiledTerm(term: term, references: references, range: key.range)))
            }
        }
        return .pieces(pieces, node.startRange)
    }

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
        guard resolve(expression.mentions, of: expression, context), let target = references.first else { return nil }
        return CompiledDependency(expression: expression, target: target)
    }
}

extension Term {
    fileprivate var constantValue: Value? {
        if case .constant(let value) = self { return value }
        return nil
    }
}

/// Pairs in the order of their keys, as far as these are known: sorted once here, and not for each instance.
private struct SortedPairs {
    private(set) var all: [Term.Pair] = []
    private var isFixed = true

    mutating func reserveCapacity(_ count: Int) { all.reserveCapacity(count) }

    mutating func add(_ key: Term.Pair.Key, _ value: Term) {
        var place = all.count
        if isFixed, case .fixed(let name) = key {
            while place > 0, case .fixed(let before) = all[place - 1].key, name.precedesInBytes(before) { place -= 1 }
        } else {
            isFixed = false
        }
        let pair = Term.Pair(key: key, value: value)
        if place == all.count { all.append(pair) } else { all.insert(pair, at: place) }
    }
}

/// A template as it was parsed, wherever it stands.
private struct ParsedTemplate {
    let node: ExpressionNode
    let references: [Expression.Mention]

    init(_ expression: Expression) {
        node = expression.node
        references = expression.literal == nil ? expression.mentions : []
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
        return copy.withUTF8(\.mayHoldExpression)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether `${` or `%{` stands in the text.
    fileprivate var mayHoldExpression: Bool {
        guard count > 2 else { return false }
        for index in 1..<count where self[index] == UInt8(ascii: "{") {
            if self[index - 1] == UInt8(ascii: "$") || self[index - 1] == UInt8(ascii: "%") { return true }
        }
        return false
    }
}
