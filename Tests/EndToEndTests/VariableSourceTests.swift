import Foundation
import Testing

/// Where variables get their values, through the commands.
struct VariableSourceTests {
    private static let stack = """
        martlet: 1
        name: sources
        variables:
          who: {type: string, default: default}
          count: {type: number, default: 1}
          flags: {type: "map(bool)", default: {}}
        outputs:
          who: {value: "${var.who}"}
          count: {value: "${var.count + 1}"}
          flags: {value: "${var.flags}"}

        """
    private static let scenarios = "martlet: 1\nscenarios: {s: {variables: {who: scenario}}}\n"

    /// What `who` is, with the sources given by name.
    private func who(_ sources: Set<String>) async throws -> String {
        var files = ["stack.yaml": Self.stack, "scenarios.yaml": Self.scenarios, "given.yaml": "who: file\n"]
        if sources.contains("auto") {
            // In byte order: capitals first, the last one counts.
            files["Z.auto.vars.yaml"] = "who: auto-Z\n"
            files["a.auto.vars.yaml"] = "who: auto\n"
        }
        let martlet = try CommandHarness(files: files)
        var arguments = ["plan", "--json"]
        if sources.contains("scenario") { arguments += ["--scenario", "s"] }
        if sources.contains("file") { arguments += ["--var-file", "given.yaml"] }
        if sources.contains("line") { arguments += ["--var", "who=first", "--var", "who=line"] }
        let environment = sources.contains("environment") ? ["MARTLET_VAR_who": "environment"] : [:]
        let run = await martlet.run(arguments, environment: environment)
        #expect(run.status == 0, "\(run.text)")
        return run.output.firstMatch(of: /"after":"([^"]*)","before":null,"name":"who"/).map { String($0.1) }
            ?? run.output
    }

    @Test func `each source beats those below it`() async throws {
        let order = ["default", "scenario", "environment", "auto", "file", "line"]
        for count in order.indices {
            #expect(try await who(Set(order[...count])) == order[count])
        }
        #expect(try await who(["scenario", "line"]) == "line")
        #expect(try await who(["environment", "file"]) == "file")
    }

    @Test func `the binary reads the environment and the command line`() throws {
        guard let binary = MartletProcess.binary else { return }
        let harness = try CommandHarness(files: ["stack.yaml": Self.stack])
        let martlet = MartletProcess(binary: binary, folder: harness.folder)
        let run = try martlet.run(
            ["plan", "--var", "count=2 * 20", "--var", "flags={a = true}"], environment: ["MARTLET_VAR_who": "outside"])
        #expect(run.status == 0, "\(run.text)")
        #expect(run.text.contains("outside") && run.text.contains("41"), "\(run.text)")
    }

    @Test(
        "a value that does not fit says where it came from",
        arguments: [
            (["--var", "count=many"], "--var count"), (["--var", "flags=[1]"], "L043"),
            (["--var", "whom=x"], "Did you mean `who`?"), (["--var-file", "gone.yaml"], "gone.yaml"),
            (["--scenario", "t"], "Did you mean `s`?"), (["--var", "count=1 +"], "L101"),
        ])
    func unfit(options: [String], phrase: String) async throws {
        let martlet = try CommandHarness(files: ["stack.yaml": Self.stack, "scenarios.yaml": Self.scenarios])
        let run = await martlet.run(["plan"] + options)
        #expect(run.status == 1 && run.messages.contains(phrase), "\(run.text)")
    }

    @Test func `all missing variables are told at once, with how to give them`() async throws {
        let martlet = try CommandHarness(files: [
            "stack.yaml": "martlet: 1\nname: x\nvariables: {a: {}, b: {description: The second.}, c: {default: 1}}\n"
        ])
        let run = await martlet("plan")
        #expect(run.status == 1)
        #expect(run.messages.contains("Variable `a` has no default"), "\(run.text)")
        #expect(run.messages.contains("Variable `b` (The second.)"), "\(run.text)")
        #expect(run.messages.contains("`--var b=…`, `--var-file`, MARTLET_VAR_b, or a scenario"), "\(run.text)")
        #expect(await martlet("validate").status == 0)
    }

    @Test func `warnings about deprecated variables are shown with the plan`() async throws {
        let martlet = try CommandHarness(files: [
            "stack.yaml": "martlet: 1\nname: x\nvariables: {a: {default: 1, deprecated: Use b.}}\n"
        ])
        let run = await martlet("plan", "--var", "a=2")
        #expect(run.status == 0 && run.messages.contains("Variable `a` is deprecated: Use b."), "\(run.text)")
    }
}
