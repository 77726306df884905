internal import MartletModel

extension YAMLFault {
    /// The fault in words of ours, with advice that looks at the line where it stands.
    func diagnostic(in file: SourceFile) -> Diagnostic {
        let place = min(offset, file.bytes.count)
        let range = SourceRange(file, place, min(place + 1, file.bytes.count))
        let line = file.line(range.startPosition.line)
        var related: [Diagnostic.Related] = []
        var detail = "YAML cannot be read here: \(problem)."
        if let context {
            detail = "YAML cannot be read here: \(context), \(problem)."
            if contextOffset != offset {
                let start = min(contextOffset, file.bytes.count)
                related = [Diagnostic.Related(SourceRange(file, start, start), "it began here")]
            }
        }
        return LanguageFault.malformedYAML.at(range, detail, hint: hint(at: range, line: line), related: related)
    }

    private func hint(at range: SourceRange, line: String) -> String {
        let offset = range.start
        let byte = offset < range.file.bytes.count ? range.file.bytes[offset] : 0
        if byte == UInt8(ascii: "\t") || line.first(where: { $0 != " " }) == "\t" {
            return "Indent with spaces: YAML does not allow tabs there."
        }
        if problem.contains("mapping values are not allowed") { return mappingValueHint(line) }
        if problem.contains("cannot start any token") {
            return "Quote the text: a plain one cannot begin with `\(Character(Unicode.Scalar(byte)))`."
        }
        if problem.contains("unknown escape character") {
            return "Use single quotes, or write `\\\\` for a backslash inside double quotes."
        }
        if problem.contains("control characters are not allowed") {
            return "Delete the character, or write it as an escape (`\"\\u0007\"`) inside double quotes."
        }
        if problem.contains("unexpected end of stream") || problem.contains("document indicator") {
            return "Close the quote that was opened at \(contextPlace(range.file))."
        }
        if context?.contains("flow") == true || problem.contains("',' or") {
            return hasUnquotedExpression(line)
                ? "Quote the expression: `{` and `}` of an unquoted `${…}` are YAML's own inside `{…}` and `[…]`."
                : "Close the bracket that was opened at \(contextPlace(range.file)), or add the missing comma."
        }
        if hasUnquotedExpression(line) { return "Quote the expression: `\"${…}\"`." }
        if context?.contains("anchor") == true || context?.contains("alias") == true {
            return "Quote the text if it is meant to begin with `\(context?.contains("alias") == true ? "*" : "&")`."
        }
        return "Keys of one mapping begin in one column; check the indentation of this line and the one before."
    }

    private func mappingValueHint(_ line: String) -> String {
        if line.contains("${") { return "Quote this expression: it contains `: `." }
        let afterKey = line.split(separator: ":", maxSplits: 1).dropFirst().first ?? ""
        return afterKey.contains(": ") || afterKey.hasSuffix(":")
            ? "Quote the value: it contains `: `."
            : "Check the indentation: a key that stands deeper than the one before belongs under a key without a value."
    }

    private func contextPlace(_ file: SourceFile) -> String {
        let position = file.position(at: min(contextOffset, file.bytes.count))
        return "line \(position.line), column \(position.column)"
    }

    /// Whether `${` stands on the line outside quotes.
    private func hasUnquotedExpression(_ line: String) -> Bool {
        var quote: Character?
        var previous: Character = " "
        for character in line {
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if character == "{", previous == "$" {
                return true
            }
            previous = character
        }
        return false
    }
}
