package import MartletModel

/// Something that is fetched whole and holds modules: an archive by URL, or a commit of a git repository.
package enum ModulePackage: Sendable, Hashable {
    case archive(url: String, ArchiveFormat)
    /// `reference` is a branch, a tag or a commit; nil for the repository's default branch.
    case git(url: String, reference: String?)

    /// How an archive is packed.
    package enum ArchiveFormat: String, Sendable, Hashable, CaseIterable {
        case gzippedTar
        case zip

        /// By the ending of a file's name; nil for anything else.
        package init?(path: String) {
            let name = path.lowercased()
            if name.hasSuffix(".tar.gz") || name.hasSuffix(".tgz") {
                self = .gzippedTar
            } else if name.hasSuffix(".zip") {
                self = .zip
            } else {
                return nil
            }
        }
    }

    /// The package as `source` writes it, without the folder inside it: what the lock file knows it by.
    package var text: String {
        switch self {
        case .archive(let url, _): url
        case .git(let url, let reference): "git::\(url)" + (reference.map { "?ref=\($0)" } ?? "")
        }
    }

    /// The name of the package's folder under `.martlet/modules`: readable, and different for different packages.
    package var folderName: String {
        let plain = text.prefix { $0 != "?" }
        let last = plain.split(separator: "/").last.map(String.init) ?? "module"
        let endings = [".tar.gz", ".tgz", ".zip", ".git"]
        let base = endings.first { last.hasSuffix($0) }.map { String(last.dropLast($0.count)) } ?? last
        let safe = base.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }.drop { $0 == "." }
        return "\(safe.isEmpty ? "module" : String(safe.prefix(40)))-\(Digest(of: text).hex.prefix(12))"
    }
}

/// Where the files of a called module are, as its `source` says.
package enum ModuleSource: Sendable, Hashable {
    /// A folder, as seen from the folder of the calling file.
    case folder(String)
    /// A folder inside a package; `.` for its root.
    case package(ModulePackage, folder: String)
}

/// A package that a stack calls a module from.
package struct ModuleRequest: Sendable {
    package let package: ModulePackage
    /// What the archive's bytes must have as their SHA-256, where the stack says it.
    package let checksum: Digest?
    /// The place of `source`.
    package let range: SourceRange
}
