internal import MartletModel

extension ValuePath {
    /// Reads `a.b[0]["c/d"]`; also a leading `body.`. Nil for anything else.
    init?(stackText text: String) {
        var rest = text[...]
        if rest.hasPrefix("body.") { rest = rest.dropFirst(5) }
        var steps: [Step] = []
        while !rest.isEmpty {
            if rest.hasPrefix("[\"") {
                guard let end = rest.firstRange(of: "\"]") else { return nil }
                steps.append(.key(String(rest[rest.index(rest.startIndex, offsetBy: 2)..<end.lowerBound])))
                rest = rest[end.upperBound...]
            } else if rest.hasPrefix("[") {
                let inner = rest.dropFirst().prefix { $0 != "]" }
                guard rest.dropFirst(inner.count + 1).hasPrefix("]") else { return nil }
                guard inner != "*" else {
                    steps.append(.any)
                    rest = rest.dropFirst(inner.count + 2)
                    continue
                }
                guard let index = Int(inner), index >= 0 else { return nil }
                steps.append(.index(index))
                rest = rest.dropFirst(inner.count + 2)
            } else {
                if !steps.isEmpty {
                    guard rest.hasPrefix(".") else { return nil }
                    rest = rest.dropFirst()
                }
                let key = rest.prefix { $0 != "." && $0 != "[" }
                guard !key.isEmpty, !key.contains(" ") else { return nil }
                steps.append(.key(String(key)))
                rest = rest.dropFirst(key.count)
            }
        }
        guard !steps.isEmpty else { return nil }
        self.init(steps)
    }
}
