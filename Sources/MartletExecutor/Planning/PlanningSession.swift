internal import MartletLanguage
internal import MartletModel
package import MartletPlanner
internal import MartletProvider

/// Makes a plan by asking what the planner wants to know until it wants nothing more: the only I/O of planning.
///
/// Planning never writes. Connections are opened once for each configuration, reads of one round go out together.
package struct PlanningSession: Sendable {
    /// What a session is busy with, for a progress line.
    package enum Progress: Sendable, Hashable {
        /// `requests` questions are being asked, in the given round (from 1).
        case asking(round: Int, requests: Int)
    }

    private let input: PlannerInput
    private let parallelism: Int
    private let report: @Sendable (Progress) -> Void

    /// - Parameter parallelism: How many calls are in flight at most. The plan does not depend on it.
    package init(
        _ input: PlannerInput, parallelism: Int = 16, report: @escaping @Sendable (Progress) -> Void = { _ in }
    ) {
        self.input = input
        self.parallelism = parallelism
        self.report = report
    }

    /// The plan, or the errors that stand in its way.
    ///
    /// Ends after as many rounds as the longest chain of questions that follow from each other's answers; when the task
    /// is cancelled, with an error that says so.
    package func plan() async -> PlannerOutput {
        var input = input
        var connections = OpenConnections(input.registry)
        var round = 0
        while true {
            let output = Planner.plan(input)
            guard output.plan == nil, !output.requests.isEmpty else { return output }
            guard !Task.isCancelled else { return .cancelled }
            round += 1
            report(.asking(round: round, requests: output.requests.count))
            await connections.open(output.requests.filter(\.needsConnection).map(\.connection))
            let jobs = PlanningJob.jobs(for: output.requests, connections, input.program.folder)
            for answer in await run(jobs) { input.findings.record(answer.answer, to: answer.request) }
        }
    }

    private func run(_ jobs: [PlanningJob]) async -> [PlanningJob.Answer] {
        await withTaskGroup(of: [PlanningJob.Answer].self) { group in
            var answers: [PlanningJob.Answer] = []
            for (index, job) in jobs.enumerated() {
                if index >= parallelism, let finished = await group.next() { answers += finished }
                group.addTask { await job.run() }
            }
            for await finished in group { answers += finished }
            return answers
        }
    }
}

extension PlannerOutput {
    fileprivate static var cancelled: PlannerOutput {
        let code = ExecutorCode.planningInterrupted
        let diagnostic = Diagnostic(code.code, code.summary, detail: "Nothing was changed.")
        return PlannerOutput(plan: nil, requests: [], diagnostics: Diagnostics([diagnostic]))
    }
}

/// The connections of one session, each opened once.
struct OpenConnections: Sendable {
    private let registry: ProviderRegistry
    private var opened: [ConnectionTarget: Result<any ProviderConnection, ProviderError>] = [:]

    init(_ registry: ProviderRegistry) { self.registry = registry }

    /// Opens those that are not open yet, all at once.
    mutating func open(_ targets: [ConnectionTarget]) async {
        let missing = Set(targets).filter { opened[$0] == nil }
        let registry = registry
        await withTaskGroup(of: (ConnectionTarget, Result<any ProviderConnection, ProviderError>).self) { group in
            for target in missing {
                group.addTask { (target, await Self.connect(target, registry)) }
            }
            for await (target, result) in group { opened[target] = result }
        }
    }

    private static func connect(
        _ target: ConnectionTarget, _ registry: ProviderRegistry
    ) async -> Result<any ProviderConnection, ProviderError> {
        guard let provider = registry[target.provider] else { return .failure(.unknownProvider(target.provider)) }
        do throws(ProviderError) {
            return .success(try await provider.connect(to: target.configuration))
        } catch {
            return .failure(error)
        }
    }

    subscript(target: ConnectionTarget) -> Result<any ProviderConnection, ProviderError> {
        opened[target] ?? .failure(.unknownProvider(target.provider))
    }

    func provider(_ name: ProviderName) -> (any Provider)? { registry[name] }
}

extension ProviderError {
    static func unknownProvider(_ name: ProviderName) -> ProviderError {
        ProviderError(.invalid, code: "UnknownProvider", message: "There is no provider `\(name)`.")
    }
}
