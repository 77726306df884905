import ArgumentParser
import MartletModel
import MartletRendering
import MartletState

/// `martlet unlock`.
struct Unlock: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlock",
        abstract: "Take the lease away from whoever holds it, so that it can write no more.",
        discussion: "Seldom needed: the lease of a process that died on this machine is taken over by itself."
    )

    @OptionGroup var stack: StackOptions

    @Flag(name: .customLong("auto-approve"), help: "Do not ask.")
    var approvesItself = false

    @OptionGroup var output: OutputOptions

    func run(in world: World) async throws -> ExitStatus {
        let store = try await stack.openState(in: world, opensKey: false).withoutKey
        guard let holder = try reportingState({ try store.leaseHolder() }), holder.releasedAt == nil else {
            world.messages("Nobody holds the lease.\n")
            return .done
        }
        world.messages("\(holder.text).\n")
        if !approvesItself, try !Confirmation(world: world).ask("Take the lease away?") {
            throw CommandFailure(.notApproved, detail: "Nothing was changed.")
        }
        let isDone = try reportingState { try store.unlock(epoch: holder.epoch, now: world.timestamp) }
        world.messages(
            isDone ? "Unlocked. Look at `martlet status\(stack.arguments)`.\n" : "It was given back meanwhile.\n")
        return .done
    }
}
