import HTTPTypes

/// Which service a request is for: by host in process, by path on loopback, where everything shares one host.
struct SandboxRouter: Sendable {
    /// What a request turned out to be for.
    enum Route {
        case service(SandboxRequest)
        case token(tenant: String)
        case release
        /// The sandbox's own interface: faults, reset, dump.
        case control(SandboxRequest)
        case unknown
    }

    /// The domain of API servers in process.
    static let clusterDomain = ".azmk8s.sandbox.invalid"
    static let armHosts = ["management.azure.com", "management.sandbox.invalid"]
    static let loginHosts = ["login.microsoftonline.com", "login.sandbox.invalid"]
    static let ownHost = "sandbox.martlet.invalid"

    /// The host name of a cluster's API server.
    static func fqdn(clusterID: String) -> String { clusterID + clusterDomain }

    func route(_ request: HTTPRequest, body: [UInt8]) -> Route {
        let host = Self.hostName(request.authority ?? "")
        let target = Substring(request.path ?? "/")
        if host == Self.ownHost { return own(request, body: body, target: target) }
        if host.hasSuffix(Self.clusterDomain) {
            let space = SandboxSpace.cluster(String(host.dropLast(Self.clusterDomain.count)))
            return .service(SandboxRequest(request, body: body, space: space, base: "https://\(host)", target: target))
        }
        if Self.loginHosts.contains(host) { return login(target) }
        if Self.armHosts.contains(host) { return arm(request, body: body, base: "https://\(host)", target: target) }
        return byPath(request, body: body, target: target)
    }

    /// Everything on one host: `/clusters/ID/…`, `/TENANT/oauth2/…`, the sandbox's own paths, and otherwise ARM.
    private func byPath(_ request: HTTPRequest, body: [UInt8], target: Substring) -> Route {
        let base = "\(request.scheme ?? "http")://\(request.authority ?? "localhost")"
        let segments = target.prefix { $0 != "?" }.split(separator: "/", maxSplits: 2)
        if segments.first == "clusters", segments.count > 1 {
            let id = String(segments[1])
            let rest = target.dropFirst("/clusters/".count + id.utf8.count)
            let space = SandboxSpace.cluster(id)
            return .service(
                SandboxRequest(request, body: body, space: space, base: "\(base)/clusters/\(id)", target: rest))
        }
        if segments.count > 1, segments[1] == "oauth2" { return login(target) }
        if segments.first == "cert-manager" || segments.first == "sandbox" {
            return own(request, body: body, target: target)
        }
        return arm(request, body: body, base: base, target: target)
    }

    private func arm(_ request: HTTPRequest, body: [UInt8], base: String, target: Substring) -> Route {
        .service(SandboxRequest(request, body: body, space: .arm, base: base, target: target))
    }

    private func login(_ target: Substring) -> Route {
        let segments = target.prefix { $0 != "?" }.split(separator: "/")
        guard segments.count >= 2, segments[1] == "oauth2" else { return .unknown }
        return .token(tenant: String(segments[0]))
    }

    private func own(_ request: HTTPRequest, body: [UInt8], target: Substring) -> Route {
        if target.prefix(while: { $0 != "?" }) == CertManagerRelease.path { return .release }
        guard target.hasPrefix("/sandbox/") else { return .unknown }
        return .control(
            SandboxRequest(request, body: body, space: .own, base: "", target: target.dropFirst("/sandbox".utf8.count)))
    }

    /// The host of an authority, lower case, without its port.
    private static func hostName(_ authority: String) -> String {
        let host = authority.lowercased()
        guard let colon = host.lastIndex(of: ":"), !host.hasSuffix("]") else { return host }
        return String(host[..<colon])
    }
}
