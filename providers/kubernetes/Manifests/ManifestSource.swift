import HTTPTypes
import MartletHTTP
import MartletModel
import MartletProvider

/// Where the text of a `kubernetes.manifests` comes from.
enum ManifestSource: Sendable, Hashable {
    case text(String)
    /// Relative to the stack's folder.
    case file(String)
    /// Fetched; only bytes with this digest are taken.
    case url(AbsoluteURL, Digest)

    /// Nil when the body names no source, or one that ``ManifestProblems`` faults.
    init?(_ body: Value) {
        if let text = body.text("text") {
            self = .text(text)
        } else if let path = body.text("file") {
            self = .file(path)
        } else if let url = body.text("url").flatMap({ AbsoluteURL($0) }), let digest = Self.digest(body.text("sha256"))
        {
            self = .url(url, digest)
        } else {
            return nil
        }
    }

    /// 64 hexadecimal digits, with or without `sha256:`.
    static func digest(_ text: String?) -> Digest? {
        guard let text else { return nil }
        return Digest(hex: text.hasPrefix("sha256:") ? String(text.dropFirst(7)) : text)
    }

    /// The name of the text in messages.
    var name: String {
        switch self {
        case .text: "text"
        case .file(let path): path
        case .url(let url, _): "\(url.scheme)://\(url.authority)\(url.path)"
        }
    }

    func bytes(stackFolder: String, _ surroundings: KubernetesSurroundings) async throws(ProviderError) -> [UInt8] {
        switch self {
        case .text(let text): return Array(text.utf8)
        case .file(let path):
            let full = path.hasPrefix("/") ? path : "\(stackFolder)/\(path)"
            guard let bytes = (try? surroundings.readFile(full)).flatMap({ $0 }) else {
                throw ProviderError(
                    .invalid, code: "FileMissing", message: "The file `\(path)` cannot be read.",
                    problems: [BodyProblem(ValuePath([.key("file")]), "The file `\(path)` cannot be read.")]
                )
            }
            return bytes
        case .url(let url, let digest):
            let bytes = try await ManifestDownload(surroundings: surroundings).bytes(of: url)
            let found = Digest(of: bytes)
            guard found == digest else { throw Self.mismatch(found, digest, name) }
            return bytes
        }
    }

    private static func mismatch(_ found: Digest, _ wanted: Digest, _ name: String) -> ProviderError {
        let message = "`\(name)` has the digest \(found), not \(wanted): it is not the text that the stack means."
        let problem = BodyProblem(
            ValuePath([.key("sha256")]), message, hint: "If the new text is good, write its digest into `sha256`."
        )
        return ProviderError(
            .invalid, code: "DigestMismatch", message: message, hint: problem.hint, problems: [problem])
    }
}

/// Fetches a text, following redirects.
struct ManifestDownload: Sendable {
    let surroundings: KubernetesSurroundings

    private static let redirectLimit = 5
    private static let sizeLimit = 32 << 20

    func bytes(of url: AbsoluteURL) async throws(ProviderError) -> [UInt8] {
        var url = url
        for _ in 0...Self.redirectLimit {
            let reply: WholeReply
            do {
                let options = TransportOptions(proxy: ProxySettings(environment: surroundings.environment))
                let transport = RetryingTransport(
                    try surroundings.transports.transport(options), clock: surroundings.clock,
                    randomness: surroundings.randomness, now: surroundings.now
                )
                reply = try await transport.exchange(
                    HTTPRequest(.get, url), timeout: .seconds(60), limit: Self.sizeLimit
                )
            } catch {
                throw error.providerError(calling: url.host, isWrite: false)
            }
            if reply.status == 200 { return reply.body }
            guard (300..<400).contains(reply.status), let next = reply[.location].flatMap({ AbsoluteURL($0) }),
                next.scheme == "https" || url.scheme == "http"
            else {
                throw ProviderError(
                    .invalid, code: "HTTP\(reply.status)",
                    message: "`\(url.scheme)://\(url.authority)\(url.path)` answered \(reply.status).",
                    httpStatus: reply.status
                )
            }
            url = next
        }
        throw ProviderError(.invalid, code: "Redirects", message: "`\(url.host)` redirects in circles.")
    }
}
