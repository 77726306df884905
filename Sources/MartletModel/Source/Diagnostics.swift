/// All that is to be told of one stage, in no particular order until ``sorted``.
package struct Diagnostics: Error, Sendable, Hashable {
    /// More than anybody reads: a file of a million faults must not take a thousand times its size.
    package static let most = 1_000

    package private(set) var all: [Diagnostic]
    /// How many were left out, since there are ``most`` already.
    package private(set) var leftOut = 0

    package init(_ all: [Diagnostic] = []) { self.all = all }

    package var hasErrors: Bool { all.contains { $0.severity == .error } }
    package var isEmpty: Bool { all.isEmpty }

    package mutating func append(_ diagnostic: Diagnostic) {
        guard all.count >= Self.most else {
            all.append(diagnostic)
            return
        }
        leftOut += 1
        // That there is an error at all is never left out.
        if diagnostic.severity == .error, !hasErrors { all[Self.most - 1] = diagnostic }
    }

    package mutating func append(contentsOf other: Diagnostics) {
        for diagnostic in other.all { append(diagnostic) }
        leftOut += other.leftOut
    }

    /// By place, then by code; each once.
    package var sorted: [Diagnostic] {
        var seen: Set<Diagnostic> = []
        return all.filter { seen.insert($0).inserted }.sorted { left, right in
            left.range.precedes(right.range) ?? ((left.code.text, left.detail) < (right.code.text, right.detail))
        }
    }

    /// Throws itself when there is an error in it.
    package func throwIfErrors() throws(Diagnostics) {
        if hasErrors { throw self }
    }
}
