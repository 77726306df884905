package import MartletModel

/// Every fault of an expression: its code and its fixed summary.
package enum ExpressionFault: String, CaseIterable, Sendable {
    // Found by the parser.
    case invalidExpression = "L101"
    case unclosed = "L102"
    case unknownRoot = "L103"
    case unknownFunction = "L104"
    case invalidEscape = "L105"
    case nestedTooDeeply = "L106"
    case unfinishedDirective = "L107"
    case ambiguousKey = "L108"
    case invalidType = "L109"
    case invalidNumber = "L110"
    // Found by evaluation.
    case invalidOperand = "L120"
    case invalidIndex = "L121"
    case unknownAttribute = "L122"
    case nullReference = "L123"
    case invalidTemplateValue = "L124"
    case inconsistentBranches = "L125"
    case invalidCondition = "L126"
    case invalidIteration = "L127"
    case duplicateKey = "L128"
    case invalidKey = "L129"
    case wrongArguments = "L130"
    case functionFailed = "L131"
    case undefinedArithmetic = "L132"
    case invalidTraversal = "L134"
    case tooCostly = "L150"

    /// The fixed text under which equal faults are grouped.
    package var summary: String {
        switch self {
        case .invalidExpression: "Invalid expression"
        case .unclosed: "Unclosed bracket or quote"
        case .unknownRoot: "Unknown reference"
        case .unknownFunction: "Unknown function"
        case .invalidEscape: "Invalid escape"
        case .nestedTooDeeply: "Expression nested too deeply"
        case .unfinishedDirective: "Unfinished template directive"
        case .ambiguousKey: "Ambiguous object key"
        case .invalidType: "Invalid type"
        case .invalidNumber: "Invalid number"
        case .invalidOperand: "Invalid operand"
        case .invalidIndex: "Invalid index"
        case .unknownAttribute: "Unknown attribute"
        case .nullReference: "Access to a null value"
        case .invalidTemplateValue: "Value does not fit in a template"
        case .inconsistentBranches: "Branches of different types"
        case .invalidCondition: "Invalid condition"
        case .invalidIteration: "Value cannot be iterated"
        case .duplicateKey: "Duplicate object key"
        case .invalidKey: "Invalid object key"
        case .wrongArguments: "Wrong arguments"
        case .functionFailed: "Function failed"
        case .undefinedArithmetic: "Undefined arithmetic"
        case .invalidTraversal: "Invalid traversal"
        case .tooCostly: "Expression costs too much"
        }
    }

    /// The stable name, as docs/diagnostics.md lists it.
    package var code: DiagnosticCode { DiagnosticCode(stringLiteral: rawValue) }

    /// A diagnostic of this fault.
    func at(_ range: SourceRange?, _ detail: String, hint: String? = nil) -> Diagnostic {
        Diagnostic(.error, code, summary, detail: detail, hint: hint, at: range)
    }
}
