/// A character encoding by its IANA name.
enum CharacterEncoding {
    case utf8
    case utf16(isBigEndian: Bool, hasMark: Bool)
    case singleByte([Unicode.Scalar?])

    init(_ name: String) throws(FunctionFault) {
        switch name.lowercased() {
        case "utf-8", "utf8": self = .utf8
        case "utf-16", "utf16": self = .utf16(isBigEndian: true, hasMark: true)
        case "utf-16be": self = .utf16(isBigEndian: true, hasMark: false)
        case "utf-16le": self = .utf16(isBigEndian: false, hasMark: false)
        case "us-ascii", "ascii": self = .singleByte((0..<256).map { $0 < 128 ? Unicode.Scalar($0) : nil })
        case "iso-8859-1", "latin1", "iso_8859-1": self = .singleByte((0..<256).map { Unicode.Scalar($0) })
        case "iso-8859-15", "latin-9":
            let changed: [Int: UInt32] = [
                0xA4: 0x20AC, 0xA6: 0x160, 0xA8: 0x161, 0xB4: 0x17D, 0xB8: 0x17E, 0xBC: 0x152, 0xBD: 0x153, 0xBE: 0x178,
            ]
            self = .singleByte((0..<256).map { Unicode.Scalar(changed[$0] ?? UInt32($0)) })
        case "windows-1252", "cp1252":
            self = .singleByte(
                (0..<256).map { (0x80..<0xA0).contains($0) ? Self.windows1252[$0 - 0x80] : Unicode.Scalar(UInt32($0)) })
        default: throw FunctionFault("\(name) is not a supported IANA encoding name or alias", argument: 1)
        }
    }

    /// What windows-1252 has where Latin-1 has control characters.
    private static let windows1252: [Unicode.Scalar?] = [
        "€", nil, "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", nil, "Ž", nil, nil, "‘", "’", "“", "”", "•",
        "–", "—", "˜", "™",
        "š", "›", "œ", nil, "ž", "Ÿ",
    ]

    func encode(_ text: String) throws(FunctionFault) -> [UInt8] {
        switch self {
        case .utf8: return Array(text.utf8)
        case .utf16(let isBigEndian, let hasMark):
            let units = (hasMark ? [0xFEFF] : []) + Array(text.utf16)
            return units.flatMap { unit in
                let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
                return isBigEndian ? pair : pair.reversed()
            }
        case .singleByte(let table):
            var bytes: [UInt8] = []
            for scalar in text.unicodeScalars {
                guard let byte = table.firstIndex(of: scalar) else {
                    throw FunctionFault(
                        "the given string contains characters that cannot be represented in the encoding", argument: 0)
                }
                bytes.append(UInt8(byte))
            }
            return bytes
        }
    }

    func decode(_ bytes: [UInt8]) throws(FunctionFault) -> String {
        let text: String?
        switch self {
        case .utf8: text = String(validating: bytes, as: UTF8.self)
        case .utf16(let isBigEndian, let hasMark): text = Self.utf16(bytes, isBigEndian, hasMark)
        case .singleByte(let table):
            let scalars = bytes.compactMap { table[Int($0)] }
            text = scalars.count == bytes.count ? String(String.UnicodeScalarView(scalars)) : nil
        }
        guard let text else {
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
