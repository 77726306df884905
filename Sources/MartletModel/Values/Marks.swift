/// What must be remembered about a value wherever it flows.
package struct Marks: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    // What every value is asked for. Those of OptionSet are generic, and called without being specialised for this type
    // from other modules, which takes some hundred instructions.
    package init() { rawValue = 0 }
    package init(arrayLiteral marks: Marks...) { rawValue = marks.reduce(0) { $0 | $1.rawValue } }
    package var isEmpty: Bool { rawValue == 0 }
    package func contains(_ marks: Marks) -> Bool { rawValue & marks.rawValue == marks.rawValue }
    package func union(_ other: Marks) -> Marks { Marks(rawValue: rawValue | other.rawValue) }
    package mutating func formUnion(_ other: Marks) { self = union(other) }

    /// The text must never be shown, logged or stored in clear.
    package static let secret = Marks(rawValue: 1)
    /// The value must not be stored at all, not even sealed.
    package static let ephemeral = Marks(rawValue: 2)
}

/// What stands wherever a secret's text would.
package let redactedText = "<redacted>"
