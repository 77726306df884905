import Foundation
import Testing

/// Modules that are fetched: `martlet init`, the lock file, and what other commands do without them.
struct FetchedModuleTests {
    private static let module = """
        martlet: 1
        variables: {name: {type: string}}
        resources: {note: {type: core.data, body: {input: "${var.name} v1"}}}
        modules: {inner: {source: ../inner}}
        outputs: {note: {value: "${resource.note.output}"}}

        """
    private static let inner = """
        martlet: 1
        resources: {deep: {type: core.data, body: {input: '${file("${path.module}/text.txt")}'}}}

        """

    private static func stack(_ source: String, _ more: String = "") -> String {
        """
        martlet: 1
        name: caller
        modules: {net: {source: "\(source)", inputs: {name: hello}\(more)}}
        outputs: {note: {value: "${module.net.note}"}}

        """
    }

    private static let files = [
        "source/modules/net/module.yaml": module, "source/modules/inner/module.yaml": inner,
        "source/modules/inner/text.txt": "from a file",
    ]

    /// Runs a program in the harness's folder; nil when it is missing or fails.
    @discardableResult
    private func run(_ martlet: CommandHarness, _ command: String) -> String? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-ec", "export HOME=$PWD GIT_CONFIG_NOSYSTEM=1; \(command)"]
        process.currentDirectoryURL = martlet.folder
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let output = (try? pipe.fileHandleForReading.readToEnd()) ?? nil
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { return nil }
        return String(decoding: output ?? Data(), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static let environment = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"]

    private func martlet(_ files: [String: String]) throws -> CommandHarness {
        try CommandHarness(files: files.merging(Self.files) { first, _ in first })
    }

    private func modules(_ martlet: CommandHarness) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: martlet.folder.path + "/stack/.martlet/modules")
    }

    @Test("archives are fetched, locked, and applied", arguments: ["tar.gz", "zip"])
    func archive(kind: String) async throws {
        let martlet = try martlet([:])
        let pack = kind == "zip" ? "(cd source && zip -qr ../m.zip modules)" : "tar -C source -czf m.tar.gz modules"
        guard run(martlet, "\(pack); sha256sum m.\(kind)") != nil else { return }
        let digest = try #require(run(martlet, "sha256sum m.\(kind)")).prefix(64)
        let source = "file://\(martlet.folder.path)/m.\(kind)//modules/net"
        try martlet.write(Self.stack(source, ", sha256: \(digest)"), to: "stack/stack.yaml")
        let before = await martlet("plan", "stack")
        #expect(before.status == 1)
        #expect(before.sentences.contains("L068") && before.sentences.contains("martlet init"), "\(before.text)")
        let initial = await martlet("init", "stack")
        #expect(initial.status == 0, "\(initial.text)")
        let lock = try String(contentsOf: martlet.folder.appending(path: "stack/martlet.lock"), encoding: .utf8)
        #expect(lock.contains("archive: sha256:\(digest)"), "\(lock)")
        let apply = await martlet("apply", "stack", "--auto-approve")
        #expect(apply.status == 0, "\(apply.text)")
        #expect(await martlet("output", "stack", "--name", "note").output == "hello v1\n")
        #expect(await martlet("show", "stack").output.contains("module.net.module.inner.deep"))
        let again = await martlet("init", "stack")
        #expect(again.output.contains("Kept"), "\(again.text)")
        #expect(try String(contentsOf: martlet.folder.appending(path: "stack/martlet.lock"), encoding: .utf8) == lock)
    }

    @Test func `a file that was changed after it was fetched is noticed, and put right by init`() async throws {
        let martlet = try martlet([:])
        guard run(martlet, "tar -C source -czf m.tar.gz modules") != nil else { return }
        try martlet.write(
            Self.stack("file://\(martlet.folder.path)/m.tar.gz//modules/net"), to: "stack/stack.yaml")
        #expect(await martlet("init", "stack").status == 0)
        let name = try #require(try modules(martlet).first)
        try martlet.write("another", to: "stack/.martlet/modules/\(name)/modules/inner/text.txt")
        let plan = await martlet("plan", "stack")
        #expect(plan.status == 1 && plan.sentences.contains("L069"), "\(plan.text)")
        #expect(await martlet("init", "stack").output.contains("Fetched"))
        #expect(await martlet("validate", "stack").status == 0)
        try FileManager.default.removeItem(atPath: martlet.folder.path + "/stack/.martlet")
        #expect(await martlet("validate", "stack").sentences.contains("its files are not here yet"))
    }

    @Test func `an archive that changed at its URL is refused until --upgrade`() async throws {
        let martlet = try martlet([:])
        guard run(martlet, "tar -C source -czf m.tar.gz modules") != nil else { return }
        try martlet.write(
            Self.stack("file://\(martlet.folder.path)/m.tar.gz//modules/net"), to: "stack/stack.yaml")
        #expect(await martlet("init", "stack").status == 0)
        try martlet.write(Self.module.replacing("v1", with: "v2"), to: "source/modules/net/module.yaml")
        run(martlet, "tar -C source -czf m.tar.gz modules && rm -rf stack/.martlet")
        let refused = await martlet("init", "stack")
        #expect(refused.status == 1 && refused.sentences.contains("C028"), "\(refused.text)")
        #expect(await martlet("init", "stack", "--upgrade").status == 0)
        #expect(await martlet("plan", "stack").output.contains("hello v2"))
    }

    @Test func `a git module is fetched by branch, locked to its commit, and upgraded when asked`() async throws {
        let martlet = try martlet([:])
        let make = """
            git init -q -b main source && cd source && git config user.email a@b && git config user.name a
            git add -A && git commit -qm one && git tag v1 && git clone -q --bare . ../bare.git && git rev-parse HEAD
            """
        guard let first = run(martlet, make) else { return }
        let source = "git::file://\(martlet.folder.path)/bare.git//modules/net"
        try martlet.write(Self.stack(source + "?ref=main"), to: "stack/stack.yaml")
        let initial = await martlet.run(["init", "stack", "--json"], environment: Self.environment)
        #expect(initial.status == 0, "\(initial.text)")
        #expect(initial.output.contains(#""commit":"\#(first)""#), "\(initial.text)")
        try martlet.write(Self.module.replacing("v1", with: "v2"), to: "source/modules/net/module.yaml")
        let second = try #require(
            run(martlet, "cd source && git commit -qam two && git push -q ../bare.git main && git rev-parse HEAD"))
        run(martlet, "rm -rf stack/.martlet")
        #expect(await martlet.run(["init", "stack"], environment: Self.environment).output.contains(first.prefix(12)))
        #expect(await martlet("plan", "stack").output.contains("hello v1"))
        let upgraded = await martlet.run(["init", "stack", "--upgrade"], environment: Self.environment)
        #expect(upgraded.output.contains(second.prefix(12)), "\(upgraded.text)")
        #expect(await martlet("plan", "stack").output.contains("hello v2"))
        for reference in ["v1", first, String(first.prefix(10))] {
            try martlet.write(Self.stack(source + "?ref=\(reference)"), to: "stack/stack.yaml")
            let pinned = await martlet.run(["init", "stack"], environment: Self.environment)
            #expect(pinned.output.contains(first.prefix(12)), "\(reference): \(pinned.text)")
        }
        #expect(try modules(martlet).count == 1)
        try martlet.write(Self.stack(source + "?ref=nowhere"), to: "stack/stack.yaml")
        let missing = await martlet.run(["init", "stack"], environment: Self.environment)
        #expect(
            missing.status == 1 && missing.sentences.contains("no branch, tag or commit `nowhere`"), "\(missing.text)")
    }

    @Test func `a fetched module cannot reach out of its package`() async throws {
        let martlet = try martlet([
            "source/modules/net/module.yaml": Self.module.replacing("../inner", with: "../../../secret"),
            "secret/module.yaml": "martlet: 1\n",
        ])
        guard run(martlet, "tar -C source -czf m.tar.gz modules") != nil else { return }
        try martlet.write(
            Self.stack("file://\(martlet.folder.path)/m.tar.gz//modules/net"), to: "stack/stack.yaml")
        let initial = await martlet("init", "stack")
        #expect(initial.status == 1 && initial.sentences.contains("L070"), "\(initial.text)")
    }

    @Test func `an archive with links that lead outside is refused`() async throws {
        let martlet = try martlet([:])
        guard run(martlet, "ln -s /etc/passwd source/modules/net/x && tar -C source -czf m.tar.gz modules") != nil
        else { return }
        try martlet.write(
            Self.stack("file://\(martlet.folder.path)/m.tar.gz//modules/net"), to: "stack/stack.yaml")
        let initial = await martlet("init", "stack")
        #expect(initial.status == 1 && initial.sentences.contains("C027"), "\(initial.text)")
        #expect(!FileManager.default.fileExists(atPath: martlet.folder.path + "/stack/martlet.lock"))
    }

    @Test func `a lock file that nobody can read is told with its line`() async throws {
        let martlet = try martlet([
            "stack/stack.yaml": Self.stack("https://example.invalid/m.zip"),
            "stack/martlet.lock": "martlet: 1\nmodules:\n  - source: x\n    content: abc\n",
        ])
        for command in ["plan", "init"] {
            let run = await martlet(command, "stack")
            #expect(run.status == 1 && run.sentences.contains("L071"), "\(run.text)")
            #expect(run.sentences.contains("martlet.lock:4"), "\(run.text)")
        }
    }
}
