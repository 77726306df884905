/// Where the key for secrets comes from: the environment, a file named there, a file beside the state, or the state itself.
///
/// A file and the state may hold the key as a vault has wrapped it; then the vault is asked beforehand, and
/// ``answers`` says what it answered.
package struct StateKeySource: Sendable {
    /// The process's environment.
    package var variables: [String: String]
    /// Made on first use, readable by its owner alone, when the environment names no key.
    package var defaultFile: String
    /// 32 fresh random bytes.
    package var randomKey: @Sendable () -> [UInt8]
    /// What vaults said to wrapped keys.
    package var answers: [WrappedKey: VaultAnswer] = [:]
    /// The key that is written down when there is none yet; a random one in clear when nil.
    package var firstKey: NewKey?

    package init(
        variables: [String: String], defaultFile: String,
        randomKey: @escaping @Sendable () -> [UInt8] = {
            (0..<32).map { _ in UInt8.random(in: .min ... .max) }
        }
    ) {
        self.variables = variables
        self.defaultFile = defaultFile
        self.randomKey = randomKey
    }

    /// The key that the environment names, as it stands there; nil for none.
    private var named: String? { variables["MARTLET_STATE_KEY"].flatMap { $0.isEmpty ? nil : $0 } }

    private var namedFile: String? { variables["MARTLET_STATE_KEY_FILE"].flatMap { $0.isEmpty ? nil : $0 } }

    /// The file that the key is in, or would be; nil when the environment holds the key itself.
    package var file: String? { named == nil ? namedFile ?? defaultFile : nil }

    /// The file in which a key waits that is about to take over from the one in use.
    var nextFile: String? { file.map { $0 + ".next" } }
}

extension StateKeySource {
    /// The key, made when there is none and `mayCreate`; nil when there is none.
    ///
    /// - Parameter inState: The wrapped key that the state holds.
    func key(mayCreate: Bool, inState: WrappedKey? = nil) throws(StateError) -> [UInt8]? {
        if let named { return try Self.parse(named, source: "MARTLET_STATE_KEY") }
        if let namedFile {
            guard let key = try read(namedFile) else {
                throw .unusableKey(source: namedFile, detail: "there is no such file")
            }
            return key
        }
        if let key = try read(defaultFile) { return key }
        if let inState { return try opened(inState) }
        return mayCreate ? try create() : nil
    }

    /// The key that is about to take over; nil when there is none.
    func nextKey() throws(StateError) -> [UInt8]? {
        guard let nextFile else { return nil }
        return try read(nextFile)
    }

    /// The wrapped keys in the files, for the vault to open.
    package var wrappedKeys: [WrappedKey] {
        [file, nextFile].compactMap(\.self).compactMap { path in
            (try? text(of: path)).flatMap { $0 }.flatMap { WrappedKey(text: $0) }
        }
    }

    /// Whether a key is anywhere to be had, but in the state.
    package var hasKey: Bool {
        named != nil || namedFile != nil || DiskFile.exists(defaultFile)
    }

    private func create() throws(StateError) -> [UInt8] {
        let first = firstKey ?? .plain(randomKey())
        do throws(DiskFile.Failure) {
            try DiskFile.makeFolder(DiskFile.parent(of: defaultFile))
            if try DiskFile.create(defaultFile, Array(first.text.utf8)) { return first.bytes }
        } catch {
            throw .unusableKey(source: defaultFile, detail: error.text)
        }
        // Another process made it in the meantime.
        guard let key = try read(defaultFile) else {
            throw .unusableKey(source: defaultFile, detail: "it went away while it was read")
        }
        return key
    }

    private func read(_ path: String) throws(StateError) -> [UInt8]? {
        guard let text = try text(of: path) else { return nil }
        if let wrapped = WrappedKey(text: text) { return try opened(wrapped) }
        return try Self.parse(text, source: path)
    }

    private func text(of path: String) throws(StateError) -> String? {
        do { return try DiskFile.read(path, limit: 16_384).map { String(decoding: $0, as: UTF8.self) } } catch {
            throw .unusableKey(source: path, detail: error.text)
        }
    }

    private func opened(_ wrapped: WrappedKey) throws(StateError) -> [UInt8] {
        // One that this run wrapped itself need not be asked for.
        if case .wrapped(wrapped, let key)? = firstKey { return key }
        switch answers[wrapped] {
        case .key(let key) where key.count == 32: return key
        case .key(let key):
            throw .unusableKey(source: wrapped.vaultKey, detail: "it opened \(key.count) bytes instead of 32")
        case .refused(let detail, let hint): throw .vaultRefused(key: wrapped.vaultKey, detail: detail, hint: hint)
        case nil: throw .vaultRefused(key: wrapped.vaultKey, detail: "It was not asked.", hint: nil)
        }
    }

    /// 32 bytes as 64 hexadecimal digits or as base64, white space around them ignored.
    package static func parse(_ text: String, source: String) throws(StateError) -> [UInt8] {
        let trimmed = text.filter { !$0.isWhitespace }
        let bytes = trimmed.utf8.count == 64 ? bytes(hex: trimmed) : Base64.bytes(trimmed)
        guard let bytes else { throw .unusableKey(source: source, detail: "it is neither base64 nor hexadecimal") }
        guard bytes.count == 32 else {
            throw .unusableKey(source: source, detail: "it has \(bytes.count) bytes instead of 32")
        }
        return bytes
    }

    private static func bytes(hex text: String) -> [UInt8]? {
        let digits = text.compactMap(\.hexDigitValue)
        guard digits.count == text.count else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }

    static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
