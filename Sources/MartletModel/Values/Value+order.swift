extension Value {
    /// The order of elements in a set: strings by bytes, numbers by size, false before true; null after all others, and
    /// unknown last. Anything else by an order that is fixed but says nothing, the one that Terraform has too.
    package func canonicallyPrecedes(_ other: Value) -> Bool {
        let (left, right) = (unmarked.value, other.unmarked.value)
        switch (left, right) {
        case (.string(let first), .string(let second)): return first.precedesInBytes(second)
        case (.number(let first), .number(let second)): return first < second
        case (.bool(let first), .bool(let second)): return !first && second
        default: break
        }
        guard left.orderRank == right.orderRank else { return left.orderRank < right.orderRank }
        var first: [UInt8] = []
        var second: [UInt8] = []
        left.appendOrderKey(to: &first)
        right.appendOrderKey(to: &second)
        return first.lexicographicallyPrecedes(second)
    }

    private var orderRank: Int {
        switch self {
        case .unknown: 2
        case .null: 1
        default: 0
        }
    }

    /// The bytes by which cty orders what has no order of its own (`set_internals.go`, `makeSetHashBytes`).
    private func appendOrderKey(to bytes: inout [UInt8]) {
        switch self {
        case .unknown: bytes.append(UInt8(ascii: "?"))
        case .null: bytes.append(UInt8(ascii: "~"))
        case .bool(let truth): bytes.append(UInt8(ascii: truth ? "T" : "F"))
        case .number(let number): bytes.append(contentsOf: number.description.utf8)
        case .string(let text): bytes.append(contentsOf: quoted(text).utf8)
        case .list(let items), .set(let items): Self.append(items.elements, in: "[]", to: &bytes)
        case .tuple(let elements): Self.append(elements, in: "<>", to: &bytes)
        case .object(let fields): Self.append(fields.map(\.value), in: "<>", to: &bytes)
        case .map(let map):
            bytes.append(UInt8(ascii: "{"))
            for field in map.fields {
                bytes.append(contentsOf: quoted(field.key).utf8)
                bytes.append(UInt8(ascii: ":"))
                field.value.appendOrderKey(to: &bytes)
                bytes.append(UInt8(ascii: ";"))
            }
            bytes.append(UInt8(ascii: "}"))
        case .marked(let inner, _): inner.appendOrderKey(to: &bytes)
        }
    }

    private static func append(_ elements: [Value], in brackets: String, to bytes: inout [UInt8]) {
        bytes.append(brackets.utf8.first ?? 0)
        for element in elements {
            element.appendOrderKey(to: &bytes)
            bytes.append(UInt8(ascii: ";"))
        }
        bytes.append(brackets.utf8.last ?? 0)
    }
}

extension Value.Collection {
    /// The elements of a set: each once, in canonical order. O(n log n).
    package static func set(of elements: [Value], type: ValueType) -> Value.Collection {
        var seen: Set<Value> = []
        seen.reserveCapacity(elements.count)
        // What is not known yet may turn out to differ from what looks the same.
        let unique = elements.filter { !$0.isWhollyKnown || seen.insert($0).inserted }
        return Value.Collection(unique.sorted { $0.canonicallyPrecedes($1) }, of: type)
    }
}
