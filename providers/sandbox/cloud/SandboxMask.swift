import MartletModel

/// Hides what a server makes up, so that clouds can be compared.
enum SandboxMask {
    private static let madeUp: Set<String> = [
        "resourceVersion", "uid", "creationTimestamp", "deletionTimestamp", "time", "generation", "observedGeneration",
        "etag", "eTag", "createdAt", "lastModifiedAt", "createdOn", "updatedOn", "creationTime", "lastModifiedTime",
        "lastTransitionTime", "lastUpdateTime", "lastProbeTime", "startTime", "startedAt", "completionTime",
        "firstTimestamp", "lastTimestamp", "eventTime", "renewTime", "acquireTime", "key1", "key2", "resourceUID",
        "fqdn", "azurePortalFQDN", "issuerURL", "podIP", "hostIP", "podIPs", "hostIPs", "clusterIP", "clusterIPs",
        "containerID", "deployment.kubernetes.io/revision", "token", "userToken", "nodePort", "ip",
    ]

    static func line(_ object: SandboxObject) -> String {
        let body = (try? masked(object.body).canonicalJSON(secrets: .reveal)) ?? ""
        return "\(object.key.space) \(object.key.collection) \(masked(object.key.name)) \(body)"
    }

    private static func masked(_ value: Value) -> Value {
        switch value {
        case .object(let fields):
            .object(
                Fields(
                    fields.map { field in
                        let key = masked(field.key)
                        return Fields.Field(key, madeUp.contains(field.key) ? "<made up>" : masked(field.value))
                    }))
        case .tuple(let elements): .tuple(elements.map(masked))
        case .string(let text): .string(masked(text))
        default: value
        }
    }

    /// The text with every UUID replaced.
    private static func masked(_ text: String) -> String {
        let bytes = Array(text.utf8)
        guard bytes.count >= 36 else { return text }
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if index + 36 <= bytes.count, isUUID(bytes[index..<index + 36]) {
                result += Array("<uuid>".utf8)
                index += 36
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func isUUID(_ bytes: ArraySlice<UInt8>) -> Bool {
        zip(0..., bytes).allSatisfy { position, byte in
            switch position {
            case 8, 13, 18, 23: byte == UInt8(ascii: "-")
            default: isHexDigit(byte)
            }
        }
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
