import Foundation
import MartletModel
import Sandbox
import TestSupport
import Testing

struct ReleaseTests {
    @Test func `the release has every kind that stacks need of it, in its two namespaces`() {
        let documents = CertManagerRelease.text.components(separatedBy: "---\n")
        #expect(documents.count == 22)
        let kinds = documents.compactMap { document in
            document.split(separator: "\n").first { $0.hasPrefix("kind: ") }.map { String($0.dropFirst(6)) }
        }
        #expect(Set(kinds).count == 11)
        #expect(kinds.filter { $0 == "CustomResourceDefinition" }.count == 4)
        for document in documents {
            let namespaces = document.split(separator: "\n").filter { $0.hasPrefix("  namespace: ") }
            #expect(namespaces.allSatisfy { $0.hasSuffix(" cert-manager") || $0.hasSuffix(" kube-system") })
        }
    }

    @Test func `the shipped stack names the release's digest`() throws {
        let file = Fixtures.packageRoot.appending(path: "stacks/aks-platform/stack.yaml")
        let stack = try String(contentsOf: file, encoding: .utf8)
        let isNamed = stack.contains("sha256: \(CertManagerRelease.sha256.hex)")
        #expect(isNamed, "\(CertManagerRelease.sha256)")
        #expect(stack.contains(CertManagerRelease.url))
    }
}
