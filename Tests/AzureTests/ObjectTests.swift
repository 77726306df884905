import AzureProvider
import HTTPTypes
import MartletHTTP
import MartletModel
import MartletProvider
import TestSupport
import Testing

/// What is sent, in which order, for each write; on a script, without waiting.
struct ObjectTests {
    typealias Line = ScriptedArm.Line

    private static let account = "/storageAccounts/acc"
    private static let accountBody: Value = [
        "parent": .string(ScriptedAzure.group), "name": "acc", "location": "westeurope", "kind": "StorageV2",
        "sku": ["name": "Standard_LRS"], "tags": ["team": "a"], "properties": ["accessTier": "Hot"],
    ]
    private static let ourTags: Value = ["martlet-stack": "shop", "martlet-environment": "test", "team": "a"]

    private static func accountWire(_ state: String = "Succeeded", tags: Value = ourTags, tier: String = "Hot") -> Value
    {
        [
            "id": .string("\(ScriptedAzure.group.uppercased())/providers/Microsoft.Storage\(account)"), "name": "acc",
            "type": "Microsoft.Storage/storageAccounts", "location": "westeurope", "kind": "StorageV2",
            "sku": ["name": "Standard_LRS", "tier": "Standard"], "tags": tags,
            "properties": [
                "accessTier": .string(tier), "provisioningState": .string(state),
                "creationTime": "2026-01-01T00:00:00Z",
                "primaryEndpoints": ["blob": "https://acc.blob.core.windows.net/"],
            ],
        ]
    }

    private static func request(_ body: Value = accountBody, mayAdopt: Bool = false) -> WriteRequest {
        WriteRequest(type: ResourceType("azure.storage_account"), identity: nil, body: body, mayAdopt: mayAdopt)
    }

    private static let notFound: Value = ["error": ["code": "ResourceNotFound", "message": "m"]]
    private static let operation = "https://management.azure.com/subscriptions/s/operations/op1?api-version=1&t=x%2B"

