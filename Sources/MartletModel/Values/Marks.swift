/// What must be remembered about a value wherever it flows.
package struct Marks: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The text must never be shown, logged or stored in clear.
    package static let secret = Marks(rawValue: 1)
    /// The value must not be stored at all, not even sealed.
    package static let ephemeral = Marks(rawValue: 2)
}

/// What stands wherever a secret's text would.
package let redactedText = "<redacted>"
