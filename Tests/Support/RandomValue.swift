package import MartletModel

/// Random values for property tests.
package enum RandomValue {
    /// A plain value of at most `depth` levels.
    package static func plain(depth: Int, using generator: inout SeededGenerator) -> Value {
        switch Int.random(in: 0..<(depth > 0 ? 7 : 4), using: &generator) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &generator))
        case 2: return .number(number(using: &generator))
        case 3: return .string(text(using: &generator))
        case 4:
            return .tuple(
                (0..<Int.random(in: 0...4, using: &generator)).map { _ in plain(depth: depth - 1, using: &generator) })
        default:
            let fields = (0..<Int.random(in: 0...4, using: &generator)).map { _ in
                Fields.Field(text(using: &generator), plain(depth: depth - 1, using: &generator))
            }
            return .object(Fields(fields))
        }
    }

    /// A finite number: small, large or with a fraction.
    package static func number(using generator: inout SeededGenerator) -> Number {
        let digits = Int.random(in: -1_000_000...1_000_000, using: &generator)
        let exponent = [0, 0, 0, -3, 20].randomElement(using: &generator) ?? 0
        return Number(decimal: "\(digits)e\(exponent)") ?? 0
    }

    /// A short text with characters that need care.
    package static func text(using generator: inout SeededGenerator) -> String {
        let characters = Array("abcXYZ019 _-$%{}\"\\\n\t\u{1}\u{7F}éß€😀")
        return String(
            (0..<Int.random(in: 0...6, using: &generator)).map { _ in
                characters.randomElement(using: &generator) ?? "a"
            })
    }
}
