/// Paths as text: `/` separates, `..` goes up. No look at the disk, so that links are not followed.
enum PathText {
    /// `path` as seen from `folder`: absolute ones stay, `.` and `..` are resolved where that is possible.
    static func join(_ folder: String, _ path: String) -> String {
        if path.hasPrefix("/") { return normalized(path) }
        return normalized(folder.isEmpty ? path : folder + "/" + path)
    }

    /// The path without empty parts, `.`, and `..` behind a name; `.` for the folder itself.
    static func normalized(_ path: String) -> String {
        let isAbsolute = path.hasPrefix("/")
        var parts: [Substring] = []
        for part in path.split(separator: "/") {
            switch part {
            case ".": continue
            case "..":
                if let last = parts.last, last != ".." {
                    parts.removeLast()
                } else if !isAbsolute {
                    parts.append(part)
                }
            default: parts.append(part)
            }
        }
        let joined = parts.joined(separator: "/")
        return isAbsolute ? "/" + joined : (joined.isEmpty ? "." : joined)
    }
}

extension PathText {
    /// `path` as seen from `folder`; both relative to the same place, or both absolute.
    static func relative(_ path: String, to folder: String) -> String {
        let from = normalized(folder).split(separator: "/").filter { $0 != "." }
        let target = normalized(path).split(separator: "/").filter { $0 != "." }
        var common = 0
        while common < min(from.count, target.count), from[common] == target[common] { common += 1 }
        // Above a `..` nothing is known of the names.
        guard !from[common...].contains("..") else { return normalized(path) }
        let parts = Array(repeating: "..", count: from.count - common) + target[common...].map(String.init)
        return parts.isEmpty ? "." : parts.joined(separator: "/")
    }
}
