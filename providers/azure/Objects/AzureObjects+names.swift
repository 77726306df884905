import HTTPTypes
import MartletHTTP
import MartletModel
import MartletProvider

extension AzureObjects {
    /// Whether a name that is unique in the world is still free: found while planning, not half-way through an apply.
    ///
    /// A name that is taken by the object itself, made by an interrupted run, is no problem
    /// (https://learn.microsoft.com/rest/api/storagerp/storage-accounts/check-name-availability).
    func nameProblems(_ proposal: Proposal) async throws(ProviderError) -> [BodyProblem] {
        let entry = try entry(of: proposal.type)
        guard entry.name.isGlobal, let name = entry.objectName(of: proposal.body),
            let subscription = settings.subscription,
            let namespace = entry.armType.split(separator: "/").first
        else { return [] }
        let deadline = Deadline(.seconds(60), clock: client.clock)
        let path = "/subscriptions/\(subscription)/providers/\(namespace)/checkNameAvailability"
        let url = client.url(path, apiVersion: entry.apiVersion)
        let question: Value = ["name": .string(name), "type": .string(entry.armType)]
        let call = ArmCall(method: .post, url: url, body: question, isRead: true)
        let answer: Value?
        do {
            answer = try await client.send(call, deadline).body
        } catch  where error.kind == .forbidden || error.kind == .notFound || error.kind == .invalid {
            // Not everybody may ask, and not every cloud answers: the create will tell.
            return []
        }
        guard answer?["nameAvailable"]?.boolValue == false else { return [] }
        let id = try id(entry, identity: proposal.identity, body: proposal.body)
        if try await client.object(self.url(id, entry), deadline) != nil { return [] }
        let message = answer?["message"]?.stringValue ?? "The name `\(name)` is taken."
        return [BodyProblem(ValuePath([.key("name")]), message, hint: "Names of this type are unique in all of Azure.")]
    }
}
