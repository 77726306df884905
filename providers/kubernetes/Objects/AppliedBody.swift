private import FoundationEssentials
package import MartletModel

/// A manifest in the one form that is compared and sent: nulls, status and what the server keeps for itself left out,
/// `stringData` turned into `data`, secrets marked.
///
/// `stringData` must not be sent: the server never records that we own what it makes of it, so keys that are dropped later
/// would stay for ever (kubernetes#108008).
package enum AppliedBody {
    /// O(size of `body`). Unknown parts stay.
    package static func normalized(_ body: Value) -> Value {
        guard var fields = droppingNulls(body).fields else { return body }
        let kind = Manifest.kind(of: body)?.groupKind
        fields["status"] = nil
        if let metadata = fields["metadata"] { fields["metadata"] = withoutServerMetadata(metadata, kind: kind) }
        if kind == .secret { fields = secretFields(fields) }
        return .object(fields)
    }

    /// The fields of `metadata` that only the server writes.
    package static let serverMetadata = [
        "creationTimestamp", "deletionGracePeriodSeconds", "deletionTimestamp", "generation", "managedFields",
        "resourceVersion", "selfLink", "uid",
    ]

    private static func withoutServerMetadata(_ metadata: Value, kind: GroupKind?) -> Value {
        guard var fields = metadata.fields else { return metadata }
        for key in serverMetadata { fields[key] = nil }
        if let kind, BuiltInKind[kind]?.isNamespaced == false { fields["namespace"] = nil }
        return .object(fields)
    }

    private static func droppingNulls(_ value: Value) -> Value {
        switch value {
        case .object(let fields):
            .object(Fields(fields.compactMap { $0.value.isNull ? nil : .init($0.key, droppingNulls($0.value)) }))
        case .tuple(let elements): .tuple(elements.map(droppingNulls))
        case .marked(let inner, let marks): .marking(droppingNulls(inner), marks)
        default: value
        }
    }

    private static func secretFields(_ fields: Fields) -> Fields {
        var result = fields
        let texts = fields["stringData"]
        result["stringData"] = nil
        result["data"] = secretData(encoded: fields["data"], texts: texts)
        return result
    }

    /// One map of base64 texts, each marked secret; unknown as a whole when either part is.
    private static func secretData(encoded: Value?, texts: Value?) -> Value? {
        guard encoded != nil || texts != nil else { return nil }
        let parts = [encoded, texts].compactMap { $0 }
        if parts.contains(where: { if case .unknown = $0.unmarked.value { true } else { false } }) {
            return .secret(.unknown(Unknown()))
        }
        var data = encoded?.fields?.mapValues { Value.secret($0) } ?? Fields()
        for field in texts?.fields ?? Fields() { data[field.key] = .secret(base64(field.value)) }
        return .object(data)
    }

    private static func base64(_ value: Value) -> Value {
        guard let text = value.stringValue else {
            if case .unknown = value.unmarked.value {
                return .marking(.unknown(Unknown(.string)), value.unmarked.marks)
            }
            return value
        }
        return .marking(.string(Data(text.utf8).base64EncodedString()), value.unmarked.marks)
    }
}
