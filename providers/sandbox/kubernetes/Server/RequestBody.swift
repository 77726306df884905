internal import HTTPTypes
internal import MartletLanguage
internal import MartletModel

/// Reads the body of a request in any of the encodings that clients send.
enum RequestBody {
    /// An object, as JSON, YAML or one of the few protobuf messages that kubectl insists on.
    static func object(_ request: SandboxRequest) throws(KubernetesStatus) -> Value {
        switch request.mediaType {
        case "application/vnd.kubernetes.protobuf": return try ProtobufBody.object(request.body)
        case "application/yaml", PatchType.apply.rawValue: return try yaml(request.body)
        default: return try json(request.body)
        }
    }

    static func json(_ bytes: [UInt8]) throws(KubernetesStatus) -> Value {
        do throws(JSONError) {
            return try Value(json: bytes, duplicateKeys: .lastWins)
        } catch {
            throw .badRequest("couldn't get version/kind; json parse error: \(error)")
        }
    }

    /// JSON is YAML too, and read by the faster reader.
    static func yaml(_ bytes: [UInt8]) throws(KubernetesStatus) -> Value {
        if bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") { return try json(bytes) }
        let documents: [Value]
        do throws(Diagnostics) {
            documents = try YAMLReader.values(bytes, name: "body")
        } catch {
            throw .badRequest("error decoding YAML: the body is not valid YAML")
        }
        guard documents.count == 1 else { throw .badRequest("error decoding YAML: one document wanted") }
        return documents[0]
    }
}
