package import HTTPTypes

/// A request as a service of the sandbox sees it: routed, split and decoded.
package struct SandboxRequest: Sendable {
    package let method: HTTPRequest.Method
    /// The service that it is for.
    package let space: SandboxSpace
    /// The base of absolute URLs in answers, without a slash at its end: `https://management.azure.com`.
    package let base: String
    /// The path below ``base`` as it was sent, still encoded, without query.
    package let path: String
    /// The segments of ``path``, decoded; no empty ones.
    package let segments: [String]
    package let query: [QueryItem]
    package let headers: HTTPFields
    package let body: [UInt8]

    /// One `name=value` of the query, decoded.
    package struct QueryItem: Sendable, Hashable {
        package let name: String
        package let value: String
    }

    package init(_ request: HTTPRequest, body: [UInt8], space: SandboxSpace, base: String, target: Substring) {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        method = request.method
        self.space = space
        self.base = base
        path = String(parts[0])
        segments = parts[0].split(separator: "/").map { Self.decoded($0) }
        query = parts.count < 2 ? [] : Self.items(parts[1])
        headers = request.headerFields
        self.body = body
    }

    /// The first value of a query parameter; names compare without regard to case, as ARM's do.
    package func parameter(_ name: String) -> String? {
        query.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// The media type of the body, lower case, without parameters.
    package var mediaType: String? {
        headers[.contentType]?.split(separator: ";").first.map { $0.filter { $0 != " " }.lowercased() }
    }

    private static func items(_ text: Substring) -> [QueryItem] {
        text.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return QueryItem(
                name: decoded(parts[0], plusIsSpace: true),
                value: parts.count < 2 ? "" : decoded(parts[1], plusIsSpace: true))
        }
    }

    /// Resolves `%41`; text that is not valid encoding stays as it is (RFC 3986 §2.1).
    static func decoded(_ text: Substring, plusIsSpace: Bool = false) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(code)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(plusIsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
