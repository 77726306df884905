package import MartletModel

/// What every provider must do with every type, whatever its API: run against the sandbox for each type.
///
///     let failures = await ProviderConformance(provider, connection: connection, subject: subject).failures()
///     #expect(failures.isEmpty)
///
/// Creates, changes and deletes real objects of the connection; each check cleans up behind itself.
package struct ProviderConformance: Sendable {
    /// A type with bodies to try.
    package struct Subject: Sendable {
        package var type: ResourceType
        /// The connection's configuration, for identities.
        package var configuration: Value
        package var body: Value
        /// A body that differs in what can be changed in place; nil when nothing can.
        package var updated: Value?
        /// A body that can only be reached by replacing; nil when there is none.
        package var replacing: Value?

        package init(
            type: ResourceType, configuration: Value, body: Value, updated: Value? = nil, replacing: Value? = nil
        ) {
            self.type = type
            self.configuration = configuration
            self.body = body
            self.updated = updated
            self.replacing = replacing
        }
    }

    /// A promise that was not kept.
    package struct Failure: Error, Sendable, Hashable, CustomStringConvertible {
        package let check: String
        package let message: String

        package var description: String { "\(check): \(message)" }
    }

    let provider: any Provider
    let connection: any ProviderConnection
    let subject: Subject
    let context: StepContext

    package init(
        _ provider: any Provider, connection: any ProviderConnection, subject: Subject,
        marker: StackIdentity = StackIdentity(stack: "conformance"), timeout: Duration = .seconds(600)
    ) {
        self.provider = provider
        self.connection = connection
        self.subject = subject
        context = StepContext(marker: marker, timeout: timeout)
    }

    /// All checks, one after another; empty when all hold.
    package func failures() async -> [Failure] {
        var failures: [Failure] = []
        let checks: [(String, @Sendable (ProviderConformance) async throws -> Void)] = [
            ("valid bodies", { try $0.bodiesAreValid() }),
            ("create and read back", { try await $0.readsBackWhatItCreates() }),
            ("no-op", { try await $0.findsNothingToDoAfterCreate() }),
            ("planned attributes", { try await $0.fillsOnlyUnknowns() }),
            ("create again", { try await $0.createsOnceWhenCalledTwice() }),
            ("update and back", { try await $0.updatesAndRestores() }),
            ("replace", { try await $0.seesWhatForcesReplacement() }),
            ("delete", { try await $0.deletesAndDeletesAgain() }),
        ]
        for (name, check) in checks {
            do {
                try await check(self)
            } catch let failure as Failure {
                failures.append(Failure(check: name, message: failure.message))
            } catch let error as ProviderError {
                failures.append(Failure(check: name, message: "\(error.code): \(error.message)"))
            } catch {
                failures.append(Failure(check: name, message: "\(error)"))
            }
        }
        return failures
    }
}
