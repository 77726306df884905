/// Draws a line being edited: the control sequences that bring the screen from what it showed to what it is to show.
struct LineView {
    /// Columns of the terminal.
    var width: Int
    private let prompt: String
    private let continuation: String
    /// In which row of the drawing, from 0, the cursor was left.
    private var cursorRow = 0

    init(width: Int, prompt: String = "> ", continuation: String = "… ") {
        self.width = max(width, 8)
        self.prompt = prompt
        self.continuation = continuation
    }

    /// Draws over what was drawn before.
    mutating func draw(_ text: [Character], cursor: Int) -> String {
        var output = goToTop + "\r\u{1B}[J"
        var (row, column) = (0, 0)
        var target = (row: 0, column: 0)
        func advance(_ width: Int, _ limit: Int) {
            if column + width > limit { (row, column) = (row + 1, 0) }
            column += width
        }
        for character in prompt { advance(character.columns, width) }
        output += prompt
        for (index, character) in text.enumerated() {
            if index == cursor { target = (row, column) }
            if character == "\n" {
                output += "\r\n" + continuation
                (row, column) = (row + 1, 0)
                for character in continuation { advance(character.columns, width) }
            } else {
                let before = row
                advance(character.columns, width)
                output += (row > before ? "\r\n" : "") + String(character)
            }
        }
        if cursor == text.count { target = (row, column) }
        // A cursor behind the last column stands in the next row.
        if target.column >= width {
            target = (target.row + 1, 0)
            if target.row > row {
                output += "\r\n"
                (row, column) = (target.row, 0)
            }
        }
        if row > target.row { output += "\u{1B}[\(row - target.row)A" }
        output += "\r" + (target.column > 0 ? "\u{1B}[\(target.column)C" : "")
        cursorRow = target.row
        return output
    }

    /// Leaves the drawing as it is, with the cursor below it.
    mutating func leave(_ text: [Character]) -> String {
        let output = draw(text, cursor: text.count) + "\r\n"
        cursorRow = 0
        return output
    }

    /// Forgets what was drawn: the screen was cleared.
    mutating func clear() -> String {
        cursorRow = 0
        return "\u{1B}[H\u{1B}[2J"
    }

    /// Candidates in columns, as many as fit.
    static func columns(_ names: [String], width: Int) -> String {
        let cell = (names.map { $0.reduce(0) { $0 + $1.columns } }.max() ?? 0) + 2
        let perLine = max(1, width / cell)
        let rows = (names.count + perLine - 1) / perLine
        return (0..<rows).map { row in
            let line = stride(from: row, to: names.count, by: rows).map { names[$0] }
            return line.enumerated().map { number, name in
                number == line.count - 1 ? name : name + String(repeating: " ", count: max(0, cell - name.count))
            }.joined() + "\r\n"
        }.joined()
    }

    private var goToTop: String { cursorRow > 0 ? "\u{1B}[\(cursorRow)A" : "" }
}

extension Character {
    /// How many columns a terminal gives it (Unicode Standard Annex 11, as far as terminals follow it).
    var columns: Int {
        guard let scalar = unicodeScalars.first else { return 0 }
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0: return 0
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
            0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
            0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x1FA70...0x1FAFF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}
