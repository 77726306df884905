import HTTPTypes
import MartletHTTP
import MartletModel
import Testing

@testable import Sandbox

struct FaultTests {
    private let account = SandboxFixture.group + "/providers/Microsoft.Storage/storageAccounts/abc"
    private let identity = SandboxFixture.group + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/idy"

    private func sandbox(_ rule: Value) async throws -> SandboxFixture {
        let fixture = SandboxFixture()
        try await fixture.makeGroup()
        let fault = try SandboxFault(rule)
        try fixture.cloud.transaction { $0.add(fault) }
        return fixture
    }

    @Test func `the nth matching request is answered with an error, and nothing is done`() async throws {
        let fixture = try await sandbox([
            "match": ["operation": "PUT *userAssignedIdentities"], "nth": 2, "action": "error", "status": 503,
            "code": "ServerBusy",
        ])
        let body: Value = ["location": "westeurope"]
        #expect(try await fixture.put(identity, body).status == 201)
        let second = try await fixture.put(identity + "2", body)
        #expect(second.status == 503)
        #expect(second.code == "ServerBusy")
        #expect(try await fixture.get(identity + "2").status == 404)
        #expect(try await fixture.put(identity + "2", body).status == 201)
    }

    @Test func `a throttled request says when to come again`() async throws {
        let fixture = try await sandbox(["match": "PUT *", "every": 2, "action": "throttle", "retry_after": 7])
        #expect(try await fixture.put(identity, ["location": "westeurope"]).status == 201)
        let answer = try await fixture.put(identity, ["location": "westeurope"])
        #expect(answer.status == 429)
        #expect(answer.headers[.retryAfter] == "7")
    }

    @Test("a broken connection has done what it did before it broke", arguments: [("reset", 404), ("lost_reply", 200)])
    func broken(action: String, status: Int) async throws {
        let fixture = try await sandbox(["match": "PUT *", "action": .string(action)])
        await #expect(throws: TransportError(.connectionLost, "The connection was reset.")) {
            try await fixture.put(identity, ["location": "westeurope"])
        }
        #expect(try await fixture.get(identity).status == status)
    }

    @Test func `a hang lasts as long as the client waits`() async throws {
        let fixture = try await sandbox(["match": "GET *", "action": "hang"])
        let error = await #expect(throws: TransportError.self) { try await fixture.get(identity) }
        #expect(error?.kind == .timeout)
        #expect(fixture.cloud.clock.now == SandboxFixture.start.advanced(by: .seconds(60)))
    }

    @Test func `a delayed answer arrives`() async throws {
        let fixture = try await sandbox(["match": "PUT *", "action": "delay", "seconds": 30])
        #expect(try await fixture.put(identity, ["location": "westeurope"]).status == 201)
        #expect(fixture.cloud.clock.now == SandboxFixture.start.advanced(by: .seconds(30)))
    }

    @Test func `a long-running operation is accepted and fails`() async throws {
        let fixture = try await sandbox([
            "match": "PUT Microsoft.Network/*", "action": "fail_operation", "code": "Internal", "message": "No luck.",
        ])
        let network = SandboxFixture.group + "/providers/Microsoft.Network/virtualNetworks/v"
        let answer = try await fixture.put(network, ["location": "westeurope"])
        #expect(answer.status == 201)
        fixture.pass(.seconds(60))
        let status = try await fixture.get(try #require(answer.headers[.azureAsyncOperation]))
        #expect(status["status"] == "Failed")
        #expect(status["error.code"] == "Internal")
        #expect(try await fixture.get(network)["properties.provisioningState"] == "Failed")
    }

    @Test func `an account whose creation failed does not exist`() async throws {
        let fixture = try await sandbox(["match": "PUT *storageAccounts", "action": "fail_operation"])
        let answer = try await fixture.put(account, SandboxBodies.account)
        #expect(answer.status == 202)
        fixture.pass(.seconds(60))
        #expect(try await fixture.get(try #require(answer.headers[.location])).status == 409)
        #expect(try await fixture.get(account).status == 404)
    }

    @Test func `where there is no operation, the request itself fails and is undone`() async throws {
        let fixture = try await sandbox(["match": "PUT *", "action": "fail_operation", "code": "Oops"])
        #expect(try await fixture.put(identity, ["location": "westeurope"]).code == "Oops")
        #expect(try await fixture.get(identity).status == 404)
    }

    @Test(
        "a rule that makes no sense is refused",
        arguments: [
            Value.string("x"), ["action": "explode"], ["action": "reset", "nth": 0],
            ["action": "reset", "nth": 1, "from": 2],
            ["action": "error", "status": 200], ["action": "reset", "match": ["verb": "PUT"]],
            ["action": "reset", "wen": 3],
        ])
    func refused(rule: Value) {
        #expect(throws: SandboxFaultError.self) { try SandboxFault(rule) }
    }

    @Test(
        "a rule is read as it is written",
        arguments: [
            SandboxFault.Action.error(status: 409, code: "C", message: "m"), .throttle(retryAfter: 3), .reset,
            .lostReply,
            .failOperation(code: "c", message: "m"), .hang, .delay(.seconds(4)),
        ])
    func roundTrip(action: SandboxFault.Action) throws {
        for occasion in [SandboxFault.Occasion.nth(2), .first(3), .from(4), .multiplesOf(5), .always] {
            let fault = SandboxFault(
                name: "n", match: .init(method: "PUT", path: "*x"), occasion: occasion, action: action)
            #expect(try SandboxFault(fault.value) == fault)
        }
    }

    @Test(
        "globs match",
        arguments: [
            ("*", "", true), ("a*c", "abbc", true), ("a*c", "abcd", false), ("A?C", "abc", true),
            ("*b*b*", "xbyb", true),
            ("*b*b", "xbyc", false), ("abc", "abcd", false), ("", "", true), ("a**", "a", true),
        ])
    func globs(pattern: String, text: String, matches: Bool) {
        #expect(Glob(pattern).matches(text) == matches)
    }
}
