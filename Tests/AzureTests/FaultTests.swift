import MartletModel
import MartletProvider
import Testing

@testable import AzureProvider

/// Every form of error body, and what each code means for the step.
struct FaultTests {
    struct Body: Sendable, CustomTestStringConvertible {
        let what: String
        let text: String
        let codes: [String]
        let message: String
        var testDescription: String { what }
    }

    static let bodies: [Body] = [
        Body(what: "the usual form", text: #"{"error":{"code":"A","message":"m"}}"#, codes: ["A"], message: "m"),
        Body(
            what: "no wrapper (AKS)", text: #"{"code":"A","details":null,"message":"m","subcode":"S"}"#,
            codes: ["A", "S"], message: "m"),
        Body(
            what: "details, recursively",
            text:
                #"{"error":{"code":"A","message":"m","details":[{"code":"B","message":"n","details":[{"code":"C","message":"o"}]}]}}"#,
            codes: ["A", "B", "C"], message: "m n o"),
        Body(
            what: "JSON inside the message",
            text: #"{"error":{"code":"A","message":"{\"error\":{\"code\":\"B\",\"message\":\"n\"}}"}}"#,
            codes: ["A", "B"], message: "n"),
        Body(
            what: "an operation's", text: #"{"status":"Failed","error":{"code":"A","message":"m"}}"#, codes: ["A"],
            message: "m"),
        Body(
            what: "a byte order mark", text: "\u{FEFF}" + #"{"error":{"code":"A","message":"m"}}"#, codes: ["A"],
            message: "m"),
        Body(
            what: "an inner error", text: #"{"error":{"code":"A","message":"m","innererror":{"code":"I"}}}"#,
            codes: ["A", "I"], message: "m"),
        Body(what: "nothing", text: "", codes: ["HTTP409"], message: "The service answered 409 without a reason."),
        Body(
            what: "a gateway's page", text: "<html><body>502</body></html>", codes: ["HTTP409"],
            message: "The service answered 409 without a reason."),
        Body(what: "plain text", text: "upstream connect error", codes: ["HTTP409"], message: "upstream connect error"),
        Body(what: "a JSON list", text: "[1]", codes: ["HTTP409"], message: "[1]"),
        Body(what: "JSON without a code", text: #"{"message":"m"}"#, codes: ["HTTP409"], message: #"{"message":"m"}"#),
    ]

    @Test(arguments: bodies)
    func `an error body is read in every form`(_ row: Body) {
        let fault = ArmFault(body: Array(row.text.utf8), status: 409)
        #expect(fault.codes == row.codes)
        #expect(fault.message == row.message)
    }

    @Test func `a body nested without end is read to a depth`() {
        var text = #"{"code":"Z","message":"z"}"#
        for _ in 0..<50 { text = #"{"code":"A","message":"m","details":[\#(text)]}"# }
        #expect(ArmFault(body: Array(text.utf8), status: 400).codes.count == 8)
    }

    @Test func `a policy that forbids is named`() {
        let text =
            #"{"error":{"code":"RequestDisallowedByPolicy","message":"m","additionalInfo":[{"type":"PolicyViolation","info":{"policyDefinitionDisplayName":"Allowed locations"}}]}}"#
        #expect(ArmFault(body: Array(text.utf8), status: 403).policies == ["Allowed locations"])
    }

    struct Code: Sendable, CustomTestStringConvertible {
        let code: String
        var message = "m"
        var own: [String: Duration] = [:]
        var isWrite = true
        let budget: Duration?
        var testDescription: String { "\(code): \(message)" }
    }

    static let codes: [Code] = [
        Code(code: "AnotherOperationInProgress", budget: .seconds(1800)),
        Code(code: "RetryableError", budget: .seconds(1800)),
        Code(code: "PrincipalNotFound", budget: .seconds(600)),
        Code(code: "PrincipalNotFound", own: ["PrincipalNotFound": .seconds(900)], budget: .seconds(900)),
        Code(code: "ContainerBeingDeleted", budget: .seconds(600)),
        Code(
            code: "OperationNotAllowed", message: "Another operation is in progress.",
            own: ["OperationNotAllowed": .seconds(60)], budget: .seconds(60)),
        Code(
            code: "OperationNotAllowed", message: "Quota exceeded for cores.",
            own: ["OperationNotAllowed": .seconds(60)], budget: nil),
        Code(code: "OperationNotAllowed", message: "an upgrade is in progress", budget: .seconds(1800)),
        Code(code: "ParentResourceNotFound", budget: .seconds(120)),
        Code(code: "ParentResourceNotFound", isWrite: false, budget: nil),
        Code(code: "QuotaExceeded", budget: nil), Code(code: "InvalidParameter", budget: nil),
        Code(code: "RequestDisallowedByPolicy", budget: nil), Code(code: "ScopeLocked", budget: nil),
    ]

    @Test(arguments: codes)
    func `a code says how long waiting is worth it`(_ row: Code) {
        let fault = ArmFault(code: row.code, message: row.message)
        #expect(FaultTable.budget(for: fault, entry: row.own, isWrite: row.isWrite) == row.budget)
    }

    @Test func `a code in the details counts as much`() {
        let fault = ArmFault(code: "BadRequest", codes: ["BadRequest", "PrincipalNotFound"], message: "m")
        #expect(FaultTable.budget(for: fault, entry: [:], isWrite: true) == .seconds(600))
    }

    @Test(arguments: [
        (400, "X", ProviderError.Kind.invalid), (401, "X", .authentication), (403, "X", .forbidden),
        (404, "ResourceNotFound", .notFound), (404, "SubscriptionNotFound", .forbidden), (409, "X", .conflict),
        (412, "X", .conflict), (429, "X", .throttled), (503, "X", .transient), (504, "X", .timeout),
        (409, "QuotaExceeded", .invalid), (418, "X", .unsupported),
    ])
    func `a status becomes a kind of failure`(_ status: Int, _ code: String, _ kind: ProviderError.Kind) {
        #expect(FaultTable.kind(of: ArmFault(code: code, message: "m"), status: status) == kind)
    }

    @Test(arguments: ["QuotaExceeded", "ScopeLocked", "RoleAssignmentExists", "MissingSubscriptionRegistration"])
    func `a code that waiting does not cure comes with a hint`(_ code: String) {
        #expect(FaultTable.hint(for: ArmFault(code: code, message: "m")) != nil)
    }
}
