/// Text out of random bytes. Draws are unbiased: a byte beyond the last whole multiple is drawn again.
enum RandomText {
    typealias Source = (Int) -> [UInt8]

    static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef")
        return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }

    /// RFC 4648, with padding, or its URL-safe alphabet without.
    static func base64(_ bytes: [UInt8], urlSafe: Bool) -> String {
        let alphabet = Array(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + (urlSafe ? "-_" : "+/")
        )
        var text = ""
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            bits <<= UInt32(8 * (3 - group.count))
            for index in 0..<4 {
                guard index <= group.count else {
                    if !urlSafe { text.append("=") }
                    continue
                }
                text.append(alphabet[Int(bits >> UInt32(18 - 6 * index) & 63)])
            }
        }
        return text
    }

    /// A version 4 UUID (RFC 9562 §5.4).
    static func uuid(_ random: Source) -> String {
        var bytes = random(16)
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let text = Array(hex(bytes))
        return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(text[$0]) }.joined(separator: "-")
    }

    /// At least one character of each class, the rest of all, shuffled.
    static func password(_ classes: PasswordClasses, length: Int, _ random: Source) -> String {
        let everything = classes.alphabets.flatMap { $0 }
        guard !everything.isEmpty else { return "" }
        var characters = classes.alphabets.prefix(length).map { $0[index(below: $0.count, random)] }
        while characters.count < length { characters.append(everything[index(below: everything.count, random)]) }
        for last in stride(from: characters.count - 1, to: 0, by: -1) {
            characters.swapAt(last, index(below: last + 1, random))
        }
        return String(characters)
    }

    static func words(_ count: Int, _ separator: String, _ random: Source) -> String {
        let adjectives = (1..<max(count, 1)).map { _ in
            WordList.adjectives[index(below: WordList.adjectives.count, random)]
        }
        return (adjectives + [WordList.birds[index(below: WordList.birds.count, random)]]).joined(separator: separator)
    }

    /// A number from 0 up to `limit`, which is at most 65,536.
    private static func index(below limit: Int, _ random: Source) -> Int {
        let whole = 65_536 / limit * limit
        while true {
            let bytes = random(2)
            let drawn = Int(bytes[0]) << 8 | Int(bytes[1])
            if drawn < whole { return drawn % limit }
        }
    }
}
