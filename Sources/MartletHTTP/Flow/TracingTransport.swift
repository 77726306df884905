package import HTTPTypes
package import Logging

/// Logs every call at trace level, with nothing in it that could be a secret.
///
/// Bodies are never logged, only their sizes. Header values are logged from a short list of harmless names. Of a query,
/// the values of a short list of harmless names.
package struct TracingTransport: HTTPTransport {
    private let base: any HTTPTransport
    private let logger: Logger
    private let clock: any Clock<Duration>

    package init(_ base: any HTTPTransport, logger: Logger, clock: any Clock<Duration>) {
        self.base = base
        self.logger = logger
        self.clock = clock
    }

    package func send(
        _ request: HTTPRequest, body: [UInt8], timeout: Duration
    ) async throws(TransportError) -> HTTPReply {
        guard logger.logLevel <= .trace else { return try await base.send(request, body: body, timeout: timeout) }
        let watch = Stopwatch(clock)
        let call = "\(request.method.rawValue) \(Self.redacted(request.url))"
        logger.trace("\(call) (\(body.count) bytes)")
        do {
            let reply = try await base.send(request, body: body, timeout: timeout)
            logger.trace("\(call) -> \(reply.response.status.code)", metadata: metadata(reply.response, watch))
            return reply
        } catch {
            logger.trace("\(call) -> no answer: \(error.kind)", metadata: ["ms": "\(Self.milliseconds(watch))"])
            throw error
        }
    }

    /// The URL with the values of unknown query items taken out: signatures, codes and tokens travel there.
    package static func redacted(_ url: AbsoluteURL?) -> String {
        guard let url else { return "<no url>" }
        guard let query = url.query else { return url.description }
        let items = query.split(separator: "&").map { item in
            let name = item.prefix { $0 != "=" }
            return harmlessQuery.contains(name.lowercased()) ? String(item) : "\(name)=<redacted>"
        }
        return "\(url.scheme)://\(url.authority)\(url.path)?\(items.joined(separator: "&"))"
    }

    private static let harmlessQuery: Set<String> = [
        "api-version", "watch", "limit", "fieldmanager", "dryrun", "force", "labelselector", "fieldselector",
        "resourceversion", "timeoutseconds", "propagationpolicy", "$filter", "$expand", "$top", "resource",
    ]

    private static let harmlessHeaders: [HTTPField.Name] = [
        .of("x-ms-request-id"), .of("x-ms-correlation-request-id"), .of("x-ms-error-code"), .retryAfterField,
        .of("Audit-Id"), .of("x-ms-ratelimit-remaining-subscription-reads"),
        .of("x-ms-ratelimit-remaining-subscription-writes"),
    ]

    private static func milliseconds(_ watch: Stopwatch) -> Int { Int(watch.elapsed.inSeconds * 1000) }

    private func metadata(_ response: HTTPResponse, _ watch: Stopwatch) -> Logger.Metadata {
        var metadata: Logger.Metadata = ["ms": "\(Self.milliseconds(watch))"]
        for name in Self.harmlessHeaders {
            if let value = response.headerFields[name] { metadata[name.canonicalName] = "\(value)" }
        }
        return metadata
    }
}
