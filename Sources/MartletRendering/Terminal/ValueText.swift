package import MartletModel

/// A value on one line, as the stack language would write it: secrets redacted, unknowns named.
package struct ValueText: Sendable {
    /// Longer text is cut in the middle of nowhere and ends in `…`.
    private let limit: Int

    package init(limit: Int = 60) { self.limit = limit }

    package func callAsFunction(_ value: Value?) -> String {
        guard let value else { return "(absent)" }
        let text = line(value).withVisibleControls
        return text.count > limit ? String(text.prefix(limit - 1)) + "…" : text
    }

    private func line(_ value: Value) -> String {
        switch value {
        case .null: "null"
        case .bool(let truth): truth ? "true" : "false"
        case .number(let number): "\(number)"
        case .string(let text): quoted(text)
        case .list(let items), .set(let items): list(items.elements)
        case .tuple(let elements): list(elements)
        case .map(let map): object(map.fields)
        case .object(let fields): object(fields)
        case .unknown: "(known after apply)"
        case .marked(let inner, let marks): marks.isEmpty ? line(inner) : redactedText
        }
    }

    private func list(_ elements: [Value]) -> String {
        "[\(elements.prefix(limit).map(line).joined(separator: ", "))]"
    }

    private func object(_ fields: Fields) -> String {
        guard !fields.isEmpty else { return "{}" }
        return "{\(fields.prefix(limit).map { "\($0.key) = \(line($0.value))" }.joined(separator: ", "))}"
    }
}
