/// An `http` or `https` URL taken apart, every byte of its path and query kept as it was written.
///
/// Signed URLs (operation handles, SAS) must go back to the server as they came, so nothing is decoded or normalised
/// (RFC 3986 section 3).
package struct AbsoluteURL: Sendable, Hashable {
    /// `http` or `https`.
    package let scheme: String
    /// The host, with a port when one was written; lower case.
    package let authority: String
    /// The path, beginning with `/`, still percent-encoded, without the query.
    package var path: String
    /// The query without `?`, still percent-encoded; nil when there is none.
    package var query: String?

    package init(scheme: String, authority: String, path: String = "/", query: String? = nil) {
        self.scheme = scheme
        self.authority = authority.lowercased()
        self.path = path.hasPrefix("/") ? path : "/\(path)"
        self.query = query
    }

    /// Reads `https://host[:port][/path][?query]`; nil for anything else. A fragment is dropped.
    package init?(_ text: String) {
        let utf8 = text.utf8
        guard utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        let scheme: String
        if text.lowercased().hasPrefix("https://") {
            scheme = "https"
        } else if text.lowercased().hasPrefix("http://") {
            scheme = "http"
        } else {
            return nil
        }
        let rest = text.dropFirst(scheme.count + 3).prefix { $0 != "#" }
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard !authority.isEmpty, !authority.contains("@") else { return nil }
        let target = rest.dropFirst(authority.count)
        let path = target.prefix { $0 != "?" }
        let query = target.dropFirst(path.count)
        self.init(
            scheme: scheme, authority: String(authority), path: path.isEmpty ? "/" : String(path),
            query: query.isEmpty ? nil : String(query.dropFirst())
        )
    }

    /// The host without a port; brackets of an IPv6 address are kept.
    package var host: String {
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") { return String(authority[...end]) }
        return String(authority.prefix { $0 != ":" })
    }

    /// The port that was written, or the scheme's own.
    package var port: Int {
        let written = authority.dropFirst(host.count).dropFirst()
        return Int(written) ?? (scheme == "https" ? 443 : 80)
    }

    /// Path and query, as the request line has them.
    package var target: String { query.map { "\(path)?\($0)" } ?? path }

    /// The same URL with `path` behind its own path.
    package func appending(path more: String) -> AbsoluteURL {
        var result = self
        let base = path.hasSuffix("/") ? String(path.dropLast()) : path
        result.path = base + (more.hasPrefix("/") ? more : "/\(more)")
        return result
    }

    /// The same URL with more query items, encoded.
    package func appending(query items: [(name: String, value: String)]) -> AbsoluteURL {
        guard !items.isEmpty else { return self }
        var result = self
        let more = items.map { "\($0.name.percentEncoded(.query))=\($0.value.percentEncoded(.query))" }
        result.query = ((query.map { $0.isEmpty ? [] : [$0] } ?? []) + more).joined(separator: "&")
        return result
    }

    /// The first value of the query item `name`, decoded; names are compared without case.
    package func queryValue(_ name: String) -> String? {
        for item in (query ?? "").split(separator: "&") {
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard String(parts[0]).percentDecoded.lowercased() == name.lowercased() else { continue }
            return parts.count == 2 ? String(parts[1]).percentDecoded : ""
        }
        return nil
    }
}

extension AbsoluteURL: CustomStringConvertible {
    package var description: String { "\(scheme)://\(authority)\(target)" }
}
