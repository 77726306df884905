internal import MartletModel
internal import MartletPlanner
internal import MartletProvider

/// One call that answers one question, or all reads through one connection.
enum PlanningJob: Sendable {
    case reads([PlannerRequest], any ProviderConnection)
    case single(PlannerRequest, any ProviderConnection)
    case expand(PlannerRequest, any Provider, folder: String)
    case failed([PlannerRequest], ProviderError)

    struct Answer: Sendable {
        let request: PlannerRequest
        let answer: Findings.Answer
    }

    /// The calls for a round, in the order of the requests.
    static func jobs(
        for requests: [PlannerRequest], _ connections: OpenConnections, _ folder: String
    ) -> [PlanningJob] {
        var reads: [ConnectionTarget: [PlannerRequest]] = [:]
        var order: [ConnectionTarget] = []
        var jobs: [PlanningJob] = []
        for request in requests {
            switch request.question {
            case .read:
                if reads[request.connection] == nil { order.append(request.connection) }
                reads[request.connection, default: []].append(request)
            case .expand:
                let provider = connections.provider(request.connection.provider)
                jobs.append(
                    provider.map { .expand(request, $0, folder: folder) }
                        ?? .failed([request], .unknownProvider(request.connection.provider))
                )
            case .readData, .refine:
                switch connections[request.connection] {
                case .success(let connection): jobs.append(.single(request, connection))
                case .failure(let error): jobs.append(.failed([request], error))
                }
            }
        }
        let batches = order.map { target -> PlanningJob in
            switch connections[target] {
            case .success(let connection): .reads(reads[target] ?? [], connection)
            case .failure(let error): .failed(reads[target] ?? [], error)
            }
        }
        return batches + jobs
    }

    func run() async -> [Answer] {
        switch self {
        case .failed(let requests, let error): return requests.map { Answer(request: $0, answer: .failure(error)) }
        case .reads(let requests, let connection):
            let results = await connection.read(requests.compactMap(\.readTarget))
            return zip(requests, results).map { request, result in
                Answer(request: request, answer: Findings.Answer(result))
            } + requests.dropFirst(results.count).map { Answer(request: $0, answer: .failure(.missingAnswer)) }
        case .single(let request, let connection):
            return [Answer(request: request, answer: await Self.ask(request, connection))]
        case .expand(let request, let provider, let folder):
            return [Answer(request: request, answer: await Self.expand(request, provider, folder))]
        }
    }

    private static func ask(_ request: PlannerRequest, _ connection: any ProviderConnection) async -> Findings.Answer {
        do throws(ProviderError) {
            switch request.question {
            case .readData(let type, let body): return .data(try await connection.readData(type: type, body: body))
            case .refine(let proposal): return .refinement(try await connection.refine(proposal))
            case .read, .expand: return .failure(.missingAnswer)
            }
        } catch {
            return .failure(error)
        }
    }

    private static func expand(
        _ request: PlannerRequest, _ provider: any Provider, _ folder: String
    ) async -> Findings.Answer {
        guard case .expand(let type, let body) = request.question else { return .failure(.missingAnswer) }
        do throws(ProviderError) {
            return .members(try await provider.expand(type: type, body: body, stackFolder: folder))
        } catch {
            return .failure(error)
        }
    }
}

extension Findings.Answer {
    fileprivate init(_ result: Result<Observation, ProviderError>) {
        switch result {
        case .success(let observation): self = .observation(observation)
        case .failure(let error): self = .failure(error)
        }
    }
}

extension PlannerRequest {
    /// Whether answering takes an open connection.
    var needsConnection: Bool {
        if case .expand = question { false } else { true }
    }

    fileprivate var readTarget: ReadTarget? {
        if case .read(let target) = question { target } else { nil }
    }
}

extension ProviderError {
    fileprivate static let missingAnswer = ProviderError(
        .bug, code: "NoAnswer", message: "The provider gave no answer to a question of the planner."
    )
}
