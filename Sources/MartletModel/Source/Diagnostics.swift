/// All that is to be told of one stage, in no particular order until ``sorted``.
package struct Diagnostics: Error, Sendable, Hashable {
    package private(set) var all: [Diagnostic]

    package init(_ all: [Diagnostic] = []) { self.all = all }

    package var hasErrors: Bool { all.contains { $0.severity == .error } }
    package var isEmpty: Bool { all.isEmpty }

    package mutating func append(_ diagnostic: Diagnostic) { all.append(diagnostic) }

    package mutating func append(contentsOf other: Diagnostics) { all.append(contentsOf: other.all) }

    /// By place, then by code; each once.
    package var sorted: [Diagnostic] {
        var seen: Set<Diagnostic> = []
        return all.filter { seen.insert($0).inserted }.sorted { left, right in
            switch (left.range, right.range) {
            case (let first?, let second?) where first != second: first < second
            case (nil, _?): false
            case (_?, nil): true
            default: (left.code.text, left.detail) < (right.code.text, right.detail)
            }
        }
    }

    /// Throws itself when there is an error in it.
    package func throwIfErrors() throws(Diagnostics) {
        if hasErrors { throw self }
    }
}
