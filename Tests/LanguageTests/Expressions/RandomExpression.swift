import TestSupport

/// Random expressions from a grammar: each is made to have a kind, and now and then a part of another kind is put in, to see
/// what converts and what fails.
struct RandomExpression {
    typealias Kind = ExpressionGrammar.Kind

    private let grammar: ExpressionGrammar
    private let roots: [(kind: Kind, production: ExpressionGrammar.Production)]
    private let functions: [String]
    private var generator: SeededGenerator
    private var count = 0

    /// - Parameter functions: What `<function>` stands for.
    init(_ grammar: ExpressionGrammar, functions: [String], seed: UInt64) {
        self.grammar = grammar
        // Words stand inside strings only.
        roots = grammar.all.filter { $0.kind != "word" }
        self.functions = functions
        generator = SeededGenerator(seed: seed)
    }

    /// The kinds that T and U stand for.
    private static let kinds: [Kind] = [
        "number", "string", "bool", "list number", "list string", "set string", "map number", "map string", "tuple",
        "object",
    ]

    /// An expression whose outermost form is the next of the grammar's, so that each has its turn.
    mutating func next() -> String {
        let root = roots[count % roots.count]
        count += 1
        while true {
            let bound = root.kind == "T" || root.kind.hasSuffix(" T") ? pick(Self.kinds) : nil
            let text = fill(root.production, bound: bound, depth: pick([1, 2, 2, 3]), [])
            if text.utf8.count < 700 { return text }
        }
    }

    private mutating func pick<T>(_ choices: [T]) -> T { choices[below(choices.count)] }

    private mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &generator) }

    private mutating func fill(
        _ production: ExpressionGrammar.Production, bound: Kind?, depth: Int, _ scope: [(name: String, kind: Kind)]
    ) -> String {
        let bindings = ["T": bound ?? pick(Self.kinds), "U": pick(Self.kinds)]
        func resolved(_ kind: Kind) -> Kind {
            kind.split(separator: " ").map { bindings[String($0)] ?? String($0) }.joined(separator: " ")
        }
        var text = ""
        for part in production.parts {
            switch part {
            case .text(let literal): text += literal
            case .hole(let kind, let variables):
                let inner = scope + variables.map { ($0.name, resolved($0.kind)) }
                text += expression(resolved(kind), depth: depth - 1, inner)
            }
        }
        return text
    }

    private mutating func expression(
        _ wanted: Kind, depth: Int, _ scope: [(name: String, kind: Kind)]
    ) -> String {
        if wanted == "function" { return pick(functions) }
        let kind = isValue(wanted) && below(30) == 0 ? pick(Self.kinds) : wanted
        let names = scope.filter { $0.kind == kind }.map(\.name)
        if !names.isEmpty, below(2) == 0 { return pick(names) }
        let own = grammar.sections[kind] ?? .init()
        let general = ExpressionGrammar.general(kind)
        let shared = general == kind ? .init() : grammar.sections[general] ?? .init()
        let any = isValue(kind) ? grammar.sections["T"] ?? .init() : .init()
        let isSmall = depth <= 0 || below(4) == 0
        let element = kind.firstIndex(of: " ").map { String(kind[kind.index(after: $0)...]) }
        // Of three ways to make the kind, one is as good for every kind.
        let choices =
            isSmall
            ? own.small.map { ($0, nil) } + shared.small.map { ($0, element) }
            : below(3) == 0 && !any.other.isEmpty
                ? any.other.map { ($0, kind) } : own.other.map { ($0, nil) } + shared.other.map { ($0, element) }
        guard !choices.isEmpty else { return expression(kind, depth: 0, scope) }
        let (production, bound) = pick(choices)
        return fill(production, bound: bound, depth: depth, scope)
    }

    private func isValue(_ kind: Kind) -> Bool {
        ["number", "string", "bool", "tuple", "object"].contains(kind)
            || ["list ", "set ", "map "].contains { kind.hasPrefix($0) }
    }
}
