private import BigInt

/// bcrypt (Provos and Mazières, 1999), version 2a.
enum Bcrypt {
    private static let alphabet = Array("./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)

    /// `$2a$COST$SALTHASH` for a password of at most 72 bytes and 16 bytes of salt. Takes time in proportion to 2^cost.
    static func hash(_ password: [UInt8], cost: Int, salt: [UInt8]) -> String {
        var state = Blowfish()
        let key = password + [0]
        state.expand(key: key, salt: salt)
        for _ in 0..<(1 << cost) {
            state.expand(key: key, salt: [])
            state.expand(key: salt, salt: [])
        }
        let text = Array("OrpheanBeholderScryDoubt".utf8)
        var words = stride(from: 0, to: 24, by: 4).map { start in
            text[start..<(start + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        }
        for _ in 0..<64 {
            for pair in stride(from: 0, to: 6, by: 2) { state.encrypt(&words, pair) }
        }
        let bytes = words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * UInt32($0))) } }
        let shown = cost < 10 ? "0\(cost)" : String(cost)
        return "$2a$\(shown)$" + encode(salt) + encode(Array(bytes.prefix(23)))
    }

    /// bcrypt's own Base64.
    private static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let count = min(3, bytes.count - start)
            var group = 0
            for offset in 0..<3 { group = group << 8 | (offset < count ? Int(bytes[start + offset]) : 0) }
            for place in 0...count { text.append(alphabet[group >> (18 - 6 * place) & 63]) }
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// The cipher inside bcrypt.
private struct Blowfish {
    /// 18 subkeys, then four boxes of 256.
    private var words: [UInt32]

    init() { words = Self.initial }

    /// The first 1042 words of the fraction of pi.
    private static let initial: [UInt32] = {
        let bits = 1042 * 32
        let guarded = bits + 64
        let one = BigInt(1) << guarded
        // Machin: pi = 16 arctan(1/5) - 4 arctan(1/239).
        let pi = 16 * arctangent(of: 5, one: one) - 4 * arctangent(of: 239, one: one)
        let fraction = (pi - 3 * one) >> 64
        return (0..<1042).map { UInt32(truncatingIfNeeded: fraction >> (bits - 32 * ($0 + 1))) }
    }()

    /// arctan(1/n), times `one`.
    private static func arctangent(of n: Int, one: BigInt) -> BigInt {
        var power = one / BigInt(n)
        var sum = power
        let square = BigInt(n * n)
        var index = 1
        while !power.isZero {
            power /= square
            index += 2
            let term = power / BigInt(index)
            sum += index % 4 == 1 ? term : -term
        }
        return sum
    }

    mutating func expand(key: [UInt8], salt: [UInt8]) {
        var keyIndex = 0
        for index in 0..<18 { words[index] ^= Self.word(key, &keyIndex) }
        var saltIndex = 0
        var block: [UInt32] = [0, 0]
        for index in stride(from: 0, to: words.count, by: 2) {
            if !salt.isEmpty {
                block[0] ^= Self.word(salt, &saltIndex)
                block[1] ^= Self.word(salt, &saltIndex)
            }
            encrypt(&block, 0)
            words[index] = block[0]
            words[index + 1] = block[1]
        }
    }

    /// Four bytes of a text that goes round.
    private static func word(_ bytes: [UInt8], _ index: inout Int) -> UInt32 {
        var word: UInt32 = 0
        for _ in 0..<4 {
            word = word << 8 | UInt32(bytes[index])
            index = (index + 1) % bytes.count
        }
        return word
    }

    func encrypt(_ block: inout [UInt32], _ place: Int) {
        words.withUnsafeBufferPointer { words in
            var (left, right) = (block[place], block[place + 1])
            for round in 0..<16 {
                left ^= words[round]
                let first = words[18 + Int(left >> 24)] &+ words[274 + Int(left >> 16 & 255)]
                right ^= (first ^ words[530 + Int(left >> 8 & 255)]) &+ words[786 + Int(left & 255)]
                swap(&left, &right)
            }
            swap(&left, &right)
            block[place] = left ^ words[17]
            block[place + 1] = right ^ words[16]
        }
    }
}
