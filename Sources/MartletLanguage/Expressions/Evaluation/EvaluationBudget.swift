internal import MartletModel

/// What one expression may still cost: so that a loop in a loop in a loop ends in a message, not in a machine without memory.
///
/// A step is one visit of a node, one element that a function made, or eight bytes of text that was put together.
struct EvaluationBudget: Sendable {
    /// After so many faults more of the same kind tell nothing new: evaluation stops.
    static let faults = 20

    private var left: Int

    init(steps: Int) { left = steps }

    var isSpent: Bool { left <= 0 }

    mutating func take(_ steps: Int = 1) { left -= min(steps, left) }

    mutating func take(text: String) { take(text.utf8.count / 8) }

    /// What a value costs that a function made.
    mutating func take(for value: Value) {
        switch value {
        case .string(let text): take(text: text)
        case .list(let items), .set(let items): take(items.elements.count)
        case .tuple(let elements): take(elements.count)
        case .map(let map): take(map.fields.count)
        case .object(let fields): take(fields.count)
        case .marked(let inner, _): take(for: inner)
        case .number(let number): take(for: number, number)
        case .null, .bool, .unknown: break
        }
    }

    /// What arithmetic costs with numbers of hundreds of digits.
    mutating func take(for left: Number, _ right: Number) { take(left.wordCount * right.wordCount / 64) }
}
