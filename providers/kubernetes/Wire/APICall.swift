package import HTTPTypes
package import MartletModel

/// One request to an API server.
package struct APICall: Sendable, Hashable {
    package var method: HTTPRequest.Method
    /// Percent-encoded, from the server's root.
    package var path: String
    package var query: [Item] = []
    package var body: Value?
    package var contentType = "application/json"
    package var accept = "application/json"

    package struct Item: Sendable, Hashable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package init(_ method: HTTPRequest.Method, _ path: String, query: [Item] = [], body: Value? = nil) {
        self.method = method
        self.path = path
        self.query = query
        self.body = body
    }

    /// Whether it would change something.
    package var isWrite: Bool { method != .get && !query.contains(Item("dryRun", "All")) }

    package static func get(_ path: String, query: [Item] = []) -> APICall { APICall(.get, path, query: query) }

    package static func post(_ path: String, query: [Item] = [], body: Value) -> APICall {
        APICall(.post, path, query: query, body: body)
    }

    package static func patch(_ path: String, query: [Item] = [], body: Value) -> APICall {
        APICall(.patch, path, query: query, body: body)
    }

    package static func delete(_ path: String, body: Value) -> APICall { APICall(.delete, path, body: body) }

    /// Server-side apply: creates the object, or changes what differs in the fields that the body names.
    ///
    /// https://kubernetes.io/docs/reference/using-api/server-side-apply/
    package static func apply(_ body: Value, to path: String, force: Bool, isDryRun: Bool) -> APICall {
        var query = [Item("fieldManager", fieldManager), Item("fieldValidation", "Strict")]
        if force { query.append(Item("force", "true")) }
        if isDryRun { query.append(Item("dryRun", "All")) }
        var call = APICall(.patch, path, query: query, body: body)
        call.contentType = "application/apply-patch+yaml"
        return call
    }
}
