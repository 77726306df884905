package import MartletModel

/// Compares by what a schema declares: three-way, only over fields that the user wrote now or had written last time.
///
/// A field of the stack that differs from what is there is a change; when the record agrees with the stack, somebody
/// else made it differ, and its cause is drift. What the server adds is nobody's business.
package struct SchemaComparison: Sendable {
    private let schema: ResourceSchema
    private let rules: FieldRules

    package init(_ schema: ResourceSchema) {
        self.schema = schema
        rules = FieldRules(schema)
    }

    /// Complexity: linear in the size of the bodies, except for lists of objects without order.
    package func assess(_ comparison: Comparison) -> Assessment {
        let current = comparison.live?.attributes ?? comparison.record.attributes
        if comparison.live == nil, comparison.desired == comparison.record.body {
            return Assessment(changes: [], plannedAttributes: current)
        }
        var walk = FieldWalk(live: comparison.live)
        let top = Sides(
            desired: comparison.desired.presence, recorded: comparison.record.body.presence,
            live: comparison.live?.attributes.presence
        )
        walk.visit(ValuePath(), top, rules, isForced: false)
        return Assessment(
            changes: walk.changes, drift: walk.drift, oneWay: walk.oneWay,
            plannedAttributes: planned(current, walk.changes, comparison.desired)
        )
    }

    /// The attributes after an update: what changes is written over them, and what the server makes is unknown again
    /// unless it is stable.
    private func planned(_ current: Value, _ changes: [FieldChange], _ desired: Value) -> Value {
        guard !changes.isEmpty else { return current }
        var attributes = current
        for change in changes {
            let path = isInPlace(change.path, desired, current) ? change.path : change.path.enclosingList
            attributes = attributes.setting(path == change.path ? change.after : desired.value(at: path), at: path)
        }
        let stable = Set(schema.stable)
        for path in schema.computed where !stable.contains(path) {
            attributes = attributes.setting(.unknown(Unknown()), at: path)
        }
        return attributes
    }

    /// Whether the elements on the way to `path` have the same places on both sides; otherwise the list counts as a
    /// whole.
    private func isInPlace(_ path: ValuePath, _ desired: Value, _ current: Value) -> Bool {
        let list = path.enclosingList
        guard list != path else { return true }
        if case .keyed? = rules.at(list).normalizer { return false }
        return desired.value(at: list)?.elements?.count == current.value(at: list)?.elements?.count
    }

    /// The body that brings an object back to what it is now: what is there where we own it, and what was recorded where
    /// the API does not tell. A record in doubt may have what never got there: there, what the API does not show is not kept.
    package func preImage(of record: ResourceRecord, live: LiveObject?) -> Value {
        guard let live else { return record.body }
        return preImage(record.body, live.attributes, rules, trustsRecord: record.health == .sound)
    }

    private func preImage(_ recorded: Value, _ live: Value, _ rules: FieldRules, trustsRecord: Bool) -> Value {
        if rules.isWriteOnly { return recorded }
        let (value, marks) = recorded.unmarked
        switch (value, live.unmarked.value) {
        case (.object(let fields), .object(let liveFields)):
            let merged = fields.compactMap { field -> Fields.Field? in
                let inner = rules.key(field.key)
                guard let there = liveFields[field.key]?.presence else {
                    return trustsRecord || inner.isWriteOnly ? field : nil
                }
                return Fields.Field(
                    field.key, preImage(field.value, there, inner, trustsRecord: trustsRecord))
            }
            return .marking(.object(Fields(merged)), marks)
        case (.tuple(let elements), .tuple(let liveElements)):
            guard elements.count == liveElements.count, rules.normalizer == nil else {
                return ValueMatch(skipsWriteOnly: true).agrees(recorded, live, rules) ? recorded : .marking(live, marks)
            }
            let merged = zip(elements, liveElements).map {
                preImage($0, $1, rules.element, trustsRecord: trustsRecord)
            }
            return .marking(.tuple(merged), marks)
        case (_, let other):
            return ValueMatch(skipsWriteOnly: true).agrees(recorded, live, rules) ? recorded : .marking(other, marks)
        }
    }
}

/// One place of a three-way comparison: wanted, recorded, there. Nil is absence.
struct Sides {
    var desired: Value?
    var recorded: Value?
    var live: Value?
}

extension ValuePath {
    /// The path up to the first list element on the way, or the whole path when there is none.
    fileprivate var enclosingList: ValuePath {
        ValuePath(
            Array(
                steps.prefix { step in
                    if case .index = step { false } else { true }
                }
            )
        )
    }
}
