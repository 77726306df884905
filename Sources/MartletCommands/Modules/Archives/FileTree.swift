package import MartletModel

/// The files of a package by path: what an archive holds, or what lies in a folder.
package struct FileTree: Sendable, Hashable {
    package enum Node: Sendable, Hashable {
        case file([UInt8])
        /// A symbolic link, with its target as written.
        case link(String)
    }

    /// By path without `.`, `..`, or a leading `/`.
    package private(set) var nodes: [String: Node] = [:]
    private var size = 0
    private let limits: ArchiveLimits

    package init(limits: ArchiveLimits = ArchiveLimits()) { self.limits = limits }

    /// The paths in byte order.
    package var paths: [String] { nodes.keys.sorted { $0.precedesInBytes($1) } }

    /// Bytes that may still be added.
    var room: Int { limits.unpacked - size }

    package static func == (left: FileTree, right: FileTree) -> Bool { left.nodes == right.nodes }
    package func hash(into hasher: inout Hasher) { hasher.combine(nodes) }

    /// Adds a file or link; one of the same path is replaced, as unpacking would.
    package mutating func add(_ path: String, _ node: Node) throws(ArchiveFault) {
        guard let path = try Self.inside(path, limits) else { throw .damaged("a file has no name") }
        if case .file(let bytes) = node { size += bytes.count }
        guard size <= limits.unpacked else { throw .tooLarge(limits.unpacked) }
        nodes[path] = node
        guard nodes.count <= limits.files else { throw .tooManyFiles(limits.files) }
    }

    /// Checks a folder's path; folders themselves are not kept: those with files come with them.
    func check(folder path: String) throws(ArchiveFault) { _ = try Self.inside(path, limits) }

    /// The path without `.` and doubled slashes; nil for the folder itself.
    private static func inside(_ path: String, _ limits: ArchiveLimits) throws(ArchiveFault) -> String? {
        guard !path.hasPrefix("/"), !path.contains("\\"), path.utf8.count <= limits.path,
            path.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
        else { throw .leaves(quoted(path)) }
        let parts = path.split(separator: "/").filter { $0 != "." }
        guard !parts.contains("..") else { throw .leaves(quoted(path)) }
        return parts.isEmpty ? nil : parts.joined(separator: "/")
    }

    /// Refuses links that lead outside, and files and links below a link: so that every path means what it says.
    package func checkLinks() throws(ArchiveFault) {
        for path in paths {
            for ancestor in Self.ancestors(of: path) where nodes[ancestor] != nil {
                throw .leaves("\(quoted(path)), below \(quoted(ancestor)), which is no folder,")
            }
            guard case .link(let target)? = nodes[path] else { continue }
            guard let resolved = Self.resolve(target, from: path) else {
                throw .leaves("what the link \(quoted(path)) leads to")
            }
            for ancestor in Self.ancestors(of: resolved) {
                if case .link? = nodes[ancestor] {
                    throw .leaves("what the link \(quoted(path)) leads to by way of others")
                }
            }
        }
    }

    private static func ancestors(of path: String) -> [String] {
        let parts = path.split(separator: "/")
        return (1..<max(1, parts.count)).map { parts[..<$0].joined(separator: "/") }
    }

    /// The path that a link leads to; nil when it is absolute or goes above the root.
    private static func resolve(_ target: String, from path: String) -> String? {
        guard !target.hasPrefix("/"), !target.contains("\\") else { return nil }
        var parts = path.split(separator: "/").dropLast()
        var isBelow = false
        for part in target.split(separator: "/") where part != "." {
            guard part == ".." else {
                parts.append(part)
                isBelow = true
                continue
            }
            // A way down and up again could lead through another link.
            guard !isBelow, parts.popLast() != nil else { return nil }
        }
        return parts.joined(separator: "/")
    }

    /// Over the paths and what is at them: what the lock file records as `content`.
    package var digest: Digest {
        let lines = paths.map { path in
            switch nodes[path] {
            case .file(let bytes)?: "file \(Digest(of: bytes).hex) \(path)\n"
            case .link(let target)?: "link \(Digest(of: target).hex) \(path)\n"
            case nil: ""
            }
        }
        return Digest(of: lines.joined())
    }
}
