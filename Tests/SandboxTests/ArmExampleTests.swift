import Foundation
import HTTPTypes
import MartletModel
import TestSupport
import Testing

@testable import Sandbox

/// Microsoft's own examples of requests, sent to the sandbox: it must answer as their examples of answers do.
struct ArmExampleTests {
    /// A file of `arm-examples`: what is put, where, and the statuses that the answer may have.
    struct Example: Sendable, CustomTestStringConvertible {
        let type: String
        let body: Value
        let statuses: Set<Int>

        var testDescription: String { type }
    }

    private static let folder = Fixtures.folder?.appending(path: "arm-examples")

    static let examples: [Example] = {
        guard let folder, let index = try? String(contentsOf: folder.appending(path: "index.tsv"), encoding: .utf8)
        else {
            return []
        }
        return index.split(separator: "\n").dropFirst().compactMap { line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard cells[2].hasPrefix("PUT"), let bytes = try? Data(contentsOf: folder.appending(path: cells[0])),
                let example = try? Value(json: [UInt8](bytes), duplicateKeys: .lastWins),
                let body = example["parameters"]?.fields?.last(where: {
                    $0.value.fields != nil && $0.key != "extendedLocation"
                })?.value
            else { return nil }
            return Example(
                type: cells[1], body: body,
                statuses: Set((example["responses"]?.fields?.keys ?? []).compactMap { Int($0) }))
        }
    }()

    @Test(.enabled(if: folder != nil, "the fixtures folder is missing"), arguments: examples)
    func `an example is answered as its own answer is`(example: Example) async throws {
        let sandbox = SandboxFixture()
        try await sandbox.makeGroup()
        let path = try await place(example.type, in: sandbox)
        let body = adapted(example.body)
        let before = try await sandbox.get(path).status == 200
        let answer = try await sandbox.put(path, body.value)
        #expect(example.statuses.contains(answer.status), "\(answer.status) \(answer.json)")
        #expect(answer.status != 201 || !before)
        sandbox.pass(.seconds(600))
        let shown = try await sandbox.get(path)
        #expect(shown.status == 200)
        #expect(shown["type"]?.stringValue?.lowercased() == example.type.lowercased())
        #expect(shown["id"]?.stringValue?.lowercased() == path.lowercased())
        let lost = (body["properties"]?.fields ?? Fields()).filter { field in
            !["adminPassword", "windowsProfile", "servicePrincipalProfile", "agentPoolProfiles", "subnets"].contains(
                field.key)
                && ArmBody(shown.json)["properties.\(field.key)"] == nil
        }
        #expect(lost.map(\.key) == [])
        let deleted = try await sandbox.delete(path)
        #expect([200, 202, 204, 405].contains(deleted.status))
    }

    /// Makes the parents of a resource of `type`; the path that it is put at.
    private func place(_ type: String, in sandbox: SandboxFixture) async throws -> String {
        if type == "Microsoft.Resources/resourceGroups" { return SandboxFixture.subscription + "/resourceGroups/new" }
        let words = type.split(separator: "/").map(String.init)
        let parents: [String: Value] = [
            "storageAccounts": SandboxBodies.account, "managedClusters": SandboxBodies.cluster,
            "userAssignedIdentities": ["location": "westeurope"], "virtualNetworks": ["location": "westeurope"],
            "privateDnsZones": ["location": "global"], "privateEndpoints": ["location": "westeurope"],
            "blobServices": [:],
        ]
        var path = SandboxFixture.group + "/providers/" + words[0]
        for word in words.dropFirst().dropLast() {
            path += "/\(word)/" + (word == "blobServices" ? "default" : "parent1")
            _ = try await sandbox.put(path, try #require(parents[word]))
            sandbox.pass(.seconds(600))
        }
        let names = [
            "blobServices": "default", "managementPolicies": "default",
            "roleAssignments": "00000000-0000-4000-8000-000000000001", "storageAccounts": "account1",
        ]
        return path + "/\(words.last ?? "")/" + (names[words.last ?? ""] ?? "name1")
    }

    /// The example's body with values that stand for something, where the example has placeholders.
    private func adapted(_ value: Value) -> ArmBody {
        var body = ArmBody(value)
        if body["location"] != nil { body["location"] = "westeurope" }
        if body["identity.type"] != nil { body["identity"] = ["type": "SystemAssigned"] }
        for path in ["properties.kubernetesVersion", "properties.orchestratorVersion"] { body[path] = nil }
        if body["properties.principalId"] != nil { body["properties.principalType"] = "User" }
        return body
    }
}
