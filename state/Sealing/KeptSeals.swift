internal import MartletModel

/// Leaves secrets as they are sealed: what stands for one is the sealed text itself, marked as a secret.
///
/// Values read this way can be shown, for secrets are redacted, and written back unchanged. They need no key, and tell
/// nothing about equality: the same secret is sealed differently each time.
struct KeptSeals: SecretSealing {
    func open(_ sealed: String) throws -> [UInt8] {
        try Value.string(sealed).canonicalJSONBytes(secrets: .reveal)
    }

    func seal(_ bytes: [UInt8]) throws -> String {
        guard case .string(let sealed) = try Value(json: bytes) else { throw SealError.malformed }
        return sealed
    }
}
