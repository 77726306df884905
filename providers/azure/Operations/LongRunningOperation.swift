import HTTPTypes
import MartletHTTP
import MartletModel
import MartletProvider

/// A long-running operation of Resource Manager, as a pure state machine: what to ask next, and what the answer means.
///
/// Three styles, tried in this order: the `Azure-AsyncOperation` header, the `Location` header, the object's own
/// `provisioningState`
/// (https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations; reference/azure.md A3).
struct LongRunningOperation: Sendable, Hashable {
    /// Where the operation can be asked after.
    enum Style: String, Sendable, Hashable {
        /// A status document at its own URL.
        case asyncOperation = "async_operation"
        /// 202 while it runs, then what a synchronous call would have answered.
        case location
        /// The object itself, until its `provisioningState` is terminal.
        case provisioningState = "provisioning_state"
        /// The object itself, until it is gone.
        case gone
    }

    /// What an answer means.
    enum Step: Sendable, Hashable {
        /// Still going on; `note` is the service's word for it. Nil `interval` for the usual one.
        case running(note: String?, interval: Duration?)
        case succeeded
        case failed(ArmFault)
    }

    let style: Style
    /// What to GET; kept byte for byte, since it may be signed.
    let url: AbsoluteURL
    let isDelete: Bool

    /// Whether a first answer means that the operation goes on; nil when it is done.
    ///
    /// - Parameter object: The URL of the object itself.
    init?(after reply: ArmReply, to method: HTTPRequest.Method, object: AbsoluteURL) {
        isDelete = method == .delete
        let status = reply.url(.of("Azure-AsyncOperation"), relativeTo: object)
        let location = reply.url(.of("Location"), relativeTo: object)
        if let status, !Self.isSame(status, object) {
            (style, url) = (.asyncOperation, status)
        } else if let location, reply.status == 202 || (reply.status == 201 && !isDelete),
            !Self.isSame(location, object)
        {
            (style, url) = (.location, location)
        } else if isDelete {
            guard reply.status == 202 else { return nil }
            (style, url) = (.gone, object)
        } else if reply.status == 202 || Self.isGoingOn(reply.body, status: reply.status) {
            (style, url) = (.provisioningState, object)
        } else {
            return nil
        }
    }

    init(style: Style, url: AbsoluteURL, isDelete: Bool) {
        self.style = style
        self.url = url
        self.isDelete = isDelete
    }

    /// The path decides: some services name the object itself, with another api-version.
    private static func isSame(_ left: AbsoluteURL, _ right: AbsoluteURL) -> Bool {
        left.authority == right.authority && left.path.lowercased() == right.path.lowercased()
    }

    /// What the answer to a GET of ``url`` means.
    func step(_ status: Int, _ body: Value?, _ fault: @autoclosure () -> ArmFault) -> Step {
        switch style {
        case .asyncOperation: asyncStep(status, body, fault())
        case .location: locationStep(status, body, fault())
        case .provisioningState: objectStep(status, body, fault())
        case .gone: goneStep(status, body, fault())
        }
    }

    private func asyncStep(_ status: Int, _ body: Value?, _ fault: ArmFault) -> Step {
        if status == 404, isDelete { return .succeeded }
        guard (200..<300).contains(status) else { return .running(note: nil, interval: nil) }
        if status == 204 { return .succeeded }
        guard let word = body?["status"]?.stringValue ?? body?.at("properties", "provisioningState")?.stringValue else {
            return status == 202 ? .running(note: nil, interval: nil) : .succeeded
        }
        return outcome(of: word, body)
    }

    private func locationStep(_ status: Int, _ body: Value?, _ fault: ArmFault) -> Step {
        switch status {
        case 202: return .running(note: body?["status"]?.stringValue, interval: nil)
        case 200, 201, 204:
            let word = body?.at("properties", "provisioningState")?.stringValue ?? body?["status"]?.stringValue
            return word.map { outcome(of: $0, body) } ?? .succeeded
        case 404 where isDelete: return .succeeded
        default: return .failed(fault)
        }
    }

    private func objectStep(_ status: Int, _ body: Value?, _ fault: ArmFault) -> Step {
        // Resource Manager's read replicas may lag behind the write.
        if status == 404 { return .running(note: nil, interval: nil) }
        guard (200..<300).contains(status) else { return .failed(fault) }
        guard let word = Self.provisioningState(body) else { return .succeeded }
        return outcome(of: word, body)
    }

    private func goneStep(_ status: Int, _ body: Value?, _ fault: ArmFault) -> Step {
        if status == 404 || status == 204 { return .succeeded }
        guard (200..<300).contains(status) else { return .failed(fault) }
        let word = Self.provisioningState(body)
        if word?.lowercased() == "failed" { return .failed(Self.fault(in: body, word: "Failed")) }
        return .running(note: word, interval: nil)
    }

    private func outcome(of word: String, _ body: Value?) -> Step {
        switch word.lowercased() {
        case "succeeded", "ready", "completed": .succeeded
        case "failed", "canceled", "cancelled": .failed(Self.fault(in: body, word: word))
        default: .running(note: word, interval: nil)
        }
    }

    private static func fault(in body: Value?, word: String) -> ArmFault {
        let error = body?["error"] ?? body?.at("properties", "provisioningError") ?? body?.at("properties", "error")
        if let error, let fault = ArmFault(error) { return fault }
        return ArmFault(
            code: "Operation\(word)", message: "The operation ended as `\(word)`, and the service gave no reason.")
    }

    static func provisioningState(_ body: Value?) -> String? {
        body?.at("properties", "provisioningState")?.stringValue
    }

    /// Whether a first answer with a body but without headers means that the operation goes on.
    private static func isGoingOn(_ body: Value?, status: Int) -> Bool {
        guard let word = provisioningState(body) else { return false }
        return !["succeeded", "failed", "canceled", "cancelled"].contains(word.lowercased())
    }
}
