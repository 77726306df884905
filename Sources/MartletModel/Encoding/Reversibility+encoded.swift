extension Reversibility {
    /// The reversibility as one value.
    package var encoded: Value {
        switch self {
        case .undo(.delete): "delete"
        case .undo(.restore): "restore"
        case .undo(.forget): "forget"
        case .undo(.retain): "retain"
        case .notNeeded: "notNeeded"
        case .irreversible(let why): ["irreversible": .string(why)]
        }
    }

    /// Nil when `value` is none that ``encoded`` gives.
    package init?(encoded value: Value) {
        switch value.stringValue {
        case "delete": self = .undo(.delete)
        case "restore": self = .undo(.restore)
        case "forget": self = .undo(.forget)
        case "retain": self = .undo(.retain)
        case "notNeeded": self = .notNeeded
        default:
            guard let why = value["irreversible"]?.stringValue else { return nil }
            self = .irreversible(why)
        }
    }
}
