/// Where random numbers come from: the system, or a seed in tests.
package struct Randomness: Sendable {
    private let draw: @Sendable () -> UInt64

    package init(_ draw: @escaping @Sendable () -> UInt64) { self.draw = draw }

    /// The operating system's generator.
    package static let system = Randomness {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }

    /// 64 random bits.
    package func bits() -> UInt64 { draw() }

    /// A number from 0 up to and without 1.
    package func unit() -> Double { Double(draw() >> 11) / Double(1 << 53) }

    /// A random UUID (version 4, RFC 9562), in lower case.
    package func uuid() -> String {
        var bytes: [UInt8] = []
        for word in [draw(), draw()] {
            bytes += (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * UInt64($0))) }
        }
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        return bytes.uuidText
    }
}

extension [UInt8] {
    /// Sixteen bytes in the form of a UUID.
    package var uuidText: String {
        let digits = Array<UInt8>("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for (index, byte) in enumerated() {
            if [4, 6, 8, 10].contains(index) { text.append(UInt8(ascii: "-")) }
            text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
        return String(decoding: text, as: UTF8.self)
    }
}
