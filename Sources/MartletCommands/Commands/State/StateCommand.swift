import ArgumentParser

/// `martlet state`.
struct StateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "state",
        abstract: "Look at and change what the state records, in one transaction. Objects stay as they are.",
        subcommands: [
            StateList.self, StateShow.self, StateMove.self, StateRemove.self, StatePull.self, StatePush.self,
            StateRekey.self,
        ]
    )
}
