import Foundation
import MartletCommands
import Synchronization
import Testing

@Suite struct ConsoleCommandTests {
    private static let stack = """
        martlet: 1
        name: x
        variables:
          nodes: {type: number, default: 3}
          password: {default: hunter2, sensitive: true}
        locals: {double: "${var.nodes * 2}"}
        """

    @Test func `a pipe gets one line for each expression, and 1 at the end when one failed`() async throws {
        let harness = try CommandHarness(files: ["stack.yaml": Self.stack])
        let good = await harness.run(
            ["console", "--json"], input: ["local.double", "", "[\"a\", null]", ":type var.nodes", "var.password"])
        #expect(good.status == 0)
        #expect(good.output == "6\n[\"a\",null]\n\"number\"\n\"<redacted>\"\n")
        let bad = await harness.run(["console", "--json"], input: ["1 +", "local.double"])
        #expect(bad.status == 1)
        let lines = bad.output.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.first?.hasPrefix(#"{"error":{"#) ?? false)
        #expect(lines.first?.contains(#""range":{"end":"#) ?? false)
        #expect(lines.first?.contains(#""summary":"Invalid expression""#) ?? false)
        #expect(lines.last == "6")
        #expect(await harness.run(["console"], input: [":quit", "1 +"]).status == 0)
        #expect(await harness.run(["console"], input: ["", "1", "2 +"]).messages.contains("<console>:3:4"))
        #expect(await harness.run(["console"], input: [":help"]).messages.contains(":type EXPRESSION"))
    }

    /// What a console on a terminal does with these bytes.
    private func type(_ bytes: String, in harness: CommandHarness) async -> (output: String, screen: String) {
        let output = Mutex("")
        let screen = Mutex("")
        let world = World(
            environment: ["XDG_STATE_HOME": harness.folder.appending(path: "state").path], folder: harness.folder.path,
            output: { text in output.withLock { $0 += text } }, messages: { text in screen.withLock { $0 += text } },
            keyboard: TypedKeyboard(bytes),
            terminal: .init(inputIsTerminal: true, outputIsTerminal: true, messagesAreTerminal: true), now: { 0 })
        let status = await runMartlet(["console"], in: world)
        #expect(status == 0)
        return (output.withLock { $0 }, screen.withLock { $0 })
    }

    private func history(_ harness: CommandHarness) throws -> String {
        try String(contentsOf: harness.folder.appending(path: "state/martlet/console_history"), encoding: .utf8)
    }

    @Test func `a terminal edits, completes, goes on over lines and remembers`() async throws {
        let harness = try CommandHarness(files: ["stack.yaml": Self.stack])
        let first = await type("loc\tdo\t\r[\r1,\r]\rvar.password\rvar.\t\u{3}1/\u{3}\u{4}", in: harness)
        #expect(first.output == "6\n[\n  1,\n]\n(sensitive value)\n")
        #expect(first.screen.contains("nodes") && first.screen.contains("password\r\n"))
        #expect(try history(harness) == "\"local.double\"\n\"[\\n1,\\n]\"\n")
        let attributes = try FileManager.default.attributesOfItem(
            atPath: harness.folder.appending(path: "state/martlet/console_history").path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let second = await type("\u{1B}[A\u{1B}[A\u{1B}[A\u{1B}[A\r:quit\r1\r", in: harness)
        #expect(second.output == "6\n")
    }
}

/// Gives the bytes one by one, then the end.
private final class TypedKeyboard: Keyboard {
    private let bytes: Mutex<ArraySlice<UInt8>>

    init(_ text: String) { bytes = Mutex(Array(text.utf8)[...]) }

    func withRawInput<Result>(_ body: () throws -> Result) rethrows -> Result { try body() }
    func read() -> [UInt8]? { bytes.withLock { $0.popFirst().map { [$0] } } }
    var width: Int { 80 }
}
