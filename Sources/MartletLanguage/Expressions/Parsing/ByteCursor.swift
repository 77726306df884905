internal import MartletModel

/// The place in the bytes of an expression where the parser stands.
struct ByteCursor {
    let bytes: [UInt8]
    var index = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { index >= bytes.count }

    /// The byte at the cursor; nil at the end.
    @inline(__always) var current: UInt8? { index < bytes.count ? bytes[index] : nil }

    /// The byte `distance` bytes on.
    @inline(__always) func peek(_ distance: Int) -> UInt8? {
        index + distance < bytes.count ? bytes[index + distance] : nil
    }

    func starts(with text: StaticString) -> Bool {
        guard index + text.utf8CodeUnitCount <= bytes.count else { return false }
        for offset in 0..<text.utf8CodeUnitCount where bytes[index + offset] != text.utf8Start[offset] { return false }
        return true
    }

    /// Steps over `text` when it is next.
    mutating func skip(_ text: StaticString) -> Bool {
        guard starts(with: text) else { return false }
        index += text.utf8CodeUnitCount
        return true
    }

    func text(_ start: Int, _ end: Int) -> String { String(decoding: bytes[start..<end], as: UTF8.self) }

    /// Steps over spaces and comments; over line breaks only when they mean nothing.
    mutating func skipSpace(lineBreaks: Bool) {
        while let byte = current {
            switch byte {
            case 0x20, 0x09, 0x0D: index += 1
            case 0x0A:
                guard lineBreaks else { return }
                index += 1
            case UInt8(ascii: "#"): skipLineComment()
            case UInt8(ascii: "/"):
                if peek(1) == UInt8(ascii: "/") {
                    skipLineComment()
                } else if peek(1) == UInt8(ascii: "*") {
                    skipBlockComment()
                } else {
                    return
                }
            default: return
            }
        }
    }

    private mutating func skipLineComment() {
        while let byte = current, byte != 0x0A { index += 1 }
    }

    private mutating func skipBlockComment() {
        index += 2
        while !isAtEnd {
            if skip("*/") { return }
            index += 1
        }
    }

    /// The end of the identifier that starts at the cursor; the cursor's own place when there is none.
    var identifierEnd: Int {
        guard let first = current, first.startsIdentifier else { return index }
        var end = index + 1
        while end < bytes.count, bytes[end].continuesIdentifier { end += 1 }
        return end
    }
}

extension UInt8 {
    /// ASCII letters, `_`, and every byte of a character beyond ASCII.
    var startsIdentifier: Bool {
        let lower = self | 0x20
        return (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")) || self == UInt8(ascii: "_") || self >= 0x80
    }

    var continuesIdentifier: Bool { startsIdentifier || isDigit || self == UInt8(ascii: "-") }

    var isDigit: Bool { self &- UInt8(ascii: "0") <= 9 }
}
