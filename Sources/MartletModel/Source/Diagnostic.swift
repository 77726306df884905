/// Something told to the user: what happened, where, why, and how to fix it.
package struct Diagnostic: Sendable, Hashable {
    package enum Severity: Sendable, Hashable {
        case error
        case warning
    }

    /// Another place that has to do with it.
    package struct Related: Sendable, Hashable {
        package let range: SourceRange
        package let message: String

        package init(_ range: SourceRange, _ message: String) {
            self.range = range
            self.message = message
        }
    }

    package var severity: Severity
    /// The entry in docs/diagnostics.md.
    package var code: DiagnosticCode
    /// Short and fixed, without names of the user's, so that equal faults can be grouped.
    package var summary: String
    /// Full sentences: what happened, and why it matters.
    package var detail: String
    /// How to fix it.
    package var hint: String?
    package var range: SourceRange?
    /// The resource that it is about.
    package var address: Address?
    package var related: [Related]

    package init(
        _ severity: Severity, _ code: DiagnosticCode, _ summary: String, detail: String, hint: String? = nil,
        at range: SourceRange? = nil, address: Address? = nil, related: [Related] = []
    ) {
        self.severity = severity
        self.code = code
        self.summary = summary
        self.detail = detail.shortened
        self.hint = hint?.shortened
        self.range = range
        self.address = address
        self.related = related
    }
}

extension Diagnostic {
    /// An error.
    package init(
        _ code: DiagnosticCode, _ summary: String, detail: String, hint: String? = nil, at range: SourceRange? = nil,
        address: Address? = nil, related: [Related] = []
    ) {
        self.init(.error, code, summary, detail: detail, hint: hint, at: range, address: address, related: related)
    }
}

/// The stable name of a diagnostic: a room's letter and a number, as `L012`.
package struct DiagnosticCode: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let text: String

    package init(stringLiteral value: String) { text = value }

    package var description: String { text }
}
