/// One field that a change sets, alters or removes.
package struct FieldChange: Sendable, Hashable {
    /// Who made the two sides differ.
    package enum Cause: Sendable, Hashable {
        /// The stack file asks for something else than last time.
        case configuration
        /// The object was changed outside; `by` names who, where the API tells.
        case drift(by: String?)
        /// The server fills it in, or will.
        case server
    }

    package let path: ValuePath
    /// Nil when the field is not there now.
    package let before: Value?
    /// Nil when the field goes away; contains unknowns for what only apply can tell.
    package let after: Value?
    package let cause: Cause
    /// Whether this field cannot be changed in place.
    package let forcesReplacement: Bool

    package init(
        _ path: ValuePath, before: Value?, after: Value?, cause: Cause = .configuration, forcesReplacement: Bool = false
    ) {
        self.path = path
        self.before = before
        self.after = after
        self.cause = cause
        self.forcesReplacement = forcesReplacement
    }
}
