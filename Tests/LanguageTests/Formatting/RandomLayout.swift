import TestSupport

/// Random stacks in random layouts: every place that a comment can stand in, every way to write a value.
struct RandomLayout {
    private var generator: SeededGenerator
    private var text = ""
    private var names = 0
    private var anchors: [String] = []

    /// A stack file; the same seed gives the same one.
    static func text(seed: UInt64) -> String {
        var layout = RandomLayout(generator: SeededGenerator(seed: seed))
        layout.write()
        var text = layout.text
        if layout.chance(10) { while text.hasSuffix("\n") { text.removeLast() } }
        if layout.chance(8) { text = text.replacing("\n", with: "\r\n") }
        return layout.chance(12) ? "\u{FEFF}" + text : text
    }

    private init(generator: SeededGenerator) { self.generator = generator }

    private mutating func chance(_ oneIn: Int) -> Bool { Int.random(in: 0..<oneIn, using: &generator) == 0 }
    private mutating func pick<T>(_ values: [T]) -> T { values[Int.random(in: 0..<values.count, using: &generator)] }
    private mutating func spaces(_ range: ClosedRange<Int>) -> String {
        String(repeating: " ", count: Int.random(in: range, using: &generator))
    }

    private mutating func name() -> String {
        names += 1
        return "\(pick(["name", "x", "Long_name-with.dots", "é", "key"]))\(names)"
    }

    private mutating func write() {
        comments(indent: 0)
        if chance(8) { text += "---" + trailing() + "\n" }
        text += "martlet: 1" + trailing() + "\nname:   random\n"
        for section in ["locals", "variables", "outputs"] where !chance(4) {
            comments(indent: 0)
            text += "\(section):" + trailing() + "\n"
            let indent = Int.random(in: 1...5, using: &generator)
            for _ in 0..<Int.random(in: 1...5, using: &generator) { entry(indent: indent, depth: 3) }
            if chance(3) { comments(indent: indent) }
        }
        comments(indent: 0)
    }

    // MARK: Comments

    private mutating func comments(indent: Int) {
        for _ in 0..<pick([0, 0, 0, 1, 1, 2]) {
            if chance(3) { text += pick(["\n", "\n\n\n", "   \n"]) }
            text += String(repeating: " ", count: indent) + comment() + "\n"
        }
        if chance(5) { text += "\n" }
    }

    private mutating func comment() -> String {
        names += 1
        return pick(["# about \(names)", "#\(names): {x", "# ${ a } \(names)  ", "#! é \(names)\t", "# - \(names)"])
    }

    private mutating func trailing() -> String { chance(5) ? spaces(1...4) + comment() : spaces(0...1) }

    // MARK: Block nodes

    private mutating func entry(indent: Int, depth: Int) {
        comments(indent: indent)
        let margin = String(repeating: " ", count: indent)
        let name = key()
        if chance(15) {
            text += margin + "?" + spaces(1...2) + name + trailing() + "\n" + margin + ":"
        } else {
            text += margin + name + spaces(0...1) + ":"
        }
        value(indent: indent, depth: depth, isInSequence: false)
    }

    private mutating func key() -> String {
        let name = name()
        return pick([name, name, name, "\"\(name)\"", "'\(name)'", "'it''s \(name)'", "\"a\\\"\(name)\""])
    }

    private mutating func value(indent: Int, depth: Int, isInSequence: Bool) {
        if !isInSequence || chance(4), chance(12) {
            names += 1
            let anchor = "a\(names)"
            text += " &\(anchor)"
            value(anchored: indent, depth: depth)
            anchors.append(anchor)
            return
        }
        switch Int.random(in: 0..<(depth > 0 ? 10 : 6), using: &generator) {
        case 0: text += " " + spaces(0...2) + scalar(inFlow: false) + trailing() + "\n"
        case 1: text += " " + flow(depth: 2, indent: indent + 1) + trailing() + "\n"
        case 2: block(indent: indent)
        case 3: folded(indent: indent)
        case 4: text += anchors.isEmpty ? " ~\n" : " *\(pick(anchors))" + trailing() + "\n"
        case 5:
            text += trailing() + "\n"
            if chance(2) { comments(indent: indent + 2) }
        case 6, 7:
            text += trailing() + "\n"
            mapping(indent: indent + Int.random(in: 1...4, using: &generator), depth: depth - 1)
        default: sequence(indent: indent, depth: depth - 1, isInSequence: isInSequence)
        }
    }

