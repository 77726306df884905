import Foundation
import Testing

/// `martlet init` without a stack: a good one to begin with, never over what is there.
struct InitTests {
    @Test(
        "a new stack is valid, and with the sandbox it applies and is then as it should be",
        arguments: ["minimal", "azure"])
    func applies(template: String) async throws {
        let martlet = try CommandHarness()
        let initial = await martlet("init", "new stack", "--template", template)
        #expect(initial.status == 0, "\(initial.text)")
        #expect(initial.messages.contains("the stack `new-stack`"), "\(initial.text)")
        #expect(await martlet("validate", "new stack", "--scenario", "small").status == 0)
        let apply = await martlet("apply", "new stack", "--sandbox", "--auto-approve")
        #expect(apply.status == 0, "\(apply.text)")
        #expect(await martlet("plan", "new stack", "--sandbox", "--detailed-exitcode").status == 0)
        #expect(await martlet("fmt", "new stack", "--check").status == 0)
    }

    @Test func `the Kubernetes stack is valid without a cluster`() async throws {
        let martlet = try CommandHarness()
        #expect(await martlet("init", "--template", "kubernetes").status == 0)
        let validate = await martlet("validate", "--scenario", "small")
        #expect(validate.status == 0 && validate.messages.isEmpty, "\(validate.text)")
        #expect(await martlet("fmt", "--check").status == 0)
    }

    @Test func `nothing is overwritten`() async throws {
        let martlet = try CommandHarness(files: [".gitignore": "mine\n"])
        let initial = await martlet("init")
        #expect(initial.status == 0 && !initial.messages.contains(".gitignore"), "\(initial.text)")
        #expect(try String(contentsOf: martlet.folder.appending(path: ".gitignore"), encoding: .utf8) == "mine\n")
        try martlet.write("martlet: 1\nname: mine\n", to: "stack.yaml")
        let again = await martlet("init", "--template", "azure")
        #expect(again.status == 64 && again.messages.contains("C029"), "\(again.text)")
        #expect(await martlet("init").messages.contains("calls no modules that have to be fetched"))
        let stack = try String(contentsOf: martlet.folder.appending(path: "stack.yaml"), encoding: .utf8)
        #expect(stack == "martlet: 1\nname: mine\n")
    }

    @Test func `an unknown template is refused with those that there are`() async throws {
        let martlet = try CommandHarness()
        let run = await martlet("init", "--template", "aws")
        #expect(run.status == 64 && run.messages.contains("minimal") && run.messages.contains("azure"), "\(run.text)")
        #expect(!FileManager.default.fileExists(atPath: martlet.folder.appending(path: "stack.yaml").path))
    }
}
