import Foundation
import Testing

/// A network loses address space together with the subnet that used it: legal only once the subnet is gone.
struct ContractionEndToEndTests {
    private static let stack = """
        martlet: 1
        name: nets
        variables:
          prefixes: {type: list(string), default: ["10.0.0.0/16", "10.1.0.0/16"]}
          second: {type: bool, default: true}
        providers: {azure: {subscription_id: 00000000-0000-0000-0000-000000000000}}
        resources:
          group: {type: azure.resource_group, body: {name: nets-rg, location: westeurope}}
          net:
            type: azure.virtual_network
            body:
              {parent: "${resource.group.id}", name: net, location: westeurope,
              properties: {addressSpace: {addressPrefixes: "${var.prefixes}"}}}
          first:
            type: azure.subnet
            body: {parent: "${resource.net.id}", name: first, properties: {addressPrefix: 10.0.0.0/24}}
          second:
            when: "${var.second}"
            type: azure.subnet
            body: {parent: "${resource.net.id}", name: second, properties: {addressPrefix: 10.1.0.0/24}}
        outputs:
          space: {value: "${resource.net.properties.addressSpace.addressPrefixes}"}
        """

    private let shrunk = ["--sandbox", "--var", "second=false", "--var", #"prefixes=["10.0.0.0/16"]"#]
    private let path =
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/nets-rg/providers/Microsoft.Network"
        + "/virtualNetworks/net?api-version=2025-05-01"

    private func applied() async throws -> CommandHarness {
        let martlet = try CommandHarness(files: ["stack.yaml": Self.stack])
        let apply = await martlet("apply", "--auto-approve", "--sandbox")
        #expect(apply.status == 0, "\(apply.text)")
        return martlet
    }

    private func space(_ martlet: CommandHarness) async -> String {
        let reply = await martlet("sandbox", "request", "GET", path).output
        return reply.firstMatch(of: /"addressPrefixes":\[[^\]]*\]/).map { String($0.0) } ?? reply
    }

    @Test func `the network shrinks after the subnet is gone`() async throws {
        let martlet = try await applied()
        let plan = await martlet.run(["plan"] + shrunk)
        #expect(
            plan.output.contains(#"after the commit: properties.addressSpace.addressPrefixes loses ["10.1.0.0/16"]"#),
            "\(plan.text)")
        #expect(plan.output.components(separatedBy: "after the commit").count == 2, "\(plan.text)")
        let apply = await martlet.run(["apply", "--auto-approve"] + shrunk)
        #expect(apply.status == 0, "\(apply.text)")
        #expect(await space(martlet) == #""addressPrefixes":["10.0.0.0/16"]"#)
        #expect(await martlet("output", "--name", "space", "--sandbox").output == "[\"10.0.0.0/16\"]\n")
        let again = await martlet.run(["plan", "--detailed-exitcode"] + shrunk)
        #expect(again.status == 0, "\(again.text)")
        #expect(await martlet.run(["destroy", "--auto-approve"] + shrunk).status == 0)
        #expect(await martlet("sandbox", "status").output == "The sandbox is empty.\n")
    }

    @Test func `space that is in use is refused, and everything is as before`() async throws {
        let martlet = try await applied()
        let apply = await martlet("apply", "--auto-approve", "--sandbox", "--var", #"prefixes=["10.0.0.0/16"]"#)
        #expect(apply.status == 3, "\(apply.text)")
        #expect(apply.messages.contains("InUsePrefixCannotBeDeleted"))
        #expect(await martlet("plan", "--sandbox", "--detailed-exitcode").status == 0)
    }

    @Test func `while the subnet cannot be deleted the network keeps its space, and resume tries again`() async throws {
        let martlet = try await applied()
        let rule =
            #"{"match":{"method":"DELETE","path":"*/subnets/second*"},"every":1,"action":"error","status":409,"code":"InUseSubnetCannotBeDeleted"}"#
        _ = await martlet("sandbox", "faults", "--add", rule)
        let apply = await martlet.run(["apply", "--auto-approve"] + shrunk)
        #expect(apply.status == 5, "\(apply.text)")
        #expect(await space(martlet) == #""addressPrefixes":["10.0.0.0/16","10.1.0.0/16"]"#)
        let status = await martlet("status", "--sandbox")
        #expect(status.status == 5 && status.output.contains("Still to lose what other objects used"), "\(status.text)")

        _ = await martlet("sandbox", "faults", "--clear")
        let resume = await martlet.run(["resume"] + shrunk)
        #expect(resume.status == 0, "\(resume.text)")
        #expect(await space(martlet) == #""addressPrefixes":["10.0.0.0/16"]"#)
        #expect(await martlet.run(["plan", "--detailed-exitcode"] + shrunk).status == 0)
        #expect(await martlet("status", "--sandbox").status == 0)
    }

    @Test func `a stack that wants the space again makes the pending loss obsolete`() async throws {
        let martlet = try await applied()
        let rule =
            #"{"match":{"method":"DELETE","path":"*/subnets/second*"},"every":1,"action":"error","status":409,"code":"InUseSubnetCannotBeDeleted"}"#
        _ = await martlet("sandbox", "faults", "--add", rule)
        #expect(await martlet.run(["apply", "--auto-approve"] + shrunk).status == 5)
        _ = await martlet("sandbox", "faults", "--clear")
        let again = await martlet("apply", "--auto-approve", "--sandbox", "--var", "second=false")
        #expect(again.status == 0, "\(again.text)")
        #expect(await space(martlet) == #""addressPrefixes":["10.0.0.0/16","10.1.0.0/16"]"#)
    }
}
