import MartletModel

extension ValuePath {
    /// Reads a catalog path: keys divided by dots, `[*]` for any element, `[0]` for one.
    init?(catalog text: String) {
        var steps: [Step] = []
        for part in text.split(separator: ".", omittingEmptySubsequences: false) {
            let key = part.prefix { $0 != "[" }
            if !key.isEmpty { steps.append(.key(String(key))) }
            for index in part.dropFirst(key.count).split(separator: "[") {
                guard index.hasSuffix("]") else { return nil }
                let inner = index.dropLast()
                if inner == "*" {
                    steps.append(.any)
                } else if let number = Int(inner) {
                    steps.append(.index(number))
                } else {
                    return nil
                }
            }
            guard !part.isEmpty else { return nil }
        }
        self.init(steps)
    }
}

extension Value {
    /// The values at a path, through every element and key that `[*]` stands for.
    func values(at path: ValuePath) -> [Value] {
        var current = [self]
        for step in path.steps {
            current = current.flatMap { value -> [Value] in
                switch step {
                case .key(let key): [value[key]].compactMap { $0 }
                case .index(let index):
                    value.elements.flatMap { $0.indices.contains(index) ? [$0[index]] : nil } ?? []
                case .any: value.elements ?? value.fields?.map(\.value) ?? []
                }
            }
        }
        return current
    }

    /// The one value at a path without `[*]`.
    func first(at path: ValuePath) -> Value? { values(at: path).first }

    /// The value with `new` at a path of keys; nil takes the field away. Objects on the way are made.
    func setting(_ path: ValuePath, to new: Value?) -> Value { setting(path.steps[...], to: new) }

    private func setting(_ steps: ArraySlice<ValuePath.Step>, to new: Value?) -> Value {
        guard case .key(let key)? = steps.first else { return self }
        var fields = fields ?? Fields()
        if steps.count == 1 {
            fields[key] = new
        } else if new != nil || fields[key] != nil {
            fields[key] = (fields[key] ?? .object(Fields())).setting(steps.dropFirst(), to: new)
        }
        return .marking(.object(fields), unmarked.marks)
    }

    /// The value with every part at `path` replaced; `transform` may answer nil to take it away.
    func transforming(_ path: ValuePath, _ transform: (Value) -> Value?) -> Value {
        transforming(path.steps[...], transform) ?? .null
    }

    private func transforming(_ steps: ArraySlice<ValuePath.Step>, _ transform: (Value) -> Value?) -> Value? {
        guard let step = steps.first else { return transform(self) }
        let rest = steps.dropFirst()
        let (inner, marks) = unmarked
        if var fields = inner.fields {
            for field in fields {
                if case .key(let key) = step, key != field.key { continue }
                if case .index = step { continue }
                fields[field.key] = field.value.transforming(rest, transform)
            }
            return .marking(.object(fields), marks)
        }
        if let elements = inner.elements {
            if case .key = step { return self }
            let changed = elements.enumerated().compactMap { index, element -> Value? in
                if case .index(let wanted) = step, wanted != index { return element }
                return element.transforming(rest, transform)
            }
            return .marking(.tuple(changed), marks)
        }
        return self
    }
}
