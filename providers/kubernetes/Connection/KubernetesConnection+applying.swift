import MartletModel
import MartletProvider

extension KubernetesConnection {
    /// The body with the namespace that it goes to.
    func placed(_ body: Value, _ place: Place) -> Value {
        body.setting(place.namespace.map { .string($0) }, at: ["metadata", "namespace"])
    }

    /// Server-side apply without force first; fields of others are taken only when that was asked for.
    func applying(_ attempt: Attempt) async throws(APIFailure) -> Value {
        let call = { (force: Bool, isDryRun: Bool) in
            APICall.apply(attempt.body, to: attempt.place.path, force: force, isDryRun: isDryRun)
        }
        do {
            return try await client.send(call(settings.forcesConflicts || attempt.request.mayAdopt, false))
        } catch {
            if error.failureClass == .notInSchema, try await reversion(attempt) {
                return try await client.send(call(settings.forcesConflicts || attempt.request.mayAdopt, false))
            }
            guard error.failureClass == .fieldConflict, let reply = error.reply else { throw error }
            let live = try await client.find(.get(attempt.place.path)) ?? .object(Fields())
            let forced = try await client.send(call(true, true))
            let conflicts = FieldConflict.all(in: reply)
            let blocking = ConflictRules.blocking(
                conflicts, desired: attempt.body, live: live, forced: forced, prior: attempt.request.prior?.body
            )
            guard blocking.isEmpty else {
                throw .impossible(Self.conflict(attempt, blocking, live: live))
            }
            return try await client.send(call(true, false))
        }
    }

    /// Whether our entry was of another version of the API and has been rewritten, so that another try is worth it.
    private func reversion(_ attempt: Attempt) async throws(APIFailure) -> Bool {
        let apiVersion = attempt.place.resource.kind.apiVersion
        return try await patchManagers(of: attempt.place) { ManagerMigration.version(of: $0, to: apiVersion) }
    }

    private static func conflict(_ attempt: Attempt, _ blocking: [FieldConflict], live: Value) -> ProviderError {
        let problems = blocking.map { $0.problem(desired: attempt.body, live: LiveObject.attributes(of: live)) }
        return ProviderError(
            .conflict, code: "FieldManagerConflict",
            message:
                "Others own fields of \(attempt.place.reference): \(problems.map(\.message).joined(separator: " "))",
            hint: problems.first?.hint, httpStatus: 409, problems: problems
        )
    }
}
