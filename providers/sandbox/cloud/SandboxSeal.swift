private import Crypto
private import FoundationEssentials
import MartletModel

/// Seals bodies with AES-256-GCM (NIST SP 800-38D) under a key in a file of its own, so that no secret of the sandbox can
/// be found in its database. Each body is bound to its key: rows cannot be exchanged.
struct SandboxSeal: Sendable {
    let path: String
    private let key: SymmetricKey

    /// Reads the key at `keyPath`, or makes one there when the database is new.
    init(keyPath: String, isNew: Bool) throws(SandboxStoreError) {
        path = keyPath
        if let bytes = FileManager.default.contents(atPath: keyPath) {
            guard bytes.count == 32 else { throw .key(path: keyPath) }
            key = SymmetricKey(data: bytes)
            return
        }
        guard isNew else { throw .key(path: keyPath) }
        key = SymmetricKey(size: .bits256)
        let bytes = key.withUnsafeBytes { Data($0) }
        let created = FileManager.default.createFile(
            atPath: keyPath, contents: bytes, attributes: [.posixPermissions: 0o600])
        guard created else { throw .key(path: keyPath) }
    }

    func seal(_ body: Value, of key: SandboxKey) -> [UInt8] {
        let clear = (try? body.canonicalJSONBytes(secrets: .reveal)) ?? Array("null".utf8)
        // Sealing fails only for messages above 64 GiB.
        guard let box = try? AES.GCM.seal(clear, using: self.key, authenticating: Self.binding(key)),
            let combined = box.combined
        else { return [] }
        return [UInt8](combined)
    }

    /// The body; nil when it was not sealed by this key for this object.
    func open(_ sealed: [UInt8], of key: SandboxKey) -> Value? {
        guard let box = try? AES.GCM.SealedBox(combined: sealed),
            let clear = try? AES.GCM.open(box, using: self.key, authenticating: Self.binding(key))
        else { return nil }
        return try? Value(json: [UInt8](clear))
    }

    private static func binding(_ key: SandboxKey) -> [UInt8] {
        Array("\(key.space)\u{0}\(key.collection)\u{0}\(key.name)".utf8)
    }
}
