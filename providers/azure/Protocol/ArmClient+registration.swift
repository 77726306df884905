import HTTPTypes
import MartletHTTP
import MartletModel
import MartletProvider

extension ArmFault {
    /// Whether the subscription has never used the resource provider.
    var isUnregistered: Bool { has("MissingSubscriptionRegistration") || has("SubscriptionNotRegistered") }
}

extension ArmClient {
    private static let registrationVersion = "2024-07-01"

    /// Registers the resource provider that `url` belongs to, and waits until it is; false when the URL names none.
    ///
    /// Takes one to ten minutes, once for each subscription and namespace
    /// (https://learn.microsoft.com/azure/azure-resource-manager/management/resource-providers-and-types).
    func register(for url: AbsoluteURL, _ deadline: Deadline) async throws(ProviderError) -> Bool {
        guard let id = ArmID(url.path.percentDecoded), let subscription = id.subscription,
            let namespace = id.armType?.split(separator: "/").first
        else { return false }
        let path = "/subscriptions/\(subscription)/providers/\(namespace)"
        let register = self.url("\(path)/register", apiVersion: Self.registrationVersion)
        var reply = try await send(ArmCall(method: .post, url: register, isRead: true), deadline)
        while reply.body?["registrationState"]?.stringValue?.lowercased() != "registered" {
            guard try await pause(.seconds(10), deadline) else { throw timedOut(deadline) }
            reply = try await send(.get(self.url(path, apiVersion: Self.registrationVersion)), deadline)
        }
        return true
    }
}
