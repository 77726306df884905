/// A line being edited, which may go over several lines of the screen: keys in, edits out. Pure.
struct LineEditor {
    /// What a key asks of the console.
    enum Effect: Equatable {
        /// Show the line anew.
        case redraw
        /// The text is complete.
        case accept(String)
        /// The line is given up.
        case cancel
        /// Nothing more will come.
        case end
        case clearScreen
        /// What may follow the text before the cursor is wanted.
        case complete
        /// Nothing can be done: the bell.
        case refuse
    }

    private(set) var text: [Character] = []
    /// Characters before the cursor.
    private(set) var cursor = 0
    /// Earlier lines, oldest first.
    private let history: [String]
    /// Which line of the history is shown; its count for the new one.
    private var place: Int
    /// The new line while an earlier one is shown.
    private var draft: [Character] = []
    private var killed: [Character] = []
    /// Whether a text is to go on in the next line.
    private let wantsLine: @Sendable (String) -> Bool

    init(history: [String] = [], wantsLine: @escaping @Sendable (String) -> Bool = { _ in false }) {
        self.history = history
        self.wantsLine = wantsLine
        place = history.count
    }

    /// What stands before the cursor.
    var beforeCursor: String { String(text[..<cursor]) }

    mutating func handle(_ key: Key) -> Effect {
        switch key {
        case .character(let character): insert([character])
        case .paste(let pasted): insert(Self.printable(pasted))
        case .enter: return enter()
        case .tab: return .complete
        case .control(let letter): return control(letter)
        case .alt(let letter): return alt(letter)
        case .up: return up()
        case .down: return down()
        case .left: return move(to: cursor - 1)
        case .right: return move(to: cursor + 1)
        case .wordLeft: return move(to: wordStart)
        case .wordRight: return move(to: wordEnd)
        case .home: return move(to: lineStart)
        case .end: return move(to: lineEnd)
        case .backspace: return remove(max(cursor - 1, 0)..<cursor)
        case .delete: return remove(cursor..<min(cursor + 1, text.count))
        }
        return .redraw
    }

    /// Puts text in at the cursor.
    mutating func insert(_ characters: [Character]) {
        text.insert(contentsOf: characters, at: cursor)
        cursor += characters.count
    }

    /// Puts `text` in the place of the characters before the cursor that it completes.
    mutating func complete(_ length: Int, with candidate: String) {
        let start = max(0, cursor - length)
        text.removeSubrange(start..<cursor)
        cursor = start
        insert(Array(candidate))
    }

    // MARK: Keys

    private mutating func control(_ letter: Character) -> Effect {
        switch letter {
        case "a": return move(to: lineStart)
        case "b": return move(to: cursor - 1)
        case "c": return .cancel
        case "d":
            if text.isEmpty { return .end }
            return remove(cursor..<min(cursor + 1, text.count))
        case "e": return move(to: lineEnd)
        case "f": return move(to: cursor + 1)
        case "k": return kill(cursor..<(cursor < lineEnd ? lineEnd : min(cursor + 1, text.count)))
        case "l": return .clearScreen
        case "n": return down()
        case "p": return up()
        case "u": return kill(lineStart..<cursor)
        case "w": return kill(blankWordStart..<cursor)
        case "y":
            insert(killed)
            return .redraw
        default: return .refuse
        }
    }

    private mutating func alt(_ letter: Character) -> Effect {
        switch letter {
        case "b": move(to: wordStart)
        case "f": move(to: wordEnd)
        case "d": kill(cursor..<wordEnd)
        case "\u{7F}": kill(wordStart..<cursor)
        default: .refuse
        }
    }

    private mutating func enter() -> Effect {
        let whole = String(text)
        guard wantsLine(whole) else { return .accept(whole) }
        cursor = text.count
        insert(["\n"])
        return .redraw
    }

    private mutating func move(to place: Int) -> Effect {
        guard place >= 0, place <= text.count, place != cursor else { return .refuse }
        cursor = place
        return .redraw
    }

    private mutating func remove(_ range: Range<Int>) -> Effect {
        guard !range.isEmpty else { return .refuse }
        text.removeSubrange(range)
        cursor = range.lowerBound
        return .redraw
    }

    private mutating func kill(_ range: Range<Int>) -> Effect {
        if !range.isEmpty { killed = Array(text[range]) }
        return remove(range)
    }

    // MARK: Lines and history

    private var lineStart: Int { (text[..<cursor].lastIndex(of: "\n") ?? -1) + 1 }
    private var lineEnd: Int { text[cursor...].firstIndex(of: "\n") ?? text.count }

    private mutating func up() -> Effect {
        guard lineStart > 0 else { return show(place - 1) }
        let column = cursor - lineStart
        let previousEnd = lineStart - 1
        let previousStart = (text[..<previousEnd].lastIndex(of: "\n") ?? -1) + 1
        return move(to: min(previousStart + column, previousEnd))
    }

    private mutating func down() -> Effect {
        guard lineEnd < text.count else { return show(place + 1) }
        let column = cursor - lineStart
        let nextStart = lineEnd + 1
        let nextEnd = text[nextStart...].firstIndex(of: "\n") ?? text.count
        return move(to: min(nextStart + column, nextEnd))
    }

    private mutating func show(_ number: Int) -> Effect {
        guard number >= 0, number <= history.count else { return .refuse }
        if place == history.count { draft = text }
        place = number
        text = number == history.count ? draft : Array(history[number])
        cursor = text.count
        return .redraw
    }

    // MARK: Words

    private static func isWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }

    private var wordStart: Int {
        var start = cursor
        while start > 0, !Self.isWord(text[start - 1]) { start -= 1 }
        while start > 0, Self.isWord(text[start - 1]) { start -= 1 }
        return start
    }

    private var wordEnd: Int {
        var end = cursor
        while end < text.count, !Self.isWord(text[end]) { end += 1 }
        while end < text.count, Self.isWord(text[end]) { end += 1 }
        return end
    }

    /// Where the word between blanks begins.
    private var blankWordStart: Int {
        var start = cursor
        while start > 0, text[start - 1].isWhitespace { start -= 1 }
        while start > 0, !text[start - 1].isWhitespace { start -= 1 }
        return start
    }

    /// Pasted text without control characters; line breaks stay, tabs are spaces.
    private static func printable(_ text: String) -> [Character] {
        let unified = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").replacing("\t", with: "  ")
        let printable = unified.unicodeScalars.filter { $0 == "\n" || ($0.value >= 0x20 && $0.value != 0x7F) }
        return Array(String(String.UnicodeScalarView(printable)).trimmingLineBreaks)
    }
}

extension String {
    fileprivate var trimmingLineBreaks: Substring {
        var end = endIndex
        while end > startIndex, self[index(before: end)] == "\n" { end = index(before: end) }
        return self[..<end]
    }
}
