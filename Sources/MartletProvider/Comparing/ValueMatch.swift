internal import MartletModel

/// Whether a value that we own agrees with one that an API holds: the API may add fields, and spell things its way.
///
/// Marks are looked through. An unknown agrees with nothing.
struct ValueMatch {
    /// Whether fields that the API never returns agree with whatever is there: true against an API, false against a
    /// record.
    let skipsWriteOnly: Bool

    /// Whether every field of `owned` is the same in `live`.
    func agrees(_ owned: Value?, _ live: Value?, _ rules: FieldRules) -> Bool {
        guard let owned = owned?.presence?.unmarked.value else { return true }
        if skipsWriteOnly, rules.isWriteOnly { return true }
        guard let live = live?.presence?.unmarked.value else { return owned.isEmptyContainer }
        switch (normalized(owned, rules), normalized(live, rules)) {
        case (.unknown, _): return false
        case (.object(let ownedFields), .object(let liveFields)):
            return ownedFields.allSatisfy { agrees($0.value, liveFields[$0.key], rules.key($0.key)) }
        case (.tuple(let ownedElements), .tuple(let liveElements)):
            return listsAgree(ownedElements, liveElements, rules)
        case (let left, let right): return left == right
        }
    }

    /// Whether two values that people wrote mean the same.
    func isSame(_ left: Value?, _ right: Value?, _ rules: FieldRules) -> Bool {
        if left == right { return true }
        return agrees(left, right, rules) && agrees(right, left, rules)
    }

    private func listsAgree(_ owned: [Value], _ live: [Value], _ rules: FieldRules) -> Bool {
        switch rules.normalizer {
        case .keyed(let keys):
            let index = Dictionary(live.map { (key(of: $0, keys, rules), $0) }, uniquingKeysWith: { first, _ in first })
            return owned.allSatisfy { element in
                index[key(of: element, keys, rules)].map { agrees(element, $0, rules.element) } ?? false
            }
        case .unordered:
            guard owned.count == live.count else { return false }
            return unorderedAgree(owned, live, rules)
        default:
            guard owned.count == live.count else { return false }
            return zip(owned, live).allSatisfy { agrees($0, $1, rules.element) }
        }
    }

    /// Scalars as multisets; what is left, objects, each with the first that agrees.
    private func unorderedAgree(_ owned: [Value], _ live: [Value], _ rules: FieldRules) -> Bool {
        var counts: [Value: Int] = [:]
        for element in live { counts[normalized(element.revealed, rules), default: 0] += 1 }
        var left: [Value] = []
        for element in owned {
            let form = normalized(element.revealed, rules)
            if let count = counts[form], count > 0 { counts[form] = count - 1 } else { left.append(element) }
        }
        var candidates = counts.flatMap { Array(repeating: $0.key, count: $0.value) }
        candidates.sort { "\($0)" < "\($1)" }
        for element in left {
            guard let match = candidates.firstIndex(where: { agrees(element, $0, rules.element) }) else { return false }
            candidates.remove(at: match)
        }
        return true
    }

    /// What tells an element of a keyed list from the others.
    func key(of element: Value, _ keys: [String], _ rules: FieldRules) -> [Value?] {
        keys.map { key in element[key].map { normalized($0.revealed, rules.element.key(key)) } }
    }

    func normalized(_ value: Value, _ rules: FieldRules) -> Value {
        rules.normalizer.map { $0.form(of: value) } ?? value
    }
}
