import Foundation
import MartletLanguage
import MartletModel
import TestSupport

/// One entry of docs/diagnostics.md: what a code means, how to fix it, and a situation that shows it.
///
/// It is read from `Tests/EndToEndTests/Catalogue/Examples/CODE.yaml`:
///
/// ```yaml
/// means: A reference names something that is not declared.
/// fix: Correct the name, or declare it.
/// files: {stack.yaml: "martlet: 1\n…"}   # what lies in the folder
/// steps:                                 # what happens first, if anything
/// - apply --auto-approve                 # a command, with NAME=value before it for its environment
/// - write: {stack.yaml: "…"}
/// - delete: net
/// run: plan                              # the command that shows the code, and no other
/// input: "1 + 1"                         # what is typed into it, if anything
/// ```
///
/// A code that no example can show has `never: why` instead of `files`, `steps` and `run`.
struct CatalogueExample: Sendable {
    enum Step: Sendable {
        case write([(name: String, bytes: [UInt8])])
        case delete(String)
        case run(String)
    }

    let code: String
    let means: String
    let fix: String
    /// Why there is no example; nil when there is one.
    let never: String?
    /// Everything in order, the last step a command.
    let steps: [Step]
    /// What the last command reads from standard input, by lines.
    let input: [String]

    static let folder = Fixtures.packageRoot.appending(path: "Tests/EndToEndTests/Catalogue/Examples")

    /// The example of a code; nil when it has none.
    init?(_ code: String) throws {
        let file = Self.folder.appending(path: "\(code).yaml")
        guard let data = try? Data(contentsOf: file) else { return nil }
        let value = try YAMLReader.values(Array(data), name: file.lastPathComponent).first ?? .null
        self.code = code
        means = Self.text(value["means"])
        fix = Self.text(value["fix"])
        never = value["never"]?.stringValue
        input = Self.text(value["input"]).split(separator: "\n").map(String.init)
        guard never == nil else {
            steps = []
            return
        }
        let files = Self.files(value["files"]) { Array($0.utf8) }
        let binary = Self.files(value["base64"]) { Array(Data(base64Encoded: $0) ?? Data()) }
        let middle = (value["steps"]?.elements ?? []).map(Self.step)
        steps = [.write(files + binary)] + middle + [.run(Self.text(value["run"]))]
    }

    private static func text(_ value: Value?) -> String {
        (value?.stringValue ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func step(_ value: Value) -> Step {
        if let name = value["delete"]?.stringValue { return .delete(name) }
        if let written = value["write"] { return .write(files(written) { Array($0.utf8) }) }
        return .run(text(value))
    }

    private static func files(
        _ value: Value?, _ decode: (String) -> [UInt8]
    ) -> [(name: String, bytes: [UInt8])] {
        (value?.fields ?? Fields()).map { ($0.key, decode($0.value.stringValue ?? "")) }
    }
}
