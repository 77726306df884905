import MartletModel

/// Asks before something is changed.
struct Confirmation {
    let world: World

    /// Whether the user typed `yes`. Without a terminal nobody can answer, and nothing is changed.
    func ask(_ question: String) throws -> Bool {
        guard world.terminal.inputIsTerminal else {
            throw CommandFailure(
                .nobodyToAsk, detail: "Standard input is not a terminal, so nobody can approve the plan.",
                hint: "Use --auto-approve, or save the plan with `martlet plan --out FILE` and apply the file."
            )
        }
        world.messages("\(question) Only `yes` is taken as consent: ")
        return world.readLine() == "yes"
    }
}
