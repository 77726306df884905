import MartletLanguage
import MartletModel
import Testing

/// One mistake in a good stack is told once, at its place, however much depends on what it breaks.
@Suite struct OneFaultTests {
    /// What an expression may be broken into.
    static let breaks = [
        "1 +", "nope.x", "local.missing_one", "uper(1)", "tonumber(\"x\")", "[1][5]", "null.x", "1 + true", "(", "var",
    ]

    private static let stack = FuzzTexts.stacks[0]

    /// The stretches of the stack's text between `${` and `}`.
    private static var expressions: [Range<String.Index>] {
        stack.matches(of: /\$\{([^{}]*)\}/).map { $0.1.startIndex..<$0.1.endIndex }
    }

    private func faults(_ text: String) -> [Diagnostic] {
        FuzzStacks.withStack(Array(text.utf8)).faults().filter { $0.severity == .error }
    }

    private func line(of index: String.Index) -> Int { Self.stack[..<index].count { $0 == "\n" } + 1 }

    @Test("a broken expression is one fault", arguments: breaks)
    func expression(broken: String) {
        for place in Self.expressions {
            let line = line(of: place.lowerBound)
            let isQuoted = Self.stack[..<place.lowerBound].last(where: { $0 == "\"" || $0 == "'" || $0 == "|" }) == "\""
            let text = isQuoted ? broken.replacing("\"", with: "\\\"") : broken
            let faults = faults(Self.stack.replacingCharacters(in: place, with: text))
            let told = faults.map { "\($0.code) line \($0.range?.startPosition.line ?? 0): \($0.detail)" }
            #expect(
                faults.count <= 1 && faults.allSatisfy { $0.range?.startPosition.line == line }, "line \(line): \(told)"
            )
        }
    }

    @Test func `a misspelt key is one fault`() {
        for key in Self.stack.matches(of: /(?m)^ *(?:- )?\{?([a-z_]+):/) {
            let range = key.1.startIndex..<key.1.endIndex
            // Names of declarations are free: only keys of the language can be misspelt.
            guard Self.keys.contains(String(key.1)) else { continue }
            let line = line(of: range.lowerBound)
            let faults = faults(Self.stack.replacingCharacters(in: range, with: key.1 + "x"))
            let told = faults.map { "\($0.code) line \($0.range?.startPosition.line ?? 0): \($0.detail)" }
            #expect(
                faults.count == 1 && faults.allSatisfy { $0.range?.startPosition.line == line }, "line \(line): \(told)"
            )
        }
    }

    private static let keys: Set<String> = [
        "martlet", "name", "description", "state", "variables", "locals", "providers", "resources", "data", "modules",
        "outputs", "checks", "moved", "imports", "removed", "type", "body", "lifecycle", "timeouts", "precondition",
        "postcondition", "for_each", "when", "depends_on",
    ]

    @Test(
        "a section of the wrong kind is one fault",
        arguments: ["variables", "locals", "resources", "data", "modules", "outputs", "providers", "checks"])
    func section(key: String) throws {
        let lines = Self.stack.split(separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex { $0.hasPrefix("\(key):") })
        let end = lines[(start + 1)...].firstIndex { !$0.hasPrefix(" ") } ?? lines.count
        let text = (lines[..<start] + ["\(key): [wrong]"] + lines[end...]).joined(separator: "\n")
        let faults = faults(text)
        #expect(faults.map(\.code.text) == ["L021"], "\(faults.map { "\($0.code) \($0.detail)" })")
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<Index>, with text: some StringProtocol) -> String {
        String(self[..<range.lowerBound]) + String(text) + String(self[range.upperBound...])
    }
}
