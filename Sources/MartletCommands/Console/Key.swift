/// What a person pressed.
enum Key: Sendable, Hashable {
    case character(Character)
    /// A letter with the control key: `control("c")`.
    case control(Character)
    /// A letter with the alt key.
    case alt(Character)
    case enter
    case tab
    case backspace
    case delete
    case up
    case down
    case left
    case right
    case wordLeft
    case wordRight
    case home
    case end
    /// Text that was pasted (bracketed paste mode).
    case paste(String)
}

/// Turns the bytes of a terminal into keys (ECMA-48 and xterm control sequences). A key may come in pieces.
struct KeyDecoder {
    private static let escape: UInt8 = 0x1B
    private static let pasteEnd: [UInt8] = Array("\u{1B}[201~".utf8)
    /// So much of a paste is taken, and the rest dropped.
    private static let pasteLimit = 1 << 20

    private var pending: [UInt8] = []

    /// The keys that are complete with these bytes.
    mutating func keys(from bytes: [UInt8]) -> [Key] {
        pending += bytes
        var keys: [Key] = []
        while !pending.isEmpty, let (key, length) = next() {
            pending.removeFirst(length)
            if let key { keys.append(key) }
        }
        return keys
    }

    /// The first key with its length, no key for a sequence without meaning; nil when bytes are missing.
    private func next() -> (Key?, Int)? {
        let first = pending[0]
        switch first {
        case Self.escape: return escapeSequence()
        case 0x0D, 0x0A: return (.enter, 1)
        case 0x09: return (.tab, 1)
        case 0x7F, 0x08: return (.backspace, 1)
        case 0x00..<0x20: return (.control(Character(UnicodeScalar(first + 0x60))), 1)
        default: return character()
        }
    }

    private func character() -> (Key?, Int)? {
        let first = pending[0]
        let length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
        guard pending.count >= length else { return nil }
        // Bytes that are no UTF-8 are no key.
        guard let text = String(validating: pending[..<length], as: UTF8.self), let character = text.first else {
            return (nil, 1)
        }
        return (.character(character), length)
    }

    private func escapeSequence() -> (Key?, Int)? {
        guard pending.count > 1 else { return nil }
        switch pending[1] {
        case UInt8(ascii: "["): return controlSequence()
        case UInt8(ascii: "O"):
            guard pending.count > 2 else { return nil }
            return (Self.named(pending[2], []), 3)
        case 0x20..<0x7F: return (.alt(Character(UnicodeScalar(pending[1]))), 2)
        case 0x7F: return (.alt("\u{7F}"), 2)
        default: return (nil, 1)
        }
    }

    /// `ESC [ parameters final`
    private func controlSequence() -> (Key?, Int)? {
        guard let end = pending.dropFirst(2).firstIndex(where: { (0x40...0x7E).contains($0) }) else {
            // No sequence is this long: what it was is lost.
            return pending.count > 32 ? (nil, pending.count) : nil
        }
        let parameters = String(decoding: pending[2..<end], as: UTF8.self).split(separator: ";").map { Int($0) ?? 0 }
        guard pending[end] == UInt8(ascii: "~"), parameters.first == 200 else {
            return (Self.named(pending[end], parameters), end + 1)
        }
        return paste(from: end + 1)
    }

    private func paste(from start: Int) -> (Key?, Int)? {
        var index = start
        while index + Self.pasteEnd.count <= pending.count {
            if pending[index] == Self.escape, pending[index...].starts(with: Self.pasteEnd) {
                let text = String(decoding: pending[start..<min(index, start + Self.pasteLimit)], as: UTF8.self)
                return (.paste(text), index + Self.pasteEnd.count)
            }
            index += 1
        }
        return nil
    }

    private static func named(_ final: UInt8, _ parameters: [Int]) -> Key? {
        // The second parameter is one more than the sum of shift 1, alt 2 and control 4.
        let isWord = parameters.count > 1 && parameters[1] >= 3
        switch final {
        case UInt8(ascii: "A"): return .up
        case UInt8(ascii: "B"): return .down
        case UInt8(ascii: "C"): return isWord ? .wordRight : .right
        case UInt8(ascii: "D"): return isWord ? .wordLeft : .left
        case UInt8(ascii: "H"): return .home
        case UInt8(ascii: "F"): return .end
        case UInt8(ascii: "~"):
            switch parameters.first {
            case 1, 7: return .home
            case 4, 8: return .end
            case 3: return .delete
            default: return nil
            }
        default: return nil
        }
    }
}
