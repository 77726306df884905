package import HTTPTypes

extension HTTPRequest {
    /// A request for `url`.
    package init(_ method: Method, _ url: AbsoluteURL, headerFields: HTTPFields = [:]) {
        self.init(
            method: method, scheme: url.scheme, authority: url.authority, path: url.target, headerFields: headerFields
        )
    }

    /// The URL that is asked for; nil when a pseudo header is missing.
    package var url: AbsoluteURL? {
        guard let scheme, let authority else { return nil }
        return AbsoluteURL("\(scheme)://\(authority)\(path ?? "/")")
    }
}

extension HTTPField.Name {
    /// A header name that is known to be valid; misspelt literals are our own fault.
    package static func of(_ literal: StaticString) -> HTTPField.Name {
        guard let name = HTTPField.Name("\(literal)") else {
            preconditionFailure("`\(literal)` is not a header name. This is a bug in Martlet.")
        }
        return name
    }

    package static let retryAfterField = of("Retry-After")
}
