import Foundation
import Testing

/// Bringing a process to a chosen moment, and looking at what it leaves.
extension MartletProcess {
    /// An apply of ``SmallStack`` that stands still (`SIGSTOP`) when `b` is made and the answer is on its way; nil when the
    /// machine was too slow to stop it there, and the run went on.
    func applyStoppedAtB() throws -> Process? {
        #expect(try run(["sandbox", "faults", "--add", SmallStack.delay]).status == 0)
        let process = try start(["apply", "--auto-approve", "--sandbox"])
        while process.isRunning, try !text(of: "log.txt").contains("create b: creating") { usleep(500) }
        // What is looked at stands still meanwhile.
        while process.isRunning {
            kill(process.processIdentifier, SIGSTOP)
            if try demoObjects().contains("b") { break }
            kill(process.processIdentifier, SIGCONT)
            usleep(500)
        }
        if try process.isRunning && run(["status", "--sandbox"]).text.contains("in doubt: create b") { return process }
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        return nil
    }

    /// What a command that was started has said so far.
    func text(of log: String) throws -> String {
        try String(contentsOf: folder.appending(path: log), encoding: .utf8)
    }

    /// The objects of the sandbox whose names begin with `demo-`, by what follows.
    func demoObjects() throws -> [String] {
        try run(["sandbox", "status", "--dump"]).text.matches(of: #//demo-([a-z]) \{/#).map { String($0.1) }.sorted()
    }

    /// After whatever happened to a run: what was left is resumed, the stack can be planned, applied and destroyed, and
    /// nothing is left over.
    func expectRecovery(_ common: [String], _ context: String) throws {
        let status = try run(["status"] + common)
        if status.status != 0 {
            let resume = try run(["resume"] + common)
            #expect([0, 3].contains(resume.status), "\(context): resume \(resume.text)")
        }
        // The run may have died before it met its fault.
        #expect(try run(["sandbox", "faults", "--clear"]).status == 0)
        let settled = try run(["status"] + common)
        #expect(settled.status == 0, "\(context): status \(settled.text)")
        let plan = try run(["plan"] + common)
        #expect(plan.status == 0 && !plan.text.contains("outside"), "\(context): plan \(plan.text)")
        let apply = try run(["apply", "--auto-approve"] + common)
        #expect(apply.status == 0, "\(context): apply \(apply.text)")
        let again = try run(["plan", "--detailed-exitcode"] + common)
        #expect(again.status == 0, "\(context): plan \(again.text)")
        let destroy = try run(["destroy", "--auto-approve"] + common)
        #expect(destroy.status == 0, "\(context): destroy \(destroy.text)")
        let left = try run(["sandbox", "status", "--dump"])
        #expect(left.text.isEmpty, "\(context): left \(left.text)")
    }

    /// The same program on a copy of the folder, which the caller removes.
    func onCopy() throws -> MartletProcess {
        let copy = FileManager.default.temporaryDirectory.appending(path: "martlet-copy-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: folder, to: copy)
        return MartletProcess(binary: binary, folder: copy)
    }
}

extension CommandHarness {
    /// A folder with ``SmallStack`` and an apply of it that stands still in the middle of making `b`.
    static func stoppedAtB(_ names: [String]) throws -> (CommandHarness, MartletProcess, Process) {
        let binary = try #require(MartletProcess.binary)
        for _ in 0..<10 {
            let harness = try CommandHarness(files: ["stack.yaml": SmallStack.text(names)])
            let martlet = MartletProcess(binary: binary, folder: harness.folder)
            if let process = try martlet.applyStoppedAtB() { return (harness, martlet, process) }
        }
        throw CocoaError(.userCancelled)
    }
}
