import ArgumentParser
import MartletExecutor
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

    func consent() throws -> Consent {
        if irreversible.contains("all") { return .everything }
        return irreversible.isEmpty ? .reversibleOnly : .irreversible(at: Set(try irreversible.map(parsedAddress)))
    }

    func executing(parallelism: Int) -> ExecutorOptions {
        ExecutorOptions(parallelism: parallelism, onFailure: onFailure == .keep ? .keep : .rollback)
    }
}
