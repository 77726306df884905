internal import MartletModel

/// Reads YAML as `yamldecode` does: YAML 1.1's words and numbers, as Terraform's reader has them.
enum YAMLDecoding {
    static func documents(_ text: String) throws(FunctionFault) -> [Value] {
        let documents: [YAMLNode]
        do throws(Diagnostics) {
            documents = try YAMLReader.documents(SourceFile(name: "yamldecode", text: text))
        } catch {
            let first = error.sorted.first
            let place = first?.range.map { " on line \($0.startPosition.line)" } ?? ""
            throw FunctionFault("the text is not YAML\(place): \(first?.detail ?? first?.summary ?? "")", argument: 0)
        }
        var values: [Value] = []
        for document in documents { values.append(try value(document)) }
        return values
    }

    private static func value(_ node: YAMLNode) throws(FunctionFault) -> Value {
        switch node.content {
        case .scalar(let text, let style): return try scalar(text, style, node.tag).normalizedStrings
        case .sequence(let nodes):
            var elements: [Value] = []
            for node in nodes { elements.append(try value(node)) }
            return .tuple(elements)
        case .mapping(let entries):
            var fields: [Fields.Field] = []
            var names: Set<String> = []
            for entry in entries {
                let name = try key(entry.key)
                guard names.insert(name).inserted else {
                    throw FunctionFault("the key \(quoted(name)) stands twice in one mapping", argument: 0)
                }
                fields.append(Fields.Field(name, try value(entry.value)))
            }
            return .object(Fields(fields))
        }
    }

    /// The text of what a key means: `1.0` is "1", `yes` is "true".
    private static func key(_ node: YAMLNode) throws(FunctionFault) -> String {
        guard let text = (try? ValueConversion.convert(value(node), to: .string))?.stringValue else {
            throw FunctionFault("a key of a mapping is null, or no scalar", argument: 0)
        }
        return text
    }

    private static func scalar(_ text: String, _ style: YAMLNode.ScalarStyle, _ tag: String?) throws(FunctionFault)
        -> Value
    {
        switch tag {
        case nil: return style == .plain ? plain(text) : .string(text)
        case "!"?, "tag:yaml.org,2002:str"?: return .string(text)
        case "tag:yaml.org,2002:binary"?:
            guard let bytes = Base64.decode(text.filter { !$0.isWhitespace }) else {
                throw FunctionFault("a binary value is not Base64", argument: 0)
            }
            return .string(Base64.encode(bytes))
        case "tag:yaml.org,2002:timestamp"?: return plain(text)
        case "tag:yaml.org,2002:null"?, "tag:yaml.org,2002:bool"?, "tag:yaml.org,2002:int"?, "tag:yaml.org,2002:float"?:
            let value = plain(text)
            guard value.stringValue == nil else {
                throw FunctionFault("\(quoted(text)) does not fit its tag", argument: 0)
            }
            return value
        case let tag?: throw FunctionFault("unsupported tag \(quoted(tag))", argument: 0)
        }
    }

    /// What a plain scalar means.
    private static func plain(_ text: String) -> Value {
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y": return true
        case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N": return false
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .number(.infinity)
        case "-.inf", "-.Inf", "-.INF": return .number(.negativeInfinity)
        default: return number(text) ?? timestamp(text) ?? .string(text)
        }
    }

    private static func number(_ text: String) -> Value? {
        guard let first = text.utf8.first,
            first.isDigit || first == UInt8(ascii: "-") || first == UInt8(ascii: "+") || first == UInt8(ascii: ".")
        else { return nil }
        let isNegative = first == UInt8(ascii: "-")
        let digits = isNegative || first == UInt8(ascii: "+") ? String(text.dropFirst()) : text
        for (prefix, radix) in [("0x", 16), ("0o", 8)] where digits.hasPrefix(prefix) {
            guard let number = Number(String(digits.dropFirst(2)), radix: radix), !digits.dropFirst(2).hasPrefix("-")
            else { return nil }
            return .number(isNegative ? -number : number)
        }
        let trimmed = digits.hasSuffix(".") ? String(digits.dropLast()) : digits
        return Number(decimal: trimmed).map { .number(isNegative ? -$0 : $0) }
    }

    /// A date or a time, in the one form of RFC 3339.
    private static func timestamp(_ text: String) -> Value? {
        guard text.utf8.count >= 8, text.utf8.prefix(4).allSatisfy(\.isDigit),
            text.utf8.dropFirst(4).first == UInt8(ascii: "-")
        else { return nil }
        return Timestamp(yaml: text).map { .string($0.description) }
    }
}

extension FunctionTable {
    static let yaml: [Function] = [
        Function("yamldecode", [.init("src", .string)], "The value that a YAML document stands for.", group: .encoding)
        { call throws(FunctionFault) in
            let documents = try YAMLDecoding.documents(call.string(0))
            guard let first = documents.first else { throw FunctionFault("missing start of document", argument: 0) }
            guard documents.count == 1 else {
                throw FunctionFault(
                    "unexpected extra content after value; yamldecodeall reads several documents", argument: 0)
            }
            return first
        },
        Function(
            "yamldecodeall", [.init("src", .string)], "The values that the documents of a YAML text stand for.",
            group: .encoding
        ) { call throws(FunctionFault) in
            .tuple(try YAMLDecoding.documents(call.string(0)))
        },
    ]
}
