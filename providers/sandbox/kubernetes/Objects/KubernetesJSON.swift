import MartletModel

/// JSON as the API server writes and reads it.
enum KubernetesJSON {
    /// Compact text with sorted keys.
    static func text(_ value: Value) -> String {
        // Only unknown values and infinities have no JSON form, and none of them comes in over HTTP.
        (try? value.canonicalJSON(secrets: .reveal)) ?? "null"
    }

    static func bytes(_ value: Value) -> [UInt8] {
        (try? value.canonicalJSONBytes(secrets: .reveal)) ?? Array("null".utf8)
    }

    /// The value of JSON text; nil when it is not JSON.
    static func value(_ text: Substring) -> Value? { try? Value(json: String(text)) }
}
