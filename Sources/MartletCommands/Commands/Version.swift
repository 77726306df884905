import ArgumentParser
import MartletModel

/// `martlet version`.
struct Version: ShowingCommand {
    static let configuration = CommandConfiguration(commandName: "version", abstract: "Print the version.")

    @OptionGroup var output: OutputOptions

    func run(in world: World) async throws -> ExitStatus {
        if output.json {
            world.output((["format": "martlet.version/1", "version": .string(martletVersion)] as Value).jsonLine)
        } else {
            world.output("martlet \(martletVersion)\n")
        }
        return .done
    }
}

/// The version of this program (https://semver.org).
package let martletVersion = "0.1.0"
