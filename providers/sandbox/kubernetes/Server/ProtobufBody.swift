internal import MartletModel

/// The protobuf messages that `kubectl create` insists on
/// (https://kubernetes.io/docs/reference/using-api/api-concepts/#protobuf-encoding).
enum ProtobufBody {
    /// The object in `k8s\0` + `runtime.Unknown`.
    static func object(_ bytes: [UInt8]) throws(KubernetesStatus) -> Value {
        guard bytes.starts(with: [0x6B, 0x38, 0x73, 0x00]), let envelope = ProtobufMessage(bytes.dropFirst(4)) else {
            throw .badRequest("provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]")
        }
        let type = envelope.message(1)
        let kind = type?.text(2) ?? ""
        guard let raw = envelope.message(2), var object = body(kind, raw) else {
            throw KubernetesStatus(
                415, "UnsupportedMediaType",
                "the sandbox does not read protobuf bodies of kind \(kind): write the object to a file and use create -f",
                details: Fields())
        }
        object.set(.string(type?.text(1) ?? ""), "apiVersion")
        object.set(.string(kind), "kind")
        return object
    }

    private static func body(_ kind: String, _ message: ProtobufMessage) -> Value? {
        var object: Value = ["metadata": metadata(message.message(1))]
        switch kind {
        case "Namespace", "ServiceAccount", "SelfSubjectReview", "TokenRequest": return object
        case "ConfigMap":
            object.set(map(message, 2) { .string($0.text) }, "data")
            object.set(map(message, 3) { .string(Base64.encode($0.bytes)) }, "binaryData")
            return object
        case "Secret":
            object.set(map(message, 2) { .string(Base64.encode($0.bytes)) }, "data")
            object.set(message.text(3).map { .string($0) }, "type")
            object.set(map(message, 4) { .string($0.text) }, "stringData")
            return object
        case "SelfSubjectAccessReview", "SelfSubjectRulesReview":
            let attributes = message.message(2)?.message(1)
            let names = ["namespace", "verb", "group", "version", "resource", "subresource", "name"]
            for (index, name) in names.enumerated() {
                if let text = attributes?.text(index + 1), !text.isEmpty {
                    object.set(.string(text), "spec", "resourceAttributes", name)
                }
            }
            return object
        default: return nil
        }
    }

    private static func metadata(_ message: ProtobufMessage?) -> Value {
        .compact([
            "name": text(message, 1), "generateName": text(message, 2), "namespace": text(message, 3),
            "labels": message.flatMap { map($0, 11) { .string($0.text) } },
            "annotations": message.flatMap { map($0, 12) { .string($0.text) } },
        ])
    }

    private static func text(_ message: ProtobufMessage?, _ field: Int) -> Value? {
        message?.text(field).flatMap { $0.isEmpty ? nil : .string($0) }
    }

    /// A map field: repeated messages of key 1 and value 2.
    private static func map(
        _ message: ProtobufMessage, _ field: Int, _ value: (ProtobufMessage.Field) -> Value
    ) -> Value? {
        let entries = message.all(field).compactMap { ProtobufMessage($0.bytes[...]) }
        guard !entries.isEmpty else { return nil }
        return .object(
            Fields(
                entries.map { entry in
                    Fields.Field(entry.text(1) ?? "", entry.all(2).last.map(value) ?? "")
                }))
    }
}

/// The fields of one protobuf message (https://protobuf.dev/programming-guides/encoding/).
struct ProtobufMessage: Sendable {
    struct Field: Sendable {
        let number: Int
        /// The content of a length-delimited field; empty for numbers.
        let bytes: [UInt8]

        var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    private let fields: [Field]

    /// Nil when the bytes end inside a field.
    init?(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes
        var fields: [Field] = []
        while !rest.isEmpty {
            guard let tag = Self.varint(&rest) else { return nil }
            switch tag & 7 {
            case 0:
                guard Self.varint(&rest) != nil else { return nil }
            case 1:
                guard rest.count >= 8 else { return nil }
                rest = rest.dropFirst(8)
            case 2:
                guard let length = Self.varint(&rest), length >= 0, rest.count >= length else { return nil }
                fields.append(Field(number: tag >> 3, bytes: Array(rest.prefix(length))))
                rest = rest.dropFirst(length)
            case 5:
                guard rest.count >= 4 else { return nil }
                rest = rest.dropFirst(4)
            default: return nil
            }
        }
        self.fields = fields
    }

    func all(_ number: Int) -> [Field] { fields.filter { $0.number == number } }

    func text(_ number: Int) -> String? { all(number).last?.text }

    func message(_ number: Int) -> ProtobufMessage? { all(number).last.flatMap { ProtobufMessage($0.bytes[...]) } }

    private static func varint(_ bytes: inout ArraySlice<UInt8>) -> Int? {
        var value = 0
        for shift in stride(from: 0, to: 63, by: 7) {
            guard let byte = bytes.popFirst() else { return nil }
            value |= Int(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        return nil
    }
}
