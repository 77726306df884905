import MartletHTTP
import MartletModel
import MartletProvider

extension AzureObjects {
    /// Creates an object, or goes on with a creation that an earlier run had begun.
    func create(_ request: WriteRequest, _ context: StepContext) async throws(ProviderError) -> LiveObject {
        let entry = try entry(of: request.type)
        let id = try id(entry, identity: request.identity, body: request.body)
        let deadline = Deadline(context.timeout, clock: client.clock)
        try await resume(context, deadline)
        let existing = try await settled(id, entry, context, deadline)
        if let existing, !mayTake(existing, entry, request, context) { throw collision(id, entry, existing) }
        let target = Target(
            id: id, entry: entry, body: request.body, prior: request.prior?.body, marker: context.marker)
        return try await write(target, over: existing, context, deadline)
    }

    /// Waits for the operation that an interrupted run had started; its failure is the step's.
    func resume(_ context: StepContext, _ deadline: Deadline) async throws(ProviderError) {
        guard let handle = context.pendingOperation, let operation = LongRunningOperation(handle) else { return }
        try await client.wait(for: operation, firstInterval: .seconds(1), context, deadline)
    }

    /// The wire object once nothing is under way on it; nil when it is not there.
    func settled(
        _ id: ArmID, _ entry: CatalogEntry, _ context: StepContext, _ deadline: Deadline
    ) async throws(ProviderError) -> Value? {
        var poll = 0
        while true {
            guard let wire = try await client.object(url(id, entry), deadline) else { return nil }
            let state = LongRunningOperation.provisioningState(wire) ?? "Succeeded"
            guard !["succeeded", "failed", "canceled", "cancelled"].contains(state.lowercased()) else { return wire }
            context.report(state)
            let interval = PollPace.interval(asked: nil, poll: poll, random: client.randomness.unit())
            guard try await client.pause(interval, deadline) else { throw client.timedOut(deadline) }
            poll += 1
        }
    }

    /// Whether an object that is already there is ours to write: it carries our marker, is always there, or may be adopted.
    private func mayTake(
        _ wire: Value, _ entry: CatalogEntry, _ request: WriteRequest, _ context: StepContext
    ) -> Bool {
        if request.mayAdopt || entry.isSingleton || context.pendingOperation != nil { return true }
        guard case .tags(let place) = entry.marker else { return false }
        return OwnerTags(tags: wire.first(at: place))?.owner == context.marker
    }

    private func collision(_ id: ArmID, _ entry: CatalogEntry, _ wire: Value) -> ProviderError {
        var owner = ""
        if case .tags(let place) = entry.marker, let tags = OwnerTags(tags: wire.first(at: place)) {
            owner = " It belongs to the stack `\(tags.owner.stack)` (environment `\(tags.owner.environment)`)."
        }
        return ProviderError(
            .conflict, code: "ExistsAlready",
            message: "`\(id.text)` exists already, and this stack did not make it.\(owner)",
            hint: "Take it with an entry under `imports:`, or choose another name.", httpStatus: 409
        )
    }

    /// The object after a write, as it is now.
    func result(
        _ id: ArmID, _ entry: CatalogEntry, body: Value, _ deadline: Deadline
    ) async throws(ProviderError) -> LiveObject {
        var poll = 0
        while true {
            if let live = try await read(id, entry, body: body, deadline) { return live }
            // A read replica may lag behind the write for some seconds.
            guard poll < 8, try await client.pause(.seconds(2 + poll), deadline) else {
                throw ProviderError(
                    .transient, effect: .possible, code: "NotVisible",
                    message: "`\(id.text)` was written, but Azure does not show it."
                )
            }
            poll += 1
        }
    }
}
