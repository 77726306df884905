/// A proxy for `https` calls, and the hosts that are called without it.
package struct ProxySettings: Sendable, Hashable {
    package var host: String
    package var port: Int
    /// Host names, `.suffix`es and `*`, lower case.
    package var exceptions: [String]

    package init(host: String, port: Int, exceptions: [String] = []) {
        self.host = host
        self.port = port
        self.exceptions = exceptions.map { $0.lowercased() }
    }

    /// From `HTTPS_PROXY` and `NO_PROXY`, in either case, as curl reads them; nil when there is none.
    package init?(environment: [String: String]) {
        guard let text = environment["HTTPS_PROXY"] ?? environment["https_proxy"], !text.isEmpty,
            let url = AbsoluteURL(text.contains("://") ? text : "http://\(text)")
        else { return nil }
        let exceptions = (environment["NO_PROXY"] ?? environment["no_proxy"] ?? "").split { ", ".contains($0) }
        self.init(host: url.host, port: url.port, exceptions: exceptions.map(String.init))
    }

    /// Whether calls to `host` go through the proxy. Loopback and link-local metadata addresses never do.
    package func applies(to host: String) -> Bool {
        let name = host.lowercased()
        if name == "localhost" || name.hasPrefix("127.") || name == "[::1]" || name.hasPrefix("169.254.") {
            return false
        }
        return !exceptions.contains { exception in
            let bare = exception.hasPrefix(".") ? String(exception.dropFirst()) : exception
            return exception == "*" || name == bare || name.hasSuffix(".\(bare)")
        }
    }
}
