/// Where the key for secrets comes from: the environment, a file named there, or a file beside the state.
package struct StateKeySource: Sendable {
    /// The process's environment.
    package var variables: [String: String]
    /// Made on first use, readable by its owner alone, when the environment names no key.
    package var defaultFile: String
    /// 32 fresh random bytes.
    package var randomKey: @Sendable () -> [UInt8]

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
}

extension StateKeySource {
    /// The key, made when there is none and `mayCreate`; nil when there is none.
    func key(mayCreate: Bool) throws(StateError) -> [UInt8]? {
        if let text = variables["MARTLET_STATE_KEY"], !text.isEmpty {
            return try Self.parse(text, source: "MARTLET_STATE_KEY")
        }
        if let path = variables["MARTLET_STATE_KEY_FILE"], !path.isEmpty {
            guard let key = try read(path) else { throw .unusableKey(source: path, detail: "there is no such file") }
            return key
        }
        if let key = try read(defaultFile) { return key }
        return mayCreate ? try create() : nil
    }

    private func create() throws(StateError) -> [UInt8] {
        do throws(DiskFile.Failure) {
            let key = randomKey()
            try DiskFile.makeFolder(DiskFile.parent(of: defaultFile))
            if try DiskFile.create(defaultFile, Array((Self.hex(key) + "\n").utf8)) { return key }
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
        let bytes: [UInt8]?
        do { bytes = try DiskFile.read(path, limit: 4096) } catch {
            throw .unusableKey(source: path, detail: error.text)
        }
        guard let bytes else { return nil }
        return try Self.parse(String(decoding: bytes, as: UTF8.self), source: path)
    }

    /// 32 bytes as 64 hexadecimal digits or as base64, white space around them ignored.
    static func parse(_ text: String, source: String) throws(StateError) -> [UInt8] {
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

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
