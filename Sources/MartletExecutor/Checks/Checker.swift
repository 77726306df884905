package import MartletLanguage
package import MartletModel
package import MartletProvider

/// Asks the questions under `checks:` and compares the answers with what the stack asserts.
///
/// A check that does not pass is asked again until its time is up: what has just been changed may take a moment to answer.
package struct Checker: Sendable {
    private let program: any StackProgram
    private let pool: ConnectionPool
    private let clock: any Clock<Duration>

    /// How long a check may take to pass when the stack does not say.
    static let usualTime = Duration.seconds(60)
    /// The pause before a check is asked again.
    static let pause = Duration.seconds(2)

    package init(_ program: any StackProgram, providers: ProviderRegistry, clock: any Clock<Duration>) {
        self.init(program, pool: ConnectionPool(providers), clock: clock)
    }

    init(_ program: any StackProgram, pool: ConnectionPool, clock: any Clock<Duration>) {
        self.program = program
        self.pool = pool
        self.clock = clock
    }

    /// Runs all checks of a stack as it was last applied. Results are in the order of the files.
    package func run(
        _ snapshot: Snapshot, emit: @escaping @Sendable (ApplyEvent) -> Void = { _ in }
    ) async -> [CheckResult] {
        var known = KnownAttributes(records: snapshot.records)
        for record in snapshot.records.values { known.settle(record.address, record.attributes) }
        return await run(known, where: { _ in true }, emit: emit)
    }

    /// Runs the checks that `isWanted`, side by side.
    func run(
        _ known: KnownAttributes, where isWanted: (DesiredCheck) -> Bool,
        emit: @escaping @Sendable (ApplyEvent) -> Void = { _ in }
    ) async -> [CheckResult] {
        let (checks, faults) = program.checks { known[$0] }
        let broken = faults.sorted.filter { $0.severity == .error }.map { fault in
            CheckResult(
                CheckID("checks"), isBlocking: true,
                failure: StepFailure(code: fault.code.text, message: fault.detail, hint: fault.hint)
            )
        }
        let wanted = checks.filter(isWanted)
        let results = await withTaskGroup(of: (Int, CheckResult).self) { group in
            for (index, check) in wanted.enumerated() {
                group.addTask { (index, await perform(check, known, emit)) }
            }
            var results: [Int: CheckResult] = [:]
            for await (index, result) in group { results[index] = result }
            return results
        }
        return broken + wanted.indices.compactMap { results[$0] }
    }

    private func perform(
        _ check: DesiredCheck, _ known: KnownAttributes, _ emit: @Sendable (ApplyEvent) -> Void
    ) async -> CheckResult {
        let name = StepName(check.id)
        let stopwatch = Stopwatch(clock)
        let limit = check.timeout ?? Self.usualTime
        emit(.stepStarted(name))
        var answer = await ask(check, known, within: limit)
        while answer.mayChange, stopwatch.elapsed + Self.pause < limit {
            do { try await clock.sleep(for: Self.pause) } catch { break }
            let next = await ask(check, known, within: limit - stopwatch.elapsed)
            // What was answered before says more than that there was no time for another answer.
            if !next.isTimeout { answer = next }
        }
        let failure = answer.failure(within: limit)
        if let failure {
            emit(.stepFailed(name, took: stopwatch.elapsed, failure: failure))
        } else {
            emit(.stepSucceeded(name, took: stopwatch.elapsed))
        }
        return CheckResult(check.id, isBlocking: check.isBlocking, failure: failure)
    }

    /// Asks once.
    private func ask(_ check: DesiredCheck, _ known: KnownAttributes, within limit: Duration) async -> Answer {
        guard check.body.isWhollyKnown, check.connection.configuration.isWhollyKnown else { return .unknown }
        let connection = ConnectionRecord(
            provider: check.connection.provider, configuration: check.connection.configuration.plain
        )
        let pool = pool
        do throws(ProviderError) {
            let answer = try await withDeadline(limit, on: clock) { () async throws(ProviderError) in
                try await pool.connection(connection).readData(type: check.type, body: check.body.plain)
            }
            let objections = program.objections(to: answer, of: check.id) { known[$0] }
            guard let first = objections.sorted.first(where: { $0.severity == .error }) else { return .passed }
            return .objection(StepFailure(code: "CheckFailed", message: first.detail, hint: first.hint))
        } catch {
            return .refused(error)
        }
    }

    private enum Answer {
        case passed
        /// What the check asks for is not known.
        case unknown
        case objection(StepFailure)
        case refused(ProviderError)

        var isTimeout: Bool {
            if case .refused(let error) = self { error.kind == .timeout } else { false }
        }

        /// Whether another look may find something else.
        var mayChange: Bool {
            switch self {
            case .passed, .unknown: false
            case .objection: true
            case .refused(let error): error.kind != .invalid && error.kind != .unsupported && error.kind != .bug
            }
        }

        /// Nil when the check passed.
        func failure(within limit: Duration) -> StepFailure? {
            switch self {
            case .passed: nil
            case .unknown:
                StepFailure(code: "StillUnknown", message: "What it asks for is known only after an apply.")
            case .objection(let failure): failure
            case .refused(let error) where error.kind == .timeout:
                StepFailure(code: "NoAnswer", message: "There was no answer within \(limit).")
            case .refused(let error): StepFailure(error)
            }
        }
    }
}

extension StepName {
    /// A check as a step of the report.
    init(_ check: CheckID) { self.init(Address(module: check.module, mode: .data, check.name), .check) }
}
