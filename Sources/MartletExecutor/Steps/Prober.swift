internal import MartletModel
internal import MartletProvider

/// Finds out what a call has done whose answer never came: by looking at the object of its identity.
struct Prober: Sendable {
    let provider: any Provider
    let connection: any ProviderConnection
    let stack: StackIdentity

    enum Finding: Sendable {
        case absent
        /// As the call wanted it, and ours.
        case asWanted(LiveObject)
        /// As it was before the call.
        case asBefore(LiveObject)
        /// Ours, and neither.
        case between(LiveObject)
        /// Somebody else's: not to be touched.
        case foreign(LiveObject)
        case unknown(ProviderError)
    }

    /// After a create.
    func afterCreate(_ request: WriteRequest) async -> Finding {
        guard let identity = request.identity else {
            return .unknown(
                ProviderError(
                    .transient, effect: .possible, code: "NoIdentity",
                    message: "The API chooses the identity, so nobody can tell whether the object was made."
                )
            )
        }
        return await look(request.type, identity, request.body) { live in
            isOurs(live) ? .asWanted(live) : .foreign(live)
        }
    }

    /// After an update or an adoption.
    func afterUpdate(_ request: WriteRequest) async -> Finding {
        guard let prior = request.prior else { return await afterCreate(request) }
        return await look(request.type, request.identity ?? prior.identity, request.body) { live in
            if prior.lineage != nil, live.lineage != nil, live.lineage != prior.lineage { return .foreign(live) }
            if differs(live, from: request.body, prior) == false { return .asWanted(live) }
            return differs(live, from: prior.body, prior) == false ? .asBefore(live) : .between(live)
        }
    }

    /// After a delete: an object of another lineage means that the one that was to go is gone.
    func afterDelete(_ record: ResourceRecord) async -> Finding {
        await look(record.type, record.identity, record.body) { live in
            if record.lineage != nil, live.lineage != nil, live.lineage != record.lineage { return .absent }
            return .asBefore(live)
        }
    }

    private func look(
        _ type: ResourceType, _ identity: Identity, _ body: Value, _ judge: (LiveObject) -> Finding
    ) async -> Finding {
        let answers = await connection.read([ReadTarget(type: type, identity: identity, body: body)])
        switch answers.first {
        case .success(.absent): return .absent
        case .success(.present(let live)): return judge(live)
        case .failure(let error): return .unknown(error)
        case nil:
            return .unknown(ProviderError(.bug, code: "NoAnswer", message: "The provider gave no answer to a read."))
        }
    }

    private func isOurs(_ live: LiveObject) -> Bool { live.marker == stack || !live.canCarryMarker }

    /// Whether the object has other values than `body` in the fields that the record's type says are ours.
    func differs(_ live: LiveObject, from body: Value, _ prior: ResourceRecord) -> Bool {
        var record = prior
        record.body = body
        let comparison = Comparison(type: prior.type, desired: body, record: record, live: live)
        return !provider.compare(comparison).changes.isEmpty
    }
}
