import MartletHTTP
import MartletModel
import MartletProvider

extension KubernetesConnection {
    func delete(_ record: ResourceRecord, _ context: StepContext) async throws(ProviderError) {
        guard let reference = ObjectReference(record.identity) else {
            throw ProviderError(
                .bug, code: "Identity", message: "`\(record.identity)` is not the identity of a Kubernetes object."
            )
        }
        let deadline = Deadline(context.timeout, by: client.clock)
        do throws(APIFailure) {
            // A kind that is not served any more has taken its objects along.
            guard let place = try await anyPlace(of: reference, Manifest.kind(of: record.body)),
                let uid = try await uid(of: record, at: place, context.marker)
            else { return }
            seen.note(nil, as: reference.identity)
            let answer = try await client.find(Self.call(place, uid: uid))
            // A `Status` says that it is gone; an object, that it is going.
            guard let answer, answer.text("kind") != "Status" else { return }
            try await awaitGone(place, uid: uid, deadline, context)
        } catch {
            if error.failureClass == .preconditionFailed || error.failureClass == .notServed { return }
            throw self.error(error, "delete \(reference)", isWrite: true)
        }
    }

    /// The uid to delete by. Without a recorded one, only an object with our labels is taken for ours.
    private func uid(of record: ResourceRecord, at place: Place, _ marker: StackIdentity) async throws(APIFailure)
        -> String?
    {
        if let lineage = record.lineage { return lineage.text }
        guard let object = try await client.find(APICall.get(place.path)),
            OwnershipLabels.marks(object, as: marker)
        else { return nil }
        return object.text("metadata", "uid")
    }

    private static func call(_ place: Place, uid: String) -> APICall {
        APICall.delete(
            place.path,
            body: [
                "apiVersion": "v1", "kind": "DeleteOptions", "propagationPolicy": "Background",
                "preconditions": ["uid": .string(uid)],
            ]
        )
    }

    private func awaitGone(
        _ place: Place, uid: String, _ deadline: Deadline, _ context: StepContext
    ) async throws(APIFailure) {
        var pause = Duration.milliseconds(50)
        while let object = try await client.find(APICall.get(place.path)), object.text("metadata", "uid") == uid {
            guard !deadline.isOver else { throw .impossible(Self.stuck(object, place.reference, deadline)) }
            context.report("waiting for \(place.reference) to go\(Self.holders(object).map { ": \($0)" } ?? "")")
            try await client.pause(min(pause, max(deadline.left, .milliseconds(1))))
            pause = min(pause * 2, .seconds(2))
        }
    }

    private static func stuck(_ object: Value, _ reference: ObjectReference, _ deadline: Deadline) -> ProviderError {
        ProviderError(
            .timeout, effect: .possible, code: "DeleteTimeout",
            message: "\(reference) was still there after \(deadline.seconds) s"
                + "\(holders(object).map { ": \($0)" } ?? "").",
            hint: "See to it that the controllers of its finalizers run; the next run tries again."
        )
    }

    /// What keeps an object from going: its finalizers, and for a namespace what is left in it.
    private static func holders(_ object: Value) -> String? {
        let finalizers = (object.at("metadata", "finalizers")?.list ?? []).compactMap(\.stringValue)
        let conditions = (object.at("status", "conditions")?.list ?? [])
            .filter { $0.text("status") == "True" && ($0.text("type") ?? "").hasPrefix("Namespace") }
            .compactMap { $0.text("message") }
        let parts = (finalizers.isEmpty ? [] : ["finalizers \(finalizers.joined(separator: ", "))"]) + conditions
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }
}
