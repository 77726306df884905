/// Reads JSON (RFC 8259) strictly: exact numbers, valid UTF-8, no duplicate keys unless allowed, bounded depth.
///
/// Works on bytes, once, forward. O(n), and O(k log k) for an object whose k keys are not in order.
package struct JSONReader {
    /// What two equal keys in one object mean.
    package enum DuplicateKeys: Sendable {
        case areErrors
        case lastWins
    }

    /// The most levels of nesting read.
    package static let depthLimit = 512

    private let bytes: UnsafeBufferPointer<UInt8>
    private let duplicates: DuplicateKeys
    private var index = 0
    private var depth = 0

    private init(_ bytes: UnsafeBufferPointer<UInt8>, duplicates: DuplicateKeys) {
        self.bytes = bytes
        self.duplicates = duplicates
    }

    /// The one value that `bytes` hold.
    package static func read(
        _ bytes: UnsafeBufferPointer<UInt8>, duplicateKeys: DuplicateKeys = .areErrors
    ) throws(JSONError) -> Value {
        var reader = JSONReader(bytes, duplicates: duplicateKeys)
        let value = try reader.value()
        reader.skipSpace()
        guard reader.index == bytes.count else { throw JSONError(.trailingText, at: reader.index) }
        return value
    }

    private mutating func skipSpace() {
        while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x0A, 0x0D, 0x09: index += 1
            default: return
            }
        }
    }

    private func peek() throws(JSONError) -> UInt8 {
        guard index < bytes.count else { throw JSONError(.unexpectedEnd, at: index) }
        return bytes[index]
    }

    private mutating func value() throws(JSONError) -> Value {
        skipSpace()
        let byte = try peek()
        switch byte {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "{"): return try nested { reader throws(JSONError) in try reader.object() }
        case UInt8(ascii: "["): return try nested { reader throws(JSONError) in try reader.array() }
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        default: throw JSONError(.unexpectedByte(byte), at: index)
        }
    }

    private mutating func nested(_ body: (inout JSONReader) throws(JSONError) -> Value) throws(JSONError) -> Value {
        depth += 1
        guard depth <= Self.depthLimit else { throw JSONError(.tooDeep, at: index) }
        index += 1
        let value = try body(&self)
        depth -= 1
        return value
    }

    private mutating func word(_ word: StaticString, _ value: Value) throws(JSONError) -> Value {
        for offset in 0..<word.utf8CodeUnitCount {
            let byte = try peek()
            guard byte == word.utf8Start[offset] else { throw JSONError(.unexpectedByte(byte), at: index) }
            index += 1
        }
        return value
    }

    private mutating func array() throws(JSONError) -> Value {
        var elements: [Value] = []
        skipSpace()
        if try peek() == UInt8(ascii: "]") {
            index += 1
            return .tuple(elements)
        }
        while true {
            elements.append(try value())
            skipSpace()
            if try endsAfterComma(UInt8(ascii: "]")) { return .tuple(elements) }
        }
    }

    private mutating func object() throws(JSONError) -> Value {
        let start = index - 1
        var fields: [Fields.Field] = []
        skipSpace()
        if try peek() == UInt8(ascii: "}") {
            index += 1
            return .object(Fields())
        }
        while true {
            skipSpace()
            let byte = try peek()
            guard byte == UInt8(ascii: "\"") else { throw JSONError(.unexpectedByte(byte), at: index) }
            let key = try string()
            skipSpace()
            let separator = try peek()
            guard separator == UInt8(ascii: ":") else { throw JSONError(.unexpectedByte(separator), at: index) }
            index += 1
            fields.append(Fields.Field(key, try value()))
            skipSpace()
            if try endsAfterComma(UInt8(ascii: "}")) { return .object(try checked(fields, start)) }
        }
    }

    private func checked(_ fields: [Fields.Field], _ start: Int) throws(JSONError) -> Fields {
        let (result, duplicate) = Fields.sorting(fields)
        if let duplicate, duplicates == .areErrors { throw JSONError(.duplicateKey(duplicate), at: start) }
        return result
    }

    /// Steps over a comma, or over the closing bracket, which it tells.
    private mutating func endsAfterComma(_ closing: UInt8) throws(JSONError) -> Bool {
        let byte = try peek()
        guard byte == closing || byte == UInt8(ascii: ",") else { throw JSONError(.unexpectedByte(byte), at: index) }
        index += 1
        return byte == closing
    }

    private mutating func number() throws(JSONError) -> Number {
        let start = index
        if bytes[index] == UInt8(ascii: "-") { index += 1 }
        let first = try peek()
        let wholeDigits = skipDigits()
        guard wholeDigits > 0, wholeDigits == 1 || first != UInt8(ascii: "0") else {
            throw JSONError(.invalidNumber, at: start)
        }
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            index += 1
            guard skipDigits() > 0 else { throw JSONError(.invalidNumber, at: start) }
        }
        if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
            index += 1
            if index < bytes.count, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") {
                index += 1
            }
            guard skipDigits() > 0 else { throw JSONError(.invalidNumber, at: start) }
        }
        guard let number = Number(decimal: UnsafeBufferPointer(rebasing: bytes[start..<index])), !number.isInfinite
        else { throw JSONError(.invalidNumber, at: start) }
        return number
    }

    private mutating func skipDigits() -> Int {
        let start = index
        while index < bytes.count, bytes[index] &- UInt8(ascii: "0") <= 9 { index += 1 }
        return index - start
    }

    /// Reads a string from its opening quote. Without escapes it is one check and one copy.
    private mutating func string() throws(JSONError) -> String {
        index += 1
        let start = index
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                let text = try validated(start, UnsafeBufferPointer(rebasing: bytes[start..<index]))
                index += 1
                return text
            case UInt8(ascii: "\\"):
                var escapes = JSONEscapes(bytes: bytes, start: start, index: index)
                let decoded = try escapes.decode()
                index = escapes.index
                return try decoded.withUnsafeBufferPointer { (buffer) throws(JSONError) in try validated(start, buffer)
                }
            case 0..<0x20: throw JSONError(.controlCharacterInString, at: index)
            default: index += 1
            }
        }
        throw JSONError(.unexpectedEnd, at: index)
    }

    private func validated(_ start: Int, _ buffer: UnsafeBufferPointer<UInt8>) throws(JSONError) -> String {
        guard let text = String(validating: buffer, as: UTF8.self) else { throw JSONError(.invalidUTF8, at: start) }
        return text
    }
}

extension Value {
    /// The plain value that a JSON text stands for.
    package init(
        json bytes: [UInt8], duplicateKeys: JSONReader.DuplicateKeys = .areErrors
    ) throws(JSONError) {
        self = try bytes.withUnsafeBufferPointer { (buffer) throws(JSONError) in
            try JSONReader.read(buffer, duplicateKeys: duplicateKeys)
        }
    }

    /// The plain value that a JSON text stands for.
    package init(json text: String, duplicateKeys: JSONReader.DuplicateKeys = .areErrors) throws(JSONError) {
        try self.init(json: Array(text.utf8), duplicateKeys: duplicateKeys)
    }
}
