/// Compares types as the two programs write them.
struct TypeComparison {
    let mayKnowMore: Bool

    /// A type in a form that both notations come to.
    static func plain(_ text: String) -> String {
        var result = ""
        for character in text where !character.isWhitespace && character != "\"" {
            if "})]".contains(character), result.last == "," { result.removeLast() }
            result.append(character == ":" ? "=" : character)
        }
        return result.split(separator: "dynamic", omittingEmptySubsequences: false).joined(separator: "any")
    }

    /// Whether two plain types are the same, but for parts of theirs that may be anything.
    func agrees(_ theirs: String, _ ours: String) -> Bool {
        guard mayKnowMore else { return theirs == ours }
        var (theirs, ours) = (Substring(theirs), Substring(ours))
        while let next = theirs.first {
            if theirs.hasPrefix("any") {
                theirs = theirs.dropFirst(3)
                ours = Self.behindType(ours)
            } else {
                guard ours.first == next else { return false }
                theirs.removeFirst()
                ours.removeFirst()
            }
        }
        return ours.isEmpty
    }

    /// What follows the type that a text begins with.
    private static func behindType(_ text: Substring) -> Substring {
        var depth = 0
        var rest = text
        while let next = rest.first {
            if depth == 0, ",)]}".contains(next) { break }
            if "([{".contains(next) { depth += 1 }
            if ")]}".contains(next) { depth -= 1 }
            rest.removeFirst()
        }
        return rest
    }
}
