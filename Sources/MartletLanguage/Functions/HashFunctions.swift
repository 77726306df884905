private import Crypto
internal import MartletModel

/// A hash by its name.
enum HashKind: Sendable {
    case md5
    case sha1
    case sha256
    case sha512

    func digest(_ bytes: [UInt8]) -> [UInt8] {
        switch self {
        case .md5: Array(Insecure.MD5.hash(data: bytes))
        case .sha1: Array(Insecure.SHA1.hash(data: bytes))
        case .sha256: Array(SHA256.hash(data: bytes))
        case .sha512: Array(SHA512.hash(data: bytes))
        }
    }
}

extension FunctionTable {
    static let hash: [Function] = [
        hashFunction("md5", .md5, isBase64: false), hashFunction("sha1", .sha1, isBase64: false),
        hashFunction("sha256", .sha256, isBase64: false), hashFunction("sha512", .sha512, isBase64: false),
        hashFunction("base64sha256", .sha256, isBase64: true), hashFunction("base64sha512", .sha512, isBase64: true),
        fileHashFunction("filemd5", .md5, isBase64: false), fileHashFunction("filesha1", .sha1, isBase64: false),
        fileHashFunction("filesha256", .sha256, isBase64: false),
        fileHashFunction("filesha512", .sha512, isBase64: false),
        fileHashFunction("filebase64sha256", .sha256, isBase64: true),
        fileHashFunction("filebase64sha512", .sha512, isBase64: true),
        Function("uuid", [], result: .string, "A random identifier.", group: .hash) { call in
            guard let bytes = call.surroundings.randomBytes?(16), bytes.count == 16 else {
                return .unknownPresent(.string)
            }
            return .string(identifier(bytes, version: 4))
        },
        Function(
            "uuidv5", [.init("namespace", .string), .init("name", .string)], result: .string,
            "The identifier of a name.", group: .hash
        ) { call throws(FunctionFault) in
            guard let namespace = namespace(call.string(0)) else {
                throw FunctionFault("uuidv5() doesn't support namespace \(call.string(0))", argument: 0)
            }
            return .string(identifier(HashKind.sha1.digest(namespace + Array(call.string(1).utf8)), version: 5))
        },
        Function(
            "bcrypt", [.init("str", .string)], variadic: .init("cost", .number), result: .string,
            "The bcrypt hash of a password.", group: .hash
        ) { call throws(FunctionFault) in
            try bcrypt(call)
        },
        Function(
            "rsadecrypt", [.init("ciphertext", .string), .init("privatekey", .string)], result: .string,
            "The text that an RSA key (PEM) decrypts from Base64.", group: .hash
        ) { call throws(FunctionFault) in
            let cipher = try EncodingFunctions.decoded(base64: call.string(0))
            return .string(try EncodingFunctions.text(try RSADecryption.decrypt(cipher, pem: call.string(1)), "RSA"))
        },
    ]

    private static func hashFunction(_ name: String, _ kind: HashKind, isBase64: Bool) -> Function {
        Function(
            name, [.init("str", .string)], result: .string,
            "The \(kind) hash of a string\(isBase64 ? ", as Base64" : "").", group: .hash
        ) { call in
            .string(text(kind.digest(Array(call.string(0).utf8)), isBase64))
        }
    }

    private static func fileHashFunction(_ name: String, _ kind: HashKind, isBase64: Bool) -> Function {
        Function(
            name, [.init("path", .string)], result: .string,
            "The \(kind) hash of a file\(isBase64 ? ", as Base64" : "").", group: .hash
        ) { call throws(FunctionFault) in
            .string(text(kind.digest(try FileFunctions.bytes(call.string(0), call.surroundings)), isBase64))
        }
    }

    private static func text(_ digest: [UInt8], _ isBase64: Bool) -> String {
        isBase64 ? Base64.encode(digest) : digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// The first 16 bytes as RFC 9562 writes them.
    private static func identifier(_ bytes: [UInt8], version: UInt8) -> String {
        var bytes = Array(bytes.prefix(16))
        bytes[6] = bytes[6] & 0x0F | version << 4
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = Array(text(bytes, false))
        let parts = [digits[0..<8], digits[8..<12], digits[12..<16], digits[16..<20], digits[20..<32]]
        return parts.map { String($0) }.joined(separator: "-")
    }

    private static func namespace(_ name: String) -> [UInt8]? {
        let names = ["dns": "10", "url": "11", "oid": "12", "x500": "14"]
        let text = names[name].map { "6ba7b8\($0)9dad11d180b400c04fd430c8" } ?? name.filter { $0 != "-" }
        guard text.utf8.count == 32, names[name] != nil || name.utf8.count == 36 || name.utf8.count == 32 else {
            return nil
        }
        let digits = text.utf8.compactMap(hexadecimalDigit)
        guard digits.count == 32 else { return nil }
        return stride(from: 0, to: 32, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    private static func bcrypt(_ call: Function.Call) throws(FunctionFault) -> Value {
        guard call.arguments.count <= 2 else { throw FunctionFault("bcrypt() takes no more than two arguments") }
        let cost = call.arguments.count > 1 ? try call.integer(1) : 10
        guard (4...31).contains(cost) || cost < 4 else {
            throw FunctionFault("the cost must be at most 31", argument: 1)
        }
        let password = Array(call.string(0).utf8)
        guard password.count <= 72 else { throw FunctionFault("bcrypt: password length exceeds 72 bytes", argument: 0) }
        guard let salt = call.surroundings.randomBytes?(16), salt.count == 16 else { return .unknownPresent(.string) }
        return .string(Bcrypt.hash(password, cost: cost < 4 ? 10 : cost, salt: salt))
    }
}
