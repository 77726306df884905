import MartletHTTP
import MartletModel
import MartletProvider

extension KubernetesConnection {
    func create(_ request: WriteRequest, _ context: StepContext) async throws(ProviderError) -> LiveObject {
        try await write(request, context) { attempt throws(APIFailure) in try await createOnce(attempt) }
    }

    func update(_ request: WriteRequest, _ context: StepContext) async throws(ProviderError) -> LiveObject {
        try await write(request, context) { attempt throws(APIFailure) in try await updateOnce(attempt) }
    }

    /// One write of one object, ready to be sent.
    struct Attempt: Sendable {
        let place: Place
        /// With our labels, its namespace made explicit.
        let body: Value
        let request: WriteRequest
        let marker: StackIdentity
    }

    private typealias Send = (Attempt) async throws(APIFailure) -> Value

    /// Sends until it succeeds, fails for good, or the step's time is up. Kinds, namespaces and webhooks that other steps
    /// are still making are waited for.
    private func write(
        _ request: WriteRequest, _ context: StepContext, _ send: Send
    ) async throws(ProviderError) -> LiveObject {
        let body = AppliedBody.normalized(request.body)
        let (manifest, reference) = try reference(of: body, identity: request.identity)
        let deadline = Deadline(context.timeout, by: client.clock)
        var pause = Duration.milliseconds(250)
        while true {
            do throws(APIFailure) {
                guard let place = try await place(of: reference, kind: manifest.kind) else {
                    throw APIFailure.impossible(
                        notServed(manifest.kind, try await discovery.discovery().versions(of: manifest.kind.groupKind))
                    )
                }
                let placed = placed(body, place)
                let attempt = Attempt(
                    place: place, body: request.releases ? placed : OwnershipLabels.adding(context.marker, to: placed),
                    request: request, marker: context.marker
                )
                let object = try await send(attempt)
                seen.note(object, as: reference.identity)
                return LiveObject(object, reference: reference)
            } catch {
                guard error.mayHeal, !deadline.isOver else { throw failure(error, reference, body) }
                context.report(error.waitingFor)
                do {
                    try await client.pause(min(pause, deadline.left))
                } catch {
                    throw self.error(error, "apply \(reference)")
                }
                pause = min(pause * 2, .seconds(5))
            }
        }
    }

    private func reference(
        of body: Value, identity: Identity?
    ) throws(ProviderError) -> (manifest: Manifest, reference: ObjectReference) {
        let (manifest, computed) = try reference(of: body)
        return (manifest, identity.flatMap { ObjectReference($0) } ?? computed)
    }

    private func failure(_ failure: APIFailure, _ reference: ObjectReference, _ body: Value) -> ProviderError {
        let failure = failure.hiding(secretsOf: body)
        var error = error(failure, "apply \(reference)", isWrite: true)
        if let reply = failure.reply, failure.failureClass == .invalid || failure.failureClass == .notInSchema {
            error.problems = SchemaFaults.problems(in: reply, body: body)
            error.message = "The API server does not accept \(reference)."
            if failure.failureClass == .notInSchema { error.code = "NotInSchema" }
        }
        return error
    }

    // MARK: - Creating

    private func createOnce(_ attempt: Attempt) async throws(APIFailure) -> Value {
        if let existing = try await client.find(.get(attempt.place.path)) {
            if existing.text("metadata", "deletionTimestamp") != nil {
                throw .impossible(Self.stillDeleting(attempt.place.reference))
            }
            let isOurs = OwnershipLabels.marks(existing, as: attempt.marker)
            guard isOurs || attempt.request.mayAdopt else { throw .impossible(Self.alreadyThere(attempt, existing)) }
            return try await take(existing, attempt)
        }
        return try await applying(attempt)
    }

    private static func stillDeleting(_ reference: ObjectReference) -> ProviderError {
        ProviderError(.transient, code: "StillDeleting", message: "The former \(reference) is still being deleted.")
    }

    static func alreadyThere(_ attempt: Attempt, _ existing: Value) -> ProviderError {
        let owner = OwnershipLabels.marker(of: existing).map { "the stack `\($0.stack)` (\($0.environment))" }
        let managers = Set(FieldOwners(of: existing).entries.map(\.manager)).sorted().map { "`\($0)`" }
        let whose = owner ?? (managers.isEmpty ? "nobody known" : managers.joined(separator: ", "))
        return ProviderError(
            .conflict, code: "AlreadyExists",
            message: "\(attempt.place.reference) is already there and belongs to \(whose).",
            hint: """
                Take it under the stack's care with an entry under `imports:` (id `\(attempt.place.reference.identity)`), \
                give the new object another name, or delete the one that is there.
                """,
            httpStatus: 409
        )
    }

    // MARK: - Updating

    private func updateOnce(_ attempt: Attempt) async throws(APIFailure) -> Value {
        if attempt.request.mayAdopt || attempt.request.releases {
            guard let existing = try await client.find(.get(attempt.place.path)) else {
                return try await applying(attempt)
            }
            return attempt.request.releases ? try await release(attempt) : try await take(existing, attempt)
        }
        // The uid makes the server refuse when the object is gone or is another one.
        let uid = attempt.request.prior?.lineage.map { Value.string($0.text) }
        let body = uid.map { attempt.body.setting($0, at: ["metadata", "uid"]) } ?? attempt.body
        return try await applying(
            Attempt(place: attempt.place, body: body, request: attempt.request, marker: attempt.marker)
        )
    }
}

extension APIFailure {
    /// Whether another step of the stack, or a little time, may set it right.
    fileprivate var mayHeal: Bool {
        switch self {
        case .refused(_, let failureClass): failureClass.remedy == .await
        case .impossible(let error): error.code == "NotServed" || error.code == "StillDeleting"
        case .unanswered: false
        }
    }

    fileprivate var waitingFor: String {
        switch self {
        case .refused(_, .webhookNotReady): "waiting for an admission webhook"
        case .refused(_, .namespaceTerminating): "waiting for the former namespace to go"
        case .refused, .unanswered: "waiting for the kind to be served"
        case .impossible(let error):
            error.code == "StillDeleting"
                ? "waiting for the former object to go"
                : "waiting for the kind to be served"
        }
    }
}
