import Crypto
import CryptoExtras
import FoundationEssentials
import MartletHTTP
import MartletModel
import MartletProvider

/// A statement signed with an application's certificate: a JWT, PS256 with the SHA-256 thumbprint, good for ten minutes
/// (https://learn.microsoft.com/entra/identity-platform/certificate-credentials).
struct CertificateAssertion: Sendable {
    let path: String
    let readFile: @Sendable (String) throws -> [UInt8]
    let randomness: Randomness
    let now: @Sendable () -> Int

    func token(clientID: String, audience: String) throws(ProviderError) -> String {
        let pem = try file()
        guard let certificate = Self.blocks("CERTIFICATE", in: pem).first.flatMap({ Base64.decode($0) }),
            let key = try? _RSA.Signing.PrivateKey(pemRepresentation: Self.keyBlock(in: pem))
        else {
            throw Self.unreadable(path, "it must hold a certificate and an RSA private key, both in PEM")
        }
        let header: Value = [
            "alg": "PS256", "typ": "JWT", "x5t#S256": .string(Base64.encodeURL(SHA256.hash(data: certificate))),
        ]
        let claims: Value = [
            "aud": .string(audience), "iss": .string(clientID), "sub": .string(clientID),
            "jti": .string(randomness.uuid()), "nbf": .number(Number(now())), "exp": .number(Number(now() + 600)),
        ]
        do {
            let parts = try [header, claims].map { Base64.encodeURL(try $0.canonicalJSONBytes(secrets: .reveal)) }
            let signed = parts.joined(separator: ".")
            let signature = try key.signature(for: SHA256.hash(data: Array(signed.utf8)), padding: .PSS)
            return "\(signed).\(Base64.encodeURL(signature.rawRepresentation))"
        } catch {
            throw Self.unreadable(path, "its key does not sign")
        }
    }

    private func file() throws(ProviderError) -> String {
        do {
            return String(decoding: try readFile(path), as: UTF8.self)
        } catch {
            throw Self.unreadable(path, "the file cannot be read")
        }
    }

    private static func unreadable(_ path: String, _ why: String) -> ProviderError {
        ProviderError(
            .authentication, code: "ClientCertificate",
            message: "The client certificate `\(path)` cannot be used: \(why).",
            hint: "Convert a PFX file: `openssl pkcs12 -in FILE.pfx -nodes -out FILE.pem`."
        )
    }

    /// The base64 text of every PEM block of a kind (RFC 7468).
    private static func blocks(_ kind: String, in pem: String) -> [String] {
        var blocks: [String] = []
        var current: String?
        for line in pem.split(whereSeparator: \.isNewline) {
            switch line {
            case "-----BEGIN \(kind)-----": current = ""
            case "-----END \(kind)-----":
                if let current { blocks.append(current) }
                current = nil
            default: current?.append(contentsOf: line.filter { !$0.isWhitespace })
            }
        }
        return blocks
    }

    private static func keyBlock(in pem: String) -> String {
        for kind in ["PRIVATE KEY", "RSA PRIVATE KEY"] {
            if let block = blocks(kind, in: pem).first {
                return "-----BEGIN \(kind)-----\n\(block)\n-----END \(kind)-----\n"
            }
        }
        return ""
    }
}

/// A token in a file that something else keeps fresh: read anew for every sign-in.
enum TokenFile {
    static func read(_ path: String, _ readFile: (String) throws -> [UInt8]) throws(ProviderError) -> String {
        do {
            let text = String(decoding: try readFile(path), as: UTF8.self)
            return String(text.filter { !$0.isWhitespace })
        } catch {
            throw ProviderError(
                .authentication, code: "TokenFile", message: "The token file `\(path)` cannot be read.",
                hint: "On AKS, the pod needs the label `azure.workload.identity/use: \"true\"`."
            )
        }
    }
}
