import MartletModel
import Testing

@testable import MartletLanguage

/// Character encodings, beside what was recorded from Terraform: `Oracle/encodings.txt` for those of single bytes,
/// `Oracle/curated.txt` for some of the others.
@Suite struct CharacterEncodingTests {
    private static let undefined: Unicode.Scalar = "\u{2426}"

    /// The characters of 0x80 to 0xFF by the name of the encoding.
    private static let upperHalves: [(name: String, scalars: [Unicode.Scalar])] = OracleTests.rows("encodings.txt").map
    {
        row in
        let text = (try? Value(json: Array(row.answer.utf8)))?.stringValue ?? ""
        return (row.expression, Array(text.unicodeScalars))
    }

    @Test func `single bytes mean what they mean to Terraform`() throws {
        #expect(Self.upperHalves.count == 41)
        for (name, scalars) in Self.upperHalves {
            let encoding = try CharacterEncoding(name)
            for (byte, scalar) in zip(UInt8(0x80)...0xFF, scalars) {
                let decoded = (try? encoding.decode([byte]))?.normalized
                #expect(decoded == (scalar == Self.undefined ? nil : String(scalar)), "\(name) \(byte)")
                guard scalar != Self.undefined else { continue }
                #expect(try encoding.decode(encoding.encode(String(scalar))).normalized == String(scalar), "\(name)")
            }
        }
    }

    @Test func `every name is an encoding that can write ASCII and read it back`() throws {
        #expect(CharacterEncoding.registered.count > 200)
        for name in CharacterEncoding.registered.keys.sorted() {
            let encoding = try CharacterEncoding(name)
            #expect(try encoding.decode(encoding.encode("Hello, 1 & 2!")) == "Hello, 1 & 2!", "\(name)")
        }
    }

    @Test func `long texts are converted whole, and shift sequences are ended`() throws {
        let text = String(repeating: "日本 x", count: 5_000)
        for name in ["Shift_JIS", "ISO-2022-JP", "EUC-JP", "GB18030"] {
            let encoding = try CharacterEncoding(name)
            #expect(try encoding.decode(encoding.encode(text)) == text)
        }
        #expect(try CharacterEncoding("ISO-2022-JP").encode("日").suffix(3) == [0x1B, 0x28, 0x42])
    }

    @Test func `a table that the machine does not have is told`() {
        let encoding = SystemEncoding(table: "NO-SUCH-TABLE", excluded: nil)
        let fault = #expect(throws: FunctionFault.self) { try encoding.encode("x") }
        #expect(fault?.message.contains("has no table for the encoding (NO-SUCH-TABLE)") == true)
    }
}
