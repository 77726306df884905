package import MartletModel

extension Value {
    /// The value for output: plain, secrets as the text `<redacted>`, unknowns as null, infinities as text.
    package var shown: Value {
        switch self {
        case .null, .unknown: .null
        case .number(let number): number.isInfinite ? .string("\(number)") : self
        case .bool, .string: self
        case .list(let items), .set(let items): .tuple(items.elements.map(\.shown))
        case .tuple(let elements): .tuple(elements.map(\.shown))
        case .map(let map): .object(map.fields.mapValues(\.shown))
        case .object(let fields): .object(fields.mapValues(\.shown))
        case .marked(let inner, let marks): marks.isEmpty ? inner.shown : .string(redactedText)
        }
    }

    /// The places that only apply can tell, in order.
    package var unknownPaths: [ValuePath] {
        var paths: [ValuePath] = []
        collectUnknown(at: ValuePath(), into: &paths)
        return paths
    }

    private func collectUnknown(at path: ValuePath, into paths: inout [ValuePath]) {
        switch self {
        case .unknown: paths.append(path)
        case .marked(let inner, _): inner.collectUnknown(at: path, into: &paths)
        case .null, .bool, .number, .string: break
        case .list, .set, .tuple:
            for (index, element) in (elements ?? []).enumerated() {
                element.collectUnknown(at: path.appending(.index(index)), into: &paths)
            }
        case .map, .object:
            for field in fields ?? Fields() { field.value.collectUnknown(at: path.appending(field.key), into: &paths) }
        }
    }
}
