import AzureProvider
import HTTPTypes
import MartletHTTP
import MartletModel
import MartletProvider
import Synchronization
import TestSupport

/// Answers requests in order, each with what a line of a script says, and keeps what was asked.
///
/// A script is a list of `("GET …/path", answer)`: the method and the end of the path must match the request, query left
/// out, or the answer is a 599 that names the difference.
final class ScriptedArm: HTTPTransport {
    /// What was asked.
    struct Asked: Sendable {
        let request: HTTPRequest
        let body: Value?

        var line: String { "\(request.method) \(request.url?.path ?? "")" }
        subscript(name: HTTPField.Name) -> String? { request.headerFields[name] }
    }

    struct Line: Sendable {
        let call: String
        let reply: Result<WholeReply, TransportError>

        init(_ call: String, _ status: Int, _ body: Value? = nil, _ headers: HTTPFields = [:]) {
            self.call = call
            let bytes = body.flatMap { try? $0.canonicalJSONBytes(secrets: .reveal) } ?? []
            reply = .success(WholeReply(HTTPResponse(status: .init(code: status), headerFields: headers), bytes))
        }

        init(_ call: String, failing kind: TransportError.Kind) {
            self.call = call
            reply = .failure(TransportError(kind, "scripted"))
        }
    }

    private let state: Mutex<(lines: [Line], asked: [Asked])>

    init(_ lines: [Line]) { state = Mutex((lines, [])) }

    var asked: [Asked] { state.withLock { $0.asked } }
    var isDone: Bool { state.withLock { $0.lines.isEmpty } }

    func send(_ request: HTTPRequest, body: [UInt8], timeout: Duration) async throws(TransportError) -> HTTPReply {
        let asked = Asked(request: request, body: body.isEmpty ? nil : try? Value(json: body))
        let line = state.withLock { state -> Line? in
            state.asked.append(asked)
            return state.lines.isEmpty ? nil : state.lines.removeFirst()
        }
        let words = line?.call.split(separator: " ", maxSplits: 1).map(String.init) ?? []
        guard let line, words.count == 2, words[0] == request.method.rawValue,
            (request.url?.path ?? "").lowercased().hasSuffix(words[1].lowercased())
        else {
            let text = "script has `\(line?.call ?? "no more lines")`, asked `\(asked.line)`"
            return HTTPReply(HTTPResponse(status: .init(code: 599)), .bytes(Array(text.utf8)))
        }
        let whole = try line.reply.get()
        return HTTPReply(whole.response, .bytes(whole.body))
    }
}

/// A provider on a script, with a clock that never waits.
struct ScriptedAzure {
    static let subscription = "00000000-0000-0000-0000-000000000001"
    static let group = "/subscriptions/\(subscription)/resourceGroups/rg"
    static let stack = StackIdentity(stack: "shop", environment: "test")

    let arm: ScriptedArm
    let clock = SteppingClock()
    let provider: AzureProvider
    let connection: any ProviderConnection

    init(_ lines: [ScriptedArm.Line], _ configuration: Value = [:]) async throws {
        arm = ScriptedArm(lines)
        provider = Self.provider(FixedTransportSource(arm), clock)
        var fields = configuration.fields ?? Fields()
        fields["subscription_id"] = .string(Self.subscription)
        connection = try await provider.connect(to: .object(fields))
    }

    static func provider(_ transports: any TransportSource, _ clock: any Clock<Duration>) -> AzureProvider {
        AzureProvider(
            AzureProvider.World(
                transports: transports, clock: clock, randomness: Randomness { 0x1234_5678_9ABC_DEF0 },
                now: { 1_700_000_000 }, readFile: { _ in [] }, credential: FixedCredential("token")))
    }

    /// A provider for what needs no network.
    static var offline: AzureProvider { provider(FixedTransportSource(ScriptedArm([])), SteppingClock()) }

    static func context(
        pending: OperationHandle? = nil, timeout: Duration = .seconds(3600), kept: Kept<OperationHandle> = Kept()
    ) -> StepContext {
        StepContext(
            marker: stack, timeout: timeout, pendingOperation: pending,
            record: { (handle) throws(ProviderError) in kept.append(handle) })
    }
}

/// Values in the order in which they came.
final class Kept<T: Sendable>: Sendable {
    private let values = Mutex<[T]>([])
    var all: [T] { values.withLock { $0 } }
    func append(_ value: T) { values.withLock { $0.append(value) } }
}
