/// Writes one block with DEFLATE's fixed codes.
struct DeflateWriter {
    private var bytes: [UInt8] = []
    private var pending: UInt64 = 0
    private var pendingCount = 0

    mutating func compress(_ input: [UInt8]) {
        put(1, 1)
        put(1, 2)
        var last: [UInt32: Int] = [:]
        var index = 0
        while index < input.count {
            guard index + 2 < input.count else {
                literal(Int(input[index]))
                index += 1
                continue
            }
            let key = UInt32(input[index]) | UInt32(input[index + 1]) << 8 | UInt32(input[index + 2]) << 16
            let candidate = last[key]
            last[key] = index
            guard let start = candidate, index - start <= 32_768 else {
                literal(Int(input[index]))
                index += 1
                continue
            }
            var length = 3
            while length < 258, index + length < input.count, input[start + length] == input[index + length] {
                length += 1
            }
            match(length, distance: index - start)
            index += length
        }
        literal(256)
    }

    mutating func finished() -> [UInt8] {
        while pendingCount > 0 { flushByte() }
        return bytes
    }

    private mutating func put(_ value: Int, _ count: Int) {
        pending |= UInt64(value) << UInt64(pendingCount)
        pendingCount += count
        while pendingCount >= 8 { flushByte() }
    }

    private mutating func flushByte() {
        bytes.append(UInt8(truncatingIfNeeded: pending))
        pending >>= 8
        pendingCount = max(0, pendingCount - 8)
    }

    /// Codes go with the most significant bit first, unlike all else.
    private mutating func putCode(_ code: Int, _ count: Int) {
        var reversed = 0
        for bit in 0..<count where code >> bit & 1 == 1 { reversed |= 1 << (count - 1 - bit) }
        put(reversed, count)
    }

    private mutating func literal(_ symbol: Int) {
        switch symbol {
        case 0..<144: putCode(0x30 + symbol, 8)
        case 144..<256: putCode(0x190 + symbol - 144, 9)
        case 256..<280: putCode(symbol - 256, 7)
        default: putCode(0xC0 + symbol - 280, 8)
        }
    }

    private mutating func match(_ length: Int, distance: Int) {
        guard let lengthCode = Gzip.lengths.lastIndex(where: { $0.base <= length }),
            let distanceCode = Gzip.distances.lastIndex(where: { $0.base <= distance })
        else { return }
        literal(257 + lengthCode)
        put(length - Gzip.lengths[lengthCode].base, Gzip.lengths[lengthCode].extra)
        putCode(distanceCode, 5)
        put(distance - Gzip.distances[distanceCode].base, Gzip.distances[distanceCode].extra)
    }
}

/// Reads DEFLATE.
struct DeflateReader {
    private let bytes: [UInt8]
    private let limit: Int
    private var bit: Int
    private var output: [UInt8] = []

    init(_ bytes: [UInt8], at index: Int, limit: Int) {
        self.bytes = bytes
        self.limit = limit
        bit = index * 8
    }

    /// The first byte that has not been read.
    var byteIndex: Int { (bit + 7) / 8 }

    mutating func read() -> [UInt8]? {
        while true {
            guard let isLast = bits(1), let kind = bits(2) else { return nil }
            let isRead: Bool
            switch kind {
            case 0: isRead = stored()
            case 1: isRead = block(Self.fixedLiterals, Self.fixedDistances)
            case 2: isRead = dynamic()
            default: return nil
            }
            guard isRead else { return nil }
            if isLast == 1 { return output }
        }
    }

    private mutating func bits(_ count: Int) -> Int? {
        guard bit + count <= bytes.count * 8 else { return nil }
        var value = 0
        for place in 0..<count {
            value |= Int(bytes[bit / 8] >> UInt8(bit % 8) & 1) << place
            bit += 1
        }
        return value
    }

    private mutating func stored() -> Bool {
        bit = byteIndex * 8
        guard let length = bits(16), let check = bits(16), length == ~check & 0xFFFF, byteIndex + length <= bytes.count,
            output.count + length <= limit
        else { return false }
        output += bytes[byteIndex..<(byteIndex + length)]
        bit += length * 8
        return true
    }

    /// Canonical Huffman codes: how many there are of each length, and the symbols in order.
    private struct Codes {
        var counts = Array(repeating: 0, count: 16)
        var symbols: [Int] = []

        init(_ lengths: [Int]) {
            for length in lengths where length > 0 { counts[length] += 1 }
            symbols = (1...15).flatMap { wanted in lengths.indices.filter { lengths[$0] == wanted } }
        }
    }

    private static let fixedLiterals = Codes((0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
    private static let fixedDistances = Codes(Array(repeating: 5, count: 30))

    private mutating func symbol(_ codes: Codes) -> Int? {
        var code = 0
        var first = 0
        var index = 0
        for length in 1...15 {
            guard let next = bits(1) else { return nil }
            code |= next
            let count = codes.counts[length]
            if code - count < first { return codes.symbols[index + (code - first)] }
            index += count
            first = (first + count) << 1
            code <<= 1
        }
        return nil
    }

    private mutating func block(_ literals: Codes, _ distances: Codes) -> Bool {
        while let symbol = symbol(literals) {
            switch symbol {
            case 0..<256:
                guard output.count < limit else { return false }
                output.append(UInt8(symbol))
            case 256: return true
            default:
                guard copy(symbol - 257, distances) else { return false }
            }
        }
        return false
    }

    private mutating func copy(_ lengthCode: Int, _ distances: Codes) -> Bool {
        guard lengthCode < Gzip.lengths.count, let lengthExtra = bits(Gzip.lengths[lengthCode].extra),
            let distanceCode = symbol(distances), distanceCode < Gzip.distances.count,
            let distanceExtra = bits(Gzip.distances[distanceCode].extra)
        else { return false }
        let length = Gzip.lengths[lengthCode].base + lengthExtra
        let distance = Gzip.distances[distanceCode].base + distanceExtra
        guard distance <= output.count, output.count + length <= limit else { return false }
        for _ in 0..<length { output.append(output[output.count - distance]) }
        return true
    }

    private mutating func dynamic() -> Bool {
        guard let literalCount = bits(5), let distanceCount = bits(5), let codeCount = bits(4) else { return false }
        let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
        var lengths = Array(repeating: 0, count: 19)
        for index in 0..<(codeCount + 4) {
            guard let length = bits(3) else { return false }
            lengths[order[index]] = length
        }
        let codes = Codes(lengths)
        let wanted = literalCount + 257 + distanceCount + 1
        var all: [Int] = []
        while all.count < wanted {
            guard let symbol = symbol(codes), let run = run(symbol, previous: all.last) else { return false }
            all += run
        }
        guard all.count == wanted else { return false }
        return block(Codes(Array(all[..<(literalCount + 257)])), Codes(Array(all[(literalCount + 257)...])))
    }

    /// The code lengths that one symbol stands for.
    private mutating func run(_ symbol: Int, previous: Int?) -> [Int]? {
        switch symbol {
        case 0..<16: return [symbol]
        case 16:
            guard let previous, let extra = bits(2) else { return nil }
            return Array(repeating: previous, count: 3 + extra)
        case 17: return bits(3).map { Array(repeating: 0, count: 3 + $0) }
        default: return bits(7).map { Array(repeating: 0, count: 11 + $0) }
        }
    }
}
