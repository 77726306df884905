import MartletModel
import MartletProvider

extension KubernetesConnection {
    /// Server-side apply as a dry run: defaults, admission and validation happen, nothing is stored.
    func refine(_ proposal: Proposal) async throws(ProviderError) -> Refinement {
        let body = AppliedBody.normalized(proposal.body)
        let (manifest, computed) = try reference(of: body)
        let reference = proposal.identity.flatMap { ObjectReference($0) } ?? computed
        do {
            // The definition may be part of the same plan: the server judges at apply.
            guard let place = try await place(of: reference, kind: manifest.kind) else { return Refinement() }
            let draft = Draft(proposal: proposal, place: place, body: placed(body, place))
            let isNew = proposal.prior == nil && proposal.action == .create
            return isNew ? try await refineCreate(draft) : try await refineUpdate(draft)
        } catch {
            guard let refinement = Self.postponed(error) else { throw self.error(error, "try \(reference)") }
            return refinement
        }
    }

    /// A change that is tried.
    private struct Draft: Sendable {
        let proposal: Proposal
        let place: Place
        let body: Value
    }

    /// Failures that apply itself waits out, so that the plan is made without the server's opinion.
    private static func postponed(_ failure: APIFailure) -> Refinement? {
        switch failure.failureClass {
        case .webhookNotReady?, .notServed?, .namespaceTerminating?, .namespaceMissing?: Refinement()
        default: nil
        }
    }

    // MARK: - Creating

    private func refineCreate(_ draft: Draft) async throws(APIFailure) -> Refinement {
        do {
            let answer = try await client.send(.apply(draft.body, to: draft.place.path, force: false, isDryRun: true))
            return created(answer, draft)
        } catch {
            if error.failureClass == .namespaceMissing { return try await refineInShadow(draft) }
            return try Self.judged(error, draft)
        }
    }

    /// The namespace is still to be made: the object is tried in one that is there, under a name that the server makes up.
    private func refineInShadow(_ draft: Draft) async throws(APIFailure) -> Refinement {
        let shadow = draft.body.setting("default", at: ["metadata", "namespace"]).setting(
            nil, at: ["metadata", "name"]
        )
        .setting("martlet-", at: ["metadata", "generateName"])
        let query = ["dryRun": "All", "fieldManager": fieldManager, "fieldValidation": "Strict"]
        let path = draft.place.resource.listPath(namespace: "default")
        let items = query.sorted { $0.key < $1.key }.map { APICall.Item($0.key, $0.value) }
        do {
            _ = try await client.send(APICall.post(path, query: items, body: shadow))
            return Refinement()
        } catch {
            // Rights and quotas are those of the wrong namespace.
            if error.failureClass == .forbidden { return Refinement() }
            return try Self.judged(error, draft)
        }
    }

    /// What the server made of a new object, without what it makes anew each time.
    private func created(_ answer: Value, _ draft: Draft) -> Refinement {
        let planned = LiveObject.attributes(of: answer)
        let unknowns = PlannedAttributes.creating(draft.proposal.body)
        return Refinement(plannedAttributes: Self.restoringUnknowns(planned, unknowns))
    }

    /// `answer` with the unknown parts of `prediction` unknown again: a dry run's uid is not the object's.
    private static func restoringUnknowns(_ answer: Value, _ prediction: Value) -> Value {
        guard let predicted = prediction.fields, var fields = answer.fields else { return answer }
        for field in predicted {
            if case .unknown = field.value.unmarked.value {
                fields[field.key] = field.value
            } else if let known = fields[field.key] {
                fields[field.key] = restoringUnknowns(known, field.value)
            }
        }
        return .marking(.object(fields), answer.unmarked.marks)
    }

    // MARK: - Updating

    private func refineUpdate(_ draft: Draft) async throws(APIFailure) -> Refinement {
        let known = seen[draft.place.reference.identity]
        let found = if let known { known } else { try await client.find(APICall.get(draft.place.path)) }
        guard let live = found else {
            return Refinement()
        }
        let body = OwnershipLabels.marker(of: live).map { OwnershipLabels.adding($0, to: draft.body) } ?? draft.body
        do {
            let force = settings.forcesConflicts || draft.proposal.action == .adopt
            let answer = try await client.send(.apply(body, to: draft.place.path, force: force, isDryRun: true))
            return compared(live, answer, draft)
        } catch {
            guard error.failureClass == .fieldConflict, let reply = error.reply else {
                return try Self.judged(error, draft)
            }
            let forced = try await client.send(.apply(body, to: draft.place.path, force: true, isDryRun: true))
            let blocking = ConflictRules.blocking(
                FieldConflict.all(in: reply), desired: body, live: live, forced: forced,
                prior: draft.proposal.prior?.body
            )
            var refinement = compared(live, forced, draft)
            refinement.problems += blocking.map { $0.problem(desired: body, live: LiveObject.attributes(of: live)) }
            if !blocking.isEmpty { refinement.isNoOp = false }
            return refinement
        }
    }

    private func compared(_ live: Value, _ answer: Value, _ draft: Draft) -> Refinement {
        let (before, after) = (LiveObject.attributes(of: live), LiveObject.attributes(of: answer))
        let prior = draft.proposal.prior.map { AppliedBody.normalized($0.body) }
        let effects = ServerEffects.between(before, after, desired: draft.body, prior: prior)
        let isNoOp = effects.owned.isEmpty
        let planned =
            isNoOp
            ? before
            : PlannedAttributes.updating(
                before, with: after, kind: draft.place.reference.groupKind,
                changesSpecification: effects.changesSpecification
            )
        return Refinement(isNoOp: isNoOp, serverEffects: effects.others, plannedAttributes: planned)
    }

    /// A refusal: a replacement, or faults of the manifest; anything else is no answer.
    private static func judged(_ failure: APIFailure, _ draft: Draft) throws(APIFailure) -> Refinement {
        guard let reply = failure.reply, let failureClass = failure.failureClass else { throw failure }
        if SchemaFaults.isAboutImmutability(reply), draft.proposal.prior != nil {
            return Refinement(replacePaths: SchemaFaults.immutablePaths(in: reply, body: draft.body))
        }
        switch failureClass {
        case .invalid, .notInSchema, .tooLarge:
            return Refinement(
                problems: SchemaFaults.problems(in: reply.hiding(secretsOf: draft.body), body: draft.body))
        case .forbidden:
            return Refinement(problems: [
                BodyProblem(ValuePath(), "The API server refuses it: \(reply.hiding(secretsOf: draft.body).message).")
            ])
        default: throw failure
        }
    }
}
