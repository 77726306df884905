package import MartletModel

/// Compares, field by field, what is wanted with what was last applied and what is there.
///
/// Only fields that the manifest names, or named last time, are looked at: the rest is the server's and other
/// controllers'. In lists that are replaced as a whole, fields that have turned up since the last apply count too.
package struct ThreeWayComparison {
    package private(set) var changes: [FieldChange] = []
    package private(set) var drift: [FieldChange] = []

    private let kind: GroupKind
    private let same: SameMeaning
    private let writers: [ValuePath: String]
    private let isFrozen: Bool

    /// - Parameters:
    ///   - desired, last: Bodies in the form of ``AppliedBody``.
    ///   - live: The live object.
    ///   - recorded: The live object as it was after the last apply.
    ///   - writers: Who else wrote a field, by its path in the live object.
    package init(
        kind: GroupKind, desired: Value, last: Value, live: Value, recorded: Value, writers: [ValuePath: String] = [:]
    ) {
        self.kind = kind
        same = SameMeaning(kind: kind)
        self.writers = writers
        isFrozen = live["immutable"]?.boolValue == true
        compare(Sides(desired: desired, last: last, live: live, recorded: recorded), at: Place())
    }

    /// The four values of one field.
    private struct Sides {
        var desired: Value?
        var last: Value?
        var live: Value?
        var recorded: Value?

        subscript(key: String) -> Sides {
            Sides(desired: desired?[key], last: last?[key], live: live?[key], recorded: recorded?[key])
        }
    }

    /// Where a field is: in the manifest, in the live object, and by its names alone.
    private struct Place {
        var path = ValuePath()
        var livePath = ValuePath()
        var names: [String] = []
        var isAtomic = false

        func key(_ key: String) -> Place {
            var place = self
            place.path = path.appending(key)
            place.livePath = livePath.appending(key)
            place.names.append(key)
            return place
        }

        func element(_ index: Int, live liveIndex: Int?, isAtomic: Bool) -> Place {
            var place = self
            place.path = path.appending(.index(index))
            place.livePath = livePath.appending(.index(liveIndex ?? index))
            place.names.append("[]")
            place.isAtomic = self.isAtomic || isAtomic
            return place
        }
    }

    private mutating func compare(_ sides: Sides, at place: Place) {
        guard let desired = sides.desired else { return compareUnwanted(sides, at: place) }
        guard let live = sides.live else {
            if let last = sides.last { noteDrift(last, nil, at: place) }
            if !same.isAsGoodAsAbsent(desired) { note(sides, at: place) }
            return
        }
        switch (desired.unmarked.value, live.unmarked.value) {
        case (.unknown, _): note(sides, at: place)
        case (.object(let wanted), .object(let there)): compareFields(wanted, there, sides, at: place)
        case (.tuple(let wanted), .tuple(let there)): compareLists(wanted, there, sides, at: place)
        default: compareLeaves(sides, at: place)
        }
    }

    private mutating func compareLeaves(_ sides: Sides, at place: Place) {
        if let last = sides.last, !same.holds(last, sides.live, at: place.names) {
            noteDrift(last, sides.live, at: place)
        }
        if !same.holds(sides.desired, sides.live, at: place.names) { note(sides, at: place) }
    }

    private mutating func compareFields(_ wanted: Fields, _ there: Fields, _ sides: Sides, at place: Place) {
        let keys = Set(wanted.keys).union(sides.last?.fields?.keys ?? []).union(place.isAtomic ? there.keys : [])
        for key in keys.sorted(by: { $0.precedesInBytes($1) }) { compare(sides[key], at: place.key(key)) }
    }

    /// The manifest does not name the field: it goes when it was ours, or when it crept into a list that is wholly ours.
    private mutating func compareUnwanted(_ sides: Sides, at place: Place) {
        guard let live = sides.live else { return }
        guard let last = sides.last else {
            guard place.isAtomic, sides.recorded == nil, !same.isAsGoodAsAbsent(live) else { return }
            noteDrift(nil, live, at: place)
            return append(before: live, after: nil, cause: .drift(by: writer(at: place)), at: place)
        }
        guard case .object(let applied) = last.unmarked.value, case .object(let there) = live.unmarked.value,
            !Self.covers(applied, there), !applied.isEmpty
        else { return append(before: live, after: nil, cause: .configuration, at: place) }
        for field in applied { compareUnwanted(sides[field.key], at: place.key(field.key)) }
    }

    /// Whether everything that is there was ours, so that it goes as a whole.
    private static func covers(_ applied: Fields, _ there: Fields) -> Bool {
        there.allSatisfy { field in
            guard let ours = applied[field.key] else { return false }
            guard let inner = field.value.fields, let oursInner = ours.fields else { return true }
            return covers(oursInner, inner)
        }
    }

    private mutating func compareLists(_ wanted: [Value], _ there: [Value], _ sides: Sides, at place: Place) {
        switch ListRule.rule(of: kind, at: place.names) {
        case .atomic: compareAtomic(wanted, there, sides, at: place)
        case .set:
            let liveSet = Set(there.map(\.revealed))
            let lastSet = Set((sides.last?.list ?? []).map(\.revealed))
            let wantedSet = Set(wanted.map(\.revealed))
            let isMissing = !wantedSet.isSubset(of: liveSet)
            if isMissing || !lastSet.subtracting(wantedSet).isDisjoint(with: liveSet) { note(sides, at: place) }
        case .keyed(let keys): compareKeyed(wanted, there, keys, sides, at: place)
        }
    }

    private mutating func compareAtomic(_ wanted: [Value], _ there: [Value], _ sides: Sides, at place: Place) {
        guard wanted.count == there.count else { return compareLeaves(sides, at: place) }
        let (last, recorded) = (sides.last?.list ?? [], sides.recorded?.list ?? [])
        for index in wanted.indices {
            let element = Sides(
                desired: wanted[index], last: last.count == there.count ? last[index] : nil, live: there[index],
                recorded: recorded.count == there.count ? recorded[index] : there[index]
            )
            compare(element, at: place.element(index, live: index, isAtomic: true))
        }
    }

    private mutating func compareKeyed(
        _ wanted: [Value], _ there: [Value], _ keys: [String], _ sides: Sides, at place: Place
    ) {
        let live = KeyedElements(there, keys: keys)
        let last = KeyedElements(sides.last?.list ?? [], keys: keys)
        let recorded = KeyedElements(sides.recorded?.list ?? [], keys: keys)
        let desired = KeyedElements(wanted, keys: keys)
        for (index, element) in wanted.enumerated() {
            let key = desired.key(of: element)
            let sides = Sides(desired: element, last: last[key], live: live[key], recorded: recorded[key])
            compare(sides, at: place.element(index, live: live.index(of: key), isAtomic: false))
        }
        for element in sides.last?.list ?? [] {
            let key = last.key(of: element)
            guard desired[key] == nil, let liveIndex = live.index(of: key), let before = live[key] else { continue }
            let gone = place.element(liveIndex, live: liveIndex, isAtomic: false)
            append(before: before, after: nil, cause: .configuration, at: gone)
        }
        if !desired.isInOrder(of: live) { note(sides, at: place) }
    }

    private mutating func note(_ sides: Sides, at place: Place) {
        let isOurs = sides.last.map { same.holds($0, sides.desired, at: place.names) } ?? false
        let cause: FieldChange.Cause = isOurs ? .drift(by: writer(at: place)) : .configuration
        append(before: sides.live, after: sides.desired, cause: cause, at: place)
    }

    private mutating func append(before: Value?, after: Value?, cause: FieldChange.Cause, at place: Place) {
        let isImmutable = ImmutableFields.contains(place.names, of: kind, isFrozen: isFrozen)
        changes.append(
            FieldChange(place.path, before: before, after: after, cause: cause, forcesReplacement: isImmutable)
        )
    }

    private mutating func noteDrift(_ last: Value?, _ live: Value?, at place: Place) {
        if live == nil, let last, same.isAsGoodAsAbsent(last) { return }
        drift.append(FieldChange(place.path, before: last, after: live, cause: .drift(by: writer(at: place))))
    }

    /// Who wrote the field, or else the nearest one around it.
    private func writer(at place: Place) -> String? {
        guard !writers.isEmpty else { return nil }
        var path = place.livePath
        while !path.steps.isEmpty {
            if let writer = writers[path] { return writer }
            path.steps.removeLast()
        }
        return nil
    }
}
