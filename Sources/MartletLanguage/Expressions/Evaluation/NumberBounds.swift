internal import MartletModel

/// The least and the most that a number can be, as far as that is certain.
struct NumberBounds {
    var lowest: Number?
    var highest: Number?

    init(_ lowest: Number?, _ highest: Number?) {
        self.lowest = lowest
        self.highest = highest
    }

    /// The bounds of an operand: of the number that it is, or of what is certain of one that is not known.
    init(of operand: Value, _ number: Number?) {
        let refinement = number.map { Unknown.Refinement(of: .number($0)) } ?? Unknown.Refinement(of: operand)
        self.init(refinement.lowest, refinement.highest)
    }

    /// The number of which only these bounds are certain.
    var value: Value {
        func finite(_ bound: Number?) -> Number? { bound.flatMap { $0.isInfinite ? nil : $0 } }
        return .refined(.number, .init(isNotNull: true, lowest: finite(lowest), highest: finite(highest)))
    }

    static prefix func - (bounds: Self) -> Self { Self(bounds.highest.map { -$0 }, bounds.lowest.map { -$0 }) }

    static func + (left: Self, right: Self) -> Self {
        func sum(_ first: Number?, _ second: Number?) -> Number? {
            first.flatMap { own in second.flatMap { try? own.adding($0) } }
        }
        return Self(sum(left.lowest, right.lowest), sum(left.highest, right.highest))
    }

    static func * (left: Self, right: Self) -> Self {
        let ends = [left.lowest, left.highest].flatMap { own in
            [right.lowest, right.highest].map { other in
                own.flatMap { own in other.flatMap { try? own.multiplied(by: $0) } }
            }
        }
        let known = ends.compactMap(\.self)
        guard known.count < 4 else { return Self(known.min(), known.max()) }
        let arePositive = [left, right].allSatisfy { $0.lowest.map { !$0.isNegative } ?? false }
        return Self(arePositive ? ends[0] : nil, nil)
    }

    /// What `<`, `<=`, `>` and `>=` say of two numbers; nil while that is open.
    static func compare(_ symbol: BinaryOperator, _ left: Self, _ right: Self) -> Bool? {
        switch symbol {
        case .less: isBelow(left, right) ?? isBelow(right, left, orEqual: true).map { _ in false }
        case .lessOrEqual: isBelow(left, right, orEqual: true) ?? isBelow(right, left).map { _ in false }
        case .greater: compare(.less, right, left)
        case .greaterOrEqual: compare(.lessOrEqual, right, left)
        default: nil
        }
    }

    /// True when all of `left` are below all of `right`, else nil.
    private static func isBelow(_ left: Self, _ right: Self, orEqual: Bool = false) -> Bool? {
        guard let most = left.highest, let least = right.lowest, orEqual ? most <= least : most < least else {
            return nil
        }
        return true
    }
}
