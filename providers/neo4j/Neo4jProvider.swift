package import MartletModel
package import MartletProvider

/// Neo4j over Bolt: queries as data sources.
///
/// A connection is `{uri: bolt://host:7687, username, password, database}`; without a user name there is no
/// authentication.
package struct Neo4jProvider: Provider {
    package let name: ProviderName = "neo4j"
    private let userAgent: String

    /// - Parameter version: Martlet's version, for the server's log.
    package init(version: String) { userAgent = "martlet/\(version)" }

    private static let query = ResourceType("neo4j.query")

    package var types: [ResourceType] { [Self.query] }

    package func schema(of type: ResourceType) -> ResourceSchema? {
        guard type == Self.query else { return nil }
        return ResourceSchema(
            type: type,
            body: .object(
                [
                    .init("statement", .text, isRequired: true),
                    .init("parameters", .map(.any)),
                    .init("database", .text),
                ],
                allowsOthers: false
            ),
            computed: [ValuePath([.key("records")]), ValuePath([.key("columns")])],
            isDataSource: true
        )
    }

    package var configurationSchema: BodySchema {
        .object(
            [
                .init("uri", .string(oneOf: [], isOpen: true, pattern: "^bolt(\\+s|\\+ssc)?://"), isRequired: true),
                .init("username", .text),
                .init("password", .text),
                .init("database", .text),
            ],
            allowsOthers: false
        )
    }

    /// Queries are only read.
    package func identity(of type: ResourceType, body: Value, configuration: Value) -> Identity? { nil }

    package func connect(to configuration: Value) async throws(ProviderError) -> any ProviderConnection {
        let uri = configuration["uri"]?.stringValue ?? ""
        guard let endpoint = BoltEndpoint(uri) else {
            throw ProviderError(
                .invalid, code: "BadAddress", message: "`\(uri)` is not an address of a Bolt server.",
                hint: "Write bolt://HOST:7687, or bolt+s://HOST:7687 for TLS."
            )
        }
        return Neo4jConnection(endpoint: endpoint, configuration: configuration, userAgent: userAgent)
    }
}
