internal import MartletModel

/// Which labels are meant: the text of `labelSelector=` or a LabelSelector object.
struct LabelSelector: Sendable, Hashable {
    enum Requirement: Sendable, Hashable {
        case isIn(String, Set<String>)
        case isNotIn(String, Set<String>)
        case exists(String)
        case isAbsent(String)
    }

    let requirements: [Requirement]

    /// `a=b,c!=d,e in (f,g),h notin (i),j,!k`.
    init(text: String) throws(KubernetesStatus) {
        var found: [Requirement] = []
        for part in Self.parts(text) {
            guard let requirement = Self.requirement(part) else {
                throw .badRequest("unable to parse requirement: found '\(part)'")
            }
            found.append(requirement)
        }
        requirements = found
    }

    /// A LabelSelector object; an empty one means everything.
    init(_ value: Value) {
        var found: [Requirement] = []
        for field in value["matchLabels"]?.fields ?? Fields() {
            found.append(.isIn(field.key, [field.value.stringValue ?? ""]))
        }
        for item in value["matchExpressions"]?.elements ?? [] {
            let key = item["key"]?.stringValue ?? ""
            let values = Set((item["values"]?.elements ?? []).compactMap(\.stringValue))
            switch item["operator"]?.stringValue {
            case "In": found.append(.isIn(key, values))
            case "NotIn": found.append(.isNotIn(key, values))
            case "Exists": found.append(.exists(key))
            default: found.append(.isAbsent(key))
            }
        }
        requirements = found
    }

    /// A map of labels that must all be there.
    init(labels: Fields) {
        requirements = labels.map { .isIn($0.key, [$0.value.stringValue ?? ""]) }
    }

    func matches(_ labels: Fields) -> Bool {
        requirements.allSatisfy { requirement in
            switch requirement {
            case .isIn(let key, let values): labels[key]?.stringValue.map(values.contains) ?? false
            case .isNotIn(let key, let values): !(labels[key]?.stringValue.map(values.contains) ?? false)
            case .exists(let key): labels[key] != nil
            case .isAbsent(let key): labels[key] == nil
            }
        }
    }

    func matches(_ object: Value) -> Bool { matches(object.at("metadata", "labels")?.fields ?? Fields()) }

    /// The text form, as Scale shows it.
    var text: String {
        requirements.map { requirement in
            switch requirement {
            case .isIn(let key, let values):
                values.count == 1
                    ? "\(key)=\(values.first ?? "")" : "\(key) in (\(values.sorted().joined(separator: ",")))"
            case .isNotIn(let key, let values): "\(key) notin (\(values.sorted().joined(separator: ",")))"
            case .exists(let key): key
            case .isAbsent(let key): "!\(key)"
            }
        }.joined(separator: ",")
    }

    /// Splits at commas outside parentheses.
    private static func parts(_ text: String) -> [Substring] {
        var parts: [Substring] = []
        var start = text.startIndex
        var depth = 0
        for index in text.indices {
            switch text[index] {
            case "(": depth += 1
            case ")": depth -= 1
            case "," where depth == 0:
                parts.append(text[start..<index])
                start = text.index(after: index)
            default: break
            }
        }
        parts.append(text[start...])
        return parts.map(trimmed).filter { !$0.isEmpty }
    }

    private static func requirement(_ part: Substring) -> Requirement? {
        if let open = part.firstIndex(of: "("), part.hasSuffix(")") {
            let words = part[..<open].split(separator: " ").map(String.init)
            let values = Set(
                part[part.index(after: open)...].dropLast().split(separator: ",").map { String(trimmed($0)) })
            guard words.count == 2 else { return nil }
            return words[1] == "in" ? .isIn(words[0], values) : words[1] == "notin" ? .isNotIn(words[0], values) : nil
        }
        if part.hasPrefix("!") { return .isAbsent(String(trimmed(part.dropFirst()))) }
        guard let equals = part.firstIndex(of: "=") else {
            return part.contains(" ") ? nil : .exists(String(part))
        }
        var key = part[..<equals]
        let isNegated = key.last == "!"
        if isNegated { key = key.dropLast() }
        var value = part[part.index(after: equals)...]
        if value.first == "=" { value = value.dropFirst() }
        let set: Set = [String(trimmed(value))]
        return isNegated ? .isNotIn(String(trimmed(key)), set) : .isIn(String(trimmed(key)), set)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while text.first == " " { text = text.dropFirst() }
        while text.last == " " { text = text.dropLast() }
        return text
    }
}
