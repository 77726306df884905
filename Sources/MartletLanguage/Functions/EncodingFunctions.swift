internal import MartletModel

/// Values and texts in other forms.
enum EncodingFunctions {
    /// JSON as Terraform writes it.
    static func json(_ value: Value) throws(FunctionFault) -> String {
        var writer = JSONWriter(secrets: .reveal, style: JSONWriter.Style(escapesForHTML: true))
        do throws(JSONWriteError) {
            try writer.write(value)
        } catch {
            throw FunctionFault("\(error)")
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    static func text(_ bytes: [UInt8], _ what: String) throws(FunctionFault) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw FunctionFault("the result of decoding \(what) is not valid UTF-8", argument: 0)
        }
        return text.normalized
    }

    static func decoded(base64 text: String) throws(FunctionFault) -> [UInt8] {
        guard let bytes = Base64.decode(text) else { throw FunctionFault("failed to decode base64 data", argument: 0) }
        return bytes
    }

    /// `a b` as `a+b`, as in the query of a URL.
    static func urlEncoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x20: bytes.append(UInt8(ascii: "+"))
            case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "~"): bytes.append(byte)
            case _ where byte < 0x80 && byte.continuesIdentifier: bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func urlDecoded(_ text: String) throws(FunctionFault) -> String {
        let source = Array(text.utf8)
        var bytes: [UInt8] = []
        var index = 0
        while index < source.count {
            switch source[index] {
            case UInt8(ascii: "+"): bytes.append(0x20)
            case UInt8(ascii: "%"):
                guard index + 2 < source.count, let high = hexadecimalDigit(source[index + 1]),
                    let low = hexadecimalDigit(source[index + 2])
                else {
                    throw FunctionFault("invalid URL escape at byte \(index)", argument: 0)
                }
                bytes.append(high << 4 | low)
                index += 2
            default: bytes.append(source[index])
            }
            index += 1
        }
        return try self.text(bytes, "the URL")
    }
}

extension FunctionTable {
    static let encoding: [Function] = [
        textCoding("base64encode", "A string as Base64.") { text throws(FunctionFault) in
            Base64.encode(Array(text.utf8))
        },
        textCoding("base64decode", "The string that Base64 stands for.") { text throws(FunctionFault) in
            try EncodingFunctions.text(try EncodingFunctions.decoded(base64: text), "Base64")
        },
        textCoding("base64gzip", "A string compressed by gzip, as Base64.") { text throws(FunctionFault) in
            Base64.encode(Gzip.compress(Array(text.utf8)))
        },
        textCoding("base64gunzip", "The string that was compressed by gzip and encoded as Base64.") {
            text throws(FunctionFault) in
            guard let bytes = Gzip.decompress(try EncodingFunctions.decoded(base64: text), limit: 64 << 20) else {
                throw FunctionFault("the data is not in gzip's format, or expands to more than 64 MiB", argument: 0)
            }
            return try EncodingFunctions.text(bytes, "gzip")
        },
        textCoding("urlencode", "A string as the query of a URL has it.") { text throws(FunctionFault) in
            EncodingFunctions.urlEncoded(text)
        },
        textCoding("urldecode", "The string that part of a URL's query stands for.") { text throws(FunctionFault) in
            try EncodingFunctions.urlDecoded(text)
        },
        Function("jsonencode", [.init("val", .any, .nullable)], result: .string, "A value as JSON.", group: .encoding) {
            call throws(FunctionFault) in
            .string(try EncodingFunctions.json(call.arguments[0]))
        },
        Function("jsondecode", [.init("str", .string)], "The value that JSON stands for.", group: .encoding) {
            call throws(FunctionFault) in
            do throws(JSONError) {
                return try Value(json: call.string(0), duplicateKeys: .lastWins).normalizedStrings
            } catch {
                throw FunctionFault("the text is not JSON: \(error)", argument: 0)
            }
        },
        Function(
            "csvdecode", [.init("str", .string)], "The rows of comma-separated values, as objects.", group: .encoding
        ) { call throws(FunctionFault) in
            try CSVReader.read(call.string(0))
        },
        Function(
            "textencodebase64", [.init("string", .string), .init("encoding", .string)], result: .string,
            "A string in a character encoding, as Base64.", group: .encoding
        ) { call throws(FunctionFault) in
            .string(Base64.encode(try CharacterEncoding(call.string(1)).encode(call.string(0))))
        },
        Function(
            "textdecodebase64", [.init("source", .string), .init("encoding", .string)], result: .string,
            "The string that Base64 of a character encoding stands for.", group: .encoding
        ) { call throws(FunctionFault) in
            .string(
                try CharacterEncoding(call.string(1)).decode(try EncodingFunctions.decoded(base64: call.string(0)))
                    .normalized)
        },
        Function("yamlencode", [.init("value", .any, .nullable)], result: .string, "A value as YAML.", group: .encoding)
        { call throws(FunctionFault) in
            .string(try YAMLEncoder.encode(call.arguments[0]))
        },
    ]

    private static func textCoding(
        _ name: String, _ summary: String, _ body: @escaping @Sendable (String) throws(FunctionFault) -> String
    ) -> Function {
        Function(name, [.init("str", .string)], result: .string, summary, group: .encoding) {
            call throws(FunctionFault) in
            .string(try body(call.string(0)))
        }
    }
}

extension Value {
    /// The value with every string in Unicode's normal form C.
    var normalizedStrings: Value {
        switch self {
        case .string(let text): .string(text.normalized)
        case .tuple(let elements): .tuple(elements.map(\.normalizedStrings))
        case .object(let fields):
            .object(Fields(fields.map { Fields.Field($0.key.normalized, $0.value.normalizedStrings) }))
        default: self
        }
    }
}
