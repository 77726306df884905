internal import MartletModel

extension FunctionTable {
    /// What is certain of a function's result while arguments are not known, beyond the type that it always has.
    ///
    /// Types are those that Terraform tells, or more exact ones; bounds and prefixes let a plan decide more comparisons.
    static let foresight: [String: @Sendable (Function.Call) -> Value] =
        numbersForesight.merging(textForesight) { first, _ in first }
        .merging(sequenceForesight) { first, _ in first }
        .merging(mapForesight) { first, _ in first }
        .merging(setForesight) { first, _ in first }

    private static let numbersForesight: [String: @Sendable (Function.Call) -> Value] = [
        "abs": { call in
            let bounds = bounds(call, 0)
            guard let least = bounds.lowest, !least.isNegative else { return NumberBounds(0, nil).value }
            return bounds.value
        },
        "ceil": { NumberBounds(bounds($0, 0).lowest?.ceiling, bounds($0, 0).highest?.ceiling).value },
        "floor": { NumberBounds(bounds($0, 0).lowest?.floor, bounds($0, 0).highest?.floor).value },
        "max": { call in
            let all = call.arguments.indices.map { bounds(call, $0) }
            return NumberBounds(all.compactMap(\.lowest).max(), most(all.map(\.highest)) { $0 < $1 }).value
        },
        "min": { call in
            let all = call.arguments.indices.map { bounds(call, $0) }
            return NumberBounds(most(all.map(\.lowest)) { $1 < $0 }, all.compactMap(\.highest).min()).value
        },
        "signum": { _ in NumberBounds(-1, 1).value },
        "timecmp": { _ in NumberBounds(-1, 1).value },
        "semvercmp": { _ in NumberBounds(-1, 1).value },
        "index": { _ in NumberBounds(0, nil).value },
    ]

    private static func bounds(_ call: Function.Call, _ index: Int) -> NumberBounds {
        NumberBounds(of: call.arguments[index], nil)
    }

    /// The greatest of some bounds; nil when one is open.
    private static func most(_ bounds: [Number?], by precedes: (Number, Number) -> Bool) -> Number? {
        let known = bounds.compactMap(\.self)
        return known.count == bounds.count ? known.max(by: precedes) : nil
    }
}
