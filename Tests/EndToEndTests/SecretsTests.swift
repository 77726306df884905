import Foundation
import Testing

/// Planted secrets are found nowhere: not in a file, not in what is printed, not in a log at trace level.
struct SecretsTests {
    private let stack = """
        martlet: 1
        name: canary
        variables:
          token: {type: string, sensitive: true}
        providers:
          azure: {subscription_id: 00000000-0000-0000-0000-000000000000}
          kubernetes: {kubeconfig: "${resource.cluster.admin_kubeconfig}"}
        resources:
          group: {type: azure.resource_group, body: {name: canary, location: westeurope}}
          cluster:
            type: azure.managed_cluster
            body:
              parent: "${resource.group.id}"
              name: canary
              location: westeurope
              identity: {type: SystemAssigned}
              properties: {dnsPrefix: canary, agentPoolProfiles: [{name: system, mode: System, count: 1, vmSize: Standard_D4s_v5}]}
          password: {type: core.password, body: {length: 32}}
          note: {type: core.data, body: {input: {token: "prefix-${var.token}"}}}
          secret:
            type: kubernetes.object
            body:
              apiVersion: v1
              kind: Secret
              metadata: {name: canary, namespace: default}
              stringData: {token: "${var.token}", password: "${resource.password.result}"}
        outputs:
          password: {value: "${resource.password.result}", sensitive: true}
          kubeconfig: {value: "${resource.cluster.admin_kubeconfig}", sensitive: true}
        """

    @Test func `no secret is in a file, an output or a log`() async throws {
        let token = "canary-5f0c2b7e41"
        let martlet = try CommandHarness(files: ["stack.yaml": stack])
        let environment = ["MARTLET_VAR_token": token]
        var printed = ""
        for command in [
            ["plan", "--full"], ["plan", "--json"], ["apply", "--auto-approve"], ["plan"], ["show", "--json"],
            ["show", "--address", "secret"], ["output"], ["output", "--json"], ["status"], ["history"],
        ] {
            let run = await martlet.run(
                command + ["--sandbox", "--log-level", "trace"], environment: environment
            )
            #expect(run.status == 0, "\(command) \(run.text)")
            printed += run.output + run.messages
        }
        let reveal = ["output", "--reveal", "--sandbox", "--name"]
        let password = await martlet.run(reveal + ["password"]).output.trimmingCharacters(in: .newlines)
        let kubeconfig = await martlet.run(reveal + ["kubeconfig"]).output
        #expect(password.count == 32)
        let clusterToken = try #require(kubeconfig.firstMatch(of: /token: "?([^"}\n]+)/)).1
        for secret in [token, password, String(clusterToken)] {
            for form in [secret, Data(secret.utf8).base64EncodedString()] {
                let needle = Data(form.trimmingCharacters(in: ["="]).utf8)
                #expect(printed.range(of: form) == nil, "a secret was printed")
                for (name, bytes) in try martlet.localFiles() {
                    #expect(bytes.range(of: needle) == nil, "a secret is in \(name)")
                }
            }
        }
    }
}
