internal import MartletModel

/// The part of JSONPath that CRD columns use: fields, indices, and one condition:
/// `.status.conditions[?(@.type=="Ready")].status`.
struct JSONPath: Sendable, Hashable {
    private enum Step: Sendable, Hashable {
        case field(String)
        case index(Int)
        case all
        case filter(path: [String], value: String)
    }

    private let steps: [Step]

    init?(_ text: String) {
        var steps: [Step] = []
        var rest = Substring(text)
        if rest.first == "{" { rest = rest.dropFirst().dropLast() }
        if rest.first == "$" { rest = rest.dropFirst() }
        while let first = rest.first {
            if first == "[" {
                guard let close = Self.closing(rest), let step = Self.bracket(rest[rest.startIndex..<close].dropFirst())
                else { return nil }
                steps.append(step)
                rest = rest[rest.index(after: close)...]
            } else {
                if first == "." { rest = rest.dropFirst() }
                let name = Self.name(&rest)
                guard !name.isEmpty else { return nil }
                steps.append(.field(name))
            }
        }
        self.steps = steps
    }

    /// The plain fields, when the path is nothing else.
    var fields: [String]? {
        var names: [String] = []
        for step in steps {
            guard case .field(let name) = step else { return nil }
            names.append(name)
        }
        return names
    }

    /// Everything that the path selects in `value`.
    func values(in value: Value) -> [Value] {
        steps.reduce([value]) { found, step in found.flatMap { Self.select(step, in: $0) } }
    }

    private static func select(_ step: Step, in value: Value) -> [Value] {
        switch step {
        case .field(let name): return value[name].map { [$0] } ?? []
        case .index(let index):
            let items = value.elements ?? []
            let position = index < 0 ? items.count + index : index
            return items.indices.contains(position) ? [items[position]] : []
        case .all: return value.elements ?? value.fields?.map(\.value) ?? []
        case .filter(let path, let wanted):
            return (value.elements ?? []).filter { item in
                let found = path.reduce(Optional(item)) { $0?[$1] }
                return found?.stringValue == wanted || found.map(KubernetesJSON.text) == wanted
            }
        }
    }

    /// A name up to the next unescaped `.` or `[`.
    private static func name(_ rest: inout Substring) -> String {
        var name = ""
        while let character = rest.first, character != ".", character != "[" {
            rest = rest.dropFirst()
            if character == "\\", let escaped = rest.popFirst() { name.append(escaped) } else { name.append(character) }
        }
        return name
    }

    private static func closing(_ text: Substring) -> Substring.Index? {
        var quote: Character?
        for index in text.indices {
            let character = text[index]
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if character == "]" {
                return index
            }
        }
        return nil
    }

    private static func bracket(_ text: Substring) -> Step? {
        if text == "*" { return .all }
        if let index = Int(text) { return .index(index) }
        if let quote = text.first, quote == "'" || quote == "\"" { return .field(String(text.dropFirst().dropLast())) }
        guard text.hasPrefix("?("), text.hasSuffix(")") else { return nil }
        let condition = text.dropFirst(2).dropLast().filter { $0 != " " }
        let sides = condition.split(separator: "=", omittingEmptySubsequences: true)
        guard sides.count == 2, sides[0].hasPrefix("@.") else { return nil }
        return .filter(
            path: sides[0].dropFirst(2).split(separator: ".").map(String.init),
            value: sides[1].filter { $0 != "\"" && $0 != "'" })
    }
}
