internal import MartletModel

/// `regex`, `regexall` and the pattern form of `replace`.
enum RegexFunctions {
    static func compile(_ pattern: String, argument: Int) throws(FunctionFault) -> RegexProgram {
        do throws(RegexFault) {
            return try RegexProgram(pattern)
        } catch {
            throw FunctionFault("invalid regexp pattern: \(error.message)", argument: argument)
        }
    }

    /// What a match stands for: its text, a tuple of its groups, or an object of its named groups.
    static func value(_ match: RegexMatch, _ program: RegexProgram, _ text: [Unicode.Scalar]) -> Value {
        func piece(_ range: Range<Int>?) -> Value {
            guard let range else { return .null(.string) }
            var view = String.UnicodeScalarView()
            view.append(contentsOf: text[range])
            return .string(String(view))
        }
        guard !program.groupNames.isEmpty else { return piece(match.groups[0]) }
        let groups = match.groups.dropFirst().map(piece)
        let names = program.groupNames.compactMap { $0 }
        guard !names.isEmpty else { return .tuple(Array(groups)) }
        return .object(Fields(zip(names, groups).map { Fields.Field($0, $1) }))
    }

    static func type(_ program: RegexProgram) -> ValueType {
        guard !program.groupNames.isEmpty else { return .string }
        let names = program.groupNames.compactMap { $0 }
        guard !names.isEmpty else { return .tuple(program.groupNames.map { _ in .string }) }
        return .object(names.sorted { $0.precedesInBytes($1) }.map { ValueType.Attribute($0, .string) })
    }

    static func program(_ call: Function.Call) throws(FunctionFault) -> RegexProgram {
        let program = try compile(call.string(0), argument: 0)
        let named = program.groupNames.filter { $0 != nil }.count
        guard named == 0 || named == program.groupNames.count else {
            throw FunctionFault("invalid regexp pattern: cannot mix both named and unnamed capture groups", argument: 0)
        }
        return program
    }
}

extension FunctionTable {
    static let regex: [Function] = [
        Function(
            "regex", [.init("pattern", .string), .init("string", .string)],
            "What a pattern (RE2) matches first in a string, or its groups.", group: .string
        ) { call throws(FunctionFault) in
            let program = try RegexFunctions.program(call)
            let text = Array(call.string(1).unicodeScalars)
            guard let match = program.firstMatch(in: text, from: 0) else {
                throw FunctionFault("pattern did not match any part of the given string")
            }
            return RegexFunctions.value(match, program, text)
        },
        Function(
            "regexall", [.init("pattern", .string), .init("string", .string)],
            "Everything that a pattern (RE2) matches in a string.", group: .string
        ) { call throws(FunctionFault) in
            let program = try RegexFunctions.program(call)
            let text = Array(call.string(1).unicodeScalars)
            let values = program.matches(in: text).map { RegexFunctions.value($0, program, text) }
            return .list(Value.Collection(values, of: RegexFunctions.type(program)))
        },
    ]
}

extension RegexProgram {
    /// The text with each match replaced; `$1`, `${1}` and `${name}` in the replacement stand for groups, `$$` for `$`.
    func replacing(in text: String, with replacement: String) -> String {
        let scalars = Array(text.unicodeScalars)
        let pieces = RegexReplacement(replacement)
        var result = String.UnicodeScalarView()
        var position = 0
        for match in matches(in: scalars) {
            result.append(contentsOf: scalars[position..<match.range.lowerBound])
            for piece in pieces.pieces {
                switch piece {
                case .text(let text): result.append(contentsOf: text)
                case .group(let name):
                    let number = Int(name) ?? groupNames.firstIndex(of: name).map { $0 + 1 } ?? -1
                    guard match.groups.indices.contains(number), let range = match.groups[number] else { continue }
                    result.append(contentsOf: scalars[range])
                }
            }
            position = match.range.upperBound
        }
        result.append(contentsOf: scalars[position...])
        return String(result)
    }
}

/// The parts of a replacement.
private struct RegexReplacement {
    enum Piece {
        case text([Unicode.Scalar])
        case group(String)
    }

    private(set) var pieces: [Piece] = []

    init(_ text: String) {
        let scalars = Array(text.unicodeScalars)
        var index = 0
        while index < scalars.count {
            guard scalars[index] == "$", index + 1 < scalars.count else {
                pieces.append(.text([scalars[index]]))
                index += 1
                continue
            }
            if scalars[index + 1] == "$" {
                pieces.append(.text(["$"]))
                index += 2
                continue
            }
            let isBraced = scalars[index + 1] == "{"
            let start = index + (isBraced ? 2 : 1)
            var end = start
            while end < scalars.count,
                scalars[end] == "_" || scalars[end].properties.isAlphabetic || (48...57).contains(scalars[end].value)
            { end += 1 }
            guard end > start, !isBraced || (end < scalars.count && scalars[end] == "}") else {
                pieces.append(.text([scalars[index]]))
                index += 1
                continue
            }
            pieces.append(.group(String(String.UnicodeScalarView(scalars[start..<end]))))
            index = end + (isBraced ? 1 : 0)
        }
    }
}