    @Test func `a create looks first, puts the body with our tags, and waits where the answer says`() async throws {
        let azure = try await ScriptedAzure([
            Line("GET \(Self.account)", 404, Self.notFound),
            Line("PUT \(Self.account)", 202, nil, [.of("Location"): Self.operation, .of("Retry-After"): "17"]),
            Line("GET /operations/op1", 202, nil, [.of("Retry-After"): "5"]),
            Line("GET /operations/op1", 200, Self.accountWire()),
            Line("GET \(Self.account)", 200, Self.accountWire()),
        ])
        let kept = Kept<OperationHandle>()
        let live = try await azure.connection.create(Self.request(), ScriptedAzure.context(kept: kept))
        #expect(azure.arm.isDone)
        let put = try #require(azure.arm.asked.first { $0.request.method == .put })
        #expect(put.request.url?.queryValue("api-version") == "2025-08-01")
        #expect(put.body?["tags"] == Self.ourTags)
        #expect(put.body?["parent"] == nil)
        #expect(put.body?["name"] == nil)
        #expect(put[.authorization] == "Bearer token")
        #expect(put[.of("x-ms-client-request-id")]?.count == 36)
        #expect(azure.clock.sleeps == [.seconds(17), .seconds(5)])
        #expect(kept.all.count == 1)
        #expect(azure.arm.asked[2].request.url?.query == "api-version=1&t=x%2B")
        #expect(live.attributes["tags"] == ["team": "a"])
        #expect(
            live.attributes.at("properties", "primaryEndpoints", "blob")?.stringValue
                == "https://acc.blob.core.windows.net/")
        #expect(
            live.attributes["id"]?.stringValue
                == "\(ScriptedAzure.group)/providers/Microsoft.Storage/storageAccounts/acc")
        #expect(live.marker == ScriptedAzure.stack)
        #expect(live.lineage == Lineage("2026-01-01T00:00:00Z"))
        #expect(live.unsettled == nil)
    }

    @Test func `an object of somebody else is not taken`() async throws {
        let azure = try await ScriptedAzure([Line("GET \(Self.account)", 200, Self.accountWire(tags: ["team": "b"]))])
        let error = await #expect(throws: ProviderError.self) {
            try await azure.connection.create(Self.request(), ScriptedAzure.context())
        }
        #expect(error?.code == "ExistsAlready")
        #expect(error?.kind == .conflict)
        #expect(error?.effect == ProviderError.Effect.none)
        #expect(azure.arm.isDone)
    }

    @Test(arguments: [true, false])
    func `an object that is ours, or may be adopted, is brought to the body`(_ mayAdopt: Bool) async throws {
        let tags: Value = mayAdopt ? ["other": "x"] : Self.ourTags
        let azure = try await ScriptedAzure([
            Line("GET \(Self.account)", 200, Self.accountWire("Creating", tags: tags)),
            Line("GET \(Self.account)", 200, Self.accountWire(tags: tags)),
            Line("PATCH \(Self.account)", 200, Self.accountWire()),
            Line("GET \(Self.account)", 200, Self.accountWire()),
        ])
        _ = try await azure.connection.create(Self.request(mayAdopt: mayAdopt), ScriptedAzure.context())
        #expect(azure.arm.isDone)
        let patch = try #require(azure.arm.asked.first { $0.request.method == .patch })
        #expect(patch.body?.at("tags", "other")?.stringValue == (mayAdopt ? "x" : nil))
        #expect(patch.body?.at("tags", "martlet-stack") == "shop")
        #expect(patch.body?["location"] == nil)
    }

    @Test func `an interrupted create polls its operation instead of starting anew`() async throws {
        let kept = Kept<OperationHandle>()
        let first = try await ScriptedAzure([
            Line("GET \(Self.account)", 404, Self.notFound),
            Line("PUT \(Self.account)", 202, nil, [.of("Location"): Self.operation]),
        ])
        _ = try? await first.connection.create(Self.request(), ScriptedAzure.context(timeout: .seconds(5), kept: kept))
        let second = try await ScriptedAzure([
            Line("GET /operations/op1", 200, Self.accountWire()), Line("GET \(Self.account)", 200, Self.accountWire()),
            Line("PATCH \(Self.account)", 200, Self.accountWire()),
            Line("GET \(Self.account)", 200, Self.accountWire()),
        ])
        let pending = try #require(kept.all.first)
        _ = try await second.connection.create(Self.request(), ScriptedAzure.context(pending: pending))
        #expect(second.arm.isDone)
    }

    @Test func `a step that runs out of time says that Azure goes on`() async throws {
        let running = Line("GET /operations/op1", 202)
        let azure = try await ScriptedAzure(
            [
                Line("GET \(Self.account)", 404, Self.notFound),
                Line("PUT \(Self.account)", 202, nil, [.of("Location"): Self.operation]),
            ] + Array(repeating: running, count: 20))
        let error = await #expect(throws: ProviderError.self) {
            try await azure.connection.create(Self.request(), ScriptedAzure.context(timeout: .seconds(100)))
        }
        #expect(error?.kind == .timeout)
        #expect(error?.effect == .possible)
    }

    @Test func `a failed operation may have left something behind`() async throws {
        let failed: Value = ["status": "Failed", "error": ["code": "SkuNotAvailable", "message": "no such size"]]
        let azure = try await ScriptedAzure([
            Line("GET \(Self.account)", 404, Self.notFound),
            Line(
                "PUT \(Self.account)", 201, Self.accountWire("Creating"), [.of("Azure-AsyncOperation"): Self.operation]),
            Line("GET /operations/op1", 200, failed),
        ])
        let error = await #expect(throws: ProviderError.self) {
            try await azure.connection.create(Self.request(), ScriptedAzure.context())
        }
        #expect(error?.kind == .operationFailed)
        #expect(error?.effect == .possible)
        #expect(error?.code == "SkuNotAvailable")
        #expect(error?.hint != nil)
    }

    @Test func `a busy service is asked again, a refusal is final`() async throws {
        func error(_ code: String) -> Value { ["error": ["code": .string(code), "message": "m"]] }
        let azure = try await ScriptedAzure([
            Line("GET \(Self.account)", 404, Self.notFound),
            Line("PUT \(Self.account)", 409, error("StorageAccountOperationInProgress")),
            Line("PUT \(Self.account)", 503), Line("GET \(Self.account)", 404, Self.notFound),
            Line("PUT \(Self.account)", failing: .connectionLost), Line("GET \(Self.account)", 404, Self.notFound),
            Line("PUT \(Self.account)", 429, error("TooManyRequests"), [.of("Retry-After"): "33"]),
            Line("PUT \(Self.account)", 403, error("RequestDisallowedByPolicy")),
        ])
        let refusal = await #expect(throws: ProviderError.self) {
            try await azure.connection.create(Self.request(), ScriptedAzure.context())
        }
        #expect(refusal?.kind == .forbidden)
        #expect(azure.arm.isDone)
        #expect(azure.clock.sleeps.contains(.seconds(33)))
    }

    @Test func `a write whose answer was lost is looked for, and not sent again when it is there`() async throws {
        let azure = try await ScriptedAzure([
            Line("GET \(Self.account)", 404, Self.notFound), Line("PUT \(Self.account)", failing: .connectionLost),
            Line("GET \(Self.account)", 200, Self.accountWire("Creating")),
            Line("GET \(Self.account)", 200, Self.accountWire()), Line("GET \(Self.account)", 200, Self.accountWire()),
        ])
        let live = try await azure.connection.create(Self.request(), ScriptedAzure.context())
        #expect(live.unsettled == nil)
        #expect(azure.arm.isDone)
    }

    @Test func `a child of a parent that is gone is absent, a missing subscription is an error`() async throws {
        let container = ReadTarget(
            type: ResourceType("azure.blob_container"), identity: Identity("\(ScriptedAzure.group)/x"),
            body: [
                "parent": .string("\(ScriptedAzure.group)/providers/Microsoft.Storage/storageAccounts/a"), "name": "c",
            ])
        for (code, isAbsent) in [
            ("ResourceGroupNotFound", true), ("ParentResourceNotFound", true), ("ContainerNotFound", true),
            ("SubscriptionNotFound", false),
        ] {
            let azure = try await ScriptedAzure([
                Line("GET /containers/c", 404, ["error": ["code": .string(code), "message": "m"]])
            ])
            let result = await azure.connection.read([container])
            #expect((try? result.first?.get()) == (isAbsent ? .absent : nil), "\(code)")
        }
    }

    @Test func `many of one type are read with one list`() async throws {
        let targets = (0..<5).map { index in
            ReadTarget(
                type: ResourceType("azure.user_assigned_identity"), identity: Identity("i\(index)"),
                body: ["parent": .string(ScriptedAzure.group), "name": .string("id\(index)")])
        }
        let base = "\(ScriptedAzure.group)/providers/Microsoft.ManagedIdentity/userAssignedIdentities"
        func wire(_ index: Int) -> Value {
            ["id": .string("\(base.lowercased())/ID\(index)"), "properties": ["clientId": "c"]]
        }
        let next = "https://management.azure.com\(base)?api-version=2024-11-30&$skiptoken=abc"
        let azure = try await ScriptedAzure([
            Line(
                "GET /userAssignedIdentities", 200, ["value": .tuple([wire(0), wire(1)]), "nextLink": .string(next)]),
            Line("GET /userAssignedIdentities", 200, ["value": .tuple([wire(2), wire(3)]), "nextLink": ""]),
            Line("GET /userAssignedIdentities/id4", 404, Self.notFound),
        ])
        let results = await azure.connection.read(targets)
        #expect(azure.arm.isDone)
        #expect(azure.arm.asked[1].request.url?.query == "api-version=2024-11-30&$skiptoken=abc")
        let present = results.map { result in
            if case .success(.present) = result { true } else { false }
        }
        #expect(present == [true, true, true, true, false])
    }
}
