/// Puts the words of an expression together with canonical spaces: `{a = f(x, -1)[0], b = c ? 1 : 2}`.
struct ExpressionSpacing {
    /// A bracket that is open, or the whole.
    private struct Level {
        var isBrace = false
        /// Whether it is `[for …` or `{for …`.
        var isLoop = false
        /// Whether the `:` of the loop is still to come.
        var awaitsColon = false
        /// How many `?` wait for their `:`.
        var conditions = 0
    }

    /// What the token before means for the one after.
    private enum Side {
        /// A value ends here.
        case value
        /// A value begins next, without a space: behind an opening bracket, a dot, a sign.
        case tight
        /// A value begins next, behind a space.
        case loose
    }

    private var levels = [Level()]
    private var result = ""
    private var side = Side.tight
    private var previous: ExpressionToken?

    static func text(of tokens: [ExpressionToken]) -> String {
        var spacing = ExpressionSpacing()
        for token in tokens { spacing.add(token) }
        return spacing.result
    }

    private init() {}

    private mutating func add(_ token: ExpressionToken) {
        switch token.kind {
        case .name where isKeyword(token): put(token, spaced: previous != nil && side != .tight, then: .loose)
        case .name, .number, .string: put(token, spaced: side != .tight, then: .value)
        case .opening: open(token)
        case .closing:
            if levels.count > 1 { levels.removeLast() }
            put(token, spaced: false, then: .value)
        case .comma: put(token, spaced: false, then: .loose)
        case .dot: put(token, spaced: false, then: .tight)
        case .mark: mark(token)
        }
        previous = token
    }

    private mutating func put(_ token: ExpressionToken, spaced: Bool, then next: Side) {
        if spaced, !result.isEmpty { result += " " }
        result += token.text
        side = next
    }

    private mutating func open(_ token: ExpressionToken) {
        // Behind a value a bracket is a call or an index.
        let isApplied = side == .value && token.text != "{"
        put(token, spaced: side != .tight && !isApplied, then: .tight)
        levels.append(Level(isBrace: token.text == "{"))
    }

    /// `for`, `in` and `if` where they are not names: values follow them.
    private mutating func isKeyword(_ token: ExpressionToken) -> Bool {
        guard previous?.kind != .dot else { return false }
        let top = levels.count - 1
        switch token.text {
        case "for":
            guard previous == nil || previous?.kind == .opening && previous?.text != "(" else { return false }
            levels[top].isLoop = true
            levels[top].awaitsColon = true
            return true
        case "in": return levels[top].isLoop && side == .value
        case "if": return previous == nil || levels[top].isLoop && side == .value
        default: return false
        }
    }

    private mutating func mark(_ token: ExpressionToken) {
        let top = levels.count - 1
        switch token.text {
        case "::": put(token, spaced: false, then: .tight)
        case "...": put(token, spaced: false, then: .value)
        case "~": put(token, spaced: previous != nil, then: .loose)
        case "!": put(token, spaced: side != .tight, then: .tight)
        case "-" where side != .value: put(token, spaced: side != .tight, then: .tight)
        case "*" where side == .tight: put(token, spaced: false, then: .value)
        case "?":
            levels[top].conditions += 1
            put(token, spaced: true, then: .loose)
        case ":" where levels[top].conditions > 0:
            levels[top].conditions -= 1
            put(token, spaced: true, then: .loose)
        case ":" where levels[top].awaitsColon:
            levels[top].awaitsColon = false
            put(token, spaced: true, then: .loose)
        case ":" where levels[top].isBrace: put(token, spaced: false, then: .loose)
        default: put(token, spaced: true, then: .loose)
        }
    }
}
