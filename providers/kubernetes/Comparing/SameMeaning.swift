package import MartletModel

/// Whether two values mean the same to the API server, though they are written differently.
package struct SameMeaning: Sendable {
    package let kind: GroupKind

    package init(kind: GroupKind) { self.kind = kind }

    /// Whole values: objects field by field, absent and zero alike.
    package func holds(_ left: Value?, _ right: Value?, at path: [String]) -> Bool {
        let (left, right) = (left?.unmarked.value, right?.unmarked.value)
        switch (left, right) {
        case (.unknown?, _), (_, .unknown?): return false
        case (.object(let first)?, .object(let second)?):
            return Set(first.keys + second.keys).allSatisfy { holds(first[$0], second[$0], at: path + [$0]) }
        case (.tuple(let first)?, .tuple(let second)?):
            return first.count == second.count
                && zip(first, second).allSatisfy { holds($0, $1, at: path + ["[]"]) }
        case (let first?, let second?): return first == second || isSameQuantity(first, second, at: path)
        case (let only?, nil), (nil, let only?): return isAsGoodAsAbsent(only)
        case (nil, nil): return true
        }
    }

    /// Whether the server drops a value when it stores it: the built-in kinds leave out what is empty or zero.
    package func isAsGoodAsAbsent(_ value: Value) -> Bool {
        switch value.unmarked.value {
        case .null: true
        case .object(let fields): fields.allSatisfy { isAsGoodAsAbsent($0.value) }
        case .tuple(let elements): elements.isEmpty
        case .string(let text): kind.isBuiltIn && text.isEmpty
        case .bool(let truth): kind.isBuiltIn && !truth
        case .number(let number): kind.isBuiltIn && number == Number(0)
        default: false
        }
    }

    private func isSameQuantity(_ left: Value, _ right: Value, at path: [String]) -> Bool {
        guard Self.holdsQuantity(path), let first = Quantity(left), let second = Quantity(right) else { return false }
        return first == second
    }

    private static let quantityMaps: Set<String> = [
        "requests", "limits", "capacity", "hard", "default", "defaultRequest", "max", "min", "maxLimitRequestRatio",
        "podFixed", "allocatedResources",
    ]
    private static let quantityFields: Set<String> = [
        "sizeLimit", "divisor", "averageValue", "value", "maximumVolumeSize",
    ]

    private static func holdsQuantity(_ path: [String]) -> Bool {
        guard let last = path.last, path.first == "spec" || path.first == "overhead" || path.first == "capacity" else {
            return false
        }
        if path.count > 1, quantityMaps.contains(path[path.count - 2]) { return true }
        // An environment variable's `value` is text.
        return quantityFields.contains(last) && !path.contains("env")
    }
}
