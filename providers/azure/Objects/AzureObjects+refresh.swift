import MartletHTTP
import MartletModel
import MartletProvider

extension AzureObjects {
    /// Objects of one type beside each other: one list reads them all.
    private struct Shelf: Hashable {
        let type: ResourceType
        let list: String
    }

    /// From this many objects on, a list is cheaper than a GET for each.
    private static let listThreshold = 3
    /// Within Resource Manager's bucket of reads (reference/azure.md A4).
    private static let concurrency = 10

    /// Looks at recorded objects; one answer a target, in order.
    func read(_ targets: [ReadTarget]) async -> [Result<Observation, ProviderError>] {
        let deadline = Deadline(.seconds(600), clock: client.clock)
        let shelves = await lists(for: targets, deadline)
        return await withTaskGroup(of: (Int, Result<Observation, ProviderError>).self) { group in
            var results: [Result<Observation, ProviderError>] = targets.map { _ in .success(.absent) }
            for (index, target) in targets.enumerated() {
                if index >= Self.concurrency, let (done, result) = await group.next() { results[done] = result }
                group.addTask { (index, await self.observe(target, shelves, deadline)) }
            }
            for await (done, result) in group { results[done] = result }
            return results
        }
    }

    private func observe(
        _ target: ReadTarget, _ shelves: [String: Value], _ deadline: Deadline
    ) async -> Result<Observation, ProviderError> {
        do {
            let entry = try entry(of: target.type)
            let id = try id(entry, identity: target.identity, body: target.body)
            if let wire = shelves[id.normalized] {
                return .success(.present(try await live(wire, id, entry, body: target.body, deadline)))
            }
            return .success(try await read(id, entry, body: target.body, deadline).map { .present($0) } ?? .absent)
        } catch {
            return .failure(error)
        }
    }

    /// Whole objects by their ids, from one list for each type and place with many targets. A list that fails, or lacks
    /// an object, decides nothing: that object is read by itself.
    private func lists(for targets: [ReadTarget], _ deadline: Deadline) async -> [String: Value] {
        var counts: [Shelf: Int] = [:]
        for target in targets {
            guard let entry = catalog.entry(of: target.type), entry.listsWholeObjects,
                let id = try? id(entry, identity: target.identity, body: target.body),
                let list = entry.listPath(beside: id)
            else { continue }
            counts[Shelf(type: target.type, list: list.lowercased()), default: 0] += 1
        }
        var objects: [String: Value] = [:]
        for shelf in counts.keys.sorted(by: { $0.list < $1.list }) where counts[shelf, default: 0] >= Self.listThreshold
        {
            guard let entry = catalog.entry(of: shelf.type) else { continue }
            let url = client.url(shelf.list, apiVersion: entry.apiVersion)
            for item in (try? await client.list(url, deadline)) ?? [] {
                if let id = item["id"]?.stringValue.flatMap({ ArmID($0) }) { objects[id.normalized] = item }
            }
        }
        return objects
    }

    /// Every object that carries `marker`: resource groups, and what is in them.
    func find(_ marker: StackIdentity) async throws(ProviderError) -> [FoundObject] {
        guard let subscription = settings.subscription else { return [] }
        let deadline = Deadline(.seconds(600), clock: client.clock)
        let name = marker.stack.replacing("'", with: "''")
        let filter = [(name: "$filter", value: "tagName eq '\(OwnerTags.stackKey)' and tagValue eq '\(name)'")]
        var found: [FoundObject] = []
        for list in ["resourcegroups", "resources"] {
            let url = client.url(
                "/subscriptions/\(subscription)/\(list)", apiVersion: AzureSettings.resourcesVersion, query: filter)
            for item in try await client.list(url, deadline) {
                if let object = self.found(item, marker) { found.append(object) }
            }
        }
        return found
    }

    private func found(_ item: Value, _ marker: StackIdentity) -> FoundObject? {
        guard OwnerTags(tags: item["tags"])?.owner == marker,
            let id = item["id"]?.stringValue.flatMap({ ArmID($0) }), let armType = id.armType
        else { return nil }
        let type = catalog.entry(armType: armType)?.type ?? ResourceType("\(armType)@\(AzureSettings.resourcesVersion)")
        return FoundObject(type: type, identity: Identity(id.normalized))
    }
}
