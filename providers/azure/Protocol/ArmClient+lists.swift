import MartletHTTP
import MartletModel
import MartletProvider

extension ArmClient {
    /// Every item of a list, page after page. Links to the next page are followed as they are written.
    func list(_ url: AbsoluteURL, _ deadline: Deadline) async throws(ProviderError) -> [Value] {
        try await Pages.all(from: url) { (page) async throws(ProviderError) in
            let body = try await send(.get(page), deadline).body
            let next = body?["nextLink"]?.stringValue.flatMap { $0.isEmpty ? nil : AbsoluteURL($0) }
            return Pages.Page(body?["value"]?.elements ?? [], next: next)
        }
    }

    /// The object at `url`; nil when it, or what it is in, is not there.
    ///
    /// A subscription that cannot be found is an error, never an absence: everything would seem deleted.
    func object(_ url: AbsoluteURL, _ deadline: Deadline) async throws(ProviderError) -> Value? {
        do {
            return try await send(.get(url), deadline).body ?? .object(Fields())
        } catch  where error.httpStatus == 404 && error.kind == .notFound {
            return nil
        }
    }
}
