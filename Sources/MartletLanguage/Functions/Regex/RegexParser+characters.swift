/// Characters, classes of them, and brackets.
extension RegexParser {
    mutating func escape() throws(RegexFault) -> RegexNode {
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

    mutating func bracket() throws(RegexFault) -> RegexSet {
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
}
