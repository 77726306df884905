import MartletModel

/// The bytes of requests and answers.
enum KubernetesJSON {
    static func value(_ bytes: [UInt8]) throws(JSONError) -> Value {
        try Value(json: bytes, duplicateKeys: .lastWins)
    }

    /// In clear: only for what goes to the API server.
    static func bytes(_ value: Value) throws(JSONWriteError) -> [UInt8] {
        try value.canonicalJSONBytes(secrets: .reveal)
    }
}
