/// Reads the rest of a JSON string from its first escape on.
struct JSONEscapes {
    let bytes: UnsafeBufferPointer<UInt8>
    /// The first byte of the string's text.
    let start: Int
    /// The byte to read next; past the closing quote when done.
    var index: Int

    /// The bytes that the string stands for.
    mutating func decode() throws(JSONError) -> [UInt8] {
        var result = Array(bytes[start..<index])
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                return result
            case UInt8(ascii: "\\"): try escape(into: &result)
            case 0..<0x20: throw JSONError(.controlCharacterInString, at: index)
            default:
                result.append(byte)
                index += 1
            }
        }
        throw JSONError(.unexpectedEnd, at: index)
    }

    private mutating func escape(into result: inout [UInt8]) throws(JSONError) {
        let place = index
        guard index + 1 < bytes.count else { throw JSONError(.unexpectedEnd, at: bytes.count) }
        let kind = bytes[index + 1]
        index += 2
        switch kind {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(kind)
        case UInt8(ascii: "b"): result.append(0x08)
        case UInt8(ascii: "f"): result.append(0x0C)
        case UInt8(ascii: "n"): result.append(0x0A)
        case UInt8(ascii: "r"): result.append(0x0D)
        case UInt8(ascii: "t"): result.append(0x09)
        case UInt8(ascii: "u"): result.append(contentsOf: Array(String(Character(try scalar(place))).utf8))
        default: throw JSONError(.invalidEscape, at: place)
        }
    }

    /// One scalar from four hexadecimal digits, or eight of a surrogate pair. A surrogate alone is an error.
    private mutating func scalar(_ place: Int) throws(JSONError) -> Unicode.Scalar {
        let first = try hexadecimal(place)
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"),
            bytes[index + 1] == UInt8(ascii: "u")
        else { throw JSONError(.invalidEscape, at: place) }
        index += 2
        let second = try hexadecimal(place)
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw JSONError(.invalidEscape, at: place) }
        return scalar
    }

    private mutating func hexadecimal(_ place: Int) throws(JSONError) -> UInt32 {
        guard index + 4 <= bytes.count else { throw JSONError(.unexpectedEnd, at: bytes.count) }
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = hexadecimalDigit(bytes[index]) else { throw JSONError(.invalidEscape, at: place) }
            value = value << 4 | UInt32(digit)
            index += 1
        }
        return value
    }
}

/// The value of an ASCII hexadecimal digit of either case.
package func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
}
