internal import MartletModel

extension FunctionTable {
    static let textForesight: [String: @Sendable (Function.Call) -> Value] = [
        "startswith": { call in
            guard let start = call.arguments[1].stringValue else { return .unknownPresent(.bool) }
            guard let prefix = prefix(of: call.arguments[0]) else {
                return start.isEmpty ? true : .unknownPresent(.bool)
            }
            if prefix.hasBytePrefix(start) { return true }
            return start.hasBytePrefix(prefix) ? .unknownPresent(.bool) : false
        },
        "strcontains": { call in
            let (prefix, part) = (prefix(of: call.arguments[0]) ?? "", call.arguments[1].stringValue)
            guard let part, part.isEmpty || prefix.utf8Contains(part) else { return .unknownPresent(.bool) }
            return true
        },
        "format": { call in
            guard let format = call.arguments[0].stringValue else { return .unknownPresent(.string) }
            return text(beginning: String(format.prefix { $0 != "%" }))
        },
        "formatlist": { call in
            if let rows = foreseenRows(call) { return rows }
            let lists = call.arguments.dropFirst().filter { $0.elements != nil && !$0.isOpenSet }
            let areSingle = call.arguments.dropFirst().allSatisfy {
                $0.isKnown ? $0.elements == nil : $0.type.isPrimitive
            }
            let count = lists.first?.elements?.count ?? (areSingle ? 1 : nil)
            return .unknownCollection(.list(.string), least: count, most: count)
        },
        "jsonencode": { text(beginning: jsonPrefix(of: $0.arguments[0])) },
        "split": { call in
            let isCut = call.arguments[0].stringValue.map { !$0.isEmpty } ?? false
            return .unknownCollection(.list(.string), least: isCut ? 1 : nil)
        },
        "regex": { call in
            guard call.arguments[0].isKnown, let program = try? RegexFunctions.program(call) else {
                return .unknownPresent(.any)
            }
            return .unknownPresent(RegexFunctions.type(program))
        },
        "regexall": { call in
            guard call.arguments[0].isKnown, let program = try? RegexFunctions.program(call) else {
                return .unknownPresent(.any)
            }
            return .unknownCollection(.list(RegexFunctions.type(program)))
        },
        "cidrsubnets": { call in
            let count = call.arguments.count - 1
            return .unknownCollection(.list(.string), least: count, most: count)
        },
        "csvdecode": { _ in .unknownPresent(.any) },
    ]

    /// The text that a value certainly begins with.
    private static func prefix(of value: Value) -> String? {
        guard case .unknown(let unknown) = value else { return value.stringValue }
        return unknown.refinement.prefix
    }

    /// A text of which only the beginning is known, as far as nothing that follows can change it.
    private static func text(beginning prefix: String) -> Value {
        let certain = prefix.withoutOpenEnd
        return .unknown(Unknown(.string, .init(isNotNull: true, prefix: certain.isEmpty ? nil : certain)))
    }

    private static func jsonPrefix(of value: Value) -> String {
        guard value.isCertainlyPresent else { return "" }
        return switch value.type {
        case .string: "\""
        case .list, .set, .tuple: "["
        case .map, .object: "{"
        case .any, .bool, .number: ""
        }
    }
}

extension UInt8 {
    fileprivate var isLetter: Bool {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= self | 0x20
    }
}

extension String {
    /// The bytes that stay as they are whatever follows: not the last character where a mark that follows makes another of
    /// it, as of letters and of `<`, `=` and `>`.
    var withoutOpenEnd: String {
        guard let last = utf8.last else { return self }
        let isOpen = last >= 0x80 || last.isLetter || UInt8(ascii: "<")...UInt8(ascii: ">") ~= last
        return isOpen ? String(dropLast()) : self
    }

    fileprivate func utf8Contains(_ part: String) -> Bool {
        Array(utf8).pieces(separatedBy: Array(part.utf8), limit: 2).count > 1
    }
}
