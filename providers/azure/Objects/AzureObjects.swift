import HTTPTypes
import MartletHTTP
import MartletModel
import MartletProvider

/// Reads and writes the objects of one type at a time.
struct AzureObjects: Sendable {
    let client: ArmClient
    let catalog: AzureCatalog
    let settings: AzureSettings

    func entry(of type: ResourceType) throws(ProviderError) -> CatalogEntry {
        guard let entry = catalog.entry(of: type) else {
            throw ProviderError(.unsupported, code: "UnknownType", message: "There is no Azure type `\(type)`.")
        }
        return entry
    }

    func id(_ entry: CatalogEntry, identity: Identity?, body: Value) throws(ProviderError) -> ArmID {
        if let id = entry.id(of: body, subscription: settings.subscription) { return id }
        if let id = identity.flatMap({ ArmID($0.text) }) { return id }
        guard settings.subscription != nil else {
            throw ProviderError(
                .invalid, code: "NoSubscription", message: "No subscription is set, so nobody knows where objects go.",
                hint: "Give the azure connection a `subscription_id`, or set ARM_SUBSCRIPTION_ID."
            )
        }
        throw ProviderError(
            .invalid, code: "NoIdentity", message: "The body of `\(entry.type)` does not say where the object is.",
            hint: "Give `name`, and `parent` or `scope` as the id of what it is in."
        )
    }

    func url(_ id: ArmID, _ entry: CatalogEntry) -> AbsoluteURL { client.url(id.text, apiVersion: entry.apiVersion) }

    // MARK: Reading

    /// The object in the engine's terms; nil when it is not there.
    func read(
        _ id: ArmID, _ entry: CatalogEntry, body: Value, _ deadline: Deadline
    ) async throws(ProviderError) -> LiveObject? {
        guard let wire = try await client.object(url(id, entry), deadline) else { return nil }
        return try await live(wire, id, entry, body: body, deadline)
    }

    /// A wire object in the engine's terms, with the attributes that only actions return.
    func live(
        _ wire: Value, _ id: ArmID, _ entry: CatalogEntry, body: Value, _ deadline: Deadline
    ) async throws(ProviderError) -> LiveObject {
        var attributes = WireObject(entry, id).attributes(of: wire, body: body)
        for action in entry.actions {
            let value = try await self.value(of: action, wire, id, entry, deadline)
            attributes = attributes.setting(ValuePath([.key(action.name)]), to: value)
        }
        return WireObject(entry, id).live(wire, attributes: attributes)
    }

    /// What an action returns, as a secret; null when it is turned off, not allowed, or the object is not ready.
    private func value(
        of action: CatalogEntry.ActionAttribute, _ wire: Value, _ id: ArmID, _ entry: CatalogEntry, _ deadline: Deadline
    ) async throws(ProviderError) -> Value {
        let state = LongRunningOperation.provisioningState(wire)?.lowercased() ?? "succeeded"
        guard !["creating", "deleting"].contains(state),
            action.unless.flatMap({ wire.first(at: $0)?.boolValue }) != true
        else { return .null }
        let url = client.url("\(id.text)/\(action.action)", apiVersion: entry.apiVersion)
        do {
            let reply = try await client.send(ArmCall(method: .post, url: url, isRead: true), deadline)
            guard let text = reply.body?.first(at: action.path)?.stringValue else { return .null }
            guard action.isBase64 else { return .secret(.string(text)) }
            return Base64.decode(text).map { .secret(.string(String(decoding: $0, as: UTF8.self))) } ?? .null
        } catch  where error.kind == .forbidden || error.kind == .notFound || error.kind == .conflict {
            return .null
        }
    }
}
