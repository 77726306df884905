import KubernetesProvider
import MartletModel
import Testing

/// `provider::kubernetes::…`.
struct FunctionTests {
    private func call(_ name: String, _ argument: Value) throws -> Value {
        let function = try #require(KubernetesFunctions.all.first { $0.name == name })
        return try function.body([argument])
    }

    private let text = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n"
    private let object: Value = ["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "a"]]

    @Test func `manifests are decoded and encoded`() throws {
        #expect(try call("manifest_decode", .string(text)) == object)
        #expect(try call("manifest_encode", object) == .string(text))
        let several = "---\n\(text)---\n# nothing\n---\n\(text)"
        #expect(try call("manifest_decode_multi", .string(several)) == [object, object])
        let again = try call("manifest_encode", [object, object])
        #expect(try call("manifest_decode_multi", again) == [object, object])
        #expect(try call("manifest_decode_multi", "") == [])
    }

    @Test(
        "what is no manifest is refused",
        arguments: [
            ("manifest_decode", "", "no manifest"),
            ("manifest_decode", "a: 1\n", "lacks `apiVersion`, `kind`, `metadata`"),
            ("manifest_decode", "a: [\n", "not YAML"), ("manifest_decode", "x", "lacks"),
            ("manifest_decode_multi", "apiVersion: v1\nkind: X\nmetadata: {}\n---\nkind: Y\n", "manifest 2 lacks"),
        ])
    func refused(name: String, text: String, phrase: String) {
        let fault = #expect(throws: ProviderFunction.Fault.self) { try call(name, .string(text)) }
        #expect(fault?.message.contains(phrase) == true, "\(fault?.message ?? "")")
    }

    @Test func `two manifests are not one`() {
        let fault = #expect(throws: ProviderFunction.Fault.self) {
            try call("manifest_decode", .string("\(text)---\n\(text)"))
        }
        #expect(fault?.message.contains("2 manifests") == true)
    }
}
