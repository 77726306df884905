import ArgumentParser
import Foundation
import KubernetesProvider
import MartletHTTP
import MartletLanguage
import MartletModel

/// `martlet init`.
struct Init: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Begin a stack, or fetch the modules that it calls.",
        discussion: """
            In a folder without stack.yaml it writes a small stack to begin with; it never overwrites a file. In one with \
            stack.yaml it fetches the modules that have a URL as their `source` into .martlet/modules, and writes \
            martlet.lock, which says what exactly was fetched: keep it with the stack. Later runs fetch the same again, \
            whatever the URL gives by then; --upgrade takes what it gives now.
            """
    )

    @Argument(help: "The stack's folder; made when it is missing.", completion: .directory)
    var stack = "."

    @Option(
        help: ArgumentHelp(
            "What to begin with: \(StarterStack.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "name"))
    var template: StarterStack?

    @Flag(help: "Fetch what branches, tags and URLs give now, and lock that.")
    var upgrade = false

    @OptionGroup var output: OutputOptions

    func run(in world: World) async throws -> ExitStatus {
        let folder = world.absolute(stack)
        guard FileManager.default.fileExists(atPath: "\(folder)/stack.yaml") else { return try begin(folder, world) }
        if template != nil {
            throw CommandFailure(
                .stackExists,
                detail: "\(stack == "." ? "This folder" : "`\(stack)`") has a stack.yaml, which stays as it is.",
                hint: "Leave out --template to fetch the stack's modules, or name another folder.", status: .usage)
        }
        return try await fetchModules(folder, world)
    }

    // MARK: A new stack

    private func begin(_ folder: String, _ world: World) throws -> ExitStatus {
        let name = StarterStack.name(folder: PlanSettings.normalized(folder))
        let files = (template ?? .minimal).files(name: name)
        var written: [String] = []
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            for file in files where try Self.create("\(folder)/\(file.name)", file.text) { written.append(file.name) }
        } catch {
            throw CommandFailure(.fileNotWritten, detail: "\(folder): \(error.localizedDescription)")
        }
        if output.json {
            world.output(Self.report(files: written, modules: []).jsonLine)
            return .done
        }
        let list = written.map { "`\($0)`" }.joined(separator: ", ")
        world.messages("Wrote \(list): the stack `\(name)`.\n")
        let place = stack == "." ? "" : " \(stack)"
        let next =
            template == .kubernetes
            ? "`martlet plan\(place)` shows what it would do in the cluster of your kubectl context."
            : "`martlet plan\(place) --sandbox` shows what it would do in the cloud inside this program."
        world.messages("\nNext: \(next)\n")
        return .done
    }

    /// Writes a file that is not there yet; false when one is.
    private static func create(_ path: String, _ text: String) throws -> Bool {
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: .withoutOverwriting)
            return true
        } catch CocoaError.fileWriteFileExists {
            return false
        }
    }

    // MARK: Modules

    private func fetchModules(_ folder: String, _ world: World) async throws -> ExitStatus {
        let isQuiet = output.json
        let installer = ModuleInstaller(
            stack: folder, fetcher: ModuleFetcher(world, stack: folder), upgrades: upgrade,
            progress: { if !isQuiet { world.messages($0) } })
        let installed = try await installer.install { resolver in
            StackLoader(files: WorldFiles(world: world), modules: resolver).readModules(stack)
        }
        if output.json {
            world.output(Self.report(files: [], modules: installed).jsonLine)
        } else {
            show(installed, world)
        }
        return .done
    }

    private func show(_ installed: [ModuleInstaller.Installed], _ world: World) {
        guard !installed.isEmpty else {
            world.messages("The stack calls no modules that have to be fetched.\n")
            return
        }
        for one in installed {
            let what = one.entry.commit.map { "commit \($0.prefix(12))" } ?? "\(one.entry.content)".prefix(19) + "…"
            world.output("\(one.isFetched ? "Fetched" : "Kept   ") \(one.entry.source) (\(what))\n")
        }
        let count = installed.count == 1 ? "1 package" : "\(installed.count) packages"
        world.messages("\nmartlet.lock holds \(count). Keep it with the stack.\n")
    }

    private static func report(files: [String], modules: [ModuleInstaller.Installed]) -> Value {
        let modules = modules.map { one -> Value in
            var fields: Fields = [
                "source": .string(one.entry.source), "content": .string(one.entry.content.description),
                "fetched": .bool(one.isFetched),
            ]
            fields["commit"] = one.entry.commit.map { .string($0) }
            fields["archive"] = one.entry.archive.map { .string($0.description) }
            return .object(fields)
        }
        return [
            "format": "martlet.init/1", "files": .tuple(files.map { .string($0) }), "modules": .tuple(modules),
        ]
    }
}

extension ModuleFetcher {
    /// By the network and the `git` program of this machine.
    init(_ world: World, stack: String) {
        download = ArchiveDownload(
            transports: NetworkTransportSource(), environment: world.environment, now: { Int(world.now()) })
        git = GitCheckout(
            run: SubprocessRunner.run, environment: world.environment,
            scratch: {
                let folder = "\(stack)/\(ModuleCache.folder)/.git-\(UUID().uuidString)"
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                return folder
            })
    }
}
