package import MartletModel

/// Every fault of stack text that this room reports itself: its code and fixed summary. Expressions have a table of their own.
package enum LanguageFault: String, CaseIterable, Sendable {
    // Text and YAML.
    case malformedYAML = "L001"
    case duplicateKey = "L002"
    case notUTF8 = "L003"
    case fileTooLarge = "L004"
    case nestingTooDeep = "L005"
    case unknownAnchor = "L006"
    case expansionTooLarge = "L007"
    case unsupportedTag = "L008"
    case keyIsNotText = "L009"
    case severalDocuments = "L010"
    case malformedMerge = "L011"
    case unreadableFile = "L012"

    /// The fixed text under which equal faults are grouped.
    package var summary: String {
        switch self {
        case .malformedYAML: "Malformed YAML"
        case .duplicateKey: "Duplicate key"
        case .notUTF8: "Text is not UTF-8"
        case .fileTooLarge: "File too large"
        case .nestingTooDeep: "Nesting too deep"
        case .unknownAnchor: "Unknown anchor"
        case .expansionTooLarge: "Aliases expand to too much"
        case .unsupportedTag: "Unsupported YAML tag"
        case .keyIsNotText: "Key is not text"
        case .severalDocuments: "Several documents"
        case .malformedMerge: "Malformed merge"
        case .unreadableFile: "File cannot be read"
        }
    }

    /// The stable name, as docs/diagnostics.md lists it.
    package var code: DiagnosticCode { DiagnosticCode(stringLiteral: rawValue) }

    /// A diagnostic of this fault.
    func at(
        _ range: SourceRange?, _ detail: String, hint: String? = nil, related: [Diagnostic.Related] = [],
        severity: Diagnostic.Severity = .error
    ) -> Diagnostic {
        Diagnostic(severity, code, summary, detail: detail, hint: hint, at: range, related: related)
    }
}
