import HTTPTypes
import MartletModel
import Testing

@testable import Sandbox

struct ArmGroupTests {
    private let identities = SandboxFixture.group + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities"

    @Test func `a group lives, and its delete takes everything along`() async throws {
        let sandbox = SandboxFixture()
        try await sandbox.makeGroup()
        #expect(
            try await sandbox.put(SandboxFixture.group, ["location": "West Europe", "tags": ["a": "b"]]).status == 200)
        #expect(try await sandbox.send(.head, SandboxFixture.group).status == 204)
        let shown = try await sandbox.get(SandboxFixture.group.lowercased())
        #expect(shown["id"] == .string(SandboxFixture.group))
        #expect(shown["type"] == "Microsoft.Resources/resourceGroups")
        #expect(shown["properties.provisioningState"] == "Succeeded")
        _ = try await sandbox.put(identities + "/idy", ["location": "westeurope"])

        let deleted = try await sandbox.delete(SandboxFixture.group)
        #expect(deleted.status == 202)
        let link = try #require(deleted.headers[.location])
        #expect(try await sandbox.get(link).status == 202)
        #expect(try await sandbox.get(SandboxFixture.group)["properties.provisioningState"] == "Deleting")
        #expect(
            try await sandbox.put(identities + "/new", ["location": "westeurope"]).code == "ResourceGroupBeingDeleted")
        sandbox.pass(.seconds(61))
        #expect(try await sandbox.get(link).status == 200)
        #expect(try await sandbox.send(.head, SandboxFixture.group).status == 404)
        #expect(try sandbox.cloud.isEmpty())
        #expect(try await sandbox.delete(SandboxFixture.group).status == 404)
    }

    @Test func `a group's location never changes`() async throws {
        let sandbox = SandboxFixture()
        try await sandbox.makeGroup()
        let answer = try await sandbox.put(SandboxFixture.group, ["location": "northeurope"])
        #expect(answer.status == 409)
        #expect(answer.code == "InvalidResourceGroupLocation")
    }

    @Test func `what is missing is named`() async throws {
        let sandbox = SandboxFixture()
        let identity: Value = ["location": "westeurope"]
        #expect(try await sandbox.put(identities + "/idy", identity).code == "ResourceGroupNotFound")
        #expect(try await sandbox.get(identities + "/idy").code == "ResourceGroupNotFound")
        try await sandbox.makeGroup()
        #expect(try await sandbox.get(identities + "/idy").code == "ResourceNotFound")
        let child = identities + "/idy/federatedIdentityCredentials/fic"
        #expect(try await sandbox.get(child).code == "ParentResourceNotFound")
        #expect(try await sandbox.put(child, ["properties": [:]]).code == "ParentResourceNotFound")
        #expect(try await sandbox.delete(identities + "/idy").status == 204)
        let missing = try await sandbox.get(SandboxFixture.subscription + "/resourceGroups/none")
        #expect(
            missing.json == [
                "error": ["code": "ResourceGroupNotFound", "message": "Resource group 'none' could not be found."]
            ])
    }

    @Test(
        "a head that is wrong is refused",
        arguments: [
            (nil, "Bearer x", "MissingApiVersionParameter"), ("yesterday", "Bearer x", "InvalidApiVersionParameter"),
            ("2025-13", "Bearer x", "InvalidApiVersionParameter"),
            ("2099-01-01", "Bearer x", "NoRegisteredProviderFound"),
            ("2025-10-01", "Basic x", "AuthenticationFailed"),
        ] as [(String?, String, String)])
    func heads(version: String?, authorization: String, code: String) async throws {
        let answer = try await SandboxFixture().send(
            .get, SandboxFixture.group, headers: [.authorization: authorization], version: version)
        #expect(answer.code == code)
    }

    @Test func `bodies that are no objects are refused`() async throws {
        let sandbox = SandboxFixture()
        for body: Value in [.null, "text", ["list"]] {
            #expect(try await sandbox.put(SandboxFixture.group, body).code == "InvalidRequestContent")
        }
        #expect(try await sandbox.put(SandboxFixture.group, [:]).code == "LocationRequired")
        #expect(try await sandbox.put(SandboxFixture.group, ["location": "mars"]).status == 400)
    }

    @Test func `lists come in pages`() async throws {
        let sandbox = SandboxFixture(settings: ArmSettings(pageSize: 2))
        try await sandbox.makeGroup()
        for number in 1...5 {
            _ = try await sandbox.put("\(identities)/idy\(number)", ["location": "westeurope"])
        }
        var names: [String] = []
        var next: String? = identities
        var pages = 0
        while let path = next {
            let page = try await sandbox.get(path)
            names += page["value"]?.elements?.compactMap { $0["name"]?.stringValue } ?? []
            next = page["nextLink"]?.stringValue
            pages += 1
        }
        #expect(names == (1...5).map { "idy\($0)" })
        #expect(pages == 3)
        let whole = try await sandbox.get(
            SandboxFixture.subscription + "/providers/microsoft.managedidentity/USERASSIGNEDIDENTITIES")
        #expect(whole["value"]?.elements?.count == 2)
    }

    @Test func `the inventory is filtered by tag and type`() async throws {
        let sandbox = SandboxFixture()
        try await sandbox.makeGroup()
        for (name, tags) in [("idy1", ["owner": "me"]), ("idy2", ["owner": "you"]), ("idy3", [:])] as [(String, Value)]
        {
            _ = try await sandbox.put("\(identities)/\(name)", ["location": "westeurope", "tags": tags])
        }
        func found(_ filter: String) async throws -> [String] {
            let query = ArmService.encoded(filter)
            let page = try await sandbox.get("\(SandboxFixture.subscription)/resources?$filter=\(query)")
            return page["value"]?.elements?.compactMap { $0["name"]?.stringValue } ?? []
        }
        #expect(try await found("tagName eq 'owner' and tagValue eq 'me'") == ["idy1"])
        #expect(try await found("tagName eq 'OWNER'") == ["idy1", "idy2"])
        #expect(try await found("resourceType eq 'microsoft.managedidentity/userassignedidentities'").count == 3)
        #expect(try await found("resourceType eq 'Microsoft.Storage/storageAccounts'").isEmpty)
    }

    @Test func `locks stop deletes and writes below them`() async throws {
        let sandbox = SandboxFixture()
        try await sandbox.makeGroup()
        _ = try await sandbox.put(identities + "/idy", ["location": "westeurope"])
        let lock = SandboxFixture.group + "/providers/Microsoft.Authorization/locks/keep"
        #expect(try await sandbox.put(lock, ["properties": ["level": "CanNotDelete"]]).status == 201)
        for path in [SandboxFixture.group, identities + "/idy"] {
            let answer = try await sandbox.delete(path)
            #expect(answer.status == 409)
            #expect(answer.code == "ScopeLocked")
        }
        #expect(try await sandbox.put(identities + "/idy", ["location": "westeurope"]).status == 200)
        _ = try await sandbox.put(lock, ["properties": ["level": "ReadOnly"]])
        #expect(try await sandbox.put(identities + "/idy", ["location": "westeurope"]).code == "ScopeLocked")
        #expect(try await sandbox.delete(lock).status == 200)
        #expect(try await sandbox.delete(identities + "/idy").status == 200)
    }

    @Test func `namespaces are registered until they are not`() async throws {
        let sandbox = SandboxFixture()
        try await sandbox.makeGroup()
        let namespace = SandboxFixture.subscription + "/providers/Microsoft.ManagedIdentity"
        #expect(try await sandbox.get(namespace)["registrationState"] == "Registered")
        #expect(try await sandbox.send(.post, namespace + "/unregister").status == 200)
        #expect(
            try await sandbox.put(identities + "/idy", ["location": "westeurope"]).code
                == "MissingSubscriptionRegistration")
        _ = try await sandbox.send(.post, namespace + "/register")
        #expect(try await sandbox.put(identities + "/idy", ["location": "westeurope"]).status == 201)
        let unknown = SandboxFixture.group + "/providers/Microsoft.Nothing/things/x"
        #expect(try await sandbox.put(unknown, [:]).code == "InvalidResourceNamespace")
    }

    @Test func `a type that nobody knows keeps what it is sent`() async throws {
        let sandbox = SandboxFixture()
        try await sandbox.makeGroup()
        let path = SandboxFixture.group + "/providers/Microsoft.Web/sites/site"
        #expect(try await sandbox.put(path, ["location": "westeurope", "properties": ["a": ["b": 1]]]).status == 201)
        #expect(try await sandbox.send(.patch, path, ["properties": ["a": ["c": 2]]]).status == 200)
        #expect(try await sandbox.get(path)["properties.a"] == ["b": 1, "c": 2])
        #expect(try await sandbox.put(path + "/config/web", ["properties": ["x": true]]).status == 201)
        #expect(try await sandbox.delete(path).status == 200)
        #expect(try await sandbox.get(path + "/config/web").status == 404)
    }
}
