import MartletModel

/// Asks before something is changed.
struct Confirmation {
    let world: World

    /// Whether the user typed `yes`. Without a terminal nobody can answer, and nothing is changed.
    ///
    /// - Parameter alternative: What else one can do where nobody is there to answer.
    func ask(_ question: String, alternative: String? = nil) throws -> Bool {
        guard world.terminal.inputIsTerminal else {
            throw CommandFailure(
                .nobodyToAsk, detail: "Standard input is not a terminal, so nobody can answer: nothing was changed.",
                hint: "Use --auto-approve\(alternative.map { ", or \($0)" } ?? "")."
            )
        }
        world.messages("\(question) Only `yes` is taken as consent: ")
        return world.readLine() == "yes"
    }
}
