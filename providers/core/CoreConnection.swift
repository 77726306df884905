internal import MartletModel
internal import MartletProvider

/// Makes objects of nothing: every call is local and at once.
struct CoreConnection: ProviderConnection {
    let sources: CoreSources
    let definitions: [ResourceType: any CoreType]

    /// Never asked: the types are state-only.
    func read(_ targets: [ReadTarget]) async -> [Result<Observation, ProviderError>] {
        targets.map { target in
            .failure(
                ProviderError(.unsupported, code: "StateOnly", message: "`\(target.type)` exists in the state alone.")
            )
        }
    }

    func readData(type: ResourceType, body: Value) async throws(ProviderError) -> Value {
        try definition(of: type).read(body, sources)
    }

    func create(_ request: WriteRequest, _ context: StepContext) async throws(ProviderError) -> LiveObject {
        let definition = try definition(of: request.type)
        let attributes = definition.attributes(of: request.body, id: nil, random: sources.randomBytes)
        return object(request.type, attributes)
    }

    func update(_ request: WriteRequest, _ context: StepContext) async throws(ProviderError) -> LiveObject {
        let definition = try definition(of: request.type)
        guard let id = request.prior?.attributes["id"] else {
            throw ProviderError(
                .bug, code: "NoRecord", message: "An update of `\(request.type)` came without its record.")
        }
        return object(request.type, definition.attributes(of: request.body, id: id, random: nil))
    }

    func delete(_ record: ResourceRecord, _ context: StepContext) async throws(ProviderError) {}

    private func definition(of type: ResourceType) throws(ProviderError) -> any CoreType {
        guard let definition = definitions[type] else {
            throw ProviderError(.invalid, code: "UnknownType", message: "There is no type `\(type)`.")
        }
        return definition
    }

    private func object(_ type: ResourceType, _ attributes: Value) -> LiveObject {
        LiveObject(
            identity: Identity("\(type)/\(attributes["id"]?.stringValue ?? "")"), attributes: attributes,
            canCarryMarker: false
        )
    }
}
