import Foundation
import MartletLanguage
import MartletModel
import TestSupport
import Testing

@Suite struct ShippedStackTests {
    @Test("the AKS platform loads and evaluates without a fault", arguments: [nil, "small", "production"])
    func platform(scenario: String?) throws {
        let folder = Fixtures.packageRoot.appending(path: "stacks/aks-platform").path
        let inputs = StackInputs(environment: "test", scenario: scenario, usesSandbox: true, workingFolder: folder)
        let run = try StackLoader(files: DiskFiles()).load(folder, inputs: inputs).run { _ in .unknown(Unknown()) }
        #expect(run.evaluation.diagnostics.isEmpty, "\(run.evaluation.diagnostics.sorted.map(\.detail))")
        let cluster = try #require(run.resource("cluster"))
        #expect(cluster.settings.preventDestroy == (scenario == "production"))
        #expect(cluster.settings.createTimeout == .seconds(5400))
        #expect(run.dependencies("pool") == ["cluster"])
        #expect(run.dependencies("admin_secret") == ["admin_password", "cluster", "namespace"])
        #expect(run.body(#"allow["dns"]"#)?.at("spec", "policyTypes") == ["Egress"])
        #expect(run.body(#"allow["dns"]"#)?.at("spec", "ingress") == nil)
        #expect(run.evaluation.outputs.count == 6)
    }
}
