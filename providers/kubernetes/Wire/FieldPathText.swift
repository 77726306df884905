package import MartletModel
import MartletProvider

/// The paths in the API server's messages: `.spec.containers[name="web"].image`, `spec.ports[0].port`, `data[a.key]`.
package enum FieldPathText {
    /// The path as far as it can be followed into `body`, where elements that are named by keys become positions.
    package static func path(_ text: String, in body: Value) -> ValuePath { followed(text, in: body).path }

    /// The value that the path leads to in `body`; nil when it leads nowhere.
    package static func value(_ text: String, in body: Value) -> Value? {
        let (path, isWhole) = followed(text, in: body)
        return isWhole ? body.value(at: path) : nil
    }

    private static func followed(_ text: String, in body: Value) -> (path: ValuePath, isWhole: Bool) {
        var path = ValuePath()
        var current: Value? = body
        var rest = text[...]
        while let first = rest.first {
            let step: ValuePath.Step
            if first == "." {
                rest = rest.dropFirst()
                continue
            } else if first == "[" {
                guard let end = closingBracket(of: rest),
                    let next = self.step(for: rest[rest.index(after: rest.startIndex)..<end], in: current)
                else { return (path, false) }
                rest = rest[rest.index(after: end)...]
                step = next
            } else {
                let name = rest.prefix { $0 != "." && $0 != "[" }
                rest = rest.dropFirst(name.count)
                step = .key(String(name))
            }
            path = path.appending(step)
            current = current?.value(at: ValuePath([step]))
        }
        return (path, true)
    }

    /// The end of `[…]`, past quoted text.
    private static func closingBracket(of text: Substring) -> String.Index? {
        var isQuoted = false
        return text.indices.first { index in
            if text[index] == "\"" { isQuoted.toggle() }
            return text[index] == "]" && !isQuoted
        }
    }

    private static func step(for selector: Substring, in list: Value?) -> ValuePath.Step? {
        if let index = Int(selector) { return .index(index) }
        guard selector.contains("="), let elements = list?.elements else { return .key(String(selector)) }
        let pairs = selector.split(separator: ",").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
        let index = elements.firstIndex { element in
            pairs.allSatisfy { pair in
                guard pair.count == 2 else { return false }
                let wanted = pair[1].filter { $0 != "\"" }
                // A protocol that is left out is TCP.
                guard let value = element[pair[0]] else { return pair[0] == "protocol" && wanted == "TCP" }
                return value.stringValue == wanted || value.intValue.map(String.init) == wanted
            }
        }
        return index.map { .index($0) }
    }
}
