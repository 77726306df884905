import ArgumentParser
import MartletModel

/// A word that stands where a command should and names none.
struct UnknownCommand {
    /// The commands before it, the program's name first.
    let parents: [String]
    let word: String
    /// What to type instead, where that can be told.
    let suggestion: String?

    /// What Terraform calls a command that has another name here.
    private static let elsewhere = [
        "force-unlock": "martlet unlock", "get": "martlet init", "taint": "martlet plan --replace ADDRESS",
        "untaint": "martlet refresh",
    ]

    /// The first such word; nil when every command was known, as when an argument or an option is at fault.
    init?(in arguments: [String], of root: any ParsableCommand.Type) {
        var command = root
        var parents = [root._commandName]
        for argument in arguments {
            guard !argument.hasPrefix("-") else { continue }
            let subcommands = command.configuration.subcommands
            guard !subcommands.isEmpty, command.configuration.defaultSubcommand == nil, argument != "help" else {
                return nil
            }
            guard let next = subcommands.first(where: { $0._commandName == argument }) else {
                let near = nearestName(to: argument, among: subcommands.map { $0._commandName })
                self.parents = parents
                word = argument
                suggestion =
                    near.map { (parents + [$0]).joined(separator: " ") }
                    ?? (parents.count == 1 ? Self.elsewhere[argument] : nil)
                return
            }
            command = next
            parents.append(argument)
        }
        return nil
    }

    /// One line for the terminal.
    var message: String {
        let wrong = "`\((parents + [word]).joined(separator: " "))` is not a command."
        return suggestion.map { "\(wrong) Did you mean `\($0)`?" } ?? wrong
    }
}
