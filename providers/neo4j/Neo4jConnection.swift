import MartletModel
import MartletProvider

/// A server of Neo4j's; each query opens a session of its own.
struct Neo4jConnection: ProviderConnection {
    let endpoint: BoltEndpoint
    /// Plain; holds the password.
    let configuration: Value
    let userAgent: String

    /// `{columns: […], records: [{column: value}]}`; the query runs in a read transaction.
    func readData(type: ResourceType, body: Value) async throws(ProviderError) -> Value {
        let statement = body["statement"]?.stringValue ?? ""
        var extra: Fields = ["mode": "r"]
        if let database = body["database"] ?? configuration["database"], !database.isNull {
            extra["db"] = database.revealed
        }
        let parameters = body["parameters"]?.revealed.fields ?? Fields()
        do {
            let rows = try await BoltSession.with(endpoint, credentials: credentials, userAgent: userAgent) { session in
                try await session.run(statement, parameters: parameters, extra: extra)
            }
            var attributes = body.fields ?? Fields()
            attributes["columns"] = .tuple(rows.names.map { .string($0) })
            attributes["records"] = .tuple(
                rows.records.map { .object(Fields(zip(rows.names, $0).map { Fields.Field($0, $1) })) }
            )
            return .object(attributes)
        } catch let error as BoltError {
            throw error.providerError
        } catch {
            throw ProviderError(.transient, effect: .possible, code: "Connection", message: "\(error)")
        }
    }

    private var credentials: Fields {
        guard let user = configuration["username"], !user.isNull else { return ["scheme": "none"] }
        return [
            "scheme": "basic", "principal": user.revealed,
            "credentials": (configuration["password"] ?? .string("")).revealed,
        ]
    }

    func read(_ targets: [ReadTarget]) async -> [Result<Observation, ProviderError>] {
        targets.map { _ in .failure(Self.readOnly) }
    }

    func create(_ request: WriteRequest, _ context: StepContext) async throws(ProviderError) -> LiveObject {
        throw Self.readOnly
    }

    func update(_ request: WriteRequest, _ context: StepContext) async throws(ProviderError) -> LiveObject {
        throw Self.readOnly
    }

    func delete(_ record: ResourceRecord, _ context: StepContext) async throws(ProviderError) { throw Self.readOnly }

    private static let readOnly = ProviderError(
        .unsupported, code: "ReadOnly", message: "The neo4j provider has data sources only."
    )
}
