import MartletHTTP
import MartletModel
import MartletProvider

/// An open connection to one subscription.
struct AzureConnection: ProviderConnection {
    private let objects: AzureObjects

    init(_ objects: AzureObjects) { self.objects = objects }

    func read(_ targets: [ReadTarget]) async -> [Result<Observation, ProviderError>] { await objects.read(targets) }

    func readData(type: ResourceType, body: Value) async throws(ProviderError) -> Value {
        let entry = try objects.entry(of: type)
        let id = try objects.id(entry, identity: body["id"]?.stringValue.map { Identity($0) }, body: body)
        let deadline = Deadline(.seconds(120), clock: objects.client.clock)
        guard let live = try await objects.read(id, entry, body: body, deadline) else {
            throw ProviderError(.notFound, code: "NotFound", message: "There is no `\(id.text)`.", httpStatus: 404)
        }
        return live.attributes
    }

    func refine(_ proposal: Proposal) async throws(ProviderError) -> Refinement {
        guard proposal.action == .create else { return Refinement() }
        return Refinement(problems: try await objects.nameProblems(proposal))
    }

    func create(_ request: WriteRequest, _ context: StepContext) async throws(ProviderError) -> LiveObject {
        try await objects.create(request, context)
    }

    func update(_ request: WriteRequest, _ context: StepContext) async throws(ProviderError) -> LiveObject {
        try await objects.update(request, context)
    }

    func delete(_ record: ResourceRecord, _ context: StepContext) async throws(ProviderError) {
        try await objects.delete(record, context)
    }

    func awaitReady(
        _ object: LiveObject, type: ResourceType, wait: Value?, _ context: StepContext
    ) async throws(ProviderError) -> LiveObject {
        try await objects.awaitReady(object, type: type, context)
    }

    func find(marker: StackIdentity) async throws(ProviderError) -> [FoundObject] { try await objects.find(marker) }
}

extension AzureObjects {
    /// Waits until nothing is under way on an object and its type's own signs of readiness are there.
    func awaitReady(
        _ object: LiveObject, type: ResourceType, _ context: StepContext
    ) async throws(ProviderError) -> LiveObject {
        let entry = try entry(of: type)
        let deadline = Deadline(context.timeout, clock: client.clock)
        var object = object
        var poll = 0
        while let state = object.unsettled {
            if ["failed", "canceled", "cancelled"].contains(state.lowercased()) { throw Self.failed(object, state) }
            context.report(state)
            let interval = PollPace.interval(asked: nil, poll: poll, random: client.randomness.unit())
            guard try await client.pause(interval, deadline) else { throw client.timedOut(deadline) }
            let id = try id(entry, identity: object.identity, body: object.attributes)
            guard let live = try await read(id, entry, body: object.attributes, deadline) else { return object }
            object = live
            poll += 1
        }
        return object
    }

    private static func failed(_ object: LiveObject, _ state: String) -> ProviderError {
        ProviderError(
            .operationFailed, effect: .possible, code: "ProvisioningFailed",
            message: "`\(object.identity)` is in the state `\(state)`.",
            hint: "`az resource show --ids` and the Activity Log say why."
        )
    }
}
