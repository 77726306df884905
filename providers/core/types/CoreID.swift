internal import MartletModel
internal import MartletProvider

/// `core.id`: a random name that is drawn once: bytes in hexadecimal and base64, a UUID, or words.
struct CoreID: CoreType {
    let schema = ResourceSchema(
        type: ResourceType("core.id"),
        body: .object(
            [
                .init("kind", .string(oneOf: ["bytes", "uuid", "words"], isOpen: false, pattern: nil)),
                .init("bytes", .number), .init("words", .number), .init("separator", .text), .init("prefix", .text),
                .init("triggers", .any),
            ],
            allowsOthers: false
        ),
        computed: ["id", "hex", "base64", "base64url"].map { ValuePath([.key($0)]) },
        createOnly: [ValuePath()], isStateOnly: true
    )

    func problems(in body: Value) -> [BodyProblem] {
        [("bytes", 1...64), ("words", 1...8)].compactMap { key, range in
            guard let number = body[key]?.numberValue, !number.isWhole(in: range) else { return nil }
            let message = "`\(key)` must be a whole number from \(range.lowerBound) to \(range.upperBound)."
            return BodyProblem(ValuePath([.key(key)]), message)
        }
    }

    func attributes(of body: Value, id: Value?, random: ((Int) -> [UInt8])?) -> Value {
        var fields = body.fields ?? Fields()
        let kind = body["kind"]?.stringValue ?? "bytes"
        guard let random else {
            fields["id"] = .unknownText
            for key in ["hex", "base64", "base64url"] { fields[key] = kind == "bytes" ? .unknownText : .null }
            return .object(fields)
        }
        let prefix = body["prefix"]?.stringValue ?? ""
        for key in ["hex", "base64", "base64url"] { fields[key] = .null }
        switch kind {
        case "uuid": fields["id"] = .string(prefix + RandomText.uuid(random))
        case "words":
            let separator = body["separator"]?.stringValue ?? "-"
            fields["id"] = .string(prefix + RandomText.words(body["words"]?.intValue ?? 2, separator, random))
        default:
            let bytes = random(body["bytes"]?.intValue ?? 8)
            fields["id"] = .string(prefix + RandomText.hex(bytes))
            fields["hex"] = .string(RandomText.hex(bytes))
            fields["base64"] = .string(RandomText.base64(bytes, urlSafe: false))
            fields["base64url"] = .string(RandomText.base64(bytes, urlSafe: true))
        }
        return .object(fields)
    }
}
