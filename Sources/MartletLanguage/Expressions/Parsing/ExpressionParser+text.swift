internal import MartletModel

extension ExpressionParser {
    /// Reads text up to the next template mark, quote or, when nothing is escaped, line end: the unit that `~` trims.
    mutating func appendText(_ style: TemplateStyle, to parts: inout [TemplatePart]) throws(Abandoned) {
        let start = cursor.index
        var text: [UInt8] = []
        while true {
            appendPlainBytes(style, to: &text)
            guard let byte = cursor.current else { break }
            switch byte {
            case UInt8(ascii: "$"), UInt8(ascii: "%"):
                if cursor.peek(1) == UInt8(ascii: "{") {
                    parts.append(.text(text, Span(start, cursor.index)))
                    return
                }
                guard cursor.peek(1) == byte, cursor.peek(2) == UInt8(ascii: "{") else { break }
                text += [byte, UInt8(ascii: "{")]
                cursor.index += 3
                continue
            case UInt8(ascii: "\"") where style == .quoted:
                parts.append(.text(text, Span(start, cursor.index)))
                return
            case UInt8(ascii: "\\") where style == .quoted:
                try appendEscape(to: &text)
                continue
            case 0x0A where style == .quoted:
                throw fault(
                    .unclosed, start, cursor.index, "A quoted string ends on the line where it began.",
                    hint: "Write a line break as `\\n`.")
            case 0x0A:
                text.append(byte)
                cursor.index += 1
                parts.append(.text(text, Span(start, cursor.index)))
                return
            default: break
            }
            text.append(byte)
            cursor.index += 1
        }
        parts.append(.text(text, Span(start, cursor.index)))
    }

    /// Reads bytes that mean nothing but themselves, all at once.
    private mutating func appendPlainBytes(_ style: TemplateStyle, to text: inout [UInt8]) {
        let start = cursor.index
        scan: while let byte = cursor.current {
            switch byte {
            case UInt8(ascii: "$"), UInt8(ascii: "%"), 0x0A: break scan
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): if style == .quoted { break scan }
            default: break
            }
            cursor.index += 1
        }
        text += cursor.bytes[start..<cursor.index]
    }

    private mutating func appendEscape(to text: inout [UInt8]) throws(Abandoned) {
        let start = cursor.index
        let kind = cursor.peek(1)
        cursor.index += 2
        switch kind {
        case UInt8(ascii: "n")?: text.append(0x0A)
        case UInt8(ascii: "r")?: text.append(0x0D)
        case UInt8(ascii: "t")?: text.append(0x09)
        case UInt8(ascii: "\"")?, UInt8(ascii: "\\")?: text.append(kind ?? 0)
        case UInt8(ascii: "u")?: text += try scalar(start, digits: 4)
        case UInt8(ascii: "U")?: text += try scalar(start, digits: 8)
        default:
            cursor.index = min(cursor.index, cursor.bytes.count)
            throw fault(
                .invalidEscape, start, start + 2, "There is no such escape.",
                hint: "Escapes are `\\n`, `\\r`, `\\t`, `\\\"`, `\\\\`, `\\uNNNN` and `\\UNNNNNNNN`.")
        }
    }

    private mutating func scalar(_ start: Int, digits: Int) throws(Abandoned) -> [UInt8] {
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard let digit = cursor.current.flatMap(hexadecimalDigit) else {
                throw fault(.invalidEscape, start, cursor.index, "The escape wants \(digits) hexadecimal digits.")
            }
            value = value << 4 | UInt32(digit)
            cursor.index += 1
        }
        guard let scalar = Unicode.Scalar(value) else {
            throw fault(.invalidEscape, start, cursor.index, "There is no such character.")
        }
        return Array(String(Character(scalar)).utf8)
    }
}
