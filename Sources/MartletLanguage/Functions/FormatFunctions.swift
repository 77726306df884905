internal import MartletModel

extension FunctionTable {
    static let format: [Function] = [
        Function(
            "format", [.init("format", .string)], variadic: .init("args", .any, .nullable), result: .string,
            "A string with values in it, as a format says.", group: .string
        ) { call throws(FunctionFault) in
            .string(try FormatSpecification(call.string(0)).filled(Array(call.arguments.dropFirst())).normalized)
        },
        Function(
            "formatlist", [.init("format", .string)], variadic: .init("args", .any, .nullable), result: .list(.string),
            "Strings with the elements of lists in them, as a format says.", group: .string
        ) { call throws(FunctionFault) in
            try formattedList(call)
        },
    ]

    /// The strings of `formatlist` as far as their parts are known; nil when it is not known how many there are, or after a
    /// fault.
    static func foreseenRows(_ call: Function.Call) -> Value? {
        let arguments = Array(call.arguments.dropFirst())
        guard call.arguments[0].isKnown,
            arguments.allSatisfy({ $0.isKnown ? !$0.isOpenSet : $0.type.isPrimitive })
        else { return nil }
        let lists = arguments.map(\.elements)
        guard let count = lists.compactMap({ $0?.count }).first, lists.allSatisfy({ ($0?.count ?? count) == count })
        else { return nil }
        let specification = FormatSpecification(call.string(0))
        var results: [Value] = []
        for index in 0..<count {
            let row = zip(arguments, lists).map { argument, list in list.map { $0[index] } ?? argument }
            guard row.allSatisfy(\.isWhollyKnown) else {
                results.append(.unknownPresent(.string))
                continue
            }
            guard let text = try? specification.filled(row).normalized else { return nil }
            results.append(.string(text))
        }
        return .list(Value.Collection(results, of: .string))
    }

    private static func formattedList(_ call: Function.Call) throws(FunctionFault) -> Value {
        let arguments = Array(call.arguments.dropFirst())
        let lists = arguments.map { argument -> [Value]? in argument.elements }
        let lengths = Set(lists.compactMap { $0?.count })
        guard lengths.count <= 1 else {
            throw FunctionFault(
                "the lists have different lengths: \(lengths.sorted().map(String.init).joined(separator: ", "))")
        }
        let specification = FormatSpecification(call.string(0))
        var results: [Value] = []
        for index in 0..<(lengths.first ?? 1) {
            let row = zip(arguments, lists).map { argument, list in list.map { $0[index] } ?? argument }
            results.append(.string(try specification.filled(row).normalized))
        }
        return .list(Value.Collection(results, of: .string))
    }
}

/// A format with verbs, as Go's `fmt` writes them and cty reads them.
struct FormatSpecification {
    private let scalars: [Unicode.Scalar]

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    /// One verb with its flags.
    struct Verb {
        var isAlternate = false
        var hasPlus = false
        var isLeft = false
        var hasSpace = false
        var hasZero = false
        var width: Int?
        var precision: Int?
        var argument: Int
        var letter: Unicode.Scalar = "v"
    }

    /// The text with the verbs replaced by arguments; each argument must be used.
    func filled(_ arguments: [Value]) throws(FunctionFault) -> String {
        var result = ""
        var index = 0
        var next = 0
        var highest = 0
        while index < scalars.count {
            guard scalars[index] == "%" else {
                result.unicodeScalars.append(scalars[index])
                index += 1
                continue
            }
            let start = index
            let verb = try verb(&index, next: next, start: start)
            if verb.letter == "%" {
                result += "%"
                continue
            }
            guard arguments.indices.contains(verb.argument) else {
                throw FunctionFault(
                    "not enough arguments for \(quoted(text(start, index))): need index \(verb.argument + 1) but have \(arguments.count) total"
                )
            }
            next = verb.argument + 1
            highest = max(highest, next)
            result += try verb.text(of: arguments[verb.argument], number: verb.argument)
        }
        guard highest == arguments.count else {
            throw FunctionFault(
                "too many arguments; \(highest == 0 ? "no verbs in format string" : "only \(highest) used by format string")"
            )
        }
        return result
    }

    private func text(_ start: Int, _ end: Int) -> String {
        String(String.UnicodeScalarView(scalars[start..<min(end, scalars.count)]))
    }

    private func verb(_ index: inout Int, next: Int, start: Int) throws(FunctionFault) -> Verb {
        var verb = Verb(argument: next)
        index += 1
        flags: while index < scalars.count {
            switch scalars[index] {
            case "#": verb.isAlternate = true
            case "+": verb.hasPlus = true
            case "-": verb.isLeft = true
            case " ": verb.hasSpace = true
            case "0": verb.hasZero = true
            default: break flags
            }
            index += 1
        }
        verb.width = number(&index)
        if index < scalars.count, scalars[index] == "." {
            index += 1
            verb.precision = number(&index) ?? 0
        }
        if index < scalars.count, scalars[index] == "[" {
            index += 1
            let place = number(&index)
            guard let place, place > 0, index < scalars.count, scalars[index] == "]" else {
                throw FunctionFault("unrecognized format character in \(quoted(text(start, index + 1)))", argument: 0)
            }
            verb.argument = place - 1
            index += 1
        }
        guard index < scalars.count else {
            throw FunctionFault("unterminated format verb in \(quoted(text(start, index)))", argument: 0)
        }
        verb.letter = scalars[index]
        index += 1
        guard "%vtbdoxXeEfFgGsq".unicodeScalars.contains(verb.letter) else {
            throw FunctionFault("unsupported format verb '\(verb.letter)' at offset \(start)", argument: 0)
        }
        return verb
    }

    private func number(_ index: inout Int) -> Int? {
        let start = index
        while index < scalars.count, (48...57).contains(scalars[index].value), index - start < 4 { index += 1 }
        return Int(text(start, index))
    }
}
