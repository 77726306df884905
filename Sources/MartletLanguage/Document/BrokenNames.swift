/// What is declared but could not be decoded: uses of it are not faults of their own.
struct BrokenNames: Sendable {
    private var names: Set<String> = []
    /// The kinds of which nothing is known, since their whole section could not be read.
    private var kinds: Set<String> = []

    var isEmpty: Bool { names.isEmpty && kinds.isEmpty }

    /// Whether `name` of a kind, as references begin (`var`, `resource`), may be meant by something that could not be decoded.
    func contains(_ kind: String, _ name: String) -> Bool {
        kinds.contains(kind) || names.contains("\(kind).\(name)")
    }

    mutating func insert(_ kind: String, _ name: String) { names.insert("\(kind).\(name)") }

    mutating func insertAll(_ kind: String) { kinds.insert(kind) }
}
