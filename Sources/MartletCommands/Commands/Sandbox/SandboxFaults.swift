import ArgumentParser
import MartletModel
import Sandbox

/// `martlet sandbox faults`.
struct SandboxFaults: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "faults", abstract: "List, add or clear the rules by which the sandbox fails.",
        discussion: """
            A rule is JSON: {"match": {"method": "PUT", "path": "*/storageAccounts/*"}, "nth": 1, "action": "lost_reply"}. \
            Actions: error, throttle, reset, lost_reply, fail_operation, hang, delay. See docs/sandbox.md.
            """
    )

    @OptionGroup var sandbox: SandboxOptions

    @Option(help: ArgumentHelp("Add a rule.", valueName: "json"))
    var add: [String] = []

    @Flag(help: "Remove every rule first.")
    var clear = false

    @OptionGroup var output: OutputOptions

    func run(in world: World) async throws -> ExitStatus {
        let rules = try add.map(Self.rule)
        let cloud = try sandbox.open(in: world)
        let listed = try reportingSandbox {
            try cloud.transaction { transaction in
                if clear { transaction.removeAllFaults() }
                for rule in rules { transaction.add(rule) }
                return transaction.faults.map {
                    ["rule": $0.fault.value, "matched": .number(Number($0.matched))] as Value
                }
            }
        }
        if output.json {
            world.output((["format": "martlet.faults/1", "faults": .tuple(listed)] as Value).jsonLine)
        } else if listed.isEmpty {
            world.output("No fault rules.\n")
        } else {
            world.output(listed.map(\.jsonLine).joined())
        }
        return .done
    }

    private static func rule(_ text: String) throws -> SandboxFault {
        do {
            return try SandboxFault(try Value(json: Array(text.utf8)))
        } catch let error as SandboxFaultError {
            throw CommandFailure(.notAFaultRule, detail: error.description, status: .usage)
        } catch {
            throw CommandFailure(
                .notAFaultRule, detail: "`\(text)` is not JSON: \(error).",
                hint: "Quote the rule for the shell, in single quotes.", status: .usage
            )
        }
    }
}
