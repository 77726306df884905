/// The part of a text between two lines that say so: what a generator owns in a file that people write.
enum MarkedSection {
    static let begin = "<!-- BEGIN MARTLET DOCS -->"
    static let end = "<!-- END MARTLET DOCS -->"

    /// `text` with `content` between its marks; nil when the marks do not stand in it once each, in order.
    static func replacing(in text: String, with content: String) -> String? {
        guard let (head, rest) = once(begin, in: text), let (_, tail) = once(end, in: rest), !head.contains(end) else {
            return nil
        }
        return head + begin + "\n\n" + content + "\n\n" + end + tail
    }

    /// What stands before and behind the one occurrence of `mark`; nil when there is none, or another.
    private static func once(_ mark: String, in text: String) -> (head: String, tail: String)? {
        let found = text.ranges(of: mark)
        guard found.count == 1, let range = found.first else { return nil }
        return (String(text[..<range.lowerBound]), String(text[range.upperBound...]))
    }
}
