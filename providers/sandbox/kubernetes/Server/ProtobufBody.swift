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
        guard let raw = envelope.message(2), var object = ProtobufSchema.known.object(kind, raw) else {
            throw KubernetesStatus(
                415, "UnsupportedMediaType",
                "the sandbox does not read protobuf bodies of kind \(kind): write the object to a file and use create -f",
                details: Fields())
        }
        object.set(.string(type?.text(1) ?? ""), "apiVersion")
        object.set(.string(kind), "kind")
        return object
    }
}

/// The fields of one protobuf message (https://protobuf.dev/programming-guides/encoding/).
struct ProtobufMessage: Sendable {
    struct Field: Sendable {
        let number: Int
        /// The content of a length-delimited field; empty for numbers.
        let bytes: [UInt8]
        /// The value of a number; 0 for everything else.
        var integer = 0

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
                guard let value = Self.varint(&rest) else { return nil }
                fields.append(Field(number: tag >> 3, bytes: [], integer: value))
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
        var value: UInt64 = 0
        for shift in stride(from: 0, to: 70, by: 7) {
            guard let byte = bytes.popFirst() else { return nil }
            value |= UInt64(byte & 0x7F) << UInt64(shift)
            if byte < 0x80 { return Int(truncatingIfNeeded: value) }
        }
        return nil
    }
}
