/// Puts the expressions of a template into the canonical style where they stand on one line; everything else stays.
enum TemplateFormatter {
    /// The text with `${…}` and `%{…}` in canonical spaces. Idempotent; O(text).
    static func formatted(_ text: String) -> String {
        guard text.mayHoldExpression else { return text }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            guard byte == UInt8(ascii: "$") || byte == UInt8(ascii: "%"), index + 1 < bytes.count else {
                result.append(byte)
                index += 1
                continue
            }
            if bytes[index + 1] == byte, index + 2 < bytes.count, bytes[index + 2] == UInt8(ascii: "{") {
                result += bytes[index..<index + 3]
                index += 3
            } else if bytes[index + 1] == UInt8(ascii: "{"), let (inner, end) = interpolation(bytes, at: index) {
                result += Array(inner.utf8)
                index = end
            } else {
                result.append(byte)
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The canonical text of the `${…}` or `%{…}` at `start`, and where it ends; nil when it is to stay as it is.
    static func interpolation(_ bytes: [UInt8], at start: Int) -> (text: String, end: Int)? {
        var opening = String(decoding: bytes[start..<start + 2], as: UTF8.self)
        var index = start + 2
        if index < bytes.count, bytes[index] == UInt8(ascii: "~") {
            opening += "~ "
            index += 1
        }
        guard let (tokens, end) = ExpressionTokens.read(bytes, from: index), !tokens.isEmpty else { return nil }
        return (opening + ExpressionSpacing.text(of: tokens) + "}", end + 1)
    }
}
