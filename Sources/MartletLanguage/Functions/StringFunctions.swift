internal import MartletModel

extension FunctionTable {
    static let string: [Function] = [
        textFunction("chomp", "A string without the line breaks at its end.") { text in
            var scalars = text.unicodeScalars
            while let last = scalars.last, last == "\n" || last == "\r" { scalars.removeLast() }
            return String(scalars)
        },
        textFunction("lower", "A string in lower case.") { text in
            text.mappingScalars { $0.properties.lowercaseMapping }
        },
        textFunction("upper", "A string in upper case.") { text in
            text.mappingScalars { $0.properties.uppercaseMapping }
        },
        textFunction("title", "A string with the first letter of each word in upper case.") { titled($0) },
        textFunction("strrev", "The characters of a string from last to first.") { String($0.reversed()) },
        textFunction("trimspace", "A string without the white space at its ends.") { text in
            text.trimmingScalars { $0.properties.isWhitespace }
        },
        twoTextFunction("trim", "cutset", "A string without certain characters at its ends.") { text, cutset in
            let cut = Set(cutset.unicodeScalars)
            return .string(text.trimmingScalars { cut.contains($0) })
        },
        twoTextFunction("trimprefix", "prefix", "A string without a prefix, if it has it.") { text, prefix in
            .string(
                text.hasBytePrefix(prefix)
                    ? String(decoding: text.utf8.dropFirst(prefix.utf8.count), as: UTF8.self) : text)
        },
        twoTextFunction("trimsuffix", "suffix", "A string without a suffix, if it has it.") { text, suffix in
            .string(
                text.hasByteSuffix(suffix)
                    ? String(decoding: text.utf8.dropLast(suffix.utf8.count), as: UTF8.self) : text)
        },
        twoTextFunction("startswith", "prefix", result: .bool, "Whether a string begins with another.") {
            .bool($0.hasBytePrefix($1))
        },
        twoTextFunction("endswith", "suffix", result: .bool, "Whether a string ends with another.") {
            .bool($0.hasByteSuffix($1))
        },
        twoTextFunction("strcontains", "substr", result: .bool, "Whether a string has another in it.") { text, part in
            .bool(!Array(text.utf8).pieces(separatedBy: Array(part.utf8), limit: 2).dropFirst().isEmpty || part.isEmpty)
        },
        Function(
            "split", [.init("separator", .string), .init("str", .string)], result: .list(.string),
            "The parts of a string between separators.", group: .string
        ) { call in
            let pieces = split(call.string(1), call.string(0))
            return .list(Value.Collection(pieces.map(Value.string), of: .string))
        },
        Function(
            "join", [.init("separator", .string)], variadic: .init("lists", .list(.string)), result: .string,
            "Strings with a separator between them.", group: .string
        ) { call throws(FunctionFault) in
            guard call.arguments.count > 1 else { throw FunctionFault("at least two arguments are required") }
            var parts: [String] = []
            for index in 1..<call.arguments.count {
                for (place, element) in call.elements(index).enumerated() {
                    guard let text = element.stringValue else {
                        throw FunctionFault("element \(place) is null; cannot concatenate null values", argument: index)
                    }
                    parts.append(text)
                }
            }
            return .string(parts.joined(separator: call.string(0)))
        },
        Function(
            "indent", [.init("spaces", .number), .init("str", .string)], result: .string,
            "A string with spaces before each line but the first.", group: .string
        ) { call throws(FunctionFault) in
            let spaces = try call.integer(0)
            guard (0...10_000).contains(spaces) else {
                throw FunctionFault("the number of spaces must be between 0 and 10000", argument: 0)
            }
            let pieces = split(call.string(1), "\n")
            return .string(pieces.joined(separator: "\n" + String(repeating: " ", count: spaces)))
        },
        Function(
            "substr", [.init("str", .string), .init("offset", .number), .init("length", .number)], result: .string,
            "Some characters of a string.", group: .string
        ) { call throws(FunctionFault) in
            .string(substring(call.string(0), try call.integer(1), try call.integer(2)))
        },
        Function(
            "replace", [.init("str", .string), .init("substr", .string), .init("replace", .string)], result: .string,
            "A string with each occurrence of another, or of a `/pattern/`, replaced.", group: .string
        ) { call throws(FunctionFault) in
            try replaced(call)
        },
        Function(
            "templatestring", [.init("template", .string), .init("vars", .any, .shallow)], result: .string,
            "A template in a string, filled with values.", group: .string, body: .template(isFile: false)),
    ]

    private static func textFunction(
        _ name: String, _ summary: String, _ body: @escaping @Sendable (String) -> String
    ) -> Function {
        Function(name, [.init("str", .string)], result: .string, summary, group: .string) { call in
            .string(body(call.string(0)).normalized)
        }
    }

    private static func twoTextFunction(
        _ name: String, _ second: String, result: ValueType = .string, _ summary: String,
        _ body: @escaping @Sendable (String, String) -> Value
    ) -> Function {
        Function(name, [.init("str", .string), .init(second, .string)], result: result, summary, group: .string) {
            call in
            body(call.string(0), call.string(1))
        }
    }

    static func split(_ text: String, _ separator: String) -> [String] {
        guard !separator.isEmpty else { return text.unicodeScalars.map { String(Character($0)) } }
        return Array(text.utf8).pieces(separatedBy: Array(separator.utf8)).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func substring(_ text: String, _ offset: Int, _ length: Int) -> String {
        let characters = Array(text)
        let start = offset < 0 ? max(0, characters.count + offset) : min(offset, characters.count)
        // Counted from the end, a length of zero means all the rest, as in Terraform.
        let isRest = length < 0 || (length == 0 && offset < 0)
        let end = isRest ? characters.count : min(characters.count, start + min(length, characters.count))
        return start < end ? String(characters[start..<end]) : ""
    }

    /// A letter begins a word when no letter, digit or underscore stands before it, as in Go's `strings.Title`.
    private static func titled(_ text: String) -> String {
        var isInWord = false
        return text.mappingScalars { scalar in
            defer { isInWord = !scalar.partsWords }
            return isInWord ? String(Character(scalar)) : scalar.properties.titlecaseMapping
        }
    }

    private static func replaced(_ call: Function.Call) throws(FunctionFault) -> Value {
        let (text, part, replacement) = (call.string(0), call.string(1), call.string(2))
        if part.utf8.count > 1, part.hasPrefix("/"), part.hasSuffix("/") {
            let pattern = String(part.dropFirst().dropLast())
            return .string(
                try RegexFunctions.compile(pattern, argument: 1).replacing(in: text, with: replacement).normalized)
        }
        if part.isEmpty {
            let scalars = text.unicodeScalars.map { String(Character($0)) }
            return .string(([""] + scalars).map { $0 + replacement }.joined())
        }
        return .string(split(text, part).joined(separator: replacement))
    }
}

extension Unicode.Scalar {
    /// Whether what follows begins a new word.
    fileprivate var partsWords: Bool {
        if value < 0x80 { return !(properties.isAlphabetic || (48...57).contains(value) || self == "_") }
        if properties.isAlphabetic || properties.numericType != nil { return false }
        return properties.isWhitespace
    }
}
