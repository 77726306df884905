import Foundation
import Testing

/// Terraform with `terraform_data`, whose provisioners leave files (`b.made`) for objects.
struct TerraformSide: ComparedProgram {
    /// Terraform on the path; nil where it is not installed.
    static let binary: URL? = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .map { URL(fileURLWithPath: String($0)).appending(path: "terraform") }
        .first { FileManager.default.isExecutableFile(atPath: $0.path) }

    /// `1.11.4`; nil where it is not installed.
    static let version: String? = binary.flatMap { binary in
        let anywhere = MartletProcess(binary: binary, folder: FileManager.default.temporaryDirectory)
        let said = try? anywhere.run(["version"], environment: environment)
        return said?.text.firstMatch(of: /Terraform v([0-9.]+)/).map { String($0.1) }
    }

    /// Nothing of the user's, and no look for newer versions.
    private static let environment = [
        "CHECKPOINT_DISABLE": "1", "TF_CLI_CONFIG_FILE": "/dev/null", "TF_IN_AUTOMATION": "1",
        "TF_CLI_ARGS": "-no-color",
    ]

    private typealias Run = ([String]) throws -> (status: Int32, text: String)

    private func with<Result>(_ text: String, _ body: (MartletProcess, Run) throws -> Result) throws -> Result {
        let harness = try CommandHarness(files: ["main.tf": text])
        let terraform = MartletProcess(binary: try #require(Self.binary), folder: harness.folder)
        let run: Run = { try terraform.run($0, environment: Self.environment) }
        #expect(try run(["init"]).status == 0)
        return try body(terraform, run)
    }

    /// - Parameter extra: What the provisioner of `b` does besides.
    private static func text(_ names: [String], of b: String) -> String {
        let inputs = ["b": "terraform_data.a.id", "c": "terraform_data.b.id"]
        return names.map { name in
            """
            resource "terraform_data" "\(name)" {
              input = \(inputs[name] ?? "null")
              provisioner "local-exec" {
                command = "echo made >> \(name).made\(name == "b" ? "; " + b : "")"
              }
            }
            """
        }.joined(separator: "\n")
    }

    func failure() throws -> String {
        try with(Self.text(["a", "b", "c", "z"], of: "exit 1")) { terraform, run in
            let apply = try run(["apply", "-auto-approve"])
            let plan = try run(["plan", "-detailed-exitcode"])
            return clauses(
                "exit \(apply.status)", "in the cloud: \(listed(made(terraform)))", "in the state: \(try records(run))",
                "next plan: \(summary(of: plan.text))"
            )
        }
    }

    func death() throws -> String {
        try with(Self.text(["a", "b"], of: "test -e again || { echo $$ > pid; exec sleep 600; }")) { terraform, run in
            let apply = try terraform.start(["apply", "-auto-approve"], environment: Self.environment)
            let pid = terraform.folder.appending(path: "pid")
            var provisioner: pid_t?
            while apply.isRunning, provisioner == nil {
                provisioner = (try? String(contentsOf: pid, encoding: .utf8)).flatMap { text in
                    text.hasSuffix("\n") ? pid_t(text.dropLast()) : nil
                }
                usleep(2000)
            }
            kill(apply.processIdentifier, SIGKILL)
            // The provisioner outlives it, and with it what tells Foundation that the process has ended.
            if let provisioner { kill(provisioner, SIGKILL) }
            apply.waitUntilExit()
            let left = clauses(
                "in the cloud: \(listed(made(terraform)))", "in the state: \(try records(run))", lock(terraform)
            )
            let plan = try run(["plan", "-detailed-exitcode"])
            let warning = plan.text.contains("Warning") ? "a warning" : "no warning"
            _ = FileManager.default.createFile(atPath: terraform.folder.appending(path: "again").path, contents: nil)
            let again = try run(["apply", "-auto-approve"])
            return clauses(
                left, "next plan: \(summary(of: plan.text)), \(warning)",
                "next apply exits with \(again.status), `b` made \(times("b", terraform)) times"
            )
        }
    }

    func oldPlan() throws -> String {
        let text = "variable \"size\" { default = 1 }\nresource \"terraform_data\" \"a\" { input = var.size }\n"
        return try with(text) { _, run in
            #expect(try run(["apply", "-auto-approve"]).status == 0)
            #expect(try run(["plan", "-out=old.plan", "-var=size=2"]).status == 0)
            #expect(try run(["apply", "-auto-approve", "-var=size=3"]).status == 0)
            let apply = try run(["apply", "old.plan"])
            let said = apply.text.firstMatch(of: /Error: ([^\n]*)/).map { String($0.1) } ?? apply.text
            return clauses("exit \(apply.status): \(said)")
        }
    }

    func nothing() throws -> String {
        try with(Self.text(["a", "b", "c", "z"], of: "true")) { terraform, run in
            #expect(try run(["apply", "-auto-approve"]).status == 0)
            let state = terraform.folder.appending(path: "terraform.tfstate").path
            let before = FileManager.default.contents(atPath: state)
            let plan = try run(["plan", "-detailed-exitcode"])
            let apply = try run(["apply", "-auto-approve"])
            let isSame = FileManager.default.contents(atPath: state) == before
            return clauses(
                "plan: exit \(plan.status)", "apply: exit \(apply.status)",
                isSame ? "the state has the same bytes" : "the state written"
            )
        }
    }

    private func times(_ name: String, _ terraform: MartletProcess) -> Int {
        let file = terraform.folder.appending(path: "\(name).made")
        return ((try? String(contentsOf: file, encoding: .utf8)) ?? "").split(separator: "\n").count
    }

    private func made(_ terraform: MartletProcess) -> [String] {
        ["a", "b", "c", "z"].filter { times($0, terraform) > 0 }
    }

    private func records(_ run: Run) throws -> String {
        let shown = try run(["show"]).text
        let names = shown.matches(of: /(?m)^# terraform_data\.([a-z]):/).map { String($0.1) }
        let tainted = shown.matches(of: /(?m)^# terraform_data\.([a-z]): \(tainted\)/).map { String($0.1) }
        return listed(names) + (tainted.isEmpty ? "" : ", \(listed(tainted)) tainted")
    }

    private func lock(_ terraform: MartletProcess) -> String {
        let file = terraform.folder.appending(path: ".terraform.tfstate.lock.info").path
        return FileManager.default.fileExists(atPath: file) ? "a lock file stays" : "no lock file"
    }
}
