import HTTPTypes
import MartletHTTP
import MartletModel
import MartletProvider

/// Calls Resource Manager: signs, sends, waits out what passes, and reads errors.
struct ArmClient: Sendable {
    let transport: any HTTPTransport
    let credential: any AzureCredential
    let cloud: AzureCloud
    let clock: any Clock<Duration>
    let randomness: Randomness
    let now: @Sendable () -> Int
    /// Groups every request of this run in the Activity Log.
    let correlation: String
    /// Whether resource providers that the subscription lacks are registered on the way.
    let registersProviders: Bool

    /// The service answers within 60 s or gives up (RPC contract); a little more for the way.
    static let answerTimeout = Duration.seconds(90)
    static let userAgent = "martlet/1 (+https://github.com/martlet)"

    /// Codes are tried again no faster than this and no slower than ``slowestRetry``.
    private static let codeRetry: RetryPolicy = {
        var policy = RetryPolicy()
        policy.firstDelay = .seconds(10)
        policy.longestDelay = .seconds(60)
        return policy
    }()

    /// The URL of a path at Resource Manager.
    func url(_ path: String, apiVersion: String, query: [(name: String, value: String)] = []) -> AbsoluteURL {
        let base = AbsoluteURL(cloud.resourceManager) ?? AbsoluteURL(scheme: "https", authority: "management.azure.com")
        return base.appending(path: path.percentEncoded(.path))
            .appending(query: [("api-version", apiVersion)] + query)
    }

    /// Sends `call`; tries again while the answer says "later" and there is time.
    func send(_ call: ArmCall, _ deadline: Deadline) async throws(ProviderError) -> ArmReply {
        var attempt = 0
        var renewed = false
        var registered = false
        while true {
            attempt += 1
            guard let reply = try await tryOnce(call, attempt, renewed: renewed, deadline) else { continue }
            if (200..<300).contains(reply.status) { return ArmReply(whole: reply, body: Self.body(of: reply)) }
            if reply.status == 401, !renewed {
                renewed = true
                continue
            }
            let fault = ArmFault(reply)
            let error = self.error(fault, reply, call)
            if !registered, registersProviders, call.isWrite, fault.isUnregistered {
                registered = true
                if try await register(for: call.url, deadline) { continue }
            }
            guard let budget = FaultTable.budget(for: fault, entry: call.retryCodes, isWrite: call.isWrite) else {
                throw error
            }
            let asked = reply[.retryAfterField].flatMap { RetryAfter($0) }?.delay(now: now())
            let delay = max(asked ?? .zero, Self.codeRetry.backoff(attempt: attempt, random: randomness.unit()))
            guard deadline.elapsed + delay < budget, try await pause(delay, deadline) else { throw error }
        }
    }

    /// Waits; false when the step's time would run out.
    func pause(_ delay: Duration, _ deadline: Deadline) async throws(ProviderError) -> Bool {
        do {
            return try await deadline.sleep(delay)
        } catch {
            throw ProviderError(.cancelled, effect: .possible, code: "Cancelled", message: "The step was cancelled.")
        }
    }

    /// The most times that a reading POST is sent when no answer comes; the transport repeats the other reads by itself.
    private static let readAttempts = 6

    /// One answer; nil, after a wait, when a POST that only reads got none.
    private func tryOnce(
        _ call: ArmCall, _ attempt: Int, renewed: Bool, _ deadline: Deadline
    ) async throws(ProviderError) -> WholeReply? {
        do {
            let reply = try await sendOnce(call, renewed: renewed, deadline)
            guard call.isRead, call.method == .post, reply.status >= 500, attempt < Self.readAttempts else {
                return reply
            }
        } catch {
            guard call.isRead, call.method == .post, attempt < Self.readAttempts, error.kind != .cancelled else {
                throw error
            }
        }
        _ = try await pause(RetryPolicy().backoff(attempt: attempt, random: randomness.unit()), deadline)
        return nil
    }

    private func sendOnce(_ call: ArmCall, renewed: Bool, _ deadline: Deadline) async throws(ProviderError)
        -> WholeReply
    {
        var request = HTTPRequest(call.method, call.url)
        request.headerFields = try await headers(call, renewed: renewed)
        let bytes = try Self.bytes(of: call.body)
        let timeout = min(Self.answerTimeout, max(.seconds(1), deadline.remaining))
        do {
            return try await transport.exchange(request, body: bytes, timeout: timeout)
        } catch {
            throw error.providerError(calling: call.url.host, isWrite: call.isWrite)
        }
    }

    private func headers(_ call: ArmCall, renewed: Bool) async throws(ProviderError) -> HTTPFields {
        var fields = HTTPFields()
        if isOurs(call.url) {
            let token = try await credential.token(for: "\(cloud.audience)/.default", renewing: renewed)
            fields[.authorization] = "Bearer \(token.text)"
        }
        fields[.accept] = "application/json"
        fields[.userAgent] = Self.userAgent
        fields[.of("x-ms-client-request-id")] = randomness.uuid()
        fields[.of("x-ms-return-client-request-id")] = "true"
        fields[.of("x-ms-correlation-request-id")] = correlation
        if call.body != nil { fields[.contentType] = "application/json; charset=utf-8" }
        if let tag = call.ifMatch { fields[.ifMatch] = tag }
        return fields
    }

    /// Tokens go to Resource Manager only, whatever URL an answer names.
    private func isOurs(_ url: AbsoluteURL) -> Bool {
        guard let base = AbsoluteURL(cloud.resourceManager) else { return false }
        return url.scheme == base.scheme && url.authority == base.authority
    }

    private static func bytes(of body: Value?) throws(ProviderError) -> [UInt8] {
        guard let body else { return [] }
        do {
            return try body.canonicalJSONBytes(secrets: .reveal)
        } catch {
            throw ProviderError(.bug, code: "UnknownInBody", message: "A body with unknown values was to be sent.")
        }
    }

    private static func body(of reply: WholeReply) -> Value? {
        let bytes = reply.body.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(reply.body.dropFirst(3)) : reply.body
        return bytes.isEmpty ? nil : try? Value(json: bytes, duplicateKeys: .lastWins)
    }

    private func error(_ fault: ArmFault, _ reply: WholeReply, _ call: ArmCall) -> ProviderError {
        let kind = FaultTable.kind(of: fault, status: reply.status)
        let inDoubt = call.isWrite && (reply.status >= 500 || reply.status == 408)
        var message = fault.message
        if !fault.policies.isEmpty { message += " Policies: \(fault.policies.joined(separator: ", "))." }
        let path = fault.target.flatMap { ValuePath(catalog: $0) }
        return ProviderError(
            kind, effect: inDoubt ? .possible : .none, code: fault.codes.last ?? fault.code, message: message,
            hint: FaultTable.hint(for: fault), httpStatus: reply.status, requestID: reply[.of("x-ms-request-id")],
            problems: path.map { [BodyProblem($0, fault.message)] } ?? []
        )
    }
}
