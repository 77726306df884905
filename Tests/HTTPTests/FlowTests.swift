import HTTPTypes
import Logging
import MartletHTTP
import Synchronization
import TestSupport
import Testing

/// Throttling, paging, bodies, traces and proxies.
struct FlowTests {
    @Test func `a burst passes at once and the rest at the rate`() async throws {
        let clock = SteppingClock()
        let throttle = Throttle(ThrottleLimit(concurrent: 10, burst: 3, perSecond: 2), clock: clock)
        for _ in 0..<5 {
            try await throttle.enter()
            throttle.leave()
        }
        #expect(clock.sleeps == [.milliseconds(500), .milliseconds(500)])
    }

    @Test func `never more callers than places`() async throws {
        let throttle = Throttle(ThrottleLimit(concurrent: 3), clock: SteppingClock())
        let running = Gauge()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    try await throttle.enter()
                    running.change(by: 1)
                    await Task.yield()
                    running.change(by: -1)
                    throttle.leave()
                }
            }
            try await group.waitForAll()
        }
        #expect(running.most <= 3)
        #expect(running.now == 0)
    }

    @Test func `a cancelled caller leaves the line and takes no place`() async throws {
        let throttle = Throttle(ThrottleLimit(concurrent: 1), clock: SteppingClock())
        try await throttle.enter()
        await withTaskGroup(of: Bool.self) { group in
            group.addTask { (try? await throttle.enter()) == nil }
            group.cancelAll()
            #expect(await group.next() == true)
        }
        throttle.leave()
        try await throttle.enter()
    }

    @Test func `pages are read to the end, and a circle ends too`() async {
        let pages: [Int: Pages.Page<String, Int>] = [
            1: Pages.Page(["a"], next: 2), 2: Pages.Page(["b", "c"], next: 3), 3: Pages.Page(["d"], next: 1),
        ]
        let items = await Pages.all(from: 1) { pages[$0] ?? Pages.Page([], next: nil) }
        #expect(items == ["a", "b", "c", "d"])
    }

    @Test func `a body beyond the limit is refused`() async {
        let stream = AsyncThrowingStream<[UInt8], any Error> { continuation in
            for _ in 0..<10 { continuation.yield(Array(repeating: 0, count: 100)) }
            continuation.finish()
        }
        await #expect(throws: TransportError.self) { try await HTTPReplyBody.stream(stream).collect(limit: 500) }
    }

    @Test func `a body that breaks off is a lost connection`() async {
        struct Broken: Error {}
        let stream = AsyncThrowingStream<[UInt8], any Error> { $0.finish(throwing: Broken()) }
        await #expect(throws: TransportError(.connectionLost, "The answer broke off after 0 bytes.")) {
            try await HTTPReplyBody.stream(stream).collect()
        }
    }

    @Test(arguments: [
        ("https://h/p?api-version=1&sig=abc&code=x", "https://h/p?api-version=1&sig=<redacted>&code=<redacted>"),
        ("https://h/p", "https://h/p"), ("https://h/p?watch=1&token", "https://h/p?watch=1&token=<redacted>"),
    ])
    func `a traced URL shows only harmless query items`(_ text: String, _ shown: String) {
        #expect(TracingTransport.redacted(AbsoluteURL(text)) == shown)
    }

    @Test func `a trace holds neither headers nor bodies`() async throws {
        let log = LogKeeper()
        var logger = Logger(label: "test", factory: { _ in log })
        logger.logLevel = .trace
        let base = ScriptedTransport([
            ScriptedTransport.status(200, [.of("x-ms-request-id"): "r1", .of("Set-Cookie"): "PLANTED"], "PLANTED")
        ])
        let transport = TracingTransport(base, logger: logger, clock: SteppingClock())
        var request = HTTPRequest(.put, AbsoluteURL(scheme: "https", authority: "h", query: "sig=PLANTED"))
        request.headerFields[.authorization] = "Bearer PLANTED"
        _ = try await transport.exchange(request, body: Array("PLANTED".utf8), timeout: .seconds(1))
        #expect(log.lines.count == 2)
        #expect(log.lines.joined().contains("r1"))
        #expect(!log.lines.joined().contains("PLANTED"))
    }

    @Test(arguments: [
        ("management.azure.com", true), ("x.internal", false), ("internal", false), ("127.0.0.1", false),
        ("169.254.169.254", false), ("notinternal", true), ("localhost", false),
    ])
    func `the proxy is used for hosts outside the exceptions`(_ host: String, _ isUsed: Bool) throws {
        let proxy = try #require(
            ProxySettings(environment: ["HTTPS_PROXY": "http://proxy:3128", "NO_PROXY": ".internal,other"]))
        #expect(proxy.port == 3128)
        #expect(proxy.applies(to: host) == isUsed)
    }

    @Test func `random UUIDs are version 4`() {
        var generator = SeededGenerator(seed: 7)
        let word = generator.next()
        let uuid = Randomness { word }.uuid()
        #expect(uuid.count == 36)
        #expect(Array(uuid)[14] == "4")
        #expect("89ab".contains(Array(uuid)[19]))
    }
}

/// Counts what goes on at once.
private final class Gauge: Sendable {
    private let state = Mutex((now: 0, most: 0))

    var now: Int { state.withLock { $0.now } }
    var most: Int { state.withLock { $0.most } }

    func change(by difference: Int) {
        state.withLock { $0 = ($0.now + difference, max($0.most, $0.now + difference)) }
    }
}

/// Keeps log lines.
final class LogKeeper: LogHandler, Sendable {
    private let kept = Mutex<[String]>([])
    var lines: [String] { kept.withLock { $0 } }

    var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }
    var logLevel: Logger.Level {
        get { .trace }
        set {}
    }
    subscript(metadataKey _: String) -> Logger.Metadata.Value? {
        get { nil }
        set {}
    }

    func log(event: LogEvent) { kept.withLock { $0.append("\(event.message) \(event.metadata ?? [:])") } }
}
