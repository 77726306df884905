/// Where an expression stands: which names have a meaning there besides those of the file's declarations.
struct ReferenceContext: Sendable {
    /// For sentences: "the body of resource `x`".
    var place: String
    /// Whether `each` has a meaning: inside something with a `for_each`.
    var hasEach = false
    /// Whether `self` has a meaning: in postconditions and assertions.
    var hasSelf = false
    /// Whether declarations may be referred to at all.
    var hasDeclarations = true

    func with(hasSelf: Bool) -> ReferenceContext {
        var copy = self
        copy.hasSelf = hasSelf
        return copy
    }
}
