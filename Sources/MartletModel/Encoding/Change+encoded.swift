extension Change {
    /// The change as one value, for the journal and saved plans; ``ValueCodec`` seals what is secret in it.
    package var encoded: Value {
        var fields: Fields = [
            "address": .string(address.description), "type": .string(type.text), "provider": .string(provider.text),
            "connection": .string(connection.text), "action": .string(action.code),
            "reversibility": reversibility.encoded,
            "reasons": .tuple(reasons.map(\.encoded)), "fields": .tuple(self.fields.map(\.encoded)),
            "drift": .tuple(drift.map(\.encoded)), "settings": settings.encoded,
            "dependencies": .tuple(dependencies.map { .string($0.description) }),
        ]
        fields["previousAddress"] = previousAddress.map { .string($0.description) }
        fields["identity"] = identity.map { .string($0.text) }
        fields["body"] = body
        fields["plannedAttributes"] = plannedAttributes
        fields["prior"] = prior?.encoded
        fields["observed"] = observed
        fields["observedLineage"] = observedLineage.map { .string($0.text) }
        fields["contraction"] = contraction?.encoded
        return .object(fields)
    }

    /// Nil when a part is missing or malformed.
    package init?(encoded value: Value) {
        guard let address = value["address"]?.stringValue.flatMap({ Address($0) }),
            let type = value["type"]?.stringValue,
            let provider = value["provider"]?.stringValue, let connection = value["connection"]?.stringValue,
            let action = value["action"]?.stringValue.flatMap(Action.init(code:)),
            let reversibility = value["reversibility"].flatMap(Reversibility.init(encoded:)),
            let reasons = value["reasons"]?.decoded(Reason.init(encoded:)),
            let fields = value["fields"]?.decoded(FieldChange.init(encoded:)),
            let drift = value["drift"]?.decoded(FieldChange.init(encoded:)),
            let dependencies = value["dependencies"]?.addresses
        else { return nil }
        self.init(
            address: address, previousAddress: value["previousAddress"]?.stringValue.flatMap { Address($0) },
            type: ResourceType(type), provider: ProviderName(provider), connection: ConnectionName(connection),
            action: action, reasons: reasons, identity: value["identity"]?.stringValue.map { Identity($0) },
            body: value["body"], plannedAttributes: value["plannedAttributes"],
            prior: value["prior"].flatMap(ResourceRecord.init(encoded:)), observed: value["observed"],
            observedLineage: value["observedLineage"]?.stringValue.map { Lineage($0) }, fields: fields, drift: drift,
            reversibility: reversibility, dependencies: dependencies,
            settings: value["settings"].map(StepSettings.init(encoded:)) ?? StepSettings(),
            contraction: value["contraction"].flatMap(Contraction.init(encoded:))
        )
    }
}

extension Action {
    private static let codes: [String: Action] = [
        "create": .create, "update": .update, "createThenDelete": .replace(.createFirst),
        "deleteThenCreate": .replace(.deleteFirst), "delete": .delete, "adopt": .adopt, "forget": .forget,
        "noOp": .noOp,
    ]

    /// The word that is stored: unlike ``name`` it tells the order of a replacement.
    fileprivate var code: String { Self.codes.first { $0.value == self }?.key ?? "" }

    fileprivate init?(code: String) {
        guard let action = Self.codes[code] else { return nil }
        self = action
    }
}

extension Value {
    /// The elements of a list, each decoded; nil when one cannot be.
    func decoded<Element>(_ decode: (Value) -> Element?) -> [Element]? {
        guard let elements else { return nil }
        let decoded = elements.compactMap(decode)
        return decoded.count == elements.count ? decoded : nil
    }
}
