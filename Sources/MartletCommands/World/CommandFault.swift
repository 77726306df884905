import MartletModel

/// The diagnostics of the commands: code and summary of each, for the code and for docs/diagnostics.md.
package enum CommandFault: String, CaseIterable, Sendable {
    case unexpectedFault = "C001"
    case noSuchResource = "C002"
    case notAnAddress = "C003"
    case noSuchOutput = "C004"
    case sandboxUnusable = "C005"
    case nobodyToAsk = "C006"
    case noPlan = "C007"
    case notApproved = "C008"
    case notAFaultRule = "C009"
    case sandboxNotServed = "C010"
    case notARequest = "C011"
    case noAnswer = "C012"
    case whichCluster = "C013"
    case addressTaken = "C014"
    case fileNotWritten = "C020"
    case planFileUnreadable = "C021"
    case notAPlanFile = "C022"
    case planFileNewer = "C023"
    case planFileDamaged = "C024"
    case conflictingOptions = "C025"
    case moduleNotFetched = "C026"
    case archiveRefused = "C027"
    case moduleChanged = "C028"
    case stackExists = "C029"
    case fileNotRead = "C030"
    case noSuchType = "C031"
    case noMarkers = "C032"
    case historyNotKept = "C033"

    package var summary: String {
        switch self {
        case .unexpectedFault: "Unexpected fault"
        case .noSuchResource: "No such resource in the state"
        case .notAnAddress: "Not an address"
        case .noSuchOutput: "No such output"
        case .sandboxUnusable: "The sandbox cannot be used"
        case .nobodyToAsk: "Nobody to ask"
        case .noPlan: "No plan"
        case .notApproved: "Not approved"
        case .notAFaultRule: "Not a fault rule"
        case .sandboxNotServed: "The sandbox cannot be served"
        case .notARequest: "Not a request"
        case .noAnswer: "No answer"
        case .whichCluster: "Which cluster?"
        case .addressTaken: "Address is taken"
        case .fileNotWritten: "The file cannot be written"
        case .planFileUnreadable: "The plan file cannot be read"
        case .notAPlanFile: "Not a plan file"
        case .planFileNewer: "Plan file of a newer Martlet"
        case .planFileDamaged: "The plan file is damaged"
        case .conflictingOptions: "The options do not fit the plan file"
        case .moduleNotFetched: "The module cannot be fetched"
        case .archiveRefused: "The archive is refused"
        case .moduleChanged: "The module is not the one that is meant"
        case .stackExists: "There is a stack already"
        case .fileNotRead: "The file cannot be read"
        case .noSuchType: "No such resource type"
        case .noMarkers: "No place for the documentation"
        case .historyNotKept: "The console's history cannot be kept"
        }
    }

    func diagnostic(_ detail: String, hint: String? = nil) -> Diagnostic {
        Diagnostic(DiagnosticCode(stringLiteral: rawValue), summary, detail: detail, hint: hint)
    }
}
