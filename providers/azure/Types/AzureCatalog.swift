import MartletLanguage
package import MartletModel
import MartletProvider
private import Synchronization

/// Every Azure type: the files of `catalog/`, each read when it is first asked for, and any other by its full ARM name.
package final class AzureCatalog: Sendable {
    private let files: [String: StaticString]
    private let read = Mutex<[ResourceType: Known]>([:])

    /// An entry with what follows from it, made once: both are asked for every resource of a plan.
    private struct Known: Sendable {
        let entry: CatalogEntry
        let schema: ResourceSchema
        let comparison: AzureComparison
    }

    /// - Parameter files: Catalog files by the type's name.
    init(files: [(name: String, text: StaticString)] = CatalogText.files) {
        self.files = Dictionary(files.map { ($0.name, $0.text) }, uniquingKeysWith: { first, _ in first })
    }

    /// The types that have names of their own, in byte order.
    package var types: [ResourceType] { files.keys.map { ResourceType($0) }.sorted() }

    /// What is known of `type`; nil for a name that is neither in the catalog nor a full ARM name with its version.
    package func entry(of type: ResourceType) -> CatalogEntry? { known(type)?.entry }

    /// The entry in the engine's terms.
    func schema(of type: ResourceType) -> ResourceSchema? { known(type)?.schema }

    /// How objects of the type are compared.
    func comparison(of type: ResourceType) -> AzureComparison? { known(type)?.comparison }

    private func known(_ type: ResourceType) -> Known? {
        if let known = read.withLock({ $0[type] }) { return known }
        guard let entry = files[type.text].flatMap({ try? Self.parse($0) }) ?? GenericType(type)?.entry else {
            return nil
        }
        let schema = entry.schema
        let known = Known(entry: entry, schema: schema, comparison: AzureComparison(entry, schema))
        read.withLock { $0[type] = known }
        return known
    }

    /// The catalog's own name of an ARM type, and otherwise its full name at `version`.
    func entry(armType: String) -> CatalogEntry? {
        let wanted = armType.lowercased()
        return types.lazy.compactMap { self.entry(of: $0) }.first { $0.armType.lowercased() == wanted }
    }

    /// Reads one file.
    static func parse(_ text: StaticString) throws -> CatalogEntry {
        let bytes = text.withUTF8Buffer { Array($0) }
        guard let file = try YAMLReader.values(bytes, name: "catalog").first else {
            throw CatalogReader.Fault(description: "the file is empty")
        }
        return try CatalogReader(file).entry()
    }
}

/// A type by its full ARM name: `Microsoft.Network/routeTables@2025-05-01`.
struct GenericType {
    private let type: ResourceType
    private let armType: String
    private let apiVersion: String

    init?(_ type: ResourceType) {
        let halves = type.text.split(separator: "@", omittingEmptySubsequences: false)
        let segments = (halves.first ?? "").split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count == 2, segments.count >= 2, segments[0].contains("."), !segments.contains(""),
            Self.isVersion(halves[1])
        else { return nil }
        self.type = type
        armType = String(halves[0])
        apiVersion = String(halves[1])
    }

    /// `2025-05-01` or `2025-05-01-preview`.
    private static func isVersion(_ text: Substring) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3 || parts.count == 4 else { return false }
        return zip(parts, [4, 2, 2]).allSatisfy { $0.count == $1 && $0.allSatisfy(\.isNumber) } && !parts.contains("")
    }

    /// Nested types live under the `parent` object; a nested type's parent is one level up.
    var entry: CatalogEntry {
        let segments = armType.split(separator: "/")
        let isNested = segments.count > 2
        let path = isNested ? "/\(segments[segments.count - 1])/{name}" : "/providers/\(armType)/{name}"
        return CatalogEntry(
            type: type, armType: armType, apiVersion: apiVersion, scope: isNested ? .parent : .resourceGroup,
            path: path,
            name: CatalogEntry.NameRule(
                characters: "", length: 1...260, fixed: nil, isRoleAssignment: false, isGlobal: false
            ),
            update: .readModifyWrite, isSingleton: false, isDeletable: true, deleteQuery: [:], etag: nil,
            marker: isNested ? .none : .tags(ValuePath([.key("tags")])), readyWhen: [], shape: .any, rules: rules,
            inlineChildren: nil, retryCodes: [:], actions: [], listsWholeObjects: false,
            timeouts: ResourceSchema.Timeouts(create: .seconds(3600), update: .seconds(3600), delete: .seconds(3600))
        )
    }

    private var rules: CatalogEntry.Rules {
        var rules = CatalogEntry.Rules()
        rules.createOnly = [ValuePath([.key("location")])]
        rules.serializationKey = [ValuePath([.key("parent")])]
        return rules
    }
}
