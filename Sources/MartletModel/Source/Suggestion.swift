/// The candidate nearest to `name` by edit distance, when it is near enough to be a slip of the keyboard.
///
/// Damerau–Levenshtein with adjacent transpositions; at most a third of the name's length may differ. O(n·m) a candidate.
package func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
    let allowed = max(1, name.count / 3)
    var best: (name: String, distance: Int)?
    for candidate in candidates where abs(candidate.count - name.count) <= allowed {
        let distance = editDistance(Array(name.lowercased()), Array(candidate.lowercased()))
        guard distance <= allowed else { continue }
        guard let current = best else {
            best = (candidate, distance)
            continue
        }
        if (distance, candidate) < (current.distance, current.name) { best = (candidate, distance) }
    }
    return best?.name
}

private func editDistance(_ left: [Character], _ right: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in 0..<left.count {
        var current = [row + 1]
        for column in 0..<right.count {
            let substitution = last[column] + (left[row] == right[column] ? 0 : 1)
            var cost = min(substitution, last[column + 1] + 1, current[column] + 1)
            if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                cost = min(cost, beforeLast[column - 1] + 1)
            }
            current.append(cost)
        }
        beforeLast = last
        last = current
    }
    return last[right.count]
}
