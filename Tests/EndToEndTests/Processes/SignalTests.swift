import Foundation
import Testing

/// Signals and second terminals, with the real binary.
@Suite(.enabled(if: MartletProcess.binary != nil, "the binary is not built"))
struct SignalTests {
    private let common = ["--sandbox", "--scenario", "small"]

    /// Starts an apply that hangs on one request for as long as anybody listens, and waits until it is under way.
    private func startSlowApply(_ martlet: MartletProcess) throws -> Process {
        // A delay of real minutes on a clock that flows is not needed: the first write waits for the virtual hour.
        let rule = #"{"match":{"method":"PUT","path":"*/managedClusters/*"},"nth":1,"action":"delay","seconds":3000}"#
        #expect(try martlet.run(["sandbox", "faults", "--add", rule]).status == 0)
        let process = try martlet.start(["apply", "--auto-approve"] + common)
        while process.isRunning {
            let text = (try? String(contentsOf: martlet.folder.appending(path: "log.txt"), encoding: .utf8)) ?? ""
            if text.contains("create cluster: creating") { break }
            usleep(2000)
        }
        return process
    }

    @Test func `the first interrupt takes everything back`() throws {
        let harness = try CommandHarness(stack: "stacks/aks-platform")
        let martlet = MartletProcess(binary: try #require(MartletProcess.binary), folder: harness.folder)
        let process = try startSlowApply(martlet)
        kill(process.processIdentifier, SIGINT)
        process.waitUntilExit()
        #expect(process.terminationStatus == 3)
        #expect(try martlet.run(["sandbox", "status"]).text == "The sandbox is empty.\n")
        #expect(try martlet.run(["status"] + common).status == 0)
    }

    @Test func `a second terminal is told who is at work`() throws {
        let harness = try CommandHarness(stack: "stacks/aks-platform")
        let martlet = MartletProcess(binary: try #require(MartletProcess.binary), folder: harness.folder)
        let process = try startSlowApply(martlet)
        kill(process.processIdentifier, SIGSTOP)
        var second = try martlet.run(["apply", "--auto-approve"] + common)
        // It may have been stopped while it was writing to the sandbox, which nobody else can use then.
        for _ in 0..<5 where second.text.contains("C005") {
            kill(process.processIdentifier, SIGCONT)
            usleep(2000)
            kill(process.processIdentifier, SIGSTOP)
            second = try martlet.run(["apply", "--auto-approve"] + common)
        }
        #expect(second.status == 6, "\(second.text)")
        #expect(second.text.contains("process \(process.processIdentifier)"), "\(second.text)")
        let status = try martlet.run(["status"] + common)
        #expect(status.text.contains("It is still running."), "\(status.text)")
        kill(process.processIdentifier, SIGCONT)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    @Test func `the state of a writer that died is read, whatever SQLite left behind`() throws {
        let harness = try CommandHarness(stack: "stacks/aks-platform")
        let martlet = MartletProcess(binary: try #require(MartletProcess.binary), folder: harness.folder)
        let process = try startSlowApply(martlet)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: harness.folder.appending(path: ".martlet/sandbox/default.state-shm"))
        let status = try martlet.run(["status"] + common)
        #expect(status.status == 7 && status.text.contains("in doubt: create cluster"), "\(status.text)")
        let plan = try martlet.run(["plan"] + common)
        // A cluster that is there by now, and has no kubeconfig yet, keeps the plan from being made.
        #expect(plan.status == 0 || plan.text.contains("There is no kubeconfig."), "\(plan.text)")
        #expect(plan.text.contains("`martlet resume --scenario small --sandbox` comes before"), "\(plan.text)")
        let refused = try martlet.run(["plan", "--target", "nothing"] + common)
        #expect(refused.status == 1 && refused.text.contains("comes before the next apply"), "\(refused.text)")
        let apply = try martlet.run(["apply", "--auto-approve"] + common)
        #expect(apply.status == 1 && apply.text.contains("S012") && !apply.text.contains("Plan for"), "\(apply.text)")
        let resume = try martlet.run(["resume"] + common)
        #expect(resume.status == 3 && resume.text.contains("\nRolled back. "), "\(resume.text)")
        #expect(try martlet.run(["sandbox", "status"]).text == "The sandbox is empty.\n")
    }
}
