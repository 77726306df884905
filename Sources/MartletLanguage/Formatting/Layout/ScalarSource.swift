/// A scalar as it is written.
struct ScalarSource {
    /// What it says.
    var text: String
    let style: YAMLNode.ScalarStyle
    /// How it stands in the file.
    let source: ArraySlice<UInt8>
    /// The column of the block collection around it, which explicit indents of block scalars count from; -1 at the root.
    let blockColumn: Int
    /// Whether the text was changed, so that the source no longer says it.
    var isRewritten = false

    init(_ text: String, _ style: YAMLNode.ScalarStyle, source: ArraySlice<UInt8>, blockColumn: Int) {
        self.text = text
        self.source = source
        self.blockColumn = blockColumn
        // Only an escape of these survives another layout: libyaml breaks lines at U+2028 and U+2029 and keeps them in the
        // text, and U+FEFF that comes to stand first in a file is its byte order mark.
        let needsEscape = text.unicodeScalars.contains { $0 == "\u{2028}" || $0 == "\u{2029}" || $0 == "\u{FEFF}" }
        isRewritten = needsEscape
        self.style = needsEscape ? .doubleQuoted : style
    }

    var isBlock: Bool { style == .literal || style == .folded }

    /// Whether it goes over several lines.
    var isMultiline: Bool { isBlock || (!isRewritten && source.lines.count > 1) }

    /// Whether a line of it would begin or end a document if it stood at the margin.
    private var hasDocumentMarker: Bool {
        guard !isBlock, !isRewritten else { return false }
        return source.lines.enumerated().contains { number, line in
            (number > 0 || style == .plain) && line.trimmedStart.isDocumentMarker
        }
    }

    /// The scalar so that it can stand at the margin: on one line and in quotes, where it would begin or end a document.
    var atMargin: ScalarSource {
        var result = self
        result.isRewritten = isRewritten || hasDocumentMarker
        return result
    }

    /// The scalar on one line, in canonical quotes.
    var line: String {
        if isRewritten { return QuotedText.quoted(text) }
        return switch style {
        case .singleQuoted: QuotedText.prefersSingleQuotes(text) ? source.text : QuotedText.doubleQuoted(text)
        case .doubleQuoted: canBeSingleQuoted ? QuotedText.singleQuoted(text) : source.text
        case .plain, .literal, .folded: source.text
        }
    }

    /// Whether single quotes say the same with fewer escapes.
    private var canBeSingleQuoted: Bool {
        guard QuotedText.prefersSingleQuotes(text) else { return false }
        var index = source.startIndex
        while index < source.endIndex {
            if source[index] == UInt8(ascii: "\\") {
                index += 1
                guard index < source.endIndex,
                    source[index] == UInt8(ascii: "\"") || source[index] == UInt8(ascii: "\\")
                else { return false }
            }
            index += 1
        }
        return true
    }

    /// The lines of a plain or quoted scalar over several lines, without the blanks that folding drops.
    var foldedLines: [String] {
        let lines = source.lines
        return lines.enumerated().map { number, line in
            let start = number == 0 ? line : line.trimmedStart
            guard number < lines.count - 1 else { return start.text }
            let end = start.trimmedEnd
            // `\ ` at the end of a line is an escaped space: it says that the space stays.
            let slashes = end.reversed().prefix { $0 == UInt8(ascii: "\\") }.count
            guard style == .doubleQuoted, slashes % 2 == 1, end.count < start.count else { return end.text }
            return start[..<(end.endIndex + 1)].text
        }
    }
}

extension ArraySlice<UInt8> {
    /// Whether it begins with `---` or `...` and goes on with a blank or not at all (YAML 1.2.2, §9.1.2).
    fileprivate var isDocumentMarker: Bool {
        guard starts(with: [0x2D, 0x2D, 0x2D]) || starts(with: [0x2E, 0x2E, 0x2E]) else { return false }
        return dropFirst(3).first.map { [0x20, 0x09, 0x0D].contains($0) } ?? true
    }
}

/// Text in the quotes of YAML.
enum QuotedText {
    /// In the quotes that want fewer escapes; double ones when it is the same.
    static func quoted(_ text: String) -> String {
        prefersSingleQuotes(text) ? singleQuoted(text) : doubleQuoted(text)
    }

    /// Whether single quotes want fewer escapes. They have none for characters that cannot be printed.
    static func prefersSingleQuotes(_ text: String) -> Bool {
        var balance = 0
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": balance += 1
            case "'": balance -= 1
            case _ where !isPrintable(scalar): return false
            default: break
            }
        }
        return balance > 0
    }

    static func singleQuoted(_ text: String) -> String {
        var result = "'"
        for scalar in text.unicodeScalars {
            if scalar == "'" { result += "'" }
            result.unicodeScalars.append(scalar)
        }
        return result + "'"
    }

    static func doubleQuoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case _ where isPrintable(scalar): result.unicodeScalars.append(scalar)
            default:
                let hex = String(scalar.value, radix: 16, uppercase: true)
                let digits = scalar.value > 0xFFFF ? 8 : 4
                result += (digits == 8 ? "\\U" : "\\u") + String(repeating: "0", count: digits - hex.count) + hex
            }
        }
        return result + "\""
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20..<0x7F, 0xA0..<0x2028, 0x202A..<0xD800, 0xE000..<0xFEFF, 0xFF00..<0xFFFE, 0x10000...: true
        default: false
        }
    }
}
