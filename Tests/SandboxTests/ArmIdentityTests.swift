import HTTPTypes
import MartletModel
import Testing

@testable import Sandbox

struct ArmIdentityTests {
    private let identity = SandboxFixture.group + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/idy"
    private let role =
        SandboxFixture.subscription
        + "/providers/Microsoft.Authorization/roleDefinitions/ba92f5b4-2d11-453d-a403-e96b0029c9fe"

    private func assignment(_ digit: Character) -> String {
        let guid = "00000000-0000-4000-8000-00000000000\(digit)"
        return SandboxFixture.group + "/providers/Microsoft.Authorization/roleAssignments/\(guid)"
    }

    private func sandbox() async throws -> (SandboxFixture, principal: String) {
        let sandbox = SandboxFixture()
        try await sandbox.makeGroup()
        let answer = try await sandbox.put(identity, ["location": "westeurope"])
        return (sandbox, try #require(answer["properties.principalId"]?.stringValue))
    }

    @Test func `ids are allocated once and die with the identity`() async throws {
        let (sandbox, principal) = try await sandbox()
        let again = try await sandbox.put(identity, ["location": "westeurope", "tags": ["a": "b"]])
        #expect(again.status == 200)
        #expect(again["properties.principalId"]?.stringValue == principal)
        #expect(again["properties.tenantId"]?.stringValue == ArmSettings().tenant)
        _ = try await sandbox.delete(identity)
        let anew = try await sandbox.put(identity, ["location": "westeurope"])
        #expect(anew["properties.principalId"]?.stringValue != principal)
    }

    @Test func `the directory learns of a principal with a delay`() async throws {
        let (sandbox, principal) = try await sandbox()
        let body: Value = [
            "properties": [
                "roleDefinitionId": .string(role), "principalId": .string(principal),
                "principalType": "ServicePrincipal",
            ]
        ]
        let early = try await sandbox.put(assignment("1"), body)
        #expect(early.status == 400)
        #expect(early.code == "PrincipalNotFound")
        sandbox.pass(.seconds(15))
        let made = try await sandbox.put(assignment("1"), body)
        #expect(made.status == 201)
        #expect(made["properties.scope"] == .string(SandboxFixture.group))
        #expect(try await sandbox.put(assignment("1"), body).status == 200)
        #expect(try await sandbox.put(assignment("2"), body).code == "RoleAssignmentExists")
        let list = try await sandbox.get(
            SandboxFixture.group + "/providers/Microsoft.Authorization/roleAssignments?$filter="
                + ArmService.encoded("principalId eq '\(principal)'"))
        #expect(list["value"]?.elements?.count == 1)
        let deleted = try await sandbox.delete(assignment("1"))
        #expect(deleted.status == 200)
        #expect(deleted["name"] == made["name"])
    }

    @Test func `an assignment never becomes another's`() async throws {
        let (sandbox, principal) = try await sandbox()
        sandbox.pass(.seconds(15))
        var body = ArmBody(["properties": ["roleDefinitionId": .string(role), "principalId": .string(principal)]])
        _ = try await sandbox.put(assignment("1"), body.value)
        body["properties.roleDefinitionId"] = .string(role.dropLast() + "0")
        #expect(try await sandbox.put(assignment("1"), body.value).code == "RoleAssignmentUpdateNotPermitted")
        let bad = SandboxFixture.group + "/providers/Microsoft.Authorization/roleAssignments/name"
        #expect(try await sandbox.put(bad, body.value).code == "InvalidRoleAssignmentId")
    }

    @Test func `credentials are unlike each other and written one at a time`() async throws {
        let (sandbox, _) = try await sandbox()
        func body(_ subject: String) -> Value {
            [
                "properties": [
                    "issuer": "https://i/", "subject": .string(subject), "audiences": ["api://AzureADTokenExchange"],
                ]
            ]
        }
        let path = identity + "/federatedIdentityCredentials/"
        #expect(try await sandbox.put(path + "one", body("a")).status == 201)
        #expect(try await sandbox.put(path + "two", body("a")).code == "Conflict")
        #expect(try await sandbox.put(path + "one", body("b")).status == 200)
        // Whether two requests overlap is the scheduler's choice: one pair of many does.
        var refusals = 0
        for _ in 0..<100 where refusals == 0 {
            async let first = sandbox.put(path + "three", body("c"))
            async let second = sandbox.put(path + "four", body("d"))
            refusals += try await [first.status, second.status].count { $0 == 409 }
        }
        #expect(refusals == 1)
        #expect(try await sandbox.put(path + "three", body("c")).status < 300)
        #expect(try await sandbox.put(path + "four", body("d")).status < 300)
        for number in 0..<17 {
            #expect(try await sandbox.put(path + "more\(number)", body("s\(number)")).status == 201)
        }
        #expect(try await sandbox.put(path + "last", body("z")).code == "FederatedIdentityCredentialLimitReached")
    }
}
