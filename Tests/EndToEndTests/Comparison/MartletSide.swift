import Foundation
import Testing

/// Martlet with the sandbox as its cloud.
struct MartletSide: ComparedProgram {
    private let common = ["--sandbox"]
    private let change = ["apply", "--auto-approve"]

    /// Runs `body` with the program on a stack of those resources, in a folder that goes afterwards.
    private func with<Result>(_ names: [String], _ body: (MartletProcess) throws -> Result) throws -> Result {
        let harness = try CommandHarness(files: ["stack.yaml": SmallStack.text(names)])
        return try body(MartletProcess(binary: try #require(MartletProcess.binary), folder: harness.folder))
    }

    func failure() throws -> String {
        try with(["a", "b", "c", "z"]) { martlet in
            #expect(try martlet.run(["sandbox", "faults", "--add", SmallStack.failure]).status == 0)
            let apply = try martlet.run(change + common)
            let plan = try martlet.run(["plan", "--detailed-exitcode"] + common)
            return clauses(
                "exit \(apply.status)", "in the cloud: \(listed(try martlet.demoObjects()))",
                "in the state: \(listed(try records(martlet))), still revision \(try revision(martlet))",
                "next plan: \(summary(of: plan.text))"
            )
        }
    }

    func death() throws -> String {
        let (harness, martlet, apply) = try CommandHarness.stoppedAtB(["a", "b"])
        // The folder lives as long as the harness.
        defer { withExtendedLifetime(harness) {} }
        kill(apply.processIdentifier, SIGKILL)
        apply.waitUntilExit()
        let left = try martlet.demoObjects()
        let status = try martlet.run(["status"] + common)
        let doubt = status.text.firstMatch(of: /in doubt: ([a-z]+ [a-z]+)/).map { String($0.1) } ?? "nothing"
        let copy = try martlet.onCopy()
        defer { try? FileManager.default.removeItem(at: copy.folder) }
        return clauses(
            "in the cloud: \(listed(left))", "`status` exits with \(status.status): in doubt: \(doubt)",
            try resumed(martlet, []), try resumed(copy, ["--forward"])
        )
    }

    private func resumed(_ martlet: MartletProcess, _ options: [String]) throws -> String {
        let resume = try martlet.run(["resume"] + options + common)
        let plan = try martlet.run(["plan"] + common)
        let command = (["resume"] + options).joined(separator: " ")
        let (objects, records) = (try martlet.demoObjects(), try records(martlet))
        #expect(objects == records)
        return
            "`\(command)` exits with \(resume.status), in both: \(listed(objects)), next plan: \(summary(of: plan.text))"
    }

    func oldPlan() throws -> String {
        try with(["a"]) { martlet in
            #expect(try martlet.run(change + common).status == 0)
            #expect(try martlet.run(["plan", "--out", "old.plan", "--var", "size=big"] + common).status == 0)
            #expect(try martlet.run(change + ["--var", "size=huge"] + common).status == 0)
            let apply = try martlet.run(["apply", "old.plan"])
            let said = apply.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            let reason = said.firstMatch(of: /The plan no longer fits: ([^.]*)\./).map { String($0.1) } ?? said
            let since = said.firstMatch(of: /Since then came [^:]*\([^)]*\): ([^.]*)\./).map { "since then \($0.1)" }
            return clauses("exit \(apply.status): \(reason)", since ?? "nothing of what came since")
        }
    }

    func nothing() throws -> String {
        try with(["a", "b", "c", "z"]) { martlet in
            #expect(try martlet.run(change + common).status == 0)
            let before = try files(martlet)
            let plan = try martlet.run(["plan", "--detailed-exitcode"] + common)
            let apply = try martlet.run(change + common)
            let isSame = try files(martlet) == before
            return clauses(
                "plan: exit \(plan.status)", "apply: exit \(apply.status)",
                isSame ? "no byte of the state written" : "the state written"
            )
        }
    }

    private func records(_ martlet: MartletProcess) throws -> [String] {
        try martlet.run(["state", "list"] + common).text.matches(of: #/(?m)^([a-z]) /#).map { String($0.1) }
    }

    private func revision(_ martlet: MartletProcess) throws -> String {
        try martlet.run(["status", "--json"] + common).text.firstMatch(of: /"revision":(\d+)/).map { String($0.1) }
            ?? "?"
    }

    /// The bytes of the state's file and of its log; the index of the log (`-shm`) is memory that readers share.
    private func files(_ martlet: MartletProcess) throws -> [Data] {
        ["", "-wal"].map {
            let file = martlet.folder.appending(path: ".martlet/sandbox/default.state" + $0)
            return FileManager.default.contents(atPath: file.path) ?? Data()
        }
    }
}
