import MartletHTTP
import MartletLanguage
import MartletModel

/// A package as it was fetched.
struct FetchedPackage: Sendable {
    let files: FileTree
    /// The commit of a repository.
    let commit: String?
    /// Over the bytes of an archive.
    let archive: Digest?
}

/// Fetches packages. Everything that it needs from the world comes in, so that tests stand in for it.
struct ModuleFetcher: Sendable {
    let download: ArchiveDownload
    let git: GitCheckout
    var limits = ArchiveLimits()

    /// What the package is now; or what the lock file means by it, when it is locked.
    func fetch(_ package: ModulePackage, locked: ModuleLock.Entry?) async throws(CommandFailure) -> FetchedPackage {
        switch package {
        case .archive(let url, let format): return try await archive(package, url, format, locked)
        case .git(let url, let reference):
            let checkout = try await git.checkout(url, reference, commit: locked?.commit)
            return FetchedPackage(files: checkout.files, commit: checkout.commit, archive: nil)
        }
    }

    private func archive(
        _ package: ModulePackage, _ url: String, _ format: ModulePackage.ArchiveFormat, _ locked: ModuleLock.Entry?
    ) async throws(CommandFailure) -> FetchedPackage {
        let bytes = try await download.bytes(of: url, limit: limits.packed)
        let digest = Digest(of: bytes)
        if let wanted = locked?.archive, wanted != digest {
            throw CommandFailure(
                .moduleChanged, detail: "`\(package.text)` is not what `martlet.lock` means: \(digest), not \(wanted).",
                hint: "If the new archive is good, run `martlet init --upgrade`.")
        }
        do throws(ArchiveFault) {
            return FetchedPackage(files: try unpack(bytes, format), commit: nil, archive: digest)
        } catch {
            throw CommandFailure(.archiveRefused, detail: "`\(package.text)` is not unpacked: \(error).")
        }
    }

    private func unpack(_ bytes: [UInt8], _ format: ModulePackage.ArchiveFormat) throws(ArchiveFault) -> FileTree {
        switch format {
        case .zip: return try ZipReader.read(bytes, limits: limits)
        case .gzippedTar:
            // Headers and padding come on top of the files.
            guard let tar = Compression.gunzip(bytes, limit: limits.unpacked * 2) else {
                throw .damaged("it cannot be unpacked, or is too large")
            }
            return try TarReader.read(tar, limits: limits)
        }
    }
}
