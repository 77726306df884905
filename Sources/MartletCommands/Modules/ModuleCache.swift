import Foundation
import MartletLanguage
import MartletModel
import Synchronization

/// The fetched modules of a stack: `.martlet/modules` beside it, and `martlet.lock`, which says what must lie there.
final class ModuleCache: Sendable {
    static let folder = ".martlet/modules"

    /// The stack's folder, absolute.
    private let stack: String
    /// What each package turned out to be, so that its files are looked at once a run.
    private let known = Mutex<[ModulePackage: Result<String, ModuleResolver.Refusal>]>([:])
    private let lock: Result<ModuleLock?, Diagnostics>

    init(stack: String) {
        self.stack = stack
        lock = Self.readLock(stack)
    }

    private static func readLock(_ stack: String) -> Result<ModuleLock?, Diagnostics> {
        let path = "\(stack)/\(ModuleLock.fileName)"
        do throws(FileFault) {
            let bytes = try DiskFiles().read(path, limit: 16 << 20)
            do throws(Diagnostics) {
                return .success(try ModuleLock(SourceFile(name: ModuleLock.fileName, bytes: bytes)))
            } catch {
                return .failure(error)
            }
        } catch {
            guard error != .missing else { return .success(nil) }
            return .failure(
                Diagnostics([
                    CommandFault.moduleNotFetched.diagnostic("`\(path)` cannot be read: \(error.reason).")
                ]))
        }
    }

    /// What is locked; nil while there is no lock file.
    func locked() throws(CommandFailure) -> ModuleLock? {
        do { return try lock.get() } catch { throw CommandFailure(error) }
    }

    /// Finds packages for the loader.
    var resolver: ModuleResolver {
        ModuleResolver { [self] request in
            if let found = known.withLock({ $0[request.package] }) { return found }
            let found = find(request)
            known.withLock { $0[request.package] = found }
            return found
        }
    }

    private func find(_ request: ModuleRequest) -> Result<String, ModuleResolver.Refusal> {
        let entry: ModuleLock.Entry
        switch lock {
        case .failure(let diagnostics): return .failure(.unreadableLock(diagnostics))
        case .success(let lock):
            guard let found = lock?[request.package] else { return .failure(.notLocked) }
            entry = found
        }
        if let wanted = request.checksum, wanted != entry.archive {
            return .failure(.changed("the stack's `sha256` is \(wanted), the lock file has another"))
        }
        switch content(of: request.package) {
        case nil: return .failure(.notFetched)
        case .failure(let reason)?: return .failure(.changed(reason.text))
        case .success(let digest)?:
            guard digest == entry.content else { return .failure(.changed("their digest is \(digest)")) }
            return .success("\(Self.folder)/\(request.package.folderName)")
        }
    }

    /// Why the files of a package cannot be looked at, as a clause.
    struct Unreadable: Error {
        let text: String
    }

    /// Over the files of a package; nil when they are not there.
    func content(of package: ModulePackage) -> Result<Digest, Unreadable>? {
        let folder = path(of: package)
        guard FileManager.default.fileExists(atPath: folder) else { return nil }
        do {
            return .success(try FileTree(folder: folder).digest)
        } catch {
            return .failure(Unreadable(text: "\(error)"))
        }
    }

    func path(of package: ModulePackage) -> String { "\(stack)/\(Self.folder)/\(package.folderName)" }
}
