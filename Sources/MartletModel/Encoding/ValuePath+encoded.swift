extension ValuePath {
    /// The path as one value: a key as text, an index as a number, any element as null.
    package var encoded: Value {
        .tuple(
            steps.map { step in
                switch step {
                case .key(let key): .string(key)
                case .index(let index): .number(Number(index))
                case .any: .null
                }
            })
    }

    /// Nil when `value` is none that ``encoded`` gives.
    package init?(encoded value: Value) {
        guard let elements = value.elements else { return nil }
        var steps: [Step] = []
        for element in elements {
            if let key = element.stringValue {
                steps.append(.key(key))
            } else if let index = element.intValue {
                steps.append(.index(index))
            } else if element.isNull {
                steps.append(.any)
            } else {
                return nil
            }
        }
        self.init(steps)
    }
}
