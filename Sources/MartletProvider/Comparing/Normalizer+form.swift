internal import MartletModel

extension Normalizer {
    /// The one form of `value` that stands for all of its spellings.
    func form(of value: Value) -> Value {
        switch (self, value) {
        case (.armID, .string(let text)):
            var path = text.lowercased()
            while path.count > 1, path.hasSuffix("/") { path.removeLast() }
            return .string(path)
        case (.location, .string(let text)): return .string(text.lowercased().filter { $0 != " " })
        case (.caseInsensitive, .string(let text)): return .string(text.lowercased())
        case (.jsonText, .string(let text)): return (try? Value(json: text))?.plain ?? value
        case (.armID, .tuple(let elements)), (.location, .tuple(let elements)),
            (.caseInsensitive, .tuple(let elements)):
            return .tuple(elements.map(form))
        default: return value
        }
    }
}
