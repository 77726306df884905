import HTTPTypes
import MartletHTTP
import MartletModel
import MartletProvider

extension AzureObjects {
    /// Deletes an object and waits until it is gone. An object of another lineage is left alone.
    func delete(_ record: ResourceRecord, _ context: StepContext) async throws(ProviderError) {
        let entry = try entry(of: record.type)
        guard entry.isDeletable else { return }
        let id = try id(entry, identity: record.identity, body: record.body)
        let deadline = Deadline(context.timeout, clock: client.clock)
        do {
            try await resume(context, deadline)
        } catch  where error.kind == .operationFailed {
            context.report("deleting again after: \(error.message)")
        }
        guard let wire = try await client.object(url(id, entry), deadline) else { return }
        if let known = record.lineage, let live = WireObject(entry, id).lineage(wire), known != live { return }
        if entry.armType == AzureSettings.groupType { try await refuseForeign(id, context, deadline) }
        let query = entry.deleteQuery.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
        var call = ArmCall(method: .delete, url: url(id, entry).appending(query: query))
        call.retryCodes = entry.retryCodes
        do {
            try await client.run(call, object: url(id, entry), context, deadline)
        } catch  where error.httpStatus == 404 {
            return
        }
        let gone = LongRunningOperation(style: .gone, url: url(id, entry), isDelete: true)
        guard try await client.object(gone.url, deadline) != nil else { return }
        try await client.wait(for: gone, firstInterval: .seconds(2), context, deadline)
    }

    /// Refuses to delete a group that holds objects of others: deleting it would delete them. The list lags behind
    /// deletions, so it is read again for some minutes.
    private func refuseForeign(_ id: ArmID, _ context: StepContext, _ deadline: Deadline) async throws(ProviderError) {
        guard settings.protectsForeignObjects else { return }
        var poll = 0
        while true {
            let foreign = try await foreignObjects(in: id, context.marker, deadline)
            guard !foreign.isEmpty else { return }
            guard poll < 6 else { throw Self.refusal(id, foreign) }
            context.report("\(foreign.count) objects of others in the group")
            guard try await client.pause(.seconds(10), deadline) else { throw Self.refusal(id, foreign) }
            poll += 1
        }
    }

    private func foreignObjects(
        in id: ArmID, _ marker: StackIdentity, _ deadline: Deadline
    ) async throws(ProviderError) -> [String] {
        let url = client.url("\(id.text)/resources", apiVersion: AzureSettings.resourcesVersion)
        let items = try await client.list(url, deadline)
        return items.filter { OwnerTags(tags: $0["tags"])?.owner != marker }.compactMap { $0["id"]?.stringValue }
            .sorted()
    }

    private static func refusal(_ id: ArmID, _ foreign: [String]) -> ProviderError {
        let shown = foreign.prefix(5).map { "`\($0)`" }.joined(separator: ", ")
        let more = foreign.count > 5 ? " and \(foreign.count - 5) more" : ""
        return ProviderError(
            .conflict, code: "ForeignObjects",
            message: "The resource group `\(id.name)` holds objects that this stack did not make: \(shown)\(more).",
            hint: "Move or delete them, or set `delete_foreign_objects: true` under `providers: azure:`."
        )
    }
}
