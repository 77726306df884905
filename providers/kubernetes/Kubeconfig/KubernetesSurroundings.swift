package import MartletHTTP

/// What the provider needs from the world: all of it comes from outside, so that tests and the sandbox can stand in.
package struct KubernetesSurroundings: Sendable {
    /// Makes the transport to an API server, and to where manifests are fetched from.
    package var transports: any TransportSource
    package var clock: any Clock<Duration>
    /// Seconds since 1970.
    package var now: @Sendable () -> Int
    package var randomness: Randomness
    package var environment: [String: String]
    /// The bytes of a file; nil when it is not there.
    package var readFile: @Sendable (String) throws -> [UInt8]?
    package var runCommand: CommandRunner

    package init(
        transports: any TransportSource, clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> Int, randomness: Randomness = .system, environment: [String: String],
        readFile: @escaping @Sendable (String) throws -> [UInt8]?,
        runCommand: @escaping CommandRunner = SubprocessRunner.run
    ) {
        self.transports = transports
        self.clock = clock
        self.now = now
        self.randomness = randomness
        self.environment = environment
        self.readFile = readFile
        self.runCommand = runCommand
    }
}

/// Runs a program to its end.
package typealias CommandRunner = @Sendable (CommandInvocation) async throws -> CommandOutcome

/// A program to be run.
package struct CommandInvocation: Sendable, Hashable {
    package let command: String
    package let arguments: [String]
    /// The whole environment.
    package let environment: [String: String]

    package init(command: String, arguments: [String], environment: [String: String]) {
        self.command = command
        self.arguments = arguments
        self.environment = environment
    }
}

/// What became of a program.
package struct CommandOutcome: Sendable, Hashable {
    /// Whether it ended with status 0.
    package let succeeded: Bool
    package let output: [UInt8]
    /// For people; may hold what the program chose to print.
    package let errorText: String

    package init(succeeded: Bool, output: [UInt8], errorText: String = "") {
        self.succeeded = succeeded
        self.output = output
        self.errorText = errorText
    }
}
