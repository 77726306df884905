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
    // The shape of a file.
    case unknownKey = "L020"
    case wrongKind = "L021"
    case missingKey = "L022"
    case invalidName = "L023"
    case unsupportedVersion = "L024"
    case invalidDuration = "L025"
    case invalidAddress = "L026"
    case invalidPath = "L027"
    case invalidDependency = "L028"
    case misplacedKey = "L029"
    // Names and structure.
    case unknownReference = "L030"
    case referenceOutOfPlace = "L031"
    case dependencyCycle = "L032"
    case unknownResourceType = "L033"
    case unknownConnection = "L034"
    case unreadableModule = "L035"
    case moduleCycle = "L036"
    case unknownModuleInput = "L037"
    case missingModuleInput = "L038"
    case unsupportedModuleSource = "L039"
    // Variables.
    case unknownScenario = "L040"
    case unknownVariable = "L041"
    case missingVariable = "L042"
    case unfitVariable = "L043"
    case invalidVariable = "L044"
    case deprecatedVariable = "L045"
    // Instances and settings.
    case unfitForEach = "L050"
    case unknownForEach = "L051"
    case secretForEach = "L052"
    case unfitWhen = "L053"
    case unfitSetting = "L054"
    case failedPrecondition = "L055"
    case failedPostcondition = "L056"
    case unfitText = "L057"
    case exposedSecret = "L058"
    case conflictingEntries = "L059"
    // Values that must not be stored, what is no longer to be used, entries about the state.
    case ephemeralOutOfPlace = "L063"
    case deprecatedOutput = "L064"
    case invalidValidation = "L065"
    case conflictingMoves = "L066"
    case removedStillDeclared = "L067"
    // Modules that are fetched.
    case moduleNotFetched = "L068"
    case moduleChanged = "L069"
    case sourceLeavesPackage = "L070"
    case malformedLock = "L071"
    case unsafeModuleSource = "L072"
    // Tools.
    case unfaithfulFormat = "L080"
    case unknownConsoleCommand = "L081"

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
        case .unknownKey: "Unknown key"
        case .wrongKind: "Wrong kind of value"
        case .missingKey: "Missing key"
        case .invalidName: "Invalid name"
        case .unsupportedVersion: "Unsupported language version"
        case .invalidDuration: "Invalid duration"
        case .invalidAddress: "Invalid address"
        case .invalidPath: "Invalid field path"
        case .invalidDependency: "Invalid dependency"
        case .misplacedKey: "Key out of place"
        case .unknownReference: "Unknown reference"
        case .referenceOutOfPlace: "Reference out of place"
        case .dependencyCycle: "Dependency cycle"
        case .unknownResourceType: "Unknown resource type"
        case .unknownConnection: "Unknown provider connection"
        case .unreadableModule: "Module cannot be read"
        case .moduleCycle: "Module contains itself"
        case .unknownModuleInput: "Unknown module input"
        case .missingModuleInput: "Missing module input"
        case .unsupportedModuleSource: "Unsupported module source"
        case .unknownScenario: "Unknown scenario"
        case .unknownVariable: "Unknown variable"
        case .missingVariable: "Variable without a value"
        case .unfitVariable: "Variable of the wrong type"
        case .invalidVariable: "Invalid variable"
        case .deprecatedVariable: "Deprecated variable"
        case .unfitForEach: "Invalid for_each"
        case .unknownForEach: "Unknown for_each"
        case .secretForEach: "Secret for_each"
        case .unfitWhen: "Invalid when"
        case .unfitSetting: "Invalid setting"
        case .failedPrecondition: "Precondition failed"
        case .failedPostcondition: "Postcondition failed"
        case .unfitText: "Value is not text"
        case .exposedSecret: "Output exposes a secret"
        case .conflictingEntries: "Conflicting entries"
        case .ephemeralOutOfPlace: "Ephemeral value out of place"
        case .deprecatedOutput: "Deprecated output"
        case .invalidValidation: "Validation of something else"
        case .conflictingMoves: "Conflicting moves"
        case .removedStillDeclared: "Removed resource still declared"
        case .moduleNotFetched: "Module not fetched"
        case .moduleChanged: "Module has changed"
        case .sourceLeavesPackage: "Module source leads out of its package"
        case .malformedLock: "Malformed lock file"
        case .unsafeModuleSource: "Unsafe module source"
        case .unfaithfulFormat: "Formatting would change the file"
        case .unknownConsoleCommand: "Unknown console command"
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
