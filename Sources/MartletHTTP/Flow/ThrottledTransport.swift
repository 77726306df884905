package import HTTPTypes

/// Makes calls wait for their turn at a ``Throttle``: the place is held until the head of the answer is there.
package struct ThrottledTransport: HTTPTransport {
    private let base: any HTTPTransport
    private let throttle: Throttle

    package init(_ base: any HTTPTransport, _ throttle: Throttle) {
        self.base = base
        self.throttle = throttle
    }

    package func send(
        _ request: HTTPRequest, body: [UInt8], timeout: Duration
    ) async throws(TransportError) -> HTTPReply {
        do {
            try await throttle.enter()
        } catch {
            throw TransportError(.notSent, "The call was cancelled before it was sent.")
        }
        let answer: Result<HTTPReply, TransportError>
        do {
            answer = .success(try await base.send(request, body: body, timeout: timeout))
        } catch {
            answer = .failure(error)
        }
        throttle.leave()
        return try answer.get()
    }
}
