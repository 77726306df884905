/// What a person asks of the console.
package enum ConsoleInput: Sendable, Hashable {
    case expression(String)
    /// `:type EXPRESSION`
    case type(String)
    case help
    case quit
    /// A word behind a colon that means nothing.
    case unknown(String)

    /// The words behind a colon, for help and completion.
    package static let commands = [":help", ":quit", ":type"]

    package init(_ text: String) {
        let text = text.trimmingBlanks
        guard text.hasPrefix(":") else {
            let isComment = text.split(whereSeparator: \.isNewline).allSatisfy {
                $0.trimmingBlanks.hasPrefix("#") || $0.trimmingBlanks.hasPrefix("//")
            }
            self = text == "exit" || text == "quit" ? .quit : .expression(isComment ? "" : text)
            return
        }
        let word = String(text.prefix { !$0.isWhitespace })
        let rest = text.dropFirst(word.count).trimmingBlanks
        switch word {
        case ":type", ":t": self = .type(rest)
        case ":help", ":h", ":?": self = .help
        case ":quit", ":q", ":exit": self = .quit
        default: self = .unknown(word)
        }
    }

    /// What `:help` says.
    package static let helpText = """
        Type an expression as it stands inside ${…}: its value is printed.

          :type EXPRESSION  prints the type of a value
          :help             prints this
          :quit             ends, as Ctrl-D does

        Tab completes names, Up and Down bring back earlier lines, Ctrl-C clears the
        line. An expression goes on in the next line while a bracket or a heredoc is
        open. A line that begins with a space is not kept in the history, nor one
        whose value is a secret.

        """
}

extension StringProtocol {
    /// Without white space at both ends.
    var trimmingBlanks: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
