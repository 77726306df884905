internal import MartletModel

/// Walks the three sides of a resource together and collects where they differ.
struct FieldWalk {
    private(set) var changes: [FieldChange] = []
    private(set) var drift: [FieldChange] = []
    private(set) var oneWay: [ValuePath] = []
    private let object: LiveObject?
    private let match: ValueMatch
    /// Against what people wrote: nothing is left out.
    private let exact = ValueMatch(skipsWriteOnly: false)

    init(live: LiveObject?) {
        object = live
        match = ValueMatch(skipsWriteOnly: live != nil)
    }

    /// - Parameters:
    ///   - rules: What the schema says of this place.
    ///   - isForced: Whether a place above can only be changed by replacing.
    mutating func visit(_ path: ValuePath, _ sides: Sides, _ rules: FieldRules, isForced: Bool) {
        guard sides.desired != nil || sides.recorded != nil else { return }
        let isUnseen = object == nil || rules.isWriteOnly
        let current = isUnseen ? sides.recorded : sides.live
        if sides.recorded == sides.desired, isUnseen || match.agrees(sides.desired, current, rules) { return }
        let isForced = isForced || rules.replaceWhole(current, sides.desired)
        var below = sides
        below.live = current
        switch (sides.desired?.unmarked.value, current?.unmarked.value) {
        case (.object, .object): visitKeys(path, below, rules, isForced)
        case (.tuple, .tuple): visitElements(path, below, rules, isForced, isUnseen)
        default: leaf(path, below, rules, isForced, isUnseen)
        }
    }

    private mutating func visitKeys(_ path: ValuePath, _ sides: Sides, _ rules: FieldRules, _ isForced: Bool) {
        for key in sortedUnion(sides.desired?.fields?.keys ?? [], sides.recorded?.fields?.keys ?? []) {
            if case .ignoringKeys(let prefixes)? = rules.normalizer, sides.desired?[key] == nil,
                prefixes.contains(where: key.hasPrefix)
            {
                continue
            }
            let inner = Sides(
                desired: sides.desired?[key]?.presence, recorded: sides.recorded?[key]?.presence,
                live: sides.live?[key]?.presence
            )
            visit(path.appending(key), inner, rules.key(key), isForced: isForced)
        }
    }

    private mutating func visitElements(
        _ path: ValuePath, _ sides: Sides, _ rules: FieldRules, _ isForced: Bool, _ isUnseen: Bool
    ) {
        if case .keyed(let keys)? = rules.normalizer { return visitKeyed(path, sides, keys, rules, isForced) }
        let (desired, live) = (sides.desired?.elements ?? [], sides.live?.elements ?? [])
        guard desired.count == live.count, rules.normalizer != .unordered else {
            return leaf(path, sides, rules, isForced, isUnseen)
        }
        let recorded = sides.recorded?.elements ?? []
        for index in desired.indices {
            let inner = Sides(
                desired: desired[index].presence,
                recorded: recorded.count == desired.count ? recorded[index].presence : nil, live: live[index].presence
            )
            visit(path.appending(.index(index)), inner, rules.element, isForced: isForced)
        }
    }

    /// Elements are matched by key; those that only the API has belong to others.
    private mutating func visitKeyed(
        _ path: ValuePath, _ sides: Sides, _ keys: [String], _ rules: FieldRules, _ isForced: Bool
    ) {
        let desired = keyed(sides.desired, keys, rules)
        let recorded = keyed(sides.recorded, keys, rules)
        let live = keyed(sides.live, keys, rules)
        for (index, element) in (sides.desired?.elements ?? []).enumerated() {
            let key = match.key(of: element, keys, rules)
            let inner = Sides(desired: element, recorded: recorded[key], live: live[key])
            visit(path.appending(.index(index)), inner, rules.element, isForced: isForced)
        }
        for (index, element) in (sides.live?.elements ?? []).enumerated() {
            let key = match.key(of: element, keys, rules)
            guard desired[key] == nil, recorded[key] != nil else { continue }
            let inner = Sides(desired: nil, recorded: recorded[key], live: element)
            visit(path.appending(.index(index)), inner, rules.element, isForced: isForced)
        }
    }

    private func keyed(_ list: Value?, _ keys: [String], _ rules: FieldRules) -> [[Value?]: Value] {
        let pairs = (list?.elements ?? []).map { (match.key(of: $0, keys, rules), $0) }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    /// A place that is compared as a whole. `sides.live` is what is there, or the record where nobody looked.
    private mutating func leaf(
        _ path: ValuePath, _ sides: Sides, _ rules: FieldRules, _ isForced: Bool, _ isUnseen: Bool
    ) {
        let isSecret =
            rules.isSecret || [sides.desired, sides.recorded, sides.live].contains { $0?.containsSecret ?? false }
        let marks: Marks = isSecret ? .secret : []
        if !isUnseen, sides.recorded != nil, !match.agrees(sides.recorded, sides.live, rules) {
            drift.append(
                FieldChange(
                    path, before: sides.recorded.map { .marking($0, marks) },
                    after: sides.live.map { .marking($0, marks) },
                    cause: .drift(by: writer(of: path))
                )
            )
        }
        guard differs(sides, rules, isUnseen) else { return }
        let isOurs = !exact.isSame(sides.desired, sides.recorded, rules)
        changes.append(
            FieldChange(
                path, before: sides.live.map { .marking($0, marks) }, after: sides.desired.map { .marking($0, marks) },
                cause: isOurs ? .configuration : .drift(by: writer(of: path)),
                forcesReplacement: isForced || rules.forceReplacement(sides.live?.presence, sides.desired?.presence)
            )
        )
        if rules.areOneWay(sides.live, sides.desired) { oneWay.append(path) }
    }

    private func differs(_ sides: Sides, _ rules: FieldRules, _ isUnseen: Bool) -> Bool {
        guard let desired = sides.desired else { return sides.live != nil }
        if isUnseen { return !exact.isSame(desired, sides.live, rules) }
        if sides.live == nil, desired.isEmptyContainer { return sides.recorded != desired }
        return !match.agrees(desired, sides.live, rules)
    }

    /// Who else wrote the field or what contains it, as far as the API tells.
    private func writer(of path: ValuePath) -> String? {
        guard let object, !object.writers.isEmpty else { return nil }
        var steps = path.steps
        while true {
            if let writer = object.writers[ValuePath(steps)] { return writer }
            if steps.popLast() == nil { return nil }
        }
    }
}

/// Two lists of keys, each in byte order, as one in byte order.
private func sortedUnion(_ left: [String], _ right: [String]) -> [String] {
    if left == right { return left }
    return Set(left).union(right).sorted { $0.precedesInBytes($1) }
}
