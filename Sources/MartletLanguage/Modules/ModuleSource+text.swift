internal import MartletModel

extension ModuleSource {
    /// Why a text names no source.
    struct Refusal: Error {
        let fault: LanguageFault
        let detail: String
        let hint: String

        init(_ detail: String, _ hint: String, _ fault: LanguageFault = .unsupportedModuleSource) {
            self.fault = fault
            self.detail = detail
            self.hint = hint
        }
    }

    /// Reads `../modules/x`, `https://HOST/x-1.2.tar.gz//net`, `git::https://HOST/x.git//net?ref=v1.2`.
    init(text: String) throws(Refusal) {
        if text.hasPrefix("git::") {
            self = try Self.git(String(text.dropFirst(5)))
        } else if text.contains("::") || text.contains("://") {
            self = try Self.archive(text)
        } else if let host = ["github.com/", "gitlab.com/", "bitbucket.org/"].first(where: { text.hasPrefix($0) }) {
            throw Refusal(
                "`\(text)` would be a folder beside this file.",
                "For a repository at \(host.dropLast()), write `git::https://\(text)?ref=TAG`.")
        } else {
            self = .folder(text)
        }
    }

    // MARK: Archives

    private static func archive(_ text: String) throws(Refusal) -> ModuleSource {
        guard ["https://", "http://", "file:///"].contains(where: { text.hasPrefix($0) }) else {
            throw Refusal(
                "`\(text)` is neither a folder nor an archive nor a git repository.",
                "Write a folder as `../modules/x`, an archive as `https://HOST/x.tar.gz//FOLDER`, or a repository as "
                    + "`git::https://HOST/x.git//FOLDER?ref=TAG`.")
        }
        let (path, query) = split(text, at: "?")
        let (url, folder) = try parts(path)
        try refuseCredentials(url)
        guard let format = ModulePackage.ArchiveFormat(path: url) else {
            throw Refusal(
                "`\(text)` does not end with `.tar.gz`, `.tgz` or `.zip`, so it is not known how it is packed.",
                "For a git repository, put `git::` before it.")
        }
        return .package(.archive(url: url + (query.map { "?\($0)" } ?? ""), format), folder: folder)
    }

    // MARK: Git

    private static func git(_ text: String) throws(Refusal) -> ModuleSource {
        let (path, query) = split(text, at: "?")
        let (url, folder) = try parts(path)
        let isShort = !url.contains("://") && url.contains("@") && url.contains(":")
        guard isShort || ["https://", "http://", "ssh://", "file:///"].contains(where: { url.hasPrefix($0) }),
            !url.hasPrefix("-")
        else {
            throw Refusal(
                "`\(url)` behind `git::` is not the URL of a repository.",
                "Write `git::https://…`, `git::ssh://git@…`, `git::git@HOST:PATH` or `git::file:///…`.")
        }
        if !url.hasPrefix("ssh://"), !isShort { try refuseCredentials(url) }
        return .package(.git(url: url, reference: try reference(query)), folder: folder)
    }

    private static func reference(_ query: String?) throws(Refusal) -> String? {
        guard let query else { return nil }
        guard query.hasPrefix("ref="), !query.contains("&") else {
            throw Refusal("`?\(query)` is not understood.", "Only `?ref=` can follow: a branch, a tag or a commit.")
        }
        let name = String(query.dropFirst(4))
        guard !name.isEmpty, !name.hasPrefix("-"), !name.contains(".."),
            name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"~^:?*[\\".utf8.contains($0) })
        else { throw Refusal("`\(name)` cannot name a commit.", "Write a branch, a tag or a commit.") }
        return name
    }

    // MARK: Pieces

    private static func split(_ text: String, at separator: Character) -> (String, String?) {
        guard let index = text.firstIndex(of: separator) else { return (text, nil) }
        return (String(text[..<index]), String(text[text.index(after: index)...]))
    }

    /// What is fetched, and the folder behind `//`.
    private static func parts(_ text: String) throws(Refusal) -> (url: String, folder: String) {
        let scheme = text.firstRange(of: "://").map { text[..<$0.upperBound] } ?? ""
        let rest = text.dropFirst(scheme.count)
        guard let slashes = rest.firstRange(of: "//") else { return (text, ".") }
        let folder = PathText.normalized(String(rest[slashes.upperBound...]))
        guard !folder.hasPrefix(".."), !folder.hasPrefix("/"), !folder.contains("*") else {
            throw Refusal(
                "`\(rest[slashes.upperBound...])` behind `//` is not a folder inside the package.",
                "Write the folder's name, as `//modules/net`.", .sourceLeavesPackage)
        }
        return (String(scheme) + String(rest[..<slashes.lowerBound]), folder)
    }

    private static func refuseCredentials(_ url: String) throws(Refusal) {
        let authority = url.drop { $0 != "/" }.drop { $0 == "/" }.prefix { $0 != "/" }
        guard authority.contains("@") else { return }
        throw Refusal(
            "The URL holds a user name or a password, which would be written into the lock file.",
            "Take it out: git asks its credential helper, and `git::ssh://…` uses your key.", .unsafeModuleSource)
    }
}
