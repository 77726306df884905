import MartletModel
import MartletProvider

extension KubernetesConnection {
    /// Applies over an object that was there before. Fields of the manifest that client-side tools wrote become ours first,
    /// so that they go when the manifest drops them one day.
    func take(_ existing: Value, _ attempt: Attempt) async throws(APIFailure) -> Value {
        if let owner = OwnershipLabels.marker(of: existing), owner != OwnershipLabels.labelled(attempt.marker) {
            throw .impossible(Self.alreadyThere(attempt, existing))
        }
        if attempt.request.mayAdopt {
            _ = try await patchManagers(of: attempt.place) { ManagerMigration.adoption(of: $0, body: attempt.body) }
        }
        return try await applying(attempt)
    }

    /// Brings an adopted object back to what it was, without our labels, and gives up its fields.
    func release(_ attempt: Attempt) async throws(APIFailure) -> Value {
        let call = APICall.apply(attempt.body, to: attempt.place.path, force: true, isDryRun: false)
        let restored = try await client.send(call)
        _ = try await patchManagers(of: attempt.place, ManagerMigration.release)
        return try await client.find(.get(attempt.place.path)) ?? restored
    }

    /// Sends the JSON patch that `change` makes of the object; again when somebody writes in between, for the patch tests
    /// the version. Answers whether there was anything to change.
    func patchManagers(
        of place: Place, _ change: @Sendable (Value) -> Value?
    ) async throws(APIFailure) -> Bool {
        for attempt in 1...5 {
            guard let object = try await client.find(.get(place.path)), let patch = change(object) else { return false }
            var call = APICall.patch(place.path, query: [.init("fieldManager", fieldManager)], body: patch)
            call.contentType = "application/json-patch+json"
            do {
                _ = try await client.send(call)
                return true
            } catch {
                let isRace = error.failureClass == .preconditionFailed || error.failureClass == .invalid
                guard isRace, attempt < 5 else { throw error }
            }
        }
        return false
    }
}
