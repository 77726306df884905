import Foundation
import MartletCommands

exit(await runMartlet(Array(CommandLine.arguments.dropFirst()), in: .process()))
