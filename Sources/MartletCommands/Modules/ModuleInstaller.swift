import Foundation
import MartletLanguage
import MartletModel
import Synchronization

/// Brings the modules that a stack calls into `.martlet/modules`, and writes down which they are.
struct ModuleInstaller {
    /// What became of one package.
    struct Installed: Sendable {
        let package: ModulePackage
        let entry: ModuleLock.Entry
        /// Whether it was fetched now; else its files were there.
        let isFetched: Bool
    }

    /// The stack's folder, absolute.
    let stack: String
    let fetcher: ModuleFetcher
    /// Whether what is locked may become what is there now.
    let upgrades: Bool
    let progress: @Sendable (String) -> Void

    /// - Parameter read: Reads the stack's text with what it is given, and answers everything wrong with it.
    func install(_ read: (ModuleResolver) -> Diagnostics) async throws -> [Installed] {
        let cache = ModuleCache(stack: stack)
        let lock = try cache.locked()
        var installed: [ModulePackage: Installed] = [:]
        while true {
            let (requests, faults) = missing(read, installed)
            guard !requests.isEmpty else {
                try finish(installed, lock)
                try faults.throwIfErrors()
                return installed.values.sorted { $0.entry.source.precedesInBytes($1.entry.source) }
            }
            for request in requests {
                installed[request.package] = try await install(request, lock?[request.package], cache)
            }
        }
    }

    /// What a reading of the stack asks for and is not installed yet: each package once, in the order of the text.
    private func missing(
        _ read: (ModuleResolver) -> Diagnostics, _ installed: [ModulePackage: Installed]
    ) -> ([ModuleRequest], Diagnostics) {
        let asked = Mutex<[ModuleRequest]>([])
        let contradictions = Mutex(Diagnostics())
        let faults = read(
            ModuleResolver { request in
                guard let found = installed[request.package] else {
                    asked.withLock { all in
                        if !all.contains(where: { $0.package == request.package }) { all.append(request) }
                    }
                    return .failure(.untold)
                }
                if let wanted = request.checksum, wanted != found.entry.archive {
                    contradictions.withLock { $0.append(Self.contradiction(request, wanted, found.entry)) }
                }
                return .success("\(ModuleCache.folder)/\(request.package.folderName)")
            })
        var all = faults
        all.append(contentsOf: contradictions.withLock { $0 })
        return (asked.withLock { $0 }, all)
    }

    private func install(
        _ request: ModuleRequest, _ locked: ModuleLock.Entry?, _ cache: ModuleCache
    ) async throws -> Installed {
        let package = request.package
        let pinned = upgrades ? nil : locked
        if let pinned, case .success(pinned.content)? = cache.content(of: package) {
            return Installed(package: package, entry: pinned, isFetched: false)
        }
        progress("Fetching \(package.text)\n")
        let fetched = try await fetcher.fetch(package, locked: pinned)
        let entry = ModuleLock.Entry(
            source: package.text, commit: fetched.commit, archive: fetched.archive, content: fetched.files.digest)
        if let wanted = request.checksum, wanted != entry.archive {
            throw CommandFailure(Diagnostics([Self.contradiction(request, wanted, entry)]))
        }
        if let pinned, pinned.content != entry.content {
            throw CommandFailure(
                .moduleChanged,
                detail:
                    "`\(package.text)` is not what `martlet.lock` means: its files have the digest \(entry.content), "
                    + "not \(pinned.content).",
                hint: "If the new files are good, run `martlet init --upgrade`.")
        }
        try place(fetched.files, at: cache.path(of: package))
        return Installed(package: package, entry: entry, isFetched: true)
    }

    private static func contradiction(
        _ request: ModuleRequest, _ wanted: Digest, _ entry: ModuleLock.Entry
    ) -> Diagnostic {
        var fault = CommandFault.moduleChanged.diagnostic(
            "`\(request.package.text)` has the digest \(entry.archive?.description ?? "of no archive"), not \(wanted).",
            hint: "If the archive is good, write its digest into `sha256`.")
        fault.range = request.range
        return fault
    }

    // MARK: The disk

    /// Written beside, then renamed: a crash leaves the old files or the new ones.
    private func place(_ files: FileTree, at path: String) throws {
        let manager = FileManager.default
        let draft = "\(path).\(UUID().uuidString).new"
        do {
            try files.write(to: draft)
            if manager.fileExists(atPath: path) { try manager.removeItem(atPath: path) }
            try manager.moveItem(atPath: draft, toPath: path)
        } catch {
            try? manager.removeItem(atPath: draft)
            throw CommandFailure(.fileNotWritten, detail: "\(path): \(error.localizedDescription)")
        }
    }

    /// Writes the lock file, where it says anything new, and removes the files of packages that nothing calls.
    private func finish(_ installed: [ModulePackage: Installed], _ lock: ModuleLock?) throws {
        let new = ModuleLock(installed.values.map(\.entry))
        if new != lock ?? ModuleLock() {
            try AtomicFile.write(Array(new.text.utf8), to: "\(stack)/\(ModuleLock.fileName)", mode: 0o644)
        }
        let folder = "\(stack)/\(ModuleCache.folder)"
        let wanted = Set(installed.keys.map(\.folderName))
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where !wanted.contains(name) {
            try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
        }
    }
}
