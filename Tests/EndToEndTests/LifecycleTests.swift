import Foundation
import TestSupport
import Testing

/// The whole life of the AKS platform on the sandbox, through the commands.
struct LifecycleTests {
    private let small = ["--sandbox", "--scenario", "small"]

    @Test func `plan, apply, no changes, a change, drift, destroy, nothing left`() async throws {
        let martlet = try CommandHarness(stack: "stacks/aks-platform")

        let plan = await martlet.run(["plan"] + small)
        #expect(plan.status == 0 && plan.output.contains("44 to create"), "\(plan.text)")

        let apply = await martlet.run(["apply", "--auto-approve"] + small)
        #expect(apply.status == 0, "\(apply.text)")

        let again = await martlet.run(["plan", "--detailed-exitcode"] + small)
        #expect(again.status == 0 && again.output.contains("No changes."), "\(again.text)")

        let larger = ["--var", "nodes=2"] + small
        let update = await martlet.run(["plan", "--detailed-exitcode"] + larger)
        #expect(update.status == 2 && update.output.contains("properties.count = 1 → 2"), "\(update.text)")
        #expect(await martlet.run(["apply", "--auto-approve"] + larger).status == 0)

        let path = "/apis/networking.k8s.io/v1/namespaces/neo4j/networkpolicies/default-deny?fieldManager=alice"
        #expect(
            await martlet("sandbox", "request", "PATCH", path, #"{"spec":{"policyTypes":["Ingress"]}}"#).status == 0)
        let drift = await martlet.run(["plan", "--detailed-exitcode"] + larger)
        #expect(drift.status == 2, "\(drift.text)")
        #expect(drift.output.contains(#"spec.policyTypes is ["Ingress"], was ["Ingress", "Egress"], by alice"#))
        #expect(await martlet.run(["apply", "--auto-approve"] + larger).status == 0)
        #expect(await martlet.run(["plan", "--detailed-exitcode"] + larger).status == 0)

        let destroy = await martlet.run(["destroy", "--auto-approve"] + larger)
        #expect(destroy.status == 0, "\(destroy.text)")
        // The cluster is gone, and with it whoever could be asked what is left in it.
        #expect(!destroy.text.contains("Needs attention"), "\(destroy.text)")
        let last = try #require(destroy.text.matches(of: /\[ *(\d+)\/(\d+)\]/).last, "\(destroy.text)")
        #expect(last.1 == last.2)
        #expect(await martlet("sandbox", "status").output == "The sandbox is empty.\n")
        #expect(await martlet.run(["show"] + small).output.hasPrefix("No resources"))
    }

    @Test func `a production stack is protected from being destroyed`() async throws {
        let martlet = try CommandHarness(stack: "stacks/aks-platform")
        let production = ["--sandbox", "--scenario", "production"]
        let apply = await martlet.run(["apply", "--auto-approve"] + production)
        #expect(apply.status == 0, "\(apply.text)")
        let destroy = await martlet.run(["destroy", "--auto-approve"] + production)
        #expect(destroy.status == 1, "\(destroy.text)")
        #expect(destroy.messages.contains("prevent_destroy"))
        #expect(await martlet.run(["plan", "--detailed-exitcode"] + production).status == 0)
    }

    @Test func `a plan writes nothing`() async throws {
        let martlet = try CommandHarness(stack: "stacks/aks-platform")
        _ = await martlet.run(["plan"] + small)
        let files = try martlet.localFiles().keys.filter { !$0.hasPrefix("sandbox") }
        #expect(files.isEmpty)
        #expect(await martlet("sandbox", "status").output == "The sandbox is empty.\n")
    }

    /// The 46 objects of a real release, through plan, apply, empty plan, change and destroy.
    @Test(.enabled(if: Fixtures.folder != nil, "the shared fixtures are not here"))
    func `the real cert-manager release`() async throws {
        let fixture = try #require(Fixtures.folder).appending(path: "cert-manager-v1.14.4.yaml")
        let martlet = try CommandHarness(stack: "stacks/aks-platform")
        try FileManager.default.copyItem(at: fixture, to: martlet.folder.appending(path: "cert-manager.yaml"))
        let stack = try String(contentsOf: martlet.folder.appending(path: "stack.yaml"), encoding: .utf8)
        try martlet.write(
            stack.replacing("body: \"${local.cert_manager}\"", with: "body: {file: cert-manager.yaml}"),
            to: "stack.yaml"
        )

        let apply = await martlet.run(["apply", "--auto-approve"] + small)
        #expect(apply.status == 0, "\(apply.text)")
        let members = await martlet.run(["show"] + small).output.split(separator: "\n").count {
            $0.hasPrefix("cert_manager/")
        }
        #expect(members == 46)
        #expect(await martlet.run(["plan", "--detailed-exitcode"] + small).status == 0)

        let manifest = try String(contentsOf: fixture, encoding: .utf8)
        try martlet.write(manifest.replacing("replicas: 1", with: "replicas: 2"), to: "cert-manager.yaml")
        let change = await martlet.run(["plan", "--detailed-exitcode"] + small)
        #expect(change.status == 2 && change.output.contains("spec.replicas = 1 → 2"), "\(change.text)")
        #expect(await martlet.run(["apply", "--auto-approve"] + small).status == 0)
        #expect(await martlet.run(["plan", "--detailed-exitcode"] + small).status == 0)

        let destroy = await martlet.run(["destroy", "--auto-approve"] + small)
        #expect(destroy.status == 0, "\(destroy.text)")
        #expect(await martlet("sandbox", "status").output == "The sandbox is empty.\n")
    }
}
