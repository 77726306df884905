package import MartletModel
package import MartletProvider

/// `core.*`: values, random secrets and names, and files. Its objects live in the state alone; nothing is ever asked of
/// an API.
package struct CoreProvider: Provider {
    package let name: ProviderName = "core"
    private let sources: CoreSources
    private let definitions: [ResourceType: any CoreType]

    package init(_ sources: CoreSources) {
        self.sources = sources
        let all: [any CoreType] = [CoreData(), CorePassword(), CoreID(), CoreFile()]
        definitions = Dictionary(all.map { ($0.schema.type, $0) }, uniquingKeysWith: { first, _ in first })
        types = definitions.keys.sorted()
    }

    package let types: [ResourceType]

    package let configurationSchema = BodySchema.object([], allowsOthers: false)

    package func schema(of type: ResourceType) -> ResourceSchema? { definitions[type]?.schema }

    package func problems(in body: Value, of type: ResourceType) -> [BodyProblem] {
        guard let definition = definitions[type] else { return [] }
        return SchemaValidation.problems(in: body, definition.schema.body) + definition.problems(in: body)
    }

    /// Nil: ids are drawn when an object is created.
    package func identity(of type: ResourceType, body: Value, configuration: Value) -> Identity? { nil }

    package func plannedAttributes(of type: ResourceType, creating body: Value) -> Value {
        definitions[type]?.attributes(of: body, id: .unknown(Unknown(.string, .init(isNotNull: true))), random: nil)
            ?? body
    }

    package func compare(_ comparison: Comparison) -> Assessment {
        guard let definition = definitions[comparison.type] else {
            return Assessment(changes: [], plannedAttributes: comparison.record.attributes)
        }
        let record = comparison.record
        if comparison.desired == record.body { return Assessment(changes: [], plannedAttributes: record.attributes) }
        var assessment = SchemaComparison(definition.schema).assess(comparison)
        if !assessment.changes.isEmpty, let id = record.attributes["id"] {
            assessment.plannedAttributes = definition.attributes(of: comparison.desired, id: id, random: nil)
        }
        return assessment
    }

    package func connect(to configuration: Value) async throws(ProviderError) -> any ProviderConnection {
        CoreConnection(sources: sources, definitions: definitions)
    }
}

/// What the provider takes from outside.
package struct CoreSources: Sendable {
    /// `count` bytes that nobody can guess.
    package var randomBytes: @Sendable (_ count: Int) -> [UInt8]
    /// The bytes of the file at an absolute path; nil when there is none.
    package var readFile: @Sendable (_ path: String) throws(ProviderError) -> [UInt8]?
    /// The stack's folder, absolute: relative paths start here.
    package var folder: String

    package init(
        folder: String, randomBytes: @escaping @Sendable (_ count: Int) -> [UInt8],
        readFile: @escaping @Sendable (_ path: String) throws(ProviderError) -> [UInt8]?
    ) {
        self.folder = folder
        self.randomBytes = randomBytes
        self.readFile = readFile
    }
}
