import ArgumentParser
import MartletExecutor
import MartletLanguage
import MartletModel
import MartletPlanner

/// How a plan is carried out.
struct ApplyOptions: ParsableArguments {
    @Flag(name: .customLong("auto-approve"), help: "Do not ask.")
    var approvesItself = false

    /// What happens when a step fails.
    enum OnFailure: String, ExpressibleByArgument, CaseIterable {
        case rollback
        case keep
    }

    @Option(help: "What happens when a step fails: rollback takes everything back, keep leaves what was done.")
    var onFailure = OnFailure.rollback

    @Option(
        name: .customLong("allow-irreversible"),
        help: ArgumentHelp("Consent to steps that cannot be undone: an address, or `all`.", valueName: "address")
    )
    var irreversible: [String] = []

    @Option(
        help: ArgumentHelp("Wait so long before the commit, and check postconditions again.", valueName: "duration"))
    var bake: BakeTime?

    @Option(help: ArgumentHelp("Why, for the history.", valueName: "text"))
    var message: String?

    func consent() throws -> Consent {
        if irreversible.contains("all") { return .everything }
        return irreversible.isEmpty ? .reversibleOnly : .irreversible(at: Set(try irreversible.map(parsedAddress)))
    }

    func executing(parallelism: Int) -> ExecutorOptions {
        ExecutorOptions(
            parallelism: parallelism, onFailure: onFailure == .keep ? .keep : .rollback, bake: bake?.duration,
            message: message
        )
    }
}

/// `90s`, `10m`, `1h30m`.
struct BakeTime: ExpressibleByArgument, Sendable {
    let duration: Duration

    init?(argument: String) {
        guard let duration = Duration(stackText: argument) else { return nil }
        self.duration = duration
    }
}
