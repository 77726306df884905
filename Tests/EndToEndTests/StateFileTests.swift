import Foundation
import Testing

/// A state that is not ours, damaged or newer is refused and left alone; bad input writes nothing.
struct StateFileTests {
    private let stack = """
        martlet: 1
        name: states
        resources:
          note: {type: core.data, body: {input: 1}}
        """

    /// What may lie where the state should be.
    static let foreign: [(name: String, bytes: Data)] = [
        ("text", Data("not a database at all, only some words that happen to be here".utf8)),
        ("zeros", Data(count: 4096)),
        ("another database", Data("SQLite format 3\0".utf8) + Data(repeating: 1, count: 4080)),
    ]

    @Test(arguments: foreign.indices) func `a file that is no state is refused and left alone`(index: Int) async throws
    {
        let martlet = try CommandHarness(files: ["stack.yaml": stack])
        let file = martlet.folder.appending(path: "some.state")
        try Self.foreign[index].bytes.write(to: file)
        for command in [["plan"], ["apply", "--auto-approve"], ["status"], ["destroy", "--auto-approve"]] {
            let run = await martlet.run(command + ["--state", "some.state"])
            #expect(run.status == 1, "\(command) \(run.text)")
            #expect(run.messages.contains("error[S00"), "\(run.text)")
        }
        #expect(try Data(contentsOf: file) == Self.foreign[index].bytes)
    }

    @Test func `a state cut in half is refused`() async throws {
        let martlet = try CommandHarness(files: ["stack.yaml": stack])
        #expect(await martlet("apply", "--auto-approve", "--state", "some.state").status == 0)
        let file = martlet.folder.appending(path: "some.state")
        let whole = try Data(contentsOf: file)
        let half = whole.prefix(whole.count / 2)
        try half.write(to: file)
        for suffix in ["-wal", "-shm"] {
            try? FileManager.default.removeItem(at: martlet.folder.appending(path: "some.state\(suffix)"))
        }
        let run = await martlet("plan", "--state", "some.state")
        #expect(run.status == 1, "\(run.text)")
        #expect(try Data(contentsOf: file) == half)
    }

    @Test func `a stack with faults writes nothing`() async throws {
        let martlet = try CommandHarness(files: ["stack.yaml": stack + "\n  note: {type: core.dta}\n  Note: 3\n"])
        for command in ["validate", "plan", "apply", "destroy"] {
            let run = await martlet(command)
            #expect(run.status == 1, "\(run.text)")
            #expect(run.messages.contains("stack.yaml:5:3") || run.messages.contains("stack.yaml:6:"), "\(run.text)")
        }
        #expect(try martlet.localFiles().isEmpty)
    }

    @Test func `nobody is asked without a terminal, and nothing happens`() async throws {
        let martlet = try CommandHarness(files: ["stack.yaml": stack])
        let apply = await martlet("apply")
        #expect(apply.status == 1 && apply.messages.contains("--auto-approve"), "\(apply.text)")
        #expect(await martlet("show").output.hasPrefix("No resources"))
    }

    @Test func `a wrong command line is told apart by its exit status`() async throws {
        let martlet = try CommandHarness(files: ["stack.yaml": stack])
        for arguments in [["plan", "--nope"], ["nope"], ["plan", "--parallelism", "0"], ["apply", "--var", "x"]] {
            #expect(await martlet.run(arguments).status == 64)
        }
    }
}
