import HTTPTypes
import MartletHTTP
import MartletModel
import MartletProvider
import Testing

@testable import AzureProvider

/// The three styles of long-running operations: which one a first answer starts, and what each later answer means.
struct OperationTests {
    static let object = "https://management.azure.com/subscriptions/s/resourceGroups/g/providers/M.X/y/z"
    static let status =
        "https://management.azure.com/subscriptions/s/providers/M.X/locations/l/operations/1?t=1&s=a%2Bb"

    struct Start: Sendable, CustomTestStringConvertible {
        let what: String
        let method: HTTPRequest.Method
        let status: Int
        var body: Value?
        var headers: HTTPFields = [:]
        let style: LongRunningOperation.Style?
        var testDescription: String { what }
    }

    private static let asyncHeader: HTTPFields = [.of("Azure-AsyncOperation"): status]
    private static let locationHeader: HTTPFields = [.of("Location"): status]

    private static func state(_ word: String) -> Value { ["properties": ["provisioningState": .string(word)]] }

    static let starts: [Start] = [
        Start(what: "a synchronous PUT", method: .put, status: 200, body: ["id": "x"], style: nil),
        Start(
            what: "a synchronous PUT that succeeded", method: .put, status: 201, body: state("Succeeded"), style: nil),
        Start(
            what: "a PUT with a state", method: .put, status: 201, body: state("Creating"), style: .provisioningState),
        Start(
            what: "a PUT with a status URL", method: .put, status: 201, body: state("Creating"), headers: asyncHeader,
            style: .asyncOperation),
        Start(
            what: "a PUT with both headers", method: .put, status: 202, headers: asyncHeader + locationHeader,
            style: .asyncOperation),
        Start(what: "a PUT with a place", method: .put, status: 202, headers: locationHeader, style: .location),
        Start(what: "a PUT accepted without a word", method: .put, status: 202, style: .provisioningState),
        Start(
            what: "a PUT of something done with a place", method: .put, status: 200, body: state("Succeeded"),
            headers: locationHeader, style: nil),
        Start(
            what: "a PUT that names itself", method: .put, status: 201, body: state("Updating"),
            headers: [.of("Azure-AsyncOperation"): object + "?api-version=1"], style: .provisioningState),
        Start(what: "a synchronous DELETE", method: .delete, status: 200, style: nil),
        Start(what: "a DELETE of nothing", method: .delete, status: 204, style: nil),
        Start(what: "a DELETE accepted without a word", method: .delete, status: 202, style: .gone),
        Start(what: "a DELETE with a place", method: .delete, status: 202, headers: locationHeader, style: .location),
        Start(
            what: "a DELETE that names itself", method: .delete, status: 202,
            headers: [.of("Location"): object + "?api-version=1"], style: .gone),
        Start(
            what: "a PATCH with a state", method: .patch, status: 200, body: state("Updating"),
            style: .provisioningState),
    ]

    @Test(arguments: starts)
    func `a first answer decides the style`(_ row: Start) throws {
        let object = try #require(AbsoluteURL(Self.object))
        let whole = WholeReply(HTTPResponse(status: .init(code: row.status), headerFields: row.headers), [])
        let operation = LongRunningOperation(
            after: ArmReply(whole: whole, body: row.body), to: row.method, object: object)
        #expect(operation?.style == row.style)
    }

