import MartletModel
import MartletProvider

/// Turns what Resource Manager answers into what references and comparisons see. Pure.
struct WireObject {
    private let entry: CatalogEntry
    private let id: ArmID

    init(_ entry: CatalogEntry, _ id: ArmID) {
        self.entry = entry
        self.id = id
    }

    /// The answer in ARM's own shape; `id`, `name` and the place in our spelling, our own tags taken out, secrets marked.
    ///
    /// Services return ids in other cases than they were asked for; references must not change because of it.
    func attributes(of wire: Value, body: Value) -> Value {
        var result = wire.plain
        result = result.setting(ValuePath([.key("id")]), to: .string(id.text))
        result = result.setting(ValuePath([.key("name")]), to: .string(id.name))
        result = result.setting(ValuePath([.key("type")]), to: .string(entry.armType))
        for key in CatalogEntry.placeKeys {
            result = result.setting(ValuePath([.key(key)]), to: body[key] ?? place(key))
        }
        if case .tags(let place) = entry.marker { result = OwnerTags.removed(from: result, at: place) }
        for path in entry.rules.secret { result = result.transforming(path) { .secret($0) } }
        return result
    }

    /// What an imported object is in, from its id.
    private func place(_ key: String) -> Value? {
        guard entry.placePath == ValuePath([.key(key)]) else { return nil }
        let parts = entry.path.split(separator: "/").count
        let segments = id.segments.dropLast(parts)
        return segments.isEmpty ? nil : .string("/" + segments.joined(separator: "/"))
    }

    func live(_ wire: Value, attributes: Value) -> LiveObject {
        var live = LiveObject(
            identity: Identity(id.normalized), lineage: lineage(wire), attributes: attributes, marker: marker(wire),
            canCarryMarker: entry.marker != .none, unsettled: unsettled(wire)
        )
        if let writer = writer(wire) { live.writers = [ValuePath(): writer] }
        return live
    }

    func marker(_ wire: Value) -> StackIdentity? {
        guard case .tags(let place) = entry.marker else { return nil }
        return OwnerTags(tags: wire.first(at: place))?.owner
    }

    /// The catalog's own sign, or the time of creation.
    func lineage(_ wire: Value) -> Lineage? {
        let paths = entry.rules.lineage + [ValuePath([.key("systemData"), .key("createdAt")])]
        return paths.lazy.compactMap { wire.first(at: $0)?.stringValue }.first.map { Lineage($0) }
    }

    private func unsettled(_ wire: Value) -> String? {
        if let state = LongRunningOperation.provisioningState(wire), state.lowercased() != "succeeded" { return state }
        for rule in entry.readyWhen {
            let value = wire.first(at: rule.path) ?? .null
            if value != rule.value { return "\(rule.path) is \(value.stringValue ?? "not set")" }
        }
        return nil
    }

    /// Who wrote it last, and when.
    private func writer(_ wire: Value) -> String? {
        guard let who = wire.at("systemData", "lastModifiedBy")?.stringValue else { return nil }
        return wire.at("systemData", "lastModifiedAt")?.stringValue.map { "\(who) at \($0)" } ?? who
    }
}
