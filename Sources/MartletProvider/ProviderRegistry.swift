package import MartletModel

/// The providers of this program, by name.
package struct ProviderRegistry: Sendable {
    private let byName: [ProviderName: any Provider]

    package init(_ providers: [any Provider]) {
        byName = Dictionary(providers.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package subscript(name: ProviderName) -> (any Provider)? { byName[name] }

    /// All providers in byte order of their names.
    package var all: [any Provider] { byName.values.sorted { $0.name < $1.name } }

    /// The provider of a type: by the word before the dot, or Azure for full ARM names (`Microsoft.X/y@version`).
    package func provider(of type: ResourceType) -> (any Provider)? {
        byName[type.providerName].flatMap { $0.schema(of: type) == nil ? nil : $0 }
    }

    /// Over the catalogs of all providers.
    package var catalogDigest: Digest {
        Digest(of: all.map { "\($0.name) \($0.catalogDigest)" }.joined(separator: "\n"))
    }

    /// Every type with a name of its own, for suggestions.
    package var types: [ResourceType] { all.flatMap(\.types) }
}
