extension Address {
    /// Reads an address from text: the form that ``description`` prints, also with a leading `resource.`.
    ///
    /// Nil when the text is not an address.
    package init?(_ text: String) {
        var scanner = AddressScanner(text)
        guard let address = scanner.address() else { return nil }
        self = address
    }
}

/// Reads the grammar `(module.NAME[KEY]? .)* (resource.|data.)? NAME[KEY]? (/MEMBER)?`.
private struct AddressScanner {
    private var rest: Substring

    init(_ text: String) { rest = text[...] }

    mutating func address() -> Address? {
        var steps: [ModulePath.Step] = []
        while skip("module.") {
            guard let name = name() else { return nil }
            var key: InstanceKey?
            guard optionalKey(&key), skip(".") else { return nil }
            steps.append(ModulePath.Step(name, key: key))
        }
        let mode: Address.Mode = skip("data.") ? .data : .managed
        if mode == .managed { _ = skip("resource.") }
        guard let name = name() else { return nil }
        var key: InstanceKey?
        guard optionalKey(&key) else { return nil }
        let member = skip("/") ? String(rest) : nil
        guard member.map({ !$0.isEmpty }) ?? rest.isEmpty else { return nil }
        return Address(module: ModulePath(steps), mode: mode, name, key: key, member: member)
    }

    private mutating func skip(_ prefix: String) -> Bool {
        guard rest.hasPrefix(prefix) else { return false }
        rest = rest.dropFirst(prefix.count)
        return true
    }

    private mutating func name() -> String? {
        let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
        guard let first = name.first, first.isLetter || first == "_" else { return nil }
        rest = rest.dropFirst(name.count)
        return String(name)
    }

    private mutating func optionalKey(_ key: inout InstanceKey?) -> Bool {
        guard skip("[") else { return true }
        if skip("\"") {
            guard let text = quotedText() else { return false }
            key = .string(text)
        } else {
            let digits = rest.prefix { $0 != "]" }
            guard let number = Int(digits) else { return false }
            rest = rest.dropFirst(digits.count)
            key = .integer(number)
        }
        return skip("]")
    }

    private mutating func quotedText() -> String? {
        var text = ""
        while let character = rest.popFirst() {
            switch character {
            case "\"": return text
            case "\\":
                guard let escaped = escapedCharacter() else { return nil }
                text.append(escaped)
            default: text.append(character)
            }
        }
        return nil
    }

    private mutating func escapedCharacter() -> Character? {
        switch rest.popFirst() {
        case "\""?: return "\""
        case "\\"?: return "\\"
        case "n"?: return "\n"
        case "r"?: return "\r"
        case "t"?: return "\t"
        case "u"?:
            let digits = rest.prefix(4)
            rest = rest.dropFirst(4)
            return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init).map(Character.init)
        default: return nil
        }
    }
}
