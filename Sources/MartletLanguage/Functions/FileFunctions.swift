internal import MartletModel

/// Paths and files.
enum FileFunctions {
    /// The absolute path that `path` means.
    static func absolute(_ path: String, _ surroundings: Surroundings) -> String {
        let expanded = expanded(path, surroundings)
        return clean(expanded.hasPrefix("/") ? expanded : surroundings.folder + "/" + expanded)
    }

    /// `path` with a leading `~` replaced by the home folder.
    static func expanded(_ path: String, _ surroundings: Surroundings) -> String {
        guard path == "~" || path.hasPrefix("~/"), let home = surroundings.home else { return path }
        return clean(home + path.dropFirst())
    }

    /// The path without `.`, `..` and doubled slashes, as far as the text alone tells.
    static func clean(_ path: String) -> String {
        let isAbsolute = path.hasPrefix("/")
        var parts: [Substring] = []
        for part in path.split(separator: "/") {
            switch part {
            case ".": break
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
        return isAbsolute ? "/" + joined : joined.isEmpty ? "." : joined
    }

    static func bytes(_ path: String, _ surroundings: Surroundings) throws(FunctionFault) -> [UInt8] {
        try surroundings.files.read(absolute(path, surroundings)).get()
    }

    /// The text of a file; it must be UTF-8.
    static func text(_ path: String, _ surroundings: Surroundings) throws(FunctionFault) -> String {
        guard let text = String(validating: try bytes(path, surroundings), as: UTF8.self) else {
            throw FunctionFault(
                "contents of \(quoted(path)) are not valid UTF-8; use the filebase64 function to obtain the Base64 encoded contents or the other file functions (e.g. filemd5, filesha256) to obtain file hashing results instead",
                argument: 0)
        }
        return text.normalized
    }
}
