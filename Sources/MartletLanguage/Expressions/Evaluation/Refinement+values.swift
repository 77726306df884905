internal import MartletModel

extension Unknown.Refinement {
    /// What is certain of a value, known or not, when it is not null.
    init(of value: Value) {
        self.init(isNotNull: true)
        switch value.unmarked.value {
        case .null: isNotNull = false
        case .unknown(let unknown): self = unknown.refinement
        case .number(let number) where !number.isInfinite: (lowest, highest) = (number, number)
        case .string(let text): prefix = text.isEmpty ? nil : text
        case .list, .set, .map:
            (minimumLength, maximumLength) = (value.lengthBounds?.lowerBound, value.lengthBounds?.upperBound)
        default: break
        }
    }

    /// What is certain of a value that is one of two.
    static func either(_ first: Value, _ second: Value) -> Self {
        let (one, other) = (Self(of: first), Self(of: second))
        var result = first.isNull ? other : second.isNull ? one : one.weakened(by: other)
        result.isNotNull = one.isNotNull && other.isNotNull
        return result
    }

    private func weakened(by other: Self) -> Self {
        var result = Self()
        if let first = prefix, let second = other.prefix {
            let common = String(zip(first, second).prefix { $0 == $1 }.map(\.0))
            result.prefix = common.isEmpty ? nil : common
        }
        result.minimumLength = minimumLength.flatMap { own in other.minimumLength.map { min(own, $0) } }
        result.maximumLength = maximumLength.flatMap { own in other.maximumLength.map { max(own, $0) } }
        result.lowest = lowest.flatMap { own in other.lowest.map { min(own, $0) } }
        result.highest = highest.flatMap { own in other.highest.map { max(own, $0) } }
        return result
    }

    /// Whether no value is as both say.
    func excludes(_ other: Self) -> Bool {
        if let first = prefix, let second = other.prefix, !first.hasBytePrefix(second), !second.hasBytePrefix(first) {
            return true
        }
        if let most = maximumLength, let least = other.minimumLength, most < least { return true }
        if let least = minimumLength, let most = other.maximumLength, most < least { return true }
        if let most = highest, let least = other.lowest, most < least { return true }
        if let least = lowest, let most = other.highest, most < least { return true }
        return false
    }
}
