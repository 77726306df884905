/// How text for a person is laid out: an input, never looked up.
package struct TextStyle: Sendable, Hashable {
    package let usesColor: Bool
    /// Columns of the terminal; 80 where there is none.
    package let width: Int

    package init(usesColor: Bool = false, width: Int = 80) {
        self.usesColor = usesColor
        self.width = max(width, 40)
    }

    /// The meanings that colour may carry; text is clear without it.
    package enum Emphasis: String, Sendable {
        case bold = "1"
        case dim = "2"
        case created = "32"
        case changed = "33"
        case removed = "31"
        case replaced = "35"
        case heading = "1;36"
    }

    /// `text` in the colour of `emphasis` (ECMA-48 SGR), or as it is.
    package func callAsFunction(_ emphasis: Emphasis, _ text: String) -> String {
        usesColor && !text.isEmpty ? "\u{1B}[\(emphasis.rawValue)m\(text)\u{1B}[0m" : text
    }
}

extension String {
    /// The text with spaces behind it up to `width` characters.
    func padded(to width: Int) -> String {
        let missing = width - count
        return missing > 0 ? self + String(repeating: " ", count: missing) : self
    }

    /// Every line with `prefix` in front, the first one too.
    func indented(by prefix: String) -> String {
        split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : prefix + $0 }
            .joined(separator: "\n")
    }

    /// The words in lines of at most `width` characters; a longer word has a line of its own.
    func wrapped(to width: Int) -> String {
        var lines: [String] = []
        for paragraph in split(separator: "\n", omittingEmptySubsequences: false) {
            var line = ""
            for word in paragraph.split(separator: " ") {
                if line.isEmpty {
                    line = String(word)
                } else if line.count + 1 + word.count <= width {
                    line += " " + word
                } else {
                    lines.append(line)
                    line = String(word)
                }
            }
            lines.append(line)
        }
        return lines.joined(separator: "\n")
    }
}

/// `1 object`, `2 objects`.
func counted(_ number: Int, _ noun: String, plural: String? = nil) -> String {
    "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
}
