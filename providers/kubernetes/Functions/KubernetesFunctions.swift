import MartletLanguage
package import MartletModel

/// `provider::kubernetes::…`: manifests read and written.
package enum KubernetesFunctions {
    package static let all: [ProviderFunction] = [
        ProviderFunction(
            "manifest_decode", [.init("manifest", .string)], "The object that a YAML text of one manifest describes."
        ) { arguments throws(ProviderFunction.Fault) in
            let all = try manifests(in: arguments[0].stringValue ?? "")
            guard let first = all.first, all.count == 1 else {
                throw ProviderFunction.Fault(
                    "the text holds \(all.isEmpty ? "no manifest" : "\(all.count) manifests"), not one; "
                        + "`manifest_decode_multi` takes any number", argument: 0)
            }
            return first
        },
        ProviderFunction(
            "manifest_decode_multi", [.init("manifests", .string)],
            "The objects that a YAML text of manifests, separated by `---`, describes."
        ) { arguments throws(ProviderFunction.Fault) in
            .tuple(try manifests(in: arguments[0].stringValue ?? ""))
        },
        ProviderFunction(
            "manifest_encode", [.init("manifest", .any)], result: .string,
            "A manifest, or a list of them, as the YAML text that `kubectl` reads."
        ) { arguments throws(ProviderFunction.Fault) in
            let plain = arguments[0].plain
            let all = plain.elements ?? [plain]
            for (index, manifest) in all.enumerated() { try check(manifest, index, of: all.count) }
            return .string(YAMLWriter.text(of: all))
        },
    ]

    private static func manifests(in text: String) throws(ProviderFunction.Fault) -> [Value] {
        let all: [Value]
        do throws(Diagnostics) {
            all = try YAMLReader.values(Array(text.utf8), name: "manifest")
        } catch {
            let first = error.sorted.first
            let line = first?.range.map { "line \($0.startPosition.line): " } ?? ""
            throw ProviderFunction.Fault("the text is not YAML: \(line)\(first?.detail ?? "")", argument: 0)
        }
        for (index, manifest) in all.enumerated() { try check(manifest, index, of: all.count) }
        return all
    }

    /// Every object has these (Kubernetes API conventions, "Types (Kinds)"); lists of objects are no manifests.
    private static func check(_ manifest: Value, _ index: Int, of count: Int) throws(ProviderFunction.Fault) {
        let missing = ["apiVersion", "kind", "metadata"].filter { manifest[$0].map(\.isNull) ?? true }
        guard !missing.isEmpty else { return }
        let which = count == 1 ? "the manifest" : "manifest \(index + 1)"
        throw ProviderFunction.Fault(
            "\(which) lacks \(missing.map { "`\($0)`" }.joined(separator: ", "))", argument: 0)
    }
}
