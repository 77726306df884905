/// A stretch of an expression's text, in UTF-8 offsets; ``Expression/origin`` maps it to the file.
struct Span: Sendable, Hashable {
    let start: UInt32
    let end: UInt32

    init(_ start: Int, _ end: Int) {
        self.start = UInt32(clamping: start)
        self.end = UInt32(clamping: max(start, end))
    }

    /// The part of this one that follows `other`.
    func behind(_ other: Span) -> Span { Span(Int(max(start, other.end)), Int(end)) }

    /// From the start of this one to the end of `other`.
    func joined(_ other: Span) -> Span { Span(Int(start), Int(other.end)) }
}
