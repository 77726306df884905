import Foundation
import MartletCommands

// A global: it is there until the end.
let world = World.process()
exit(await runMartlet(Array(CommandLine.arguments.dropFirst()), in: world))
