internal import Crypto
internal import MartletModel

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Seals secrets with AES-256-GCM (NIST SP 800-38D) under a key derived from the state's.
///
/// A sealed text is `m1:` and base64 of nonce, ciphertext and tag; a fresh nonce each time, so that equal secrets do not
/// show. Comparison goes by ``fingerprint(of:)``.
package struct StateSealer: SecretSealing {
    private let sealingKey: SymmetricKey
    private let fingerprintKey: SymmetricKey

    /// Two keys are derived, one for each use (HKDF, RFC 5869).
    package init(key: [UInt8]) {
        let root = SymmetricKey(data: key)
        sealingKey = Self.derive(root, for: "martlet seal 1")
        fingerprintKey = Self.derive(root, for: "martlet fingerprint 1")
    }

    private static func derive(_ root: SymmetricKey, for purpose: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: root, info: Data(purpose.utf8), outputByteCount: 32)
    }

    private static let prefix = "m1:"

    package func seal(_ bytes: [UInt8]) throws -> String {
        let box = try AES.GCM.seal(bytes, using: sealingKey)
        return Self.prefix + Base64.text(Array(box.nonce) + Array(box.ciphertext) + Array(box.tag))
    }

    package func open(_ sealed: String) throws -> [UInt8] {
        guard sealed.hasPrefix(Self.prefix), let bytes = Base64.bytes(String(sealed.dropFirst(Self.prefix.count)))
        else {
            throw SealError.malformed
        }
        return Array(try AES.GCM.open(AES.GCM.SealedBox(combined: bytes), using: sealingKey))
    }

    /// Equal for equal bytes under the same key, and telling nothing without it (HMAC-SHA-256).
    package func fingerprint(of bytes: [UInt8]) -> String {
        Base64.text(Array(HMAC<SHA256>.authenticationCode(for: bytes, using: fingerprintKey)))
    }
}

/// Why a sealed text cannot be opened.
package enum SealError: Error, Sendable, Hashable {
    case malformed
    /// There is no key.
    case noKey
}

/// Stands where no key exists yet: nothing was ever sealed, and nothing can be.
struct NoSealer: SecretSealing {
    func seal(_ bytes: [UInt8]) throws -> String { throw SealError.noKey }
    func open(_ sealed: String) throws -> [UInt8] { throw SealError.noKey }
}
