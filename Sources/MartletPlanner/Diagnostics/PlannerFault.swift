package import MartletModel

/// Every diagnostic of the planner: code and summary, for docs/diagnostics.md.
package enum PlannerFault: String, CaseIterable, Sendable {
    case stalePlan = "P001"
    case consentMissing = "P002"
    case unknownType = "P003"
    case invalidBody = "P004"
    case questionableBody = "P005"
    case preventedDestroy = "P006"
    case objectExists = "P007"
    case objectOfOthers = "P008"
    case recreatedByOthers = "P009"
    case importMissing = "P010"
    case importConflict = "P011"
    case importReplaces = "P012"
    case unreachable = "P013"
    case dataFailed = "P014"
    case expansionFailed = "P015"
    case expansionUnknown = "P016"
    case proposalRefused = "P017"
    case proposalUnchecked = "P018"
    case cycle = "P019"
    case unknownTarget = "P020"
    case moveConflict = "P021"
    case removalConflict = "P022"
    case objectUnsettled = "P023"
    case duplicateIdentity = "P025"
    case replacementOrder = "P026"
    case wrongMode = "P027"
    case targeted = "P028"
    case connectionForgotten = "P029"
    case parentDeleted = "P030"
    case renamedObject = "P031"
    case perhapsRenamed = "P032"
    case undoUnusable = "P033"
    case adoptedReplaced = "P034"

    package var code: DiagnosticCode { DiagnosticCode(stringLiteral: rawValue) }

    /// Short and fixed, without names of the user's.
    package var summary: String {
        switch self {
        case .stalePlan: "Stale plan"
        case .consentMissing: "Step cannot be undone"
        case .unknownType: "Unknown resource type"
        case .invalidBody: "Invalid body"
        case .questionableBody: "Questionable body"
        case .preventedDestroy: "Destroy is prevented"
        case .objectExists: "Object already exists"
        case .objectOfOthers: "Object belongs to another stack"
        case .recreatedByOthers: "Object was re-created by others"
        case .importMissing: "Nothing to import"
        case .importConflict: "Resource is already recorded"
        case .importReplaces: "Import would replace the object"
        case .unreachable: "Object could not be read"
        case .dataFailed: "Data source could not be read"
        case .expansionFailed: "Resource could not be expanded"
        case .expansionUnknown: "Objects are not known before apply"
        case .proposalRefused: "API refuses the change"
        case .proposalUnchecked: "Change could not be checked in advance"
        case .cycle: "Dependency cycle"
        case .unknownTarget: "No such resource"
        case .moveConflict: "Move to a recorded address"
        case .removalConflict: "Removed resource is still declared"
        case .objectUnsettled: "Object is not settled"
        case .duplicateIdentity: "Two resources are one object"
        case .replacementOrder: "Replacement cannot be created first"
        case .wrongMode: "Data source and resource confused"
        case .targeted: "Plan is not complete"
        case .connectionForgotten: "No way to reach a recorded object"
        case .parentDeleted: "Object would go with its parent"
        case .renamedObject: "One object under two names"
        case .perhapsRenamed: "Renamed, perhaps"
        case .undoUnusable: "Undo cannot be carried out"
        case .adoptedReplaced: "Rollback would delete an adopted object"
        }
    }

    package var severity: Diagnostic.Severity {
        switch self {
        case .questionableBody, .proposalUnchecked, .objectUnsettled, .replacementOrder, .targeted, .perhapsRenamed:
            .warning
        default: .error
        }
    }

    /// The fault with its particulars; the severity is the fault's own.
    package func diagnostic(
        _ detail: String, hint: String? = nil, at range: SourceRange? = nil, address: Address? = nil,
        related: [Diagnostic.Related] = []
    ) -> Diagnostic {
        Diagnostic(
            severity, code, summary, detail: detail, hint: hint, at: range, address: address, related: related
        )
    }
}
