import Foundation
import HTTPTypes
package import MartletHTTP
import MartletLanguage
import MartletModel

/// Fetches the bytes of an archive from `https:`, `http:` or `file:`, following redirects.
package struct ArchiveDownload: Sendable {
    private static let redirectLimit = 5

    let transports: any TransportSource
    let environment: [String: String]
    let now: @Sendable () -> Int
    let clock: any Clock<Duration>

    package init(
        transports: any TransportSource, environment: [String: String], now: @escaping @Sendable () -> Int,
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.transports = transports
        self.environment = environment
        self.now = now
        self.clock = clock
    }

    /// The bytes at a URL: at most `limit` of them.
    package func bytes(of text: String, limit: Int) async throws(CommandFailure) -> [UInt8] {
        if text.hasPrefix("file://") { return try file(String(text.dropFirst(7)), limit: limit) }
        guard var url = AbsoluteURL(text) else { throw Self.failed(text, "it is not a URL") }
        for _ in 0...Self.redirectLimit {
            let reply = try await reply(url, limit: limit)
            if reply.status == 200 { return reply.body }
            guard (300..<400).contains(reply.status), let place = reply[.location], let next = Self.next(place, url)
            else { throw Self.failed(text, "\(Self.shown(url)) answered \(reply.status)") }
            url = next
        }
        throw Self.failed(text, "\(url.host) redirects in circles")
    }

    private func reply(_ url: AbsoluteURL, limit: Int) async throws(CommandFailure) -> WholeReply {
        do {
            let transport = RetryingTransport(
                try transports.transport(TransportOptions(proxy: ProxySettings(environment: environment))),
                clock: clock,
                randomness: .system, now: now)
            return try await transport.exchange(HTTPRequest(.get, url), timeout: .seconds(60), limit: limit)
        } catch {
            throw Self.failed(Self.shown(url), error.message)
        }
    }

    /// Where a redirect leads; nil when it would give up encryption.
    private static func next(_ place: String, _ url: AbsoluteURL) -> AbsoluteURL? {
        let text = place.hasPrefix("/") && !place.hasPrefix("//") ? "\(url.scheme)://\(url.authority)\(place)" : place
        return AbsoluteURL(text).flatMap { $0.scheme == "https" || url.scheme == "http" ? $0 : nil }
    }

    /// Without the query, which may hold a signature.
    private static func shown(_ url: AbsoluteURL) -> String { "\(url.scheme)://\(url.authority)\(url.path)" }

    private func file(_ path: String, limit: Int) throws(CommandFailure) -> [UInt8] {
        do throws(FileFault) {
            return try DiskFiles().read(path.percentDecoded, limit: limit)
        } catch {
            throw Self.failed("file://\(path)", error.reason)
        }
    }

    private static func failed(_ url: String, _ why: String) -> CommandFailure {
        CommandFailure(
            .moduleNotFetched, detail: "`\(url.prefix { $0 != "?" })` cannot be fetched: \(why).",
            hint: "Check the URL, and that this machine can reach it.")
    }
}
