import HTTPTypes
import MartletHTTP
import Synchronization

/// Answers each request with the next of a list, and keeps what was asked.
final class ScriptedTransport: HTTPTransport {
    typealias Answer = Result<HTTPReply, TransportError>

    private let state: Mutex<(answers: [Answer], requests: [HTTPRequest])>

    init(_ answers: [Answer]) { state = Mutex((answers, [])) }

    var requests: [HTTPRequest] { state.withLock { $0.requests } }

    func send(_ request: HTTPRequest, body: [UInt8], timeout: Duration) async throws(TransportError) -> HTTPReply {
        let answer = state.withLock { state in
            state.requests.append(request)
            return state.answers.isEmpty
                ? .failure(TransportError(.notSent, "script ended")) : state.answers.removeFirst()
        }
        return try answer.get()
    }

    static func status(_ code: Int, _ fields: HTTPFields = [:], _ body: String = "") -> Answer {
        .success(HTTPReply(HTTPResponse(status: .init(code: code), headerFields: fields), .bytes(Array(body.utf8))))
    }

    static func failure(_ kind: TransportError.Kind) -> Answer { .failure(TransportError(kind, "scripted")) }
}
