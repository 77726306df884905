import Foundation
import MartletModel
import MartletProvider
import TestSupport
import Testing

@testable import AzureProvider

/// The catalog's files are sound, are in the program, and give schemas.
struct CatalogTests {
    private static let provider = ScriptedAzure.offline
    private static let names = provider.types.map(\.text)

    @Test(arguments: names)
    func `every file is read and leads to an id`(_ name: String) throws {
        let entry = try #require(Self.provider.catalog.entry(of: ResourceType(name)))
        #expect(entry.type.text == name)
        #expect(name.hasPrefix("azure."))
        let group = "/subscriptions/s/resourceGroups/g"
        // The parent's type is what is left of the type when the path's own levels are taken off.
        let levels = entry.scope == .parent ? entry.path.split(separator: "/").count.dividedUp(by: 2) : 0
        let outer = entry.armType.split(separator: "/").dropLast(levels)
        let parent = outer.dropFirst().reduce("\(group)/providers/\(outer.first ?? "")") { "\($0)/\($1)/x" }
        let body: Value = [
            "name": "thing", "parent": .string(entry.scope == .parent ? parent : group), "scope": .string(group),
            "properties": ["principalId": "p", "roleDefinitionId": "r"],
        ]
        let id = try #require(entry.id(of: body, subscription: "s"))
        #expect(id.armType?.lowercased() == entry.armType.lowercased())
        let faults = Self.provider.problems(in: body, of: entry.type).filter { !$0.isWarning }
        #expect(faults.filter { ["parent", "scope"].contains("\($0.path)") } == [])
    }

    @Test(arguments: names)
    func `every rule of a file names a place that its shape knows`(_ name: String) throws {
        let entry = try #require(Self.provider.catalog.entry(of: ResourceType(name)))
        let rules = entry.rules
        let paths =
            rules.required + rules.createOnly + rules.replaceWhen.map(\.path) + rules.oneWay.map(\.path) + rules.secret
            + rules.writeOnly + rules.volatile + Array(rules.normalizers.keys) + rules.ignoreWhen.map(\.path)
            + rules.lineage + (entry.etag.map { [$0] } ?? []) + entry.readyWhen.map(\.path)
        for path in paths { #expect(entry.shape.knows(path.steps[...]), "\(name): \(path)") }
    }

    @Test func `the program holds what the files say`() throws {
        let folder = Fixtures.packageRoot.appending(path: "providers/azure")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "catalog").path)
        #expect(files.filter { $0.hasSuffix(".yaml") }.count == Self.names.count)
        let generated = try String(contentsOf: folder.appending(path: "Types/CatalogText.swift"), encoding: .utf8)
        for file in files.sorted() {
            let text = try String(contentsOf: folder.appending(path: "catalog/\(file)"), encoding: .utf8)
            let indented = text.split(separator: "\n", omittingEmptySubsequences: false)
                .map { $0.isEmpty ? "" : "        \($0)" }.joined(separator: "\n")
            #expect(generated.contains(indented), "run `make catalog`: \(file)")
        }
    }

    @Test(arguments: [
        ("Microsoft.Network/routeTables@2025-05-01", true),
        ("Microsoft.Sql/servers/databases@2023-08-01-preview", true),
        ("Microsoft.Network/routeTables", false), ("azure.nonsense", false), ("Microsoft.Network@2025-05-01", false),
        ("Microsoft.Network/routeTables@latest", false), ("Microsoft.Network//x@2025-05-01", false),
    ])
    func `any other type goes by its full ARM name`(_ name: String, _ exists: Bool) {
        #expect((Self.provider.schema(of: ResourceType(name)) != nil) == exists)
    }

    @Test func `a full ARM name puts the object where its type says`() throws {
        let provider = Self.provider
        let table = provider.identity(
            of: ResourceType("Microsoft.Network/routeTables@2025-05-01"),
            body: ["parent": .string(ScriptedAzure.group), "name": "rt"], configuration: [:])
        #expect(table?.text == "\(ScriptedAzure.group.lowercased())/providers/microsoft.network/routetables/rt")
        let route = provider.identity(
            of: ResourceType("Microsoft.Network/routeTables/routes@2025-05-01"),
            body: ["parent": .string(table?.text ?? ""), "name": "r"], configuration: [:])
        #expect(route?.text == "\(table?.text ?? "")/routes/r")
    }

    @Test func `a role assignment is named after scope, principal and role`() throws {
        let type = ResourceType("azure.role_assignment")
        func identity(_ principal: String, scope: String = ScriptedAzure.group) -> Identity? {
            Self.provider.identity(
                of: type,
                body: [
                    "scope": .string(scope),
                    "properties": ["principalId": .string(principal), "roleDefinitionId": "/x/roleDefinitions/R1"],
                ], configuration: [:])
        }
        #expect(identity("P1") != nil)
        #expect(identity("P1") == identity("p1"))
        #expect(identity("P1") == identity("P1", scope: ScriptedAzure.group.uppercased()))
        #expect(identity("P1") != identity("P2"))
    }

    @Test func `the name of a role assignment never changes between versions of Martlet`() {
        let id = Self.provider.identity(
            of: ResourceType("azure.role_assignment"),
            body: ["scope": "/subscriptions/s", "properties": ["principalId": "p", "roleDefinitionId": "/r/role"]],
            configuration: [:])
        #expect(id?.text.hasSuffix("/a0819e38-3ce0-5fea-a2e3-835a81dc4928") == true, "\(id?.text ?? "nil")")
    }

    @Test func `what a delete takes along`() throws {
        func record(_ id: String) throws -> ResourceRecord {
            ResourceRecord(
                address: try #require(Address("resource.x")), type: ResourceType("azure.resource_group"),
                provider: "azure", connection: "azure", identity: Identity(id), body: [:], attributes: [:])
        }
        let group = try record("/subscriptions/s/resourcegroups/rg")
        let account = try record("/subscriptions/s/resourcegroups/rg/providers/microsoft.storage/storageaccounts/a")
        let container = try record("\(account.identity)/blobservices/default/containers/c")
        let role = try record("\(account.identity)/providers/microsoft.authorization/roleassignments/x")
        let other = try record("/subscriptions/s/resourcegroups/rg2/providers/microsoft.storage/storageaccounts/a")
        let provider = Self.provider
        #expect(provider.contains(parent: group, child: account))
        #expect(provider.contains(parent: group, child: container))
        #expect(provider.contains(parent: account, child: container))
        #expect(!provider.contains(parent: group, child: role))
        #expect(!provider.contains(parent: group, child: other))
        #expect(!provider.contains(parent: account, child: account))
    }
}

extension Int {
    fileprivate func dividedUp(by divisor: Int) -> Int { (self + divisor - 1) / divisor }
}

extension BodySchema {
    /// Whether a path leads somewhere.
    fileprivate func knows(_ steps: ArraySlice<ValuePath.Step>) -> Bool {
        guard let step = steps.first else { return true }
        let rest = steps.dropFirst()
        switch (self, step) {
        case (.any, _): return true
        case (.object(let properties, _), .key(let key)):
            return properties.first { $0.name == key }?.schema.knows(rest) ?? false
        case (.list(let element), .any), (.list(let element), .index): return element.knows(rest)
        case (.map(let element), .any), (.map(let element), .key): return element.knows(rest)
        default: return false
        }
    }
}
