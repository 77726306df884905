import TestSupport

/// Damages texts: bytes, tokens, lines, and pieces of other texts.
struct FuzzMutator {
    private static let longest = 1 << 16

    private let tokens: [[UInt8]]
    private var generator: SeededGenerator

    init(_ room: FuzzRoom, seed: UInt64) {
        tokens = (FuzzTokens.common + FuzzTokens.tokens(of: room)).map { Array($0.utf8) } + FuzzTokens.raw
        generator = SeededGenerator(seed: seed)
    }

    mutating func below(_ limit: Int) -> Int { limit > 1 ? Int.random(in: 0..<limit, using: &generator) : 0 }

    /// One to eight damages of `seed`; pieces come from `other`.
    mutating func mutated(_ seed: [UInt8], with other: [UInt8]) -> [UInt8] {
        var bytes = seed
        for _ in 0...below(below(3) == 0 ? 8 : 3) { mutate(&bytes, other) }
        return bytes.count > Self.longest ? Array(bytes.prefix(Self.longest)) : bytes
    }

    private mutating func mutate(_ bytes: inout [UInt8], _ other: [UInt8]) {
        guard !bytes.isEmpty else {
            bytes = token()
            return
        }
        switch below(15) {
        case 0: bytes[below(bytes.count)] ^= UInt8(1 << below(8))
        case 1: bytes[below(bytes.count)] = UInt8(below(256))
        case 2, 3, 4: bytes.insert(contentsOf: token(), at: below(bytes.count + 1))
        case 5: bytes.replaceSubrange(stretch(of: bytes, 20), with: token())
        case 6: bytes.removeSubrange(stretch(of: bytes, below(4) == 0 ? bytes.count : 8))
        case 7: bytes.insert(contentsOf: bytes[stretch(of: bytes, 200)], at: below(bytes.count + 1))
        case 8, 9: bytes.replaceSubrange(stretch(of: bytes, 100), with: other[stretch(of: other, 200)])
        case 10: mutateLines(&bytes)
        case 11: bytes = Array(bytes[..<below(bytes.count)]) + other[below(other.count)...]
        case 12: bytes.insert(contentsOf: repeated(bytes), at: below(bytes.count + 1))
        case 13: mutateNumber(&bytes)
        default: bytes.removeLast(below(bytes.count))
        }
    }

    private mutating func token() -> [UInt8] { tokens[below(tokens.count)] }

    /// A stretch of at most `length` bytes.
    private mutating func stretch(of bytes: [UInt8], _ length: Int) -> Range<Int> {
        let start = below(bytes.count)
        return start..<min(bytes.count, start + 1 + below(length))
    }

    /// A token or a piece of the text, many times over.
    private mutating func repeated(_ bytes: [UInt8]) -> [UInt8] {
        let piece = below(2) == 0 ? token() : Array(bytes[stretch(of: bytes, 12)])
        let count = [3, 10, 70, 210, 600, 5_000][below(below(20) == 0 ? 6 : 4)]
        return Array(repeatElement(piece, count: count).joined())
    }

    private mutating func mutateLines(_ bytes: inout [UInt8]) {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let line = below(lines.count)
        switch below(5) {
        case 0: lines.remove(at: line)
        case 1: lines.insert(lines[line], at: below(lines.count + 1))
        case 2: lines.swapAt(line, below(lines.count))
        case 3: lines[line] = Array(repeating: 0x20, count: 1 + below(6)) + lines[line]
        default: lines[line] = lines[line].drop { $0 == 0x20 }
        }
        bytes = Array(lines.joined(separator: [0x0A]))
    }

    private mutating func mutateNumber(_ bytes: inout [UInt8]) {
        guard let first = bytes.indices.filter({ bytes[$0] &- 0x30 <= 9 }).randomElement(using: &generator) else {
            return
        }
        let digits = bytes[first...].prefix { $0 &- 0x30 <= 9 }
        bytes.replaceSubrange(digits.indices, with: Array(FuzzTokens.numbers[below(FuzzTokens.numbers.count)].utf8))
    }
}
