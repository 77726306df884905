internal import MartletModel

extension FunctionTable {
    static let filesystem: [Function] = [
        pathFunction("abspath", "The absolute form of a path.") { path, world throws(FunctionFault) in
            .string(FileFunctions.absolute(path, world))
        },
        pathFunction("pathexpand", "A path with `~` replaced by the home folder.") {
            path, world throws(FunctionFault) in .string(FileFunctions.expanded(path, world))
        },
        pathFunction("basename", "The last part of a path.") { path, _ throws(FunctionFault) in
            .string(path.split(separator: "/").last.map(String.init) ?? (path.isEmpty ? "." : "/"))
        },
        pathFunction("dirname", "A path without its last part.") { path, _ throws(FunctionFault) in
            guard let slash = path.lastIndex(of: "/") else { return "." }
            return .string(FileFunctions.clean(String(path[...slash])))
        },
        pathFunction("file", "The text of a file.") { path, world throws(FunctionFault) in
            .string(try FileFunctions.text(path, world))
        },
        pathFunction("filebase64", "The bytes of a file, as Base64.") { path, world throws(FunctionFault) in
            .string(Base64.encode(try FileFunctions.bytes(path, world)))
        },
        pathFunction("fileexists", result: .bool, "Whether a file exists.") { path, world throws(FunctionFault) in
            .bool(try world.files.exists(FileFunctions.absolute(path, world)).get())
        },
        Function(
            "fileset", [.init("path", .string), .init("pattern", .string)], result: .set(.string),
            "The files below a folder whose paths match a pattern.", group: .filesystem
        ) { call throws(FunctionFault) in
            let pattern = try FilePattern(FileFunctions.clean(call.string(1)))
            let paths = call.surroundings.files.list(FileFunctions.absolute(call.string(0), call.surroundings))
            return .set(.set(of: paths.filter(pattern.matches).map { .string($0.normalized) }, type: .string))
        },
        Function(
            "templatefile", [.init("path", .string), .init("vars", .any, .shallow)],
            "A template in a file, filled with values.", group: .filesystem, body: .template(isFile: true)),
    ]

    private static func pathFunction(
        _ name: String, result: ValueType = .string, _ summary: String,
        _ body: @escaping @Sendable (String, Surroundings) throws(FunctionFault) -> Value
    ) -> Function {
        Function(name, [.init("path", .string)], result: result, summary, group: .filesystem) {
            call throws(FunctionFault) in
            try body(call.string(0), call.surroundings)
        }
    }
}

/// A pattern of paths: `*` and `?` within a part, `**` for any folders, `[a-z]`, `{a,b}`.
struct FilePattern {
    private let program: RegexProgram

    init(_ pattern: String) throws(FunctionFault) {
        do throws(RegexFault) {
            program = try RegexProgram("^(?:" + (try Self.expression(Array(pattern))) + ")$")
        } catch {
            throw FunctionFault("failed to glob pattern \(quoted(pattern)): \(error.message)", argument: 1)
        }
    }

    func matches(_ path: String) -> Bool { program.firstMatch(in: Array(path.unicodeScalars), from: 0) != nil }

    private static func expression(_ pattern: [Character]) throws(RegexFault) -> String {
        var result = ""
        var index = 0
        var braces = 0
        while index < pattern.count {
            let character = pattern[index]
            index += 1
            switch character {
            case "*":
                guard index < pattern.count, pattern[index] == "*" else {
                    result += "[^/]*"
                    continue
                }
                index += 1
                let isFolders = index < pattern.count && pattern[index] == "/"
                if isFolders { index += 1 }
                result += isFolders ? "(?:.*/)?" : ".*"
            case "?": result += "[^/]"
            case "[":
                guard let end = pattern[index...].firstIndex(of: "]") else {
                    throw RegexFault(message: "syntax error in pattern")
                }
                var inner = String(pattern[index..<end])
                if inner.hasPrefix("!") { inner = "^" + inner.dropFirst() }
                result += "[\(inner)]"
                index = end + 1
            case "{":
                braces += 1
                result += "(?:"
            case "}" where braces > 0:
                braces -= 1
                result += ")"
            case "," where braces > 0: result += "|"
            case "\\" where index < pattern.count:
                result += escaped(pattern[index])
                index += 1
            default: result += escaped(character)
            }
        }
        guard braces == 0 else { throw RegexFault(message: "syntax error in pattern") }
        return result
    }

    private static func escaped(_ character: Character) -> String {
        ".+()|^$\\{}[]*?".contains(character) ? "\\\(character)" : String(character)
    }
}
