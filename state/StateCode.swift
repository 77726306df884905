package import MartletModel

/// The diagnostics of the state store: code and summary of each, for the code and for docs/diagnostics.md.
package enum StateCode: String, Sendable, Hashable, CaseIterable {
    case notMartlet = "S001"
    case newerSchema = "S002"
    case notMigrated = "S003"
    case corrupt = "S004"
    case unreadable = "S005"
    case held = "S006"
    case fenced = "S007"
    case alteredMigration = "S008"
    case wrongKey = "S009"
    case unusableKey = "S010"
    case noSuchRevision = "S011"
    case deploymentOpen = "S012"
    case invalid = "S013"
    case stopped = "S014"
    case transferOpen = "S015"
    case notADocument = "S016"
    case newerDocument = "S017"
    case documentFault = "S018"
    case olderSerial = "S019"
    case otherLineage = "S020"
    case vaultRefused = "S021"

    init(_ error: StateError) {
        self =
            switch error {
            case .notMartlet: .notMartlet
            case .newerSchema: .newerSchema
            case .notMigrated: .notMigrated
            case .corrupt: .corrupt
            case .unreadable, .busy: .unreadable
            case .held: .held
            case .fenced: .fenced
            case .alteredMigration: .alteredMigration
            case .wrongKey: .wrongKey
            case .unusableKey: .unusableKey
            case .noSuchRevision: .noSuchRevision
            case .deploymentOpen: .deploymentOpen
            case .invalid: .invalid
            case .stopped: .stopped
            case .transferOpen: .transferOpen
            case .vaultRefused: .vaultRefused
            }
    }

    package var code: DiagnosticCode { DiagnosticCode(stringLiteral: rawValue) }

    /// An error with this code.
    package func diagnostic(_ detail: String, hint: String? = nil) -> Diagnostic {
        Diagnostic(.error, code, summary, detail: detail, hint: hint)
    }

    package var summary: String {
        switch self {
        case .notMartlet: "Not a state file"
        case .newerSchema: "State file from a newer version"
        case .notMigrated: "State file cannot be migrated"
        case .corrupt: "Damaged state file"
        case .unreadable: "State file cannot be used"
        case .held: "State is locked"
        case .fenced: "Lease lost"
        case .alteredMigration: "Unknown migration"
        case .wrongKey: "Wrong state key"
        case .unusableKey: "State key cannot be used"
        case .noSuchRevision: "No such revision"
        case .deploymentOpen: "Deployment not finished"
        case .invalid: "Invalid state refused"
        case .stopped: "Writer stopped"
        case .transferOpen: "Move not finished"
        case .notADocument: "Not a state document"
        case .newerDocument: "State document of a newer version"
        case .documentFault: "Fault in a state document"
        case .olderSerial: "Older state refused"
        case .otherLineage: "Another stack's state refused"
        case .vaultRefused: "The vault refused"
        }
    }
}
