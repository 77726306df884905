/// The ways to make expressions, as `Oracle/grammar.txt` lists them and explains their notation.
struct ExpressionGrammar: Sendable {
    /// `list number`, `string`, `T`: words that nest from left to right.
    typealias Kind = String

    enum Part: Sendable {
        case text(String)
        case hole(Kind, variables: [(name: String, kind: Kind)])
    }

    /// One way to make an expression.
    struct Production: Sendable {
        let parts: [Part]
        /// The line of the grammar.
        let text: String
    }

    struct Section: Sendable {
        var small: [Production] = []
        var other: [Production] = []
    }

    private(set) var sections: [Kind: Section] = [:]
    /// Every way with the kind that it is listed under, in order.
    private(set) var all: [(kind: Kind, production: Production)] = []

    /// - Parameter isWanted: Whether a line of the grammar is taken.
    init(_ text: String, isWanted: (String) -> Bool = { _ in true }) {
        let lines = text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") && isWanted($0) }
        let names = Set(lines.filter { $0.hasPrefix("@ ") }.map { String($0.dropFirst(2)) })
        var kind = ""
        var isSmall = true
        for line in lines {
            if line.hasPrefix("@ ") {
                kind = String(line.dropFirst(2))
                isSmall = true
                sections[kind] = sections[kind] ?? Section()
            } else if line == "---" {
                isSmall = false
            } else {
                let production = Production(parts: Self.parts(of: line, names), text: line)
                if isSmall {
                    sections[kind]?.small.append(production)
                } else {
                    sections[kind]?.other.append(production)
                }
                all.append((kind, production))
            }
        }
    }

    private static func parts(of line: String, _ names: Set<Kind>) -> [Part] {
        var parts: [Part] = []
        var text = ""
        var rest = Substring(line)
        while let first = rest.first {
            if first == "<", let end = rest.firstIndex(of: ">"),
                let hole = hole(rest[rest.index(after: rest.startIndex)..<end], names)
            {
                parts += [.text(text), hole]
                text = ""
                rest = rest[rest.index(after: end)...]
            } else {
                text.append(first)
                rest.removeFirst()
            }
        }
        return parts + [.text(text)]
    }

    /// A hole for what stands between `<` and `>`; nil when that names no kind.
    private static func hole(_ text: Substring, _ names: Set<Kind>) -> Part? {
        let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        let kind = words.filter { !$0.contains(":") }.joined(separator: " ")
        guard kind == "U" || kind == "function" || names.contains(kind) || names.contains(general(kind)) else {
            return nil
        }
        return .hole(
            kind,
            variables: words.compactMap { word in
                let pair = word.split(separator: ":").map(String.init)
                return pair.count == 2 ? (pair[0], pair[1]) : nil
            })
    }

    /// `list number` → `list T`.
    static func general(_ kind: Kind) -> Kind {
        guard let space = kind.firstIndex(of: " ") else { return kind }
        return "\(kind[..<space]) T"
    }
}
