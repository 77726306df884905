package import MartletModel

/// The diagnostics of the state store: code and summary of each, for the code and for docs/diagnostics.md.
package enum StateCode: String, Sendable, Hashable, CaseIterable {
    case notMartlet = "S001"
    case newerSchema = "S002"
    case olderSchema = "S003"
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

    init(_ error: StateError) {
        self =
            switch error {
            case .notMartlet: .notMartlet
            case .newerSchema: .newerSchema
            case .olderSchema: .olderSchema
            case .corrupt: .corrupt
            case .unreadable: .unreadable
            case .held: .held
            case .fenced: .fenced
            case .alteredMigration: .alteredMigration
            case .wrongKey: .wrongKey
            case .unusableKey: .unusableKey
            case .noSuchRevision: .noSuchRevision
            case .deploymentOpen: .deploymentOpen
            case .invalid: .invalid
            case .stopped: .stopped
            }
    }

    package var code: DiagnosticCode { DiagnosticCode(stringLiteral: rawValue) }

    package var summary: String {
        switch self {
        case .notMartlet: "Not a state file"
        case .newerSchema: "State file from a newer version"
        case .olderSchema: "State file from an older version"
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
        }
    }
}
