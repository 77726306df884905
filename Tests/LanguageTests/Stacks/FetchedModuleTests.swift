import MartletLanguage
import MartletModel
import Synchronization
import Testing

/// Modules in packages: what a source means, what a lock file says, and how the loader asks for files.
@Suite struct FetchedModuleTests {
    static let packages: [(source: String, package: String, folder: String)] = [
        ("https://h/x-1.tar.gz", "https://h/x-1.tar.gz", "."),
        ("https://h/x.zip//modules/net", "https://h/x.zip", "modules/net"),
        ("https://h/x.tgz//net?signature=1", "https://h/x.tgz?signature=1", "net"),
        ("file:///srv/x.zip//a//b", "file:///srv/x.zip", "a/b"),
        ("git::https://h/o/x.git", "git::https://h/o/x.git", "."),
        ("git::https://h/x.git//net?ref=v1.2", "git::https://h/x.git?ref=v1.2", "net"),
        ("git::ssh://git@h/x.git?ref=main", "git::ssh://git@h/x.git?ref=main", "."),
        ("git::git@h:o/x.git//net", "git::git@h:o/x.git", "net"),
        ("git::file:///srv/x.git//./net/", "git::file:///srv/x.git", "net"),
    ]

    /// The packages that a stack asks for, each with the folder that its file is then looked for in.
    private func asked(_ source: String) -> (requests: [String], faults: [Diagnostic]) {
        let stack = MemoryStack.of("modules: {m: {source: \"\(source)\"}}\n")
        let requests = Requests()
        let loader = StackLoader(
            files: stack,
            modules: ModuleResolver { request in
                requests.add(request.package.text)
                return .success("cache")
            })
        let faults = loader.readModules(".").sorted
        return (requests.all, faults)
    }

    @Test("a source names a package and a folder in it", arguments: packages)
    func source(row: (source: String, package: String, folder: String)) {
        let (requests, faults) = asked(row.source)
        #expect(requests == [row.package])
        let path = row.folder == "." ? "cache/module.yaml" : "cache/\(row.folder)/module.yaml"
        #expect(faults.map(\.code.text) == ["L012"])
        #expect(faults.first?.detail.contains(path) == true, "\(faults.first?.detail ?? "")")
    }

    @Test func `a fetched module's own modules stay in its package`() {
        let stack = MemoryStack.of(
            "modules: {m: {source: \"https://h/x.zip//a\"}}\n",
            [
                "cache/a/module.yaml":
                    "martlet: 1\nmodules: {b: {source: ../b}, c: {source: ../../c}, d: {source: /etc}}\n",
                "cache/b/module.yaml": "martlet: 1\n", "c/module.yaml": "martlet: 1\n",
            ])
        let faults = StackLoader(files: stack, modules: ModuleResolver { _ in .success("cache") }).readModules(".")
        #expect(
            faults.sorted.map { "\($0.code) \($0.range.map(\.description) ?? "")" } == [
                "L070 cache/a/module.yaml:2:42", "L070 cache/a/module.yaml:2:64",
            ])
    }

    static let refusals: [(refusal: ModuleResolver.Refusal, code: String, phrase: String)] = [
        (.notLocked, "L068", "not in `martlet.lock`"), (.notFetched, "L068", "not here yet"),
        (.changed("one is new"), "L069", "one is new"),
    ]

    @Test("a package that cannot be used is told at its source", arguments: refusals)
    func refusal(row: (refusal: ModuleResolver.Refusal, code: String, phrase: String)) {
        let stack = MemoryStack.of("modules: {m: {source: \"https://h/x.zip\"}}\nlocals: {a: \"${module.m.x}\"}\n")
        let refusal = row.refusal
        let loader = StackLoader(files: stack, modules: ModuleResolver { _ in .failure(refusal) })
        let faults = loader.readModules(".").sorted
        #expect(faults.map(\.code.text) == [row.code])
        #expect(faults.first?.detail.contains(row.phrase) == true)
        #expect(faults.first?.range?.description == "stack.yaml:3:23")
    }

    // MARK: The lock file

    private let entries = [
        ModuleLock.Entry(
            source: "git::https://h/x.git?ref=v1", commit: String(repeating: "a1", count: 20), content: Digest(of: "x")),
        ModuleLock.Entry(source: "file:///srv/\"odd\".zip", archive: Digest(of: "z"), content: Digest(of: "y")),
    ]

    @Test func `a lock file reads back as it was written, always the same`() throws {
        let lock = ModuleLock(entries)
        #expect(ModuleLock(entries.reversed()).text == lock.text)
        #expect(try ModuleLock(SourceFile(name: "martlet.lock", text: lock.text)) == lock)
        #expect(try ModuleLock(SourceFile(name: "martlet.lock", text: ModuleLock().text)).entries.isEmpty)
        #expect(
            lock.text == """
                # Written by `martlet init`. Keep it with the stack; change it with `martlet init --upgrade`.
                martlet: 1
                modules:
                  - source: "file:///srv/\\"odd\\".zip"
                    archive: \(Digest(of: "z"))
                    content: \(Digest(of: "y"))
                  - source: "git::https://h/x.git?ref=v1"
                    commit: \(String(repeating: "a1", count: 20))
                    content: \(Digest(of: "x"))

                """)
    }

    @Test(
        "a lock file that was edited is refused",
        arguments: [
            ("martlet: 1\n", "L022"), ("martlet: 2\nmodules: []\n", "L024"), ("martlet: 1\nmodules: x\n", "L021"),
            ("martlet: 1\nmodules: [{source: x, content: abc}]\n", "L071"),
            ("martlet: 1\nmodules: [{source: x}]\n", "L022"), ("martlet: 1\nmodules: [{\n", "L001"),
            ("martlet: 1\nmodules: [{source: x, commit: main, content: \(Digest(of: "x").hex)}]\n", "L071"),
        ])
    func malformed(text: String, code: String) {
        let faults = #expect(throws: Diagnostics.self) { try ModuleLock(SourceFile(name: "martlet.lock", text: text)) }
        #expect(faults?.all.contains { $0.code.text == code } == true, "\(faults?.all.map(\.code.text) ?? [])")
    }

    @Test func `folders of packages are readable, plain and apart`() throws {
        let names = [
            ModulePackage.git(url: "https://h/net.git", reference: "v1"),
            .git(url: "https://h/net.git", reference: "v2"),
            .archive(url: "https://h/net.tar.gz?x=../..", .gzippedTar), .archive(url: "https://h/..", .zip),
        ].map(\.folderName)
        #expect(Set(names).count == names.count)
        #expect(names[0].hasPrefix("net-") && names[2].hasPrefix("net-"))
        for name in names { #expect(name.wholeMatch(of: /[A-Za-z0-9_][A-Za-z0-9_.-]*-[0-9a-f]{12}/) != nil, "\(name)") }
    }
}

/// What a resolver was asked, in order.
private final class Requests: Sendable {
    private let state = Mutex<[String]>([])

    var all: [String] { state.withLock { $0 } }
    func add(_ text: String) { state.withLock { $0.append(text) } }
}
