import HTTPTypes
import MartletModel
import Testing

@testable import Sandbox

struct ArmStorageTests {
    private let account = SandboxFixture.group + "/providers/Microsoft.Storage/storageAccounts/abc123"

    private func sandbox() async throws -> SandboxFixture {
        let sandbox = SandboxFixture()
        try await sandbox.makeGroup()
        _ = try await sandbox.put(account, SandboxBodies.account)
        sandbox.pass(.seconds(30))
        return sandbox
    }

    @Test func `an account is accepted, and its location answers with it`() async throws {
        let sandbox = SandboxFixture()
        try await sandbox.makeGroup()
        let answer = try await sandbox.put(account, SandboxBodies.account)
        #expect(answer.status == 202)
        #expect(answer.json == .null)
        #expect(answer.headers[.retryAfter] == "10")
        #expect(answer.headers[.azureAsyncOperation] == nil)
        let link = try #require(answer.headers[.location])
        #expect(try await sandbox.get(link).status == 202)
        #expect(try await sandbox.put(account, SandboxBodies.account).code == "StorageAccountOperationInProgress")
        sandbox.pass(.seconds(20))
        let done = try await sandbox.get(link)
        #expect(done.status == 200)
        #expect(done["properties.provisioningState"] == "Succeeded")
        #expect(done["properties.primaryEndpoints.blob"] == "https://abc123.blob.core.windows.net/")
        #expect(done["location"] == "westeurope")
        #expect(done["sku.tier"] == "Standard")
        #expect(try await sandbox.put(account, SandboxBodies.account).status == 200)
        #expect(try await sandbox.get(account + "/blobServices/default")["name"] == "default")
    }

    @Test func `names are shared by all of Azure`() async throws {
        let sandbox = try await sandbox()
        let other = SandboxFixture.subscription + "/resourceGroups/h"
        _ = try await sandbox.put(other, ["location": "westeurope"])
        let twin = try await sandbox.put(
            other + "/providers/Microsoft.Storage/storageAccounts/abc123", SandboxBodies.account)
        #expect(twin.status == 409)
        #expect(twin.code == "StorageAccountAlreadyTaken")
        let path = SandboxFixture.subscription + "/providers/Microsoft.Storage/checkNameAvailability"
        let question: Value = ["name": "abc123", "type": "Microsoft.Storage/storageAccounts"]
        let taken = try await sandbox.send(.post, path, question)
        #expect(taken["nameAvailable"] == false)
        #expect(taken["reason"] == "AlreadyExists")
        #expect(try await sandbox.send(.post, path, ["name": "free"])["nameAvailable"] == true)
    }

    @Test(
        "what cannot change is refused",
        arguments: [
            (["properties": ["isHnsEnabled": true]], "AccountPropertyCannotBeUpdated"),
            (["kind": "BlobStorage"], "AccountPropertyCannotBeUpdated"),
            (["sku": ["name": "Standard_ZRS"]], "AccountPropertyCannotBeUpdated"),
            (["location": "northeurope"], "InvalidResourceLocation"),
        ] as [(Value, String)])
    func createOnly(change: Value, code: String) async throws {
        let sandbox = try await sandbox()
        var body = ArmBody(SandboxBodies.account)
        body.merge(change)
        #expect(try await sandbox.put(account, body.value).code == code)
        #expect(try await sandbox.get(account)["kind"] == "StorageV2")
    }

    @Test func `a patch merges, and replaces tags whole`() async throws {
        let sandbox = try await sandbox()
        let answer = try await sandbox.send(
            .patch, account, ["tags": ["c": "d"], "properties": ["accessTier": "Cool"]])
        #expect(answer.status == 200)
        #expect(answer["tags"] == ["c": "d"])
        #expect(answer["properties.accessTier"] == "Cool")
        #expect(answer["properties.allowSharedKeyAccess"] == true)
    }

    @Test func `keys are listed, renewed, and nowhere else`() async throws {
        let sandbox = try await sandbox()
        let keys = try await sandbox.send(.post, account + "/listKeys")
        let values = keys["keys"]?.elements?.compactMap { $0["value"]?.stringValue } ?? []
        #expect(values.count == 2)
        #expect(values.allSatisfy { $0.utf8.count == 88 })
        let text = try await sandbox.get(account).json.canonicalJSON(secrets: .reveal)
        #expect(values.allSatisfy { !text.contains($0) })
        let renewed = try await sandbox.send(.post, account + "/regenerateKey", ["keyName": "key2"])
        #expect(renewed["keys"]?.elements?.first?["value"]?.stringValue == values[0])
        #expect(renewed["keys"]?.elements?.last?["value"]?.stringValue != values[1])
        #expect(try await sandbox.send(.post, account + "/explode").status == 404)
    }

    @Test func `a container's name is not free again at once`() async throws {
        let sandbox = try await sandbox()
        let container = account + "/blobServices/default/containers/backups"
        let made = try await sandbox.put(container, ["properties": ["publicAccess": "None"]])
        #expect(made.status == 201)
        #expect(made["properties.leaseState"] == "Available")
        #expect(made["etag"] != nil)
        #expect(try await sandbox.delete(container).status == 200)
        #expect(try await sandbox.delete(container).status == 204)
        #expect(try await sandbox.put(container, [:]).code == "ContainerBeingDeleted")
        sandbox.pass(.seconds(30))
        #expect(try await sandbox.put(container, [:]).status == 201)
    }

    @Test func `services cannot be deleted, policies can`() async throws {
        let sandbox = try await sandbox()
        #expect(try await sandbox.delete(account + "/blobServices/default").status == 405)
        let policy = account + "/managementPolicies/default"
        #expect(try await sandbox.put(policy, ["properties": [:]]).status == 400)
        #expect(try await sandbox.put(policy, ["properties": ["policy": ["rules": []]]]).status == 200)
        #expect(try await sandbox.delete(policy).status == 200)
        #expect(try await sandbox.delete(account).status == 200)
        #expect(try await sandbox.get(account + "/blobServices/default").status == 404)
    }

    @Test func `an etag guards a container`() async throws {
        let sandbox = try await sandbox()
        let container = account + "/blobServices/default/containers/backups"
        let etag = try #require(try await sandbox.put(container, [:])["etag"]?.stringValue)
        let stale = try await sandbox.send(.put, container, [:], headers: [.ifMatch: "\"0\""])
        #expect(stale.status == 412)
        #expect(try await sandbox.send(.put, container, [:], headers: [.ifNoneMatch: "*"]).status == 412)
        #expect(try await sandbox.send(.put, container, [:], headers: [.ifMatch: etag]).status == 200)
    }
}
