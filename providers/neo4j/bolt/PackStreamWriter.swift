import MartletModel

/// Writes values as PackStream 1, big-endian, each in its shortest form (https://neo4j.com/docs/bolt/current/packstream/).
struct PackStreamWriter {
    private(set) var bytes: [UInt8] = []

    /// A value that PackStream has no form for.
    enum Failure: Error, Hashable {
        /// A whole number beyond 64 bits.
        case tooLarge
        case unknown
    }

    /// The head of a structure of `count` fields; the fields are written next.
    mutating func structure(tag: UInt8, count: UInt8) { bytes += [0xB0 | count, tag] }

    mutating func write(_ value: Value) throws(Failure) {
        switch value {
        case .null: bytes.append(0xC0)
        case .bool(let truth): bytes.append(truth ? 0xC3 : 0xC2)
        case .number(let number): try write(number)
        case .string(let text): write(text)
        case .list(let items), .set(let items): try write(items.elements)
        case .tuple(let elements): try write(elements)
        case .map(let map): try write(map.fields)
        case .object(let fields): try write(fields)
        case .marked(let inner, _): try write(inner)
        case .unknown: throw .unknown
        }
    }

    private mutating func write(_ number: Number) throws(Failure) {
        if let integer = number.int {
            write(integer)
        } else if number.isWhole {
            throw .tooLarge
        } else {
            bytes.append(0xC1)
            append(number.double.bitPattern)
        }
    }

    private mutating func write(_ integer: Int) {
        if let tiny = Int8(exactly: integer) {
            if tiny < -16 { bytes.append(0xC8) }
            bytes.append(UInt8(bitPattern: tiny))
        } else if let short = Int16(exactly: integer) {
            bytes.append(0xC9)
            append(UInt16(bitPattern: short))
        } else if let medium = Int32(exactly: integer) {
            bytes.append(0xCA)
            append(UInt32(bitPattern: medium))
        } else {
            bytes.append(0xCB)
            append(UInt64(bitPattern: Int64(integer)))
        }
    }

    private mutating func write(_ text: String) {
        size(text.utf8.count, tiny: 0x80, 0xD0)
        bytes += text.utf8
    }

    private mutating func write(_ elements: [Value]) throws(Failure) {
        size(elements.count, tiny: 0x90, 0xD4)
        for element in elements { try write(element) }
    }

    private mutating func write(_ fields: Fields) throws(Failure) {
        size(fields.count, tiny: 0xA0, 0xD8)
        for field in fields {
            write(field.key)
            try write(field.value)
        }
    }

    /// The marker and length of a string, list or map: in the marker up to 15, then 8, 16 or 32 bits behind `marker…`.
    private mutating func size(_ count: Int, tiny: UInt8, _ marker: UInt8) {
        switch count {
        case ..<16: bytes.append(tiny | UInt8(count))
        case ..<256: bytes += [marker, UInt8(count)]
        case ..<65_536:
            bytes.append(marker + 1)
            append(UInt16(count))
        default:
            bytes.append(marker + 2)
            append(UInt32(count))
        }
    }

    private mutating func append(_ integer: some FixedWidthInteger) {
        withUnsafeBytes(of: integer.bigEndian) { bytes += $0 }
    }
}
