/// Where an expression stands: which names have a meaning there besides those of the file's declarations.
struct ReferenceContext: Sendable {
    private let kind: String
    private let name: String?
    /// Whether `each` has a meaning: inside something with a `for_each`.
    var hasEach = false
    /// Whether `self` has a meaning: in postconditions and assertions.
    var hasSelf = false
    /// Whether declarations may be referred to at all.
    var hasDeclarations = true
    /// Whether a name of no meaning is worth a look at all others for a similar one.
    var suggests = true

    /// - Parameter place: For sentences: "`for_each` of resource `x`".
    init(place: String, hasEach: Bool = false, hasDeclarations: Bool = true) {
        kind = place
        name = nil
        self.hasEach = hasEach
        self.hasDeclarations = hasDeclarations
    }

    /// The text is made only when it is needed.
    init(_ kind: String, named name: String, hasEach: Bool = false) {
        self.kind = kind
        self.name = name
        self.hasEach = hasEach
    }

    /// For sentences: "resource `x`".
    var place: String { name.map { "\(kind) `\($0)`" } ?? kind }

    func with(hasSelf: Bool) -> ReferenceContext {
        var copy = self
        copy.hasSelf = hasSelf
        return copy
    }

    /// The names that may be suggested.
    func candidates(_ names: some Collection<String>) -> [String] { suggests ? Array(names) : [] }
}
