internal import MartletModel

/// A state's key as a vault has encrypted it: what is kept in a key file, and in the state, instead of the key itself.
package struct WrappedKey: Sendable, Hashable {
    /// The vault's key with its version: `https://NAME.vault.azure.net/keys/KEY/VERSION`.
    package let vaultKey: String
    /// `RSA-OAEP-256`.
    package let algorithm: String
    package let bytes: [UInt8]

    package init(vaultKey: String, algorithm: String, bytes: [UInt8]) {
        self.vaultKey = vaultKey
        self.algorithm = algorithm
        self.bytes = bytes
    }
}

extension WrappedKey {
    private static let format = "martlet.wrapped-key/1"

    /// One line of canonical JSON.
    var text: String {
        let value: Value = [
            "format": .string(Self.format), "key": .string(vaultKey), "algorithm": .string(algorithm),
            "value": .string(Base64.text(bytes)),
        ]
        do { return try value.canonicalJSON(secrets: .redact) } catch {
            // Texts alone, which always have a JSON form.
            preconditionFailure("A wrapped key has no JSON: \(error)")
        }
    }

    /// Nil when `text` is not what ``text`` writes.
    init?(text: String) {
        guard let value = try? Value(json: Array(text.utf8)), value["format"]?.stringValue == Self.format,
            let key = value["key"]?.stringValue, let algorithm = value["algorithm"]?.stringValue,
            let bytes = value["value"]?.stringValue.flatMap(Base64.bytes)
        else { return nil }
        self.init(vaultKey: key, algorithm: algorithm, bytes: bytes)
    }
}

/// What a vault said to a wrapped key.
package enum VaultAnswer: Sendable, Hashable {
    case key([UInt8])
    case refused(detail: String, hint: String?)
}

/// A key that is not in use yet.
package enum NewKey: Sendable, Hashable {
    case plain([UInt8])
    case wrapped(WrappedKey, key: [UInt8])

    /// 32 bytes.
    package var bytes: [UInt8] {
        switch self {
        case .plain(let key), .wrapped(_, let key): key
        }
    }

    var wrapped: WrappedKey? {
        if case .wrapped(let wrapped, _) = self { wrapped } else { nil }
    }

    /// What stands in a key file.
    var text: String {
        switch self {
        case .plain(let key): StateKeySource.hex(key) + "\n"
        case .wrapped(let wrapped, _): wrapped.text + "\n"
        }
    }
}
