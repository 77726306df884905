import HTTPTypes
import KubernetesProvider
import MartletHTTP
import MartletModel
import Synchronization

/// A server of rules: each answers the requests whose method and path (without the query) it names, in turn; the last
/// answer of a rule stays.
///
///     let server = ScriptedTransport()
///     server.on("GET /api/v1/namespaces/default/configmaps/a", 404, #"{"kind":"Status"}"#)
final class ScriptedTransport: HTTPTransport {
    /// A request as it arrived.
    struct Seen: Sendable {
        let line: String
        let query: String
        let headers: HTTPFields
        let body: Value?
    }

    private struct Script {
        var answers: [String: [HTTPReply]] = [:]
        var seen: [Seen] = []
    }

    private let script = Mutex(Script())

    func on(_ line: String, _ status: Int = 200, _ body: String, headers: HTTPFields = [:]) {
        let reply = HTTPReply(
            HTTPResponse(status: .init(code: status), headerFields: headers), .bytes(Array(body.utf8))
        )
        script.withLock { $0.answers[line, default: []].append(reply) }
    }

    var seen: [Seen] { script.withLock { $0.seen } }
    /// `METHOD path` of every request that was not discovery.
    var lines: [String] { seen.map(\.line).filter { $0 != "GET /api" && $0 != "GET /apis" } }

    func send(_ request: HTTPRequest, body: [UInt8], timeout: Duration) async throws(TransportError) -> HTTPReply {
        let target = (request.path ?? "").split(separator: "?", maxSplits: 1).map(String.init)
        let line = "\(request.method.rawValue) \(target.first ?? "?")"
        let seen = Seen(
            line: line, query: target.count > 1 ? target[1] : "", headers: request.headerFields,
            body: try? Value(json: body)
        )
        return script.withLock { script in
            script.seen.append(seen)
            guard let answers = script.answers[line], let first = answers.first else {
                let text = #"{"kind":"Status","reason":"NotFound","code":404,"message":"no script for \#(line)"}"#
                return HTTPReply(HTTPResponse(status: .notFound), .bytes(Array(text.utf8)))
            }
            if answers.count > 1 { script.answers[line] = Array(answers.dropFirst()) }
            return first
        }
    }
}

/// A clock whose sleeps end at once and take the time that they were asked for.
final class InstantClock: Clock {
    struct Instant: InstantProtocol {
        var offset: Duration
        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private let offset = Mutex(Duration.zero)

    var now: Instant { Instant(offset: offset.withLock { $0 }) }
    var minimumResolution: Duration { .nanoseconds(1) }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        offset.withLock { $0 = max($0, deadline.offset) }
        await Task.yield()
    }
}

/// A world without network, disk and time.
func surroundings(
    _ transports: any TransportSource, environment: [String: String] = [:], files: [String: String] = [:],
    clock: InstantClock = InstantClock(), now: @escaping @Sendable () -> Int = { 1_000 },
    runCommand: @escaping CommandRunner = { _ in CommandOutcome(succeeded: false, output: []) }
) -> KubernetesSurroundings {
    KubernetesSurroundings(
        transports: transports, clock: clock, now: now, randomness: Randomness { 0 }, environment: environment,
        readFile: { files[$0].map { Array($0.utf8) } }, runCommand: runCommand
    )
}
