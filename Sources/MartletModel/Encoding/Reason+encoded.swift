extension Reason {
    /// The reason as one value.
    package var encoded: Value {
        switch self {
        case .createOnlyChanged(let paths): ["createOnlyChanged": .tuple(paths.map(\.encoded))]
        case .connectionChanged(let name): ["connectionChanged": .string(name.text)]
        case .replaceTriggered(let address): ["replaceTriggered": .string(address.description)]
        case .tainted(let why): ["tainted": .string(why)]
        case .goneWithParent(let address): ["goneWithParent": .string(address.description)]
        case .moved(let address): ["moved": .string(address.description)]
        case .settingsChanged(let settings): ["settingsChanged": .tuple(settings.map { .string($0.rawValue) })]
        case .notInState, .configurationChanged, .drifted, .objectMissing, .recreatedOutside, .requested, .notInStack,
            .destroyRequested, .imported, .foundWithMarker, .removedBlock, .thereBefore:
            .string(Self.words.first { $0.value == self }?.key ?? "")
        }
    }

    /// The reasons that carry nothing.
    private static let words: [String: Reason] = [
        "notInState": .notInState, "configurationChanged": .configurationChanged, "drifted": .drifted,
        "objectMissing": .objectMissing, "recreatedOutside": .recreatedOutside, "requested": .requested,
        "notInStack": .notInStack, "destroyRequested": .destroyRequested, "imported": .imported,
        "foundWithMarker": .foundWithMarker, "removedBlock": .removedBlock, "thereBefore": .thereBefore,
    ]

    /// Nil when `value` is none that ``encoded`` gives.
    package init?(encoded value: Value) {
        if let word = value.stringValue {
            guard let reason = Self.words[word] else { return nil }
            self = reason
            return
        }
        guard let field = value.fields?.first else { return nil }
        let address = field.value.stringValue.flatMap { Address($0) }
        switch (field.key, address) {
        case ("tainted", _): self = .tainted(field.value.stringValue ?? "")
        case ("connectionChanged", _):
            self = .connectionChanged(from: ConnectionName(field.value.stringValue ?? ""))
        case ("createOnlyChanged", _):
            self = .createOnlyChanged((field.value.elements ?? []).compactMap(ValuePath.init(encoded:)))
        case ("settingsChanged", _):
            let names = (field.value.elements ?? []).compactMap(\.stringValue)
            self = .settingsChanged(names.compactMap(RecordedSetting.init(rawValue:)))
        case ("replaceTriggered", let address?): self = .replaceTriggered(by: address)
        case ("goneWithParent", let address?): self = .goneWithParent(address)
        case ("moved", let address?): self = .moved(from: address)
        default: return nil
        }
    }
}
