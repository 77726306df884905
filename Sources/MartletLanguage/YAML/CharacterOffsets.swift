/// Turns libyaml's marks, which count characters, into byte offsets.
///
/// ASCII text needs no table; other text keeps the byte offset of each 64th character. O(1) a lookup.
struct CharacterOffsets {
    private static let stride = 64
    private let bytes: ArraySlice<UInt8>
    /// Nil for ASCII.
    private let checkpoints: [Int]?

    /// - Parameter bytes: Valid UTF-8.
    init(_ bytes: ArraySlice<UInt8>, isASCII: Bool) {
        self.bytes = bytes
        guard !isASCII else {
            checkpoints = nil
            return
        }
        var offsets: [Int] = []
        var character = 0
        for (offset, byte) in zip(bytes.indices, bytes) where byte & 0xC0 != 0x80 {
            if character % Self.stride == 0 { offsets.append(offset) }
            character += 1
        }
        checkpoints = offsets
    }

    /// The byte offset of the character with this number, at most the end of the text.
    func byteOffset(_ character: Int) -> Int {
        guard let checkpoints else { return min(bytes.startIndex + character, bytes.endIndex) }
        let slot = character / Self.stride
        guard slot < checkpoints.count else { return bytes.endIndex }
        var offset = checkpoints[slot]
        for _ in 0..<(character % Self.stride) {
            guard offset < bytes.endIndex else { break }
            offset += 1
            while offset < bytes.endIndex, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
        }
        return offset
    }
}

/// What a look at the bytes of a text shows.
struct UTF8Check {
    /// Whether every byte is below 128.
    let isASCII: Bool
    /// The offset of the first byte that cannot stand where it stands (RFC 3629); nil for valid text.
    let faultOffset: Int?

    init(_ bytes: [UInt8]) {
        // No way out of the loop: the compiler makes it look at many bytes at a time.
        guard bytes.reduce(0, |) >= 0x80 else {
            isASCII = true
            faultOffset = nil
            return
        }
        isASCII = false
        faultOffset = Self.firstFault(in: bytes)
    }

    private static func firstFault(in bytes: [UInt8]) -> Int? {
        var offset = 0
        while offset < bytes.count {
            let length = sequenceLength(bytes[offset...])
            guard length > 0 else { return offset }
            offset += length
        }
        return nil
    }

    /// The length of the sequence at the front of `bytes`; 0 when it is not a valid one.
    private static func sequenceLength(_ bytes: ArraySlice<UInt8>) -> Int {
        let first = bytes[bytes.startIndex]
        if first < 0x80 { return 1 }
        let (length, second): (Int, ClosedRange<UInt8>)
        switch first {
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return 0
        }
        guard bytes.count >= length, second.contains(bytes[bytes.startIndex + 1]) else { return 0 }
        return bytes.dropFirst(2).prefix(length - 2).allSatisfy { $0 & 0xC0 == 0x80 } ? length : 0
    }
}
