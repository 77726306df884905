package import MartletModel

extension StatusReply {
    /// The reply with every secret of `body` left out of its texts: servers quote what they refuse.
    package func hiding(secretsOf body: Value) -> StatusReply {
        let secrets = SecretTexts(body)
        return StatusReply(
            code: code, reason: reason, message: secrets.hidden(in: message), kind: kind,
            causes: causes.map { Cause(reason: $0.reason, message: secrets.hidden(in: $0.message), field: $0.field) },
            retryAfter: retryAfter, isStatus: isStatus
        )
    }
}

/// The texts of a body's secrets, encoded and decoded.
private struct SecretTexts {
    private var texts: Set<String> = []

    /// Shorter ones would hide every other word.
    private static let shortest = 3

    init(_ body: Value) { collect(body, isSecret: false) }

    private mutating func collect(_ value: Value, isSecret: Bool) {
        switch value {
        case .marked(let inner, let marks): collect(inner, isSecret: isSecret || marks.contains(.secret))
        case .object(let fields): for field in fields { collect(field.value, isSecret: isSecret) }
        case .tuple(let elements): for element in elements { collect(element, isSecret: isSecret) }
        case .string(let text) where isSecret:
            texts.insert(text)
            if let decoded = Base64.decoded(text), let clear = String(validating: decoded, as: UTF8.self) {
                texts.insert(clear)
            }
        default: break
        }
    }

    func hidden(in message: String) -> String {
        texts.filter { $0.utf8.count >= Self.shortest }.sorted { $0.utf8.count > $1.utf8.count }
            .reduce(message) { $0.replacing($1, with: redactedText) }
    }
}
