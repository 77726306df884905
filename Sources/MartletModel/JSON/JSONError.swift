/// Why a text is not JSON, and where.
package struct JSONError: Error, Sendable, Hashable {
    package enum Reason: Sendable, Hashable {
        case unexpectedEnd
        case unexpectedByte(UInt8)
        case invalidUTF8
        case invalidEscape
        case controlCharacterInString
        case invalidNumber
        case duplicateKey(String)
        case tooDeep
        case trailingText
    }

    package let reason: Reason
    /// The byte at which reading stopped.
    package let offset: Int

    package init(_ reason: Reason, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }
}

extension JSONError: CustomStringConvertible {
    package var description: String { "\(reason) at byte \(offset)" }
}

extension JSONError.Reason: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unexpectedEnd: "the text ends too early"
        case .unexpectedByte(let byte) where byte > 0x20 && byte < 0x7F:
            "unexpected `\(Character(Unicode.Scalar(byte)))`"
        case .unexpectedByte(let byte): "unexpected byte \(byte)"
        case .invalidUTF8: "a string is not valid UTF-8"
        case .invalidEscape: "a string has an escape that does not exist"
        case .controlCharacterInString: "a string has a control character"
        case .invalidNumber: "a number is not written as JSON wants"
        case .duplicateKey(let key): "the key \(quoted(key)) occurs twice in one object"
        case .tooDeep: "more than \(JSONReader.depthLimit) levels are nested"
        case .trailingText: "more text follows the value"
        }
    }
}

/// Why a value has no JSON form.
package enum JSONWriteError: Error, Sendable, Hashable {
    /// A part is not known yet.
    case unknown(at: ValuePath)
    case infinity(at: ValuePath)
}

extension JSONWriteError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknown(let path): path.steps.isEmpty ? "the value is not known yet" : "`\(path)` is not known yet"
        case .infinity(let path):
            path.steps.isEmpty ? "an infinite number has no JSON form" : "`\(path)` is an infinite number: no JSON form"
        }
    }
}
