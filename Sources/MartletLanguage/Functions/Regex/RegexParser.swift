/// Why a pattern is no regular expression.
struct RegexFault: Error {
    let message: String
}

/// Reads RE2's syntax: what is repeated, grouped and chosen from. `RegexParser+characters.swift` reads what one step matches.
struct RegexParser {
    let pattern: [Unicode.Scalar]
    var index = 0
    private var depth = 0
    var flags = Flags()
    /// The names of groups by number, from 1; nil for those without.
    private(set) var groupNames: [String?] = []

    struct Flags {
        var ignoresCase = false
        var isMultiline = false
        var dotTakesLineBreak = false
        var isLazy = false
    }

    init(_ pattern: String) { self.pattern = Array(pattern.unicodeScalars) }

    mutating func parse() throws(RegexFault) -> RegexNode {
        let node = try alternatives()
        guard index == pattern.count else { throw RegexFault(message: "unexpected ): `\(text(0, pattern.count))`") }
        return node
    }

    var current: Unicode.Scalar? { index < pattern.count ? pattern[index] : nil }

    func text(_ start: Int, _ end: Int) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: pattern[start..<min(end, pattern.count)])
        return String(view)
    }

    mutating func skip(_ word: String) -> Bool {
        let scalars = Array(word.unicodeScalars)
        guard index + scalars.count <= pattern.count, Array(pattern[index..<(index + scalars.count)]) == scalars else {
            return false
        }
        index += scalars.count
        return true
    }

    mutating func skipUpTo(_ end: Unicode.Scalar) {
        while let scalar = current, scalar != end { index += 1 }
    }

    private mutating func alternatives() throws(RegexFault) -> RegexNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= 200 else { throw RegexFault(message: "expression nests too deeply") }
        let before = flags
        var branches = [try sequence()]
        while skip("|") { branches.append(try sequence()) }
        flags = before
        return branches.count == 1 ? branches[0] : .alternatives(branches)
    }

    private mutating func sequence() throws(RegexFault) -> RegexNode {
        var nodes: [RegexNode] = []
        while let scalar = current, scalar != "|", scalar != ")" {
            if skip("\\Q") {
                appendQuoted(to: &nodes)
                continue
            }
            guard let atom = try atom() else { continue }
            nodes.append(try repeated(atom))
        }
        return nodes.count == 1 ? nodes[0] : nodes.isEmpty ? .empty : .sequence(nodes)
    }

    private mutating func appendQuoted(to nodes: inout [RegexNode]) {
        while let scalar = current, !skip("\\E") {
            nodes.append(.set(.one(scalar, ignoresCase: flags.ignoresCase)))
            index += 1
        }
    }

    // MARK: Atoms

    /// One atom; nil for flags, which stand for nothing.
    private mutating func atom() throws(RegexFault) -> RegexNode? {
        guard let scalar = current else { return nil }
        index += 1
        switch scalar {
        case "(": return try group()
        case "[": return .set(try bracket())
        case ".":
            return .set(
                flags.dotTakesLineBreak ? RegexSet(isNegated: true) : RegexSet(ranges: [10...10], isNegated: true))
        case "^": return .assertion(flags.isMultiline ? .lineStart : .textStart)
        case "$": return .assertion(flags.isMultiline ? .lineEnd : .textEnd)
        case "\\": return try escape()
        case "*", "+", "?": throw RegexFault(message: "missing argument to repetition operator: `\(scalar)`")
        default: return .set(.one(scalar, ignoresCase: flags.ignoresCase))
        }
    }

    private mutating func group() throws(RegexFault) -> RegexNode? {
        guard skip("?") else { return try captured(nil) }
        if skip("P<") || skip("<") {
            let start = index
            skipUpTo(">")
            let name = text(start, index)
            guard skip(">"), !name.isEmpty,
                name.unicodeScalars.allSatisfy({
                    $0 == "_" || $0.properties.isAlphabetic || (48...57).contains($0.value)
                })
            else { throw RegexFault(message: "invalid named capture: `\(text(start, pattern.count))`") }
            return try captured(name)
        }
        let before = flags
        guard try readFlags() else { return nil }
        let inner = try alternatives()
        flags = before
        guard skip(")") else { throw RegexFault(message: "missing closing )") }
        return inner
    }

    private mutating func captured(_ name: String?) throws(RegexFault) -> RegexNode {
        groupNames.append(name)
        let number = groupNames.count
        let inner = try alternatives()
        guard skip(")") else { throw RegexFault(message: "missing closing )") }
        return .group(inner, index: number)
    }

    /// Reads `i`, `m-s` and the like up to `:`, or up to `)`, when the flags hold for the rest of the group: then false.
    private mutating func readFlags() throws(RegexFault) -> Bool {
        var value = true
        while let scalar = current {
            index += 1
            switch scalar {
            case "i": flags.ignoresCase = value
            case "m": flags.isMultiline = value
            case "s": flags.dotTakesLineBreak = value
            case "U": flags.isLazy = value
            case "-" where value: value = false
            case ":": return true
            case ")": return false
            default: throw RegexFault(message: "invalid or unsupported Perl syntax: `(?\(scalar)`")
            }
        }
        throw RegexFault(message: "missing argument to flags")
    }

    // MARK: Repetition

    private mutating func repeated(_ atom: RegexNode) throws(RegexFault) -> RegexNode {
        var node = atom
        var count = 0
        while let (least, most) = try quantifier() {
            count += 1
            guard count == 1 else { throw RegexFault(message: "invalid nested repetition operator") }
            let isLazy = skip("?") != flags.isLazy
            node = .repetition(node, least: least, most: most, isLazy: isLazy)
        }
        return node
    }

    private mutating func quantifier() throws(RegexFault) -> (Int, Int?)? {
        if skip("*") { return (0, nil) }
        if skip("+") { return (1, nil) }
        if skip("?") { return (0, 1) }
        let start = index
        guard skip("{"), let least = decimal() else {
            index = start
            return nil
        }
        var most: Int? = least
        if skip(",") { most = decimal() }
        guard skip("}") else {
            index = start
            return nil
        }
        guard least <= 1000, most ?? 0 <= 1000, least <= most ?? least else {
            throw RegexFault(message: "invalid repeat count: `\(text(start, index))`")
        }
        return (least, most)
    }

    private mutating func decimal() -> Int? {
        let start = index
        while let scalar = current, (48...57).contains(scalar.value), index - start < 6 { index += 1 }
        return Int(text(start, index))
    }
}