    @Test func `a status URL is kept byte for byte`() throws {
        let object = try #require(AbsoluteURL(Self.object))
        let whole = WholeReply(HTTPResponse(status: .accepted, headerFields: Self.asyncHeader), [])
        let operation = try #require(
            LongRunningOperation(after: ArmReply(whole: whole, body: nil), to: .put, object: object))
        #expect(operation.url.description == Self.status)
        #expect(LongRunningOperation(operation.handle) == operation)
    }

    @Test(arguments: ["", "{}", "x", #"{"style":"other","url":"https://h/","delete":false,"version":1}"#])
    func `a handle that is not ours is refused`(_ text: String) {
        #expect(LongRunningOperation(OperationHandle(text)) == nil)
    }

    struct Poll: Sendable, CustomTestStringConvertible {
        let style: LongRunningOperation.Style
        var isDelete = false
        let status: Int
        var body: Value?
        let outcome: String
        var testDescription: String { "\(style) \(isDelete ? "delete " : "")\(status) \(outcome)" }
    }

    private static func word(_ word: String) -> Value { ["status": .string(word)] }

    static let polls: [Poll] = [
        Poll(style: .asyncOperation, status: 200, body: word("InProgress"), outcome: "running InProgress"),
        Poll(style: .asyncOperation, status: 202, outcome: "running"),
        Poll(style: .asyncOperation, status: 200, body: word("succeeded"), outcome: "succeeded"),
        Poll(style: .asyncOperation, status: 204, outcome: "succeeded"),
        Poll(
            style: .asyncOperation, status: 200,
            body: ["status": "Failed", "error": ["code": "SkuNotAvailable", "message": "m"]],
            outcome: "failed SkuNotAvailable"),
        Poll(style: .asyncOperation, status: 200, body: word("Cancelled"), outcome: "failed OperationCancelled"),
        Poll(style: .asyncOperation, status: 200, body: word("Canceled"), outcome: "failed OperationCanceled"),
        Poll(style: .asyncOperation, status: 404, outcome: "running"),
        Poll(style: .asyncOperation, status: 500, outcome: "running"),
        Poll(style: .asyncOperation, isDelete: true, status: 404, outcome: "succeeded"),
        Poll(style: .location, status: 202, outcome: "running"),
        Poll(style: .location, status: 200, outcome: "succeeded"),
        Poll(style: .location, status: 204, outcome: "succeeded"),
        Poll(style: .location, status: 200, body: state("ResolvingDNS"), outcome: "running ResolvingDNS"),
        Poll(style: .location, status: 200, body: state("Succeeded"), outcome: "succeeded"),
        Poll(style: .location, status: 409, body: nil, outcome: "failed Given"),
        Poll(style: .location, isDelete: true, status: 404, outcome: "succeeded"),
        Poll(style: .provisioningState, status: 200, body: state("Accepted"), outcome: "running Accepted"),
        Poll(style: .provisioningState, status: 200, body: state("Succeeded"), outcome: "succeeded"),
        Poll(style: .provisioningState, status: 200, body: ["id": "x"], outcome: "succeeded"),
        Poll(style: .provisioningState, status: 404, outcome: "running"),
        Poll(style: .provisioningState, status: 200, body: state("Failed"), outcome: "failed OperationFailed"),
        Poll(style: .gone, isDelete: true, status: 200, body: state("Deleting"), outcome: "running Deleting"),
        Poll(style: .gone, isDelete: true, status: 404, outcome: "succeeded"),
        Poll(style: .gone, isDelete: true, status: 200, body: state("Failed"), outcome: "failed OperationFailed"),
    ]

    @Test(arguments: polls)
    func `a later answer means running, done or failed`(_ row: Poll) throws {
        let operation = LongRunningOperation(
            style: row.style, url: try #require(AbsoluteURL(Self.status)), isDelete: row.isDelete)
        let outcome: String
        switch operation.step(row.status, row.body, ArmFault(code: "Given", message: "m")) {
        case .running(let note, _): outcome = note.map { "running \($0)" } ?? "running"
        case .succeeded: outcome = "succeeded"
        case .failed(let fault): outcome = "failed \(fault.code)"
        }
        #expect(outcome == row.outcome)
    }

    @Test func `polls follow Retry-After, and otherwise slow down from ten seconds to a minute`() {
        #expect(PollPace.interval(asked: .seconds(17), poll: 0, random: 0.5) == .seconds(17))
        #expect(PollPace.interval(asked: .seconds(9999), poll: 0, random: 0.5) == .seconds(600))
        #expect(PollPace.interval(asked: .zero, poll: 0, random: 0.5) == .seconds(1))
        let paces = (0..<40).map { PollPace.interval(asked: nil, poll: $0, random: 0.5) }
        #expect(paces.first == .seconds(10))
        #expect(paces.last == .seconds(60))
        #expect(zip(paces, paces.dropFirst()).allSatisfy { $0 <= $1 })
    }
}

extension HTTPFields {
    fileprivate static func + (left: HTTPFields, right: HTTPFields) -> HTTPFields {
        var all = left
        all.append(contentsOf: right)
        return all
    }
}
