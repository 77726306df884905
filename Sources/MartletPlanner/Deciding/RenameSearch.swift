internal import MartletModel
internal import MartletProvider

/// Finds records that the stack no longer asks for and that equal resources which it newly asks for: renamed, probably, in
/// the file and not in the state.
///
/// O(V), and the size of the bodies compared.
struct RenameSearch {
    /// Pairs that stand for one object at the API: carried out, the plan would take the object over and then delete it.
    private(set) var sameObjects: [Rename] = []
    /// Pairs whose bodies say the same.
    private(set) var alike: [Rename] = []
    private let pass: PlanningPass

    init(_ pass: PlanningPass) {
        self.pass = pass
        // Of what waits for an answer nobody can tell yet.
        let settled = pass.decisions.indices.filter { !pass.decisions[$0].isPending }
        let gone = settled.filter { Self.isGone(pass.decisions[$0].change) }
        let new = settled.filter { Self.isNew(pass.decisions[$0].change) }
        guard !gone.isEmpty, !new.isEmpty else { return }
        let pairs = pairsOfOneObject(gone, new)
        sameObjects = pairs.map(rename)
        let (matchedOld, matchedNew) = (Set(pairs.map(\.old)), Set(pairs.map(\.new)))
        let unmatched = gone.filter { !matchedOld.contains($0) && isReplaceable(pass.decisions[$0].change) }
        alike = pairsAlike(unmatched, new.filter { !matchedNew.contains($0) }).map(rename)
    }

    /// Positions among the decisions.
    private struct Pair {
        let old: Int
        let new: Int
    }

    private static func isGone(_ change: Change) -> Bool {
        guard change.prior != nil, !change.reasons.contains(.objectMissing) else { return false }
        return change.action == .delete || change.action == .forget
    }

    private static func isNew(_ change: Change) -> Bool {
        switch change.action {
        case .create: change.prior == nil
        case .adopt: change.reasons.contains(.foundWithMarker)
        default: false
        }
    }

    /// Whether the record is dropped because nobody asks for it, and not because somebody asked for its removal.
    private func isReplaceable(_ change: Change) -> Bool {
        !change.reasons.contains(.removedBlock) && !change.reasons.contains(.destroyRequested)
    }

    private func rename(_ pair: Pair) -> Rename {
        Rename(from: pass.decisions[pair.old].change.address, to: pass.decisions[pair.new].change.address)
    }

    // MARK: One object

    private struct ObjectKey: Hashable {
        let provider: ProviderName
        let type: ResourceType
        let identity: Identity
    }

    private func pairsOfOneObject(_ gone: [Int], _ new: [Int]) -> [Pair] {
        var places: [ObjectKey: Int] = [:]
        for index in gone {
            let change = pass.decisions[index].change
            guard let identity = change.prior?.identity, !pass.decisions[index].isStateOnly else { continue }
            places[ObjectKey(provider: change.provider, type: change.type, identity: identity)] = index
        }
        return new.compactMap { index in
            let change = pass.decisions[index].change
            guard let identity = change.identity,
                let old = places[ObjectKey(provider: change.provider, type: change.type, identity: identity)],
                isOneAPI(pass.decisions[old].change.connection, change.connection)
            else { return nil }
            return Pair(old: old, new: index)
        }
    }

    /// Whether two connections lead to one place, as far as one can tell: identities of two clusters may be equal.
    private func isOneAPI(_ old: ConnectionName, _ new: ConnectionName) -> Bool {
        if old == new { return true }
        let recorded = pass.input.snapshot.connections
        guard let left = recorded[old], let right = recorded[new] else { return recorded[old] != nil }
        return left == right
    }

    // MARK: Equal bodies

    private struct BodyKey: Hashable {
        let type: ResourceType
        let connection: ConnectionName
        let body: Value
    }

    /// One old and one new of each body; where there are more, those with equal keys and members.
    private func pairsAlike(_ gone: [Int], _ new: [Int]) -> [Pair] {
        var olds: [BodyKey: [Int]] = [:]
        for index in gone {
            if let body = pass.decisions[index].change.prior?.body { olds[key(index, body), default: []].append(index) }
        }
        var news: [BodyKey: [Int]] = [:]
        var order: [BodyKey] = []
        for index in new {
            guard let body = pass.decisions[index].change.body, body.isWhollyKnown else { continue }
            let key = key(index, body)
            guard olds[key] != nil else { continue }
            if news[key] == nil { order.append(key) }
            news[key, default: []].append(index)
        }
        return order.flatMap { matched(olds[$0] ?? [], news[$0] ?? []) }
    }

    private func key(_ index: Int, _ body: Value) -> BodyKey {
        let change = pass.decisions[index].change
        return BodyKey(type: change.type, connection: change.connection, body: body.revealed.plain)
    }

    private struct Place: Hashable {
        let key: InstanceKey?
        let member: String?
    }

    private func matched(_ olds: [Int], _ news: [Int]) -> [Pair] {
        if olds.count == 1, news.count == 1 { return [Pair(old: olds[0], new: news[0])] }
        let byPlace = Dictionary(grouping: olds, by: place)
        let newByPlace = Dictionary(grouping: news, by: place)
        return news.compactMap { index in
            let place = place(index)
            guard let old = byPlace[place], old.count == 1, newByPlace[place]?.count == 1 else { return nil }
            return Pair(old: old[0], new: index)
        }
    }

    private func place(_ index: Int) -> Place {
        let address = pass.decisions[index].change.address
        return Place(key: address.key, member: address.member)
    }
}

extension [Rename] {
    /// The same with one entry for a whole resource where all of its pairs keep their keys and members.
    var collapsed: [Rename] {
        var groups: [Rename: [Rename]] = [:]
        var order: [Rename] = []
        for rename in self {
            let whole = Rename(from: rename.from.resource, to: rename.to.resource)
            if groups[whole] == nil { order.append(whole) }
            groups[whole, default: []].append(rename)
        }
        // A resource that becomes two, or two that become one, needs an entry for each instance.
        let targets = Dictionary(grouping: order, by: \.from)
        let origins = Dictionary(grouping: order, by: \.to)
        return order.flatMap { whole -> [Rename] in
            let pairs = groups[whole] ?? []
            let keepsPlaces = pairs.allSatisfy { $0.from.key == $0.to.key && $0.from.member == $0.to.member }
            let isOnly = targets[whole.from]?.count == 1 && origins[whole.to]?.count == 1
            return keepsPlaces && isOnly ? [whole] : pairs
        }
    }
}

extension Address {
    /// The resource that the instance and the member belong to.
    fileprivate var resource: Address { Address(module: module, mode: mode, name) }
}
