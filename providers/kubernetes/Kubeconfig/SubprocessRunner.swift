private import Subprocess
private import SystemPackage

/// Runs programs by swift-subprocess.
package enum SubprocessRunner {
    /// The most that a program may print, in bytes.
    private static let outputLimit = 1 << 20

    /// Throws when the program cannot be started.
    package static func run(_ invocation: CommandInvocation) async throws -> CommandOutcome {
        let variables = invocation.environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) }
        let result = try await Subprocess.run(
            invocation.command.contains("/") ? .path(.init(invocation.command)) : .name(invocation.command),
            arguments: Arguments(invocation.arguments),
            environment: .custom(Dictionary(variables, uniquingKeysWith: { first, _ in first })),
            output: .bytes(limit: outputLimit),
            error: .string(limit: outputLimit)
        )
        return CommandOutcome(
            succeeded: result.terminationStatus.isSuccess, output: result.standardOutput,
            errorText: result.standardError
        )
    }
}
