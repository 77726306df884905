/// The address of an API server: `https://host:port/path`, normalised.
package struct ServerAddress: Sendable, Hashable {
    /// `https`, or `http` for a local proxy.
    package let scheme: String
    /// Lower case; an IPv6 address is in brackets.
    package let host: String
    package let port: Int
    /// Without a trailing slash; empty for most servers.
    package let path: String

    /// Nil when `text` is not an http or https URL with a host. A missing scheme means https, as in client-go.
    package init?(_ text: String) {
        let (scheme, rest) = Self.splitScheme(text)
        guard scheme == "https" || scheme == "http" else { return nil }
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard !authority.contains("@"), let (host, port) = Self.splitPort(authority, scheme: scheme) else { return nil }
        var path = rest.dropFirst(authority.count).prefix { $0 != "?" && $0 != "#" }
        while path.hasSuffix("/") { path = path.dropLast() }
        self.scheme = scheme
        self.host = host
        self.port = port
        self.path = String(path)
    }

    private static func splitScheme(_ text: String) -> (scheme: String, rest: Substring) {
        guard let range = text.firstRange(of: "://") else { return ("https", text[...]) }
        return (text[..<range.lowerBound].lowercased(), text[range.upperBound...])
    }

    private static func splitPort(_ authority: Substring, scheme: String) -> (host: String, port: Int)? {
        let afterBracket = authority.lastIndex(of: "]") ?? authority.startIndex
        let colon = authority[afterBracket...].lastIndex(of: ":")
        let host = authority[..<(colon ?? authority.endIndex)].lowercased()
        guard !host.isEmpty else { return nil }
        guard let colon else { return (host, scheme == "https" ? 443 : 80) }
        guard let port = Int(authority[authority.index(after: colon)...]), (1...65_535).contains(port) else {
            return nil
        }
        return (host, port)
    }

    /// `host:port`, as a request's authority.
    package var authority: String { "\(host):\(port)" }
}

extension ServerAddress: CustomStringConvertible {
    package var description: String { "\(scheme)://\(host):\(port)\(path)" }
}
