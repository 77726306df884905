/// A word or mark of an expression that stands on one line.
struct ExpressionToken: Equatable {
    enum Kind: Equatable {
        case name
        case number
        /// With everything in it already in the canonical style.
        case string
        case opening
        case closing
        case comma
        case dot
        case mark
    }

    let kind: Kind
    let text: String
}

/// Takes expressions apart into words and marks, up to the brace that ends them.
///
/// Knows no grammar: the parser has accepted the text, or will refuse it as it refused it before.
struct ExpressionTokens {
    /// The marks that begin with the same byte, longest first.
    private static let marks = ["...", "::", "=>", "==", "!=", ">=", "<=", "&&", "||"]

    private var cursor: ByteCursor
    private var tokens: [ExpressionToken] = []
    private var depth = 0

    /// The tokens from `start` to the `}` that closes what was opened before it, and where that stands.
    ///
    /// Nil when the expression goes over lines, holds comments or heredocs, or is not closed: such ones stay as they are.
    static func read(_ bytes: [UInt8], from start: Int) -> (tokens: [ExpressionToken], end: Int)? {
        var reader = ExpressionTokens(cursor: ByteCursor(bytes, at: start))
        return reader.read() ? (reader.tokens, reader.cursor.index) : nil
    }

    private init(cursor: ByteCursor) { self.cursor = cursor }

    /// Whether the closing brace was reached.
    private mutating func read() -> Bool {
        while let byte = cursor.current {
            switch byte {
            case 0x20, 0x09: cursor.index += 1
            case UInt8(ascii: "}") where depth == 0: return true
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
                add(.opening, 1)
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
                guard depth > 0 else { return false }
                depth -= 1
                add(.closing, 1)
            case UInt8(ascii: ","): add(.comma, 1)
            case UInt8(ascii: "\""): guard addString() else { return false }
            case _ where byte.isDigit: addNumber()
            case _ where byte.startsIdentifier: add(.name, cursor.identifierEnd - cursor.index)
            default: guard addMark(byte) else { return false }
            }
        }
        return false
    }

    private mutating func add(_ kind: ExpressionToken.Kind, _ length: Int) {
        tokens.append(ExpressionToken(kind: kind, text: cursor.text(cursor.index, cursor.index + length)))
        cursor.index += length
    }

    private mutating func addMark(_ byte: UInt8) -> Bool {
        for mark in Self.marks where cursor.bytes[cursor.index...].starts(with: mark.utf8) {
            add(.mark, mark.utf8.count)
            return true
        }
        switch byte {
        case UInt8(ascii: "."): add(.dot, 1)
        case UInt8(ascii: "/"):
            // A comment hides what follows; nothing here looks into it.
            guard cursor.peek(1) != UInt8(ascii: "/"), cursor.peek(1) != UInt8(ascii: "*") else { return false }
            add(.mark, 1)
        case UInt8(ascii: "<"):
            guard cursor.peek(1) != byte else { return false }
            add(.mark, 1)
        case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "%"), UInt8(ascii: ">"),
            UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: "~"):
            add(.mark, 1)
        default: return false
        }
        return true
    }

    private mutating func addNumber() {
        let start = cursor.index
        var end = digits(from: start)
        // Behind a dot it is an index: `a.0.1` has two of them.
        if tokens.last?.kind != .dot {
            if byte(end) == UInt8(ascii: "."), byte(end + 1)?.isDigit == true { end = digits(from: end + 1) }
            if let exponent = byte(end), exponent | 0x20 == UInt8(ascii: "e") {
                let isSigned = byte(end + 1) == UInt8(ascii: "+") || byte(end + 1) == UInt8(ascii: "-")
                let first = end + (isSigned ? 2 : 1)
                if byte(first)?.isDigit == true { end = digits(from: first) }
            }
        }
        add(.number, end - start)
    }

    private func byte(_ index: Int) -> UInt8? { index < cursor.bytes.count ? cursor.bytes[index] : nil }

    private func digits(from start: Int) -> Int {
        var end = start
        while byte(end)?.isDigit == true { end += 1 }
        return end
    }

    /// Reads `"…"` with the templates in it.
    private mutating func addString() -> Bool {
        let start = cursor.index
        var text = "\""
        var pieceStart = start + 1
        cursor.index += 1
        while let byte = cursor.current {
            switch byte {
            case UInt8(ascii: "\\"): cursor.index += 2
            case 0x0A: return false
            case UInt8(ascii: "\""):
                text += cursor.text(pieceStart, cursor.index) + "\""
                cursor.index += 1
                tokens.append(ExpressionToken(kind: .string, text: text))
                return true
            case UInt8(ascii: "$"), UInt8(ascii: "%"):
                if cursor.peek(1) == byte, cursor.peek(2) == UInt8(ascii: "{") {
                    cursor.index += 3
                } else if cursor.peek(1) == UInt8(ascii: "{") {
                    guard let (inner, end) = TemplateFormatter.interpolation(cursor.bytes, at: cursor.index) else {
                        return false
                    }
                    text += cursor.text(pieceStart, cursor.index) + inner
                    cursor.index = end
                    pieceStart = end
                } else {
                    cursor.index += 1
                }
            default: cursor.index += 1
            }
        }
        return false
    }
}
