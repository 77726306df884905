private import Crypto

/// A self-signed certificate and its key, as PEM (RFC 5280, RFC 7468).
struct CertificatePair: Sendable {
    let certificate: String
    let key: String

    /// - Parameters:
    ///   - names: The common name and the DNS names; the first is the common name.
    ///   - seed: 32 bytes that become the private key; nil comes back when they are no key.
    init?(names: [String], serial: [UInt8], seed: [UInt8], from start: SandboxInstant, days: Int) {
        guard let secret = try? P256.Signing.PrivateKey(rawRepresentation: seed) else { return nil }
        let name = DER.sequence(
            DER.set(DER.sequence(DER.objectIdentifier([2, 5, 4, 3]), DER.utf8(names.first ?? "sandbox"))))
        let end = start.advanced(by: .seconds(days * 86_400))
        let body = DER.sequence(
            DER.explicit(0, DER.integer([2])),
            DER.integer([serial.first.map { $0 & 0x7F | 1 } ?? 1] + serial.dropFirst()),
            Self.algorithm, name, DER.sequence(DER.time(start), DER.time(end)), name,
            Array(secret.publicKey.derRepresentation), DER.explicit(3, DER.sequence(Self.alternativeNames(names))))
        guard let signature = try? secret.signature(for: body) else { return nil }
        let whole = DER.sequence(body, Self.algorithm, DER.bits(Array(signature.derRepresentation)))
        certificate = Self.pem("CERTIFICATE", whole)
        key = secret.pemRepresentation + "\n"
    }

    /// ecdsa-with-SHA256 (RFC 5758 §3.2).
    private static let algorithm = DER.sequence(DER.objectIdentifier([1, 2, 840, 10045, 4, 3, 2]))

    private static func alternativeNames(_ names: [String]) -> [UInt8] {
        let list = DER.sequence(names.map { DER.tagged(0x82, Array($0.utf8)) }.flatMap { $0 })
        return DER.sequence(DER.objectIdentifier([2, 5, 29, 17]), DER.tagged(0x04, list))
    }

    private static func pem(_ label: String, _ bytes: [UInt8]) -> String {
        let text = Array(Base64.encode(bytes).utf8)
        let lines = stride(from: 0, to: text.count, by: 64).map {
            String(decoding: text[$0..<min($0 + 64, text.count)], as: UTF8.self)
        }
        return "-----BEGIN \(label)-----\n\(lines.joined(separator: "\n"))\n-----END \(label)-----\n"
    }
}

/// Distinguished encoding (X.690), as much as a certificate needs.
private enum DER {
    static func tagged(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        var length: [UInt8] = []
        var rest = content.count
        if rest < 128 {
            length = [UInt8(rest)]
        } else {
            while rest > 0 {
                length.insert(UInt8(rest & 255), at: 0)
                rest >>= 8
            }
            length.insert(0x80 | UInt8(length.count), at: 0)
        }
        return [tag] + length + content
    }

    static func sequence(_ parts: [UInt8]...) -> [UInt8] { tagged(0x30, parts.flatMap { $0 }) }
    static func set(_ parts: [UInt8]...) -> [UInt8] { tagged(0x31, parts.flatMap { $0 }) }
    static func explicit(_ number: UInt8, _ content: [UInt8]) -> [UInt8] { tagged(0xA0 | number, content) }
    static func utf8(_ text: String) -> [UInt8] { tagged(0x0C, Array(text.utf8)) }
    static func bits(_ bytes: [UInt8]) -> [UInt8] { tagged(0x03, [0] + bytes) }

    /// A positive integer, most significant byte first.
    static func integer(_ bytes: [UInt8]) -> [UInt8] {
        tagged(0x02, (bytes.first ?? 0) >= 0x80 ? [0] + bytes : bytes)
    }

    static func objectIdentifier(_ numbers: [Int]) -> [UInt8] {
        var content = [UInt8(numbers[0] * 40 + numbers[1])]
        for number in numbers.dropFirst(2) {
            var groups = [UInt8(number & 127)]
            var rest = number >> 7
            while rest > 0 {
                groups.insert(UInt8(rest & 127) | 128, at: 0)
                rest >>= 7
            }
            content += groups
        }
        return tagged(0x06, content)
    }

    /// UTCTime: two digits of the year, which certificates use until 2049.
    static func time(_ instant: SandboxInstant) -> [UInt8] {
        tagged(0x17, Array(instant.seconds.filter { $0.isNumber }.dropFirst(2).utf8) + Array("Z".utf8))
    }
}
