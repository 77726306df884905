package import MartletModel

/// The resource types that this program knows, as far as the loader asks.
package struct ResourceTypeCatalog: Sendable {
    /// What the loader asks of a type.
    package enum Answer: Sendable {
        case resource
        /// A type that can only be read.
        case dataOnly
        case unknown
    }

    private let answer: @Sendable (ResourceType) -> Answer
    /// Names for suggestions.
    private let names: [String]

    package init(names: [String], answer: @escaping @Sendable (ResourceType) -> Answer) {
        self.names = names
        self.answer = answer
    }

    /// Takes every type for known.
    package static let any = ResourceTypeCatalog(names: []) { _ in .resource }

    /// Tells of each type that is not known, or cannot be what it is declared as. Asks once for each.
    func check(_ declared: some Sequence<(Located<ResourceType>, Address.Mode)>, _ faults: inout Diagnostics) {
        var answers: [ResourceType: Answer] = [:]
        for (type, mode) in declared {
            let answer = answers[type.content] ?? answer(type.content)
            answers[type.content] = answer
            check(type, answer, mode: mode, &faults)
        }
    }

    private func check(
        _ type: Located<ResourceType>, _ answer: Answer, mode: Address.Mode, _ faults: inout Diagnostics
    ) {
        switch answer {
        case .resource: break
        case .dataOnly:
            guard mode == .managed else { return }
            faults.append(
                LanguageFault.unknownResourceType.at(
                    type.range, "`\(type.content)` can only be read, not created.", hint: "Declare it under `data`."))
        case .unknown: faults.append(unknown(type))
        }
    }

    private func unknown(_ type: Located<ResourceType>) -> Diagnostic {
        let text = type.content.text
        let provider = type.content.providerName.text
        let siblings = names.filter { $0.hasPrefix(provider + ".") }
        let suggestion = nearestName(to: text, among: names).map { "Did you mean `\($0)`?" }
        let listed =
            siblings.isEmpty
            ? nil : "`\(provider)` has \(siblings.prefix(12).map { "`\($0)`" }.joined(separator: ", "))."
        return LanguageFault.unknownResourceType.at(
            type.range, "There is no resource type `\(text)`.",
            hint: suggestion ?? listed
                ?? "Types look like `azure.resource_group`, `kubernetes.object`, `core.data`, or "
                + "`Microsoft.Network/virtualNetworks@2025-05-01`.")
    }
}