    /// What stands behind an anchor: a scalar or a collection, never an alias.
    private mutating func value(anchored indent: Int, depth: Int) {
        if depth > 0, chance(2) {
            text += trailing() + "\n"
            mapping(indent: indent + 2, depth: depth - 1)
        } else {
            text += " " + pick([scalar(inFlow: false), flow(depth: 1, indent: indent + 1)]) + trailing() + "\n"
        }
    }

    private mutating func mapping(indent: Int, depth: Int) {
        for _ in 0..<Int.random(in: 1...3, using: &generator) { entry(indent: indent, depth: depth) }
        if chance(4) { comments(indent: indent) }
    }

    private mutating func sequence(indent: Int, depth: Int, isInSequence: Bool) {
        let inset = isInSequence ? Int.random(in: 1...3, using: &generator) : Int.random(in: 0...3, using: &generator)
        text += trailing() + "\n"
        let margin = String(repeating: " ", count: indent + inset)
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            comments(indent: indent + inset)
            text += margin + "-"
            if chance(3), depth > 0 {
                let gap = Int.random(in: 1...3, using: &generator)
                text += String(repeating: " ", count: gap) + name() + ":"
                let column = indent + inset + 1 + gap
                value(indent: column, depth: depth - 1, isInSequence: false)
                if chance(2) { mapping(indent: column, depth: depth - 1) }
            } else {
                value(indent: indent + inset, depth: depth, isInSequence: true)
            }
        }
    }

    private mutating func block(indent: Int) {
        let inset = Int.random(in: 1...4, using: &generator)
        let startsIndented = chance(4)
        text += " " + pick(["|", ">"]) + (startsIndented ? "\(inset)" : "") + pick(["", "", "-", "+"])
        text += chance(6) ? " # block \(names)\n" : "\n"
        let margin = String(repeating: " ", count: indent + inset)
        if startsIndented { text += margin + "  deeper first\n" }
        for number in 0..<Int.random(in: 1...4, using: &generator) {
            text += pick(["", "\n"]) + margin
            // libyaml refuses a tab where it still looks for the indent.
            let first = ["line", "# no comment", "${ var.a+1 }", "é 😀", "x:  y ", "- ${f(", "in\tside"]
            text += pick(number == 0 && !startsIndented ? first : first + ["\ttab"]) + "\n"
        }
        if chance(3) { text += "\n\n" }
    }

    private mutating func folded(indent: Int) {
        let margin = "\n" + String(repeating: " ", count: indent + Int.random(in: 1...4, using: &generator))
        let lines = [["one", "two", "three"], ["it's", "", "over"], ["${x", "+ 1}"]][
            Int.random(in: 0..<3, using: &generator)]
        let quote = pick(["", "\"", ""])
        let joined = lines.map { $0.isEmpty ? "" : $0 }.joined(separator: margin).replacing(margin + "\n", with: "\n\n")
        text += " " + quote + joined + quote + trailing() + "\n"
    }

    // MARK: Flow nodes and scalars

    private mutating func flow(depth: Int, indent: Int) -> String {
        let isMapping = chance(2)
        var result = isMapping ? "{" : "["
        let count = Int.random(in: 0...4, using: &generator)
        for number in 0..<count {
            if chance(8) { result += " " + comment() + "\n" + String(repeating: " ", count: indent) }
            if chance(6) { result += "\n" + String(repeating: " ", count: indent + 2) }
            let item = depth > 0 && chance(3) ? flow(depth: depth - 1, indent: indent) : scalar(inFlow: true)
            result += spaces(0...2) + (isMapping ? pick(["\(name()): ", "\"\(name())\" : "]) : "") + item
            if number + 1 < count || chance(6) { result += spaces(0...1) + "," }
        }
        return result + spaces(0...1) + (isMapping ? "}" : "]")
    }

    private mutating func scalar(inFlow: Bool) -> String {
        let both = [
            "plain", "1", "0644", "true", "~", "1.50", "'single'", "'it''s'", "\"double\"",
            "\"esc \\\"q\\\" \\n\\u00e9\"",
            "'say \"hi\"'", "\"${ var.a+1 }\"", "'${f( \"x\",1 )}'", "\"${contains([\\\"a\\\"],var.b)?1:2}\"", "é😀",
            "a#b",
            "\"%{ if a }x%{ endif }\"", "!!str 12", "\"# no\"", "yes", "12:30", "\"\"", "''",
            "'" + String(repeating: "long words ", count: Int.random(in: 1...9, using: &generator)) + "'",
        ]
        return pick(inFlow ? both : both + ["${ var.a?1:2 }", "a, b", "x]y", "http://h/#p"])
    }
}
