/// Why a pattern is no regular expression.
struct RegexFault: Error {
    let message: String
}

/// Reads RE2's syntax.
struct RegexParser {
    private let pattern: [Unicode.Scalar]
    private var index = 0
    private var depth = 0
    private var flags = Flags()
    /// The names of groups by number, from 1; nil for those without.
    private(set) var groupNames: [String?] = []

    private struct Flags {
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

    private var current: Unicode.Scalar? { index < pattern.count ? pattern[index] : nil }

    private func text(_ start: Int, _ end: Int) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: pattern[start..<min(end, pattern.count)])
        return String(view)
    }

    private mutating func skip(_ word: String) -> Bool {
        let scalars = Array(word.unicodeScalars)
        guard index + scalars.count <= pattern.count, Array(pattern[index..<(index + scalars.count)]) == scalars else {
            return false
        }
        index += scalars.count
        return true
    }

    private mutating func skipUpTo(_ end: Unicode.Scalar) {
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

    private mutating func escape() throws(RegexFault) -> RegexNode {
        guard let scalar = current else { throw RegexFault(message: "trailing backslash at end of expression") }
        switch scalar {
        case "A", "z", "b", "B":
            index += 1
            return .assertion(
                scalar == "A" ? .textStart : scalar == "z" ? .textEnd : scalar == "b" ? .wordBoundary : .notWordBoundary
            )
        default: break
        }
        if let property = try classEscape() {
            return .set(RegexSet(properties: [property], ignoresCase: flags.ignoresCase))
        }
        return .set(.one(try characterEscape(), ignoresCase: flags.ignoresCase))
    }

    /// `\d`, `\pL`, `\p{Lu}`, `\p{Greek}` behind the backslash; nil for anything else.
    private mutating func classEscape() throws(RegexFault) -> RegexProperty? {
        guard let scalar = current else { return nil }
        if let perl = RegexSet.perl(scalar) {
            index += 1
            return perl
        }
        guard scalar == "p" || scalar == "P" else { return nil }
        index += 1
        var isNegated = scalar == "P"
        var name: String
        if skip("{") {
            if skip("^") { isNegated.toggle() }
            let start = index
            skipUpTo("}")
            name = text(start, index)
            guard skip("}") else { throw RegexFault(message: "invalid character class range: `\\p{`") }
        } else {
            name = text(index, index + 1)
            index += 1
        }
        return try property(name, isNegated: isNegated)
    }

    /// A general category, a script, or `Any`.
    private func property(_ name: String, isNegated: Bool) throws(RegexFault) -> RegexProperty {
        if name == "Any" { return RegexProperty(category: "", isNegated: isNegated) }
        if RegexProperty.categories.contains(name) { return RegexProperty(category: name, isNegated: isNegated) }
        guard let ranges = RegexScripts.ranges(of: name) else {
            throw RegexFault(message: "invalid character class range: `\\p{\(name)}`")
        }
        return RegexProperty(category: "", isNegated: isNegated, ranges: ranges)
    }

    private mutating func characterEscape() throws(RegexFault) -> Unicode.Scalar {
        guard let scalar = current else { throw RegexFault(message: "trailing backslash at end of expression") }
        index += 1
        switch scalar {
        case "n": return "\n"
        case "t": return "\t"
        case "r": return "\r"
        case "f": return "\u{C}"
        case "v": return "\u{B}"
        case "a": return "\u{7}"
        case "x": return try hexadecimal()
        case "0"..."7": return try octal(scalar)
        default:
            guard scalar.value < 0x80, !scalar.properties.isAlphabetic, !(48...57).contains(scalar.value) else {
                throw RegexFault(message: "invalid escape sequence: `\\\(scalar)`")
            }
            return scalar
        }
    }

    private mutating func hexadecimal() throws(RegexFault) -> Unicode.Scalar {
        let start = index
        var digits = text(index, index + 2)
        if skip("{") {
            skipUpTo("}")
            digits = text(start + 1, index)
            index += 1
        } else {
            index += 2
        }
        guard digits.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let value = UInt32(digits, radix: 16), index <= pattern.count, let scalar = Unicode.Scalar(value)
        else {
            throw RegexFault(message: "invalid escape sequence: `\\x\(digits)`")
        }
        return scalar
    }

    private mutating func octal(_ first: Unicode.Scalar) throws(RegexFault) -> Unicode.Scalar {
        var value = first.value - 48
        var count = 1
        while count < 3, let next = current, (48...55).contains(next.value) {
            value = value * 8 + next.value - 48
            index += 1
            count += 1
        }
        guard first == "0" || count > 1, let scalar = Unicode.Scalar(value) else {
            throw RegexFault(message: "invalid escape sequence: `\\\(first)`")
        }
        return scalar
    }

    // MARK: Brackets

    private mutating func bracket() throws(RegexFault) -> RegexSet {
        let start = index - 1
        var set = RegexSet(ignoresCase: flags.ignoresCase)
        set.isNegated = skip("^")
        var isFirst = true
        while let scalar = current {
            if scalar == "]", !isFirst {
                index += 1
                return set
            }
            isFirst = false
            if skip("[:") {
                try appendPosix(to: &set)
                continue
            }
            if scalar == "\\" {
                index += 1
                if let property = try classEscape() {
                    set.properties.append(property)
                    continue
                }
                index -= 1
            }
            let low = try bracketScalar()
            var high = low
            if current == "-", index + 1 < pattern.count, pattern[index + 1] != "]" {
                index += 1
                high = try bracketScalar()
            }
            guard low.value <= high.value else {
                throw RegexFault(message: "invalid character class range: `\(low)-\(high)`")
            }
            set.ranges.append(low.value...high.value)
        }
        throw RegexFault(message: "missing closing ]: `\(text(start, pattern.count))`")
    }

    private mutating func bracketScalar() throws(RegexFault) -> Unicode.Scalar {
        guard let scalar = current else { throw RegexFault(message: "missing closing ]") }
        index += 1
        return scalar == "\\" ? try characterEscape() : scalar
    }

    private mutating func appendPosix(to set: inout RegexSet) throws(RegexFault) {
        let isNegated = skip("^")
        let start = index
        skipUpTo(":")
        let name = text(start, index)
        guard skip(":]"), let ranges = RegexSet.posix[name] else {
            throw RegexFault(message: "invalid character class range: `[:\(name):]`")
        }
        if isNegated {
            set.properties.append(RegexProperty(category: "", isNegated: true, ranges: ranges))
        } else {
            set.ranges += ranges
        }
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
