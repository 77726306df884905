internal import MartletModel

/// A character encoding, found by one of the names that IANA registers for it.
enum CharacterEncoding {
    case utf8
    case utf16(isBigEndian: Bool, hasMark: Bool)
    case singleByte([Unicode.Scalar?])
    /// One that the C library has the tables of.
    case system(SystemEncoding)

    init(_ name: String) throws(FunctionFault) {
        guard let encoding = Self.registered[name.trimmingScalars { $0.properties.isWhitespace }.lowercased()] else {
            throw FunctionFault("\(quoted(name)) is not a supported IANA encoding name or alias", argument: 1)
        }
        self = encoding
    }

    static let ascii = CharacterEncoding.singleByte((0..<256).map { $0 < 128 ? Unicode.Scalar($0) : nil })
    static let latin1 = CharacterEncoding.singleByte((0..<256).map { Unicode.Scalar($0) })

    /// ISO 8859-15: without control characters above ASCII, as in Terraform.
    static let latin9: CharacterEncoding = {
        let changed: [Int: UInt32] = [
            0xA4: 0x20AC, 0xA6: 0x160, 0xA8: 0x161, 0xB4: 0x17D, 0xB8: 0x17E, 0xBC: 0x152, 0xBD: 0x153, 0xBE: 0x178,
        ]
        return .singleByte(
            (0..<256).map { 0x80..<0xA0 ~= $0 ? nil : Unicode.Scalar(changed[$0] ?? UInt32($0)) })
    }()

    static let windows1252 = CharacterEncoding.singleByte(
        (0..<256).map { 0x80..<0xA0 ~= $0 ? windows1252Controls[$0 - 0x80] : Unicode.Scalar(UInt32($0)) })

    /// What windows-1252 has where Latin-1 has control characters.
    private static let windows1252Controls: [Unicode.Scalar?] = [
        "€", nil, "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", nil, "Ž", nil, nil, "‘", "’", "“", "”", "•",
        "–", "—", "˜", "™",
        "š", "›", "œ", nil, "ž", "Ÿ",
    ]

    func encode(_ text: String) throws(FunctionFault) -> [UInt8] {
        let bytes: [UInt8]?
        switch self {
        case .utf8: bytes = Array(text.utf8)
        case .utf16(let isBigEndian, let hasMark):
            let units = (hasMark ? [0xFEFF] : []) + Array(text.utf16)
            bytes = units.flatMap { unit in
                let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
                return isBigEndian ? pair : pair.reversed()
            }
        case .singleByte(let table):
            let places = text.unicodeScalars.map { table.firstIndex(of: $0) }
            bytes = places.contains(nil) ? nil : places.compactMap { $0.map(UInt8.init) }
        case .system(let encoding): bytes = try encoding.encode(text)
        }
        guard let bytes else {
            throw FunctionFault(
                "the given string contains characters that cannot be represented in the encoding", argument: 0)
        }
        return bytes
    }

    func decode(_ bytes: [UInt8]) throws(FunctionFault) -> String {
        let text: String?
        switch self {
        case .utf8: text = String(validating: bytes, as: UTF8.self)
        case .utf16(let isBigEndian, let hasMark): text = Self.utf16(bytes, isBigEndian, hasMark)
        case .singleByte(let table):
            let scalars = bytes.compactMap { table[Int($0)] }
            text = scalars.count == bytes.count ? String(String.UnicodeScalarView(scalars)) : nil
        case .system(let encoding): text = try encoding.decode(bytes)
        }
        // U+FFFD is what stands for a fault elsewhere: Terraform refuses it, too.
        guard let text, !text.unicodeScalars.contains("\u{FFFD}") else {
            throw FunctionFault(
                "the given source string contains bytes that are not valid in the encoding", argument: 0)
        }
        return text
    }

    private static func utf16(_ bytes: [UInt8], _ isBigEndian: Bool, _ hasMark: Bool) -> String? {
        guard bytes.count % 2 == 0 else { return nil }
        var units: [UInt16] = stride(from: 0, to: bytes.count, by: 2).map { (index: Int) -> UInt16 in
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            return isBigEndian ? first << 8 | second : second << 8 | first
        }
        if hasMark, units.first == 0xFFFE { units = units.map { $0.byteSwapped } }
        if hasMark, units.first == 0xFEFF { units.removeFirst() }
        return String(validating: units, as: UTF16.self)
    }
}
