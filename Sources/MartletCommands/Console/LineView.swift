/// Draws a line being edited: the control sequences that bring the screen from what it showed to what it is to show.
struct LineView {
    /// Columns of the terminal.
    var width: Int
    private let prompt: String
    private let continuation: String
    /// The columns taken in each row above the one where the cursor was left.
    private var rowsAbove: [Int] = []
    /// The column where it was left.
    private var cursorColumn = 0
    /// Columns of the terminal when that was drawn.
    private var drawnWidth = 0

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
        var rows: [Int] = []
        func breakRow() {
            rows.append(column)
            (row, column) = (row + 1, 0)
        }
        func advance(_ width: Int, _ limit: Int) {
            if column + width > limit { breakRow() }
            column += width
        }
        for character in prompt { advance(character.columns, width) }
        output += prompt
        for (index, character) in text.enumerated() {
            if index == cursor { target = (row, column) }
            if character == "\n" {
                output += "\r\n" + continuation
                breakRow()
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
                breakRow()
            }
        }
        if row > target.row { output += "\u{1B}[\(row - target.row)A" }
        output += "\r" + (target.column > 0 ? "\u{1B}[\(target.column)C" : "")
        (rowsAbove, cursorColumn, drawnWidth) = (Array(rows.prefix(target.row)), target.column, width)
        return output
    }

    /// Leaves the drawing as it is, with the cursor below it.
    mutating func leave(_ text: [Character]) -> String {
        let output = draw(text, cursor: text.count) + "\r\n"
        forget()
        return output
    }

    /// Forgets what was drawn: the screen was cleared.
    mutating func clear() -> String {
        forget()
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

    private mutating func forget() { (rowsAbove, cursorColumn) = ([], 0) }

    /// Goes up to the first row. A terminal that was made narrower has broken the rows that no longer fit.
    private var goToTop: String {
        let rows =
            width < drawnWidth
            ? rowsAbove.reduce(cursorColumn / width) { $0 + max(1, ($1 + width - 1) / width) } : rowsAbove.count
        return rows > 0 ? "\u{1B}[\(rows)A" : ""
    }
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
