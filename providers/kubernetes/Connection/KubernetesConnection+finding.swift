import MartletModel
import MartletProvider

extension KubernetesConnection {
    /// Copies of our labels on objects that controllers make do not count: only what we applied is ours.
    func find(marker: StackIdentity) async throws(ProviderError) -> [FoundObject] {
        do throws(APIFailure) {
            let kinds = try await discovery.discovery().kinds.filter { $0.verbs.isSuperset(of: ["list", "delete"]) }
            let found = await concurrently(kinds, limit: Self.parallelism) { kind in await find(marker, kind) }
            var objects: [FoundObject] = []
            for outcome in found { objects += try outcome.get() }
            return objects.sorted { $0.identity < $1.identity }
        } catch {
            throw self.error(error, "look for objects of the stack")
        }
    }

    private func find(_ marker: StackIdentity, _ resource: Discovery.Resource) async -> Result<
        [FoundObject], APIFailure
    > {
        let selector = APICall.Item("labelSelector", OwnershipLabels.selector(marker))
        do {
            let objects = try await list(resource, at: resource.listPath(namespace: nil), selector: [selector])
            return .success(objects.compactMap { found($0, resource) })
        } catch {
            // What may not be listed, or is not served any more, cannot hold anything that we could have made.
            let isBenign = [.forbidden, .notServed, .notFound].contains(error.failureClass)
            return isBenign ? .success([]) : .failure(error)
        }
    }

    private func found(_ object: Value, _ resource: Discovery.Resource) -> FoundObject? {
        guard FieldOwners(of: object).includesUs, let name = object.text("metadata", "name") else { return nil }
        let reference = ObjectReference(
            cluster: settings.name, groupKind: resource.kind.groupKind,
            namespace: object.text("metadata", "namespace"), name: name
        )
        return FoundObject(type: KubernetesProvider.objectType, identity: reference.identity)
    }
}
