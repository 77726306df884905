import Testing

@testable import MartletCommands

struct UnknownCommandTests {
    private func message(_ arguments: String...) -> String? {
        UnknownCommand(in: arguments, of: Martlet.self)?.message
    }

    @Test func `a slip of the keyboard is answered with the command that is near`() {
        #expect(message("aply") == "`martlet aply` is not a command. Did you mean `martlet apply`?")
        #expect(
            message("detsroy", "--stack", "x")
                == "`martlet detsroy` is not a command. Did you mean `martlet destroy`?")
        #expect(message("state", "lsit") == "`martlet state lsit` is not a command. Did you mean `martlet state list`?")
    }

    @Test func `a command of Terraform's is answered with what does the same here`() {
        #expect(message("force-unlock") == "`martlet force-unlock` is not a command. Did you mean `martlet unlock`?")
        #expect(message("taint") == "`martlet taint` is not a command. Did you mean `martlet plan --replace ADDRESS`?")
    }

    @Test func `a word near nothing is only named`() {
        #expect(message("frobnicate") == "`martlet frobnicate` is not a command.")
    }

    @Test func `arguments of a known command are not taken for commands`() {
        #expect(message("plan", "aply") == nil)
        #expect(message("history", "5") == nil)
        #expect(message("help", "aply") == nil)
        #expect(message("--version") == nil)
    }
}
