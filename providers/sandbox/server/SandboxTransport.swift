package import HTTPTypes
package import MartletHTTP
import MartletModel

/// The sandbox as a network: answers what Azure, its login and its clusters would answer.
package struct SandboxTransport: HTTPTransport {
    package let cloud: SandboxCloud
    private let router = SandboxRouter()

    package init(_ cloud: SandboxCloud) { self.cloud = cloud }

    package func send(
        _ request: HTTPRequest, body: [UInt8], timeout: Duration
    ) async throws(TransportError) -> HTTPReply {
        switch router.route(request, body: body) {
        case .service(let request): try await answer(request, timeout: timeout)
        case .token(let tenant): try durably { SandboxToken.reply(tenant: tenant, in: &$0) }
        case .release: .bytes(.ok, CertManagerRelease.bytes, contentType: "application/yaml")
        case .control(let request): try control(request)
        case .unknown: throw TransportError(.notSent, "\(request.authority ?? "The host") is not in the sandbox.")
        }
    }

    private func control(_ request: SandboxRequest) throws(TransportError) -> HTTPReply {
        do {
            return try SandboxControl(cloud: cloud).respond(to: request)
        } catch {
            throw TransportError(.notSent, error.description)
        }
    }

    /// One transaction; a sandbox that cannot write is a network that is down.
    private func durably<T: Sendable>(
        _ body: (inout SandboxTransaction) -> T
    ) throws(TransportError) -> T {
        do {
            return try cloud.transaction(body)
        } catch {
            throw TransportError(.notSent, error.description)
        }
    }

    /// What became of a request inside its transaction.
    private enum Outcome: Sendable {
        case reply(HTTPReply, after: Duration)
        case broken
        case silent
    }

    private func answer(_ request: SandboxRequest, timeout: Duration) async throws(TransportError) -> HTTPReply {
        guard let service = cloud.services.service(of: request.space) else {
            throw TransportError(.notSent, "\(request.base) is not in the sandbox.")
        }
        let outcome = try durably { decide(request, by: service, in: &$0) }
        switch outcome {
        case .reply(let reply, let delay):
            try await wait(delay, timeout: timeout)
            return reply
        case .broken: throw TransportError(.connectionLost, "The connection was reset.")
        case .silent:
            try await wait(timeout, timeout: timeout)
            throw TransportError(.timeout, "No answer within \(timeout).")
        }
    }

    private func wait(_ delay: Duration, timeout: Duration) async throws(TransportError) {
        guard delay > .zero else { return }
        do {
            try await cloud.clock.sleep(until: cloud.clock.now.advanced(by: min(delay, timeout)), tolerance: nil)
        } catch {
            throw TransportError(.cancelled, "The request was cancelled.")
        }
        guard delay <= timeout else { throw TransportError(.timeout, "No answer within \(timeout).") }
    }

    private func decide(
        _ request: SandboxRequest, by service: any SandboxService, in transaction: inout SandboxTransaction
    ) -> Outcome {
        let action = transaction.strike(
            method: request.method.rawValue, path: request.base + request.path,
            operation: service.operation(of: request))
        switch action {
        case nil:
            let reply = served(request, by: service, in: &transaction)
            return .reply(reply, after: transaction.latency)
        case .delay(let delay): return .reply(served(request, by: service, in: &transaction), after: delay)
        case .lostReply:
            _ = served(request, by: service, in: &transaction)
            return .broken
        case .failOperation(let code, let message):
            transaction.operationFailure = SandboxTransaction.OperationFailure(code: code, message: message)
            defer { transaction.operationFailure = nil }
            return .reply(served(request, by: service, in: &transaction), after: .zero)
        case .reset: return .broken
        case .hang: return .silent
        case .error(let status, let code, let message):
            return .reply(service.failure(status: status, code: code, message: message), after: .zero)
        case .throttle(let seconds):
            let reply = service.failure(
                status: 429, code: "TooManyRequests", message: "The request is being throttled.")
            var response = reply.response
            response.headerFields[.retryAfter] = String(seconds)
            return .reply(HTTPReply(response, reply.body), after: .zero)
        }
    }

    /// The service's answer; a refusal takes back what the request wrote.
    private func served(
        _ request: SandboxRequest, by service: any SandboxService, in transaction: inout SandboxTransaction
    ) -> HTTPReply {
        do throws(SandboxRefusal) {
            return try transaction.attempt { (part) throws(SandboxRefusal) in
                try service.respond(to: request, in: &part)
            }
        } catch {
            return error.reply
        }
    }
}
