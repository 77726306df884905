/// The edits that make one list of lines into another, found by patience: lines that stand once in both are kept in their
/// longest common order, and what lies between is looked at in the same way. O(n log n).
struct LineScript {
    struct Edit {
        enum Kind {
            case keep
            case delete
            case insert
        }

        let kind: Kind
        let line: Substring
        /// Where in the texts the edit stands, from 0.
        let oldLine: Int
        let newLine: Int
    }

    private let old: [Substring]
    private let new: [Substring]
    private(set) var edits: [Edit] = []

    init(old: [Substring], new: [Substring]) {
        self.old = old
        self.new = new
        compare(0..<old.count, 0..<new.count)
    }

    private mutating func compare(_ left: Range<Int>, _ right: Range<Int>) {
        var (left, right) = (left, right)
        while let first = left.first, let other = right.first, old[first] == new[other] {
            keep(first, other)
            left = left.dropFirst()
            right = right.dropFirst()
        }
        var kept = 0
        while kept < min(left.count, right.count), old[left.upperBound - 1 - kept] == new[right.upperBound - 1 - kept] {
            kept += 1
        }
        let middle = (left.lowerBound..<left.upperBound - kept, right.lowerBound..<right.upperBound - kept)
        compareMiddle(middle.0, middle.1)
        for offset in 0..<kept { keep(left.upperBound - kept + offset, right.upperBound - kept + offset) }
    }

    private mutating func compareMiddle(_ left: Range<Int>, _ right: Range<Int>) {
        var (leftStart, rightStart) = (left.lowerBound, right.lowerBound)
        let anchors = anchors(left, right)
        guard !anchors.isEmpty else {
            for line in left { edits.append(Edit(kind: .delete, line: old[line], oldLine: line, newLine: rightStart)) }
            for line in right {
                edits.append(Edit(kind: .insert, line: new[line], oldLine: left.upperBound, newLine: line))
            }
            return
        }
        for anchor in anchors {
            compare(leftStart..<anchor.old, rightStart..<anchor.new)
            keep(anchor.old, anchor.new)
            (leftStart, rightStart) = (anchor.old + 1, anchor.new + 1)
        }
        compare(leftStart..<left.upperBound, rightStart..<right.upperBound)
    }

    private mutating func keep(_ left: Int, _ right: Int) {
        edits.append(Edit(kind: .keep, line: old[left], oldLine: left, newLine: right))
    }

    /// The lines that stand once in both ranges, as far as they follow one another in both.
    private func anchors(_ left: Range<Int>, _ right: Range<Int>) -> [(old: Int, new: Int)] {
        var counts: [Substring: (old: Int, new: Int, place: Int)] = [:]
        for line in left { counts[old[line], default: (0, 0, 0)].old += 1 }
        for line in right {
            counts[new[line], default: (0, 0, 0)].new += 1
            counts[new[line]]?.place = line
        }
        let unique: [(old: Int, new: Int)] = left.compactMap { line in
            guard let count = counts[old[line]], count.old == 1, count.new == 1 else { return nil }
            return (line, count.place)
        }
        return Self.longestRising(unique)
    }

    /// Patience sorting: piles with rising tops, each card knowing the one it lies behind.
    private static func longestRising(_ pairs: [(old: Int, new: Int)]) -> [(old: Int, new: Int)] {
        var tops: [Int] = []
        var behind = [Int?](repeating: nil, count: pairs.count)
        for (index, pair) in pairs.enumerated() {
            var (low, high) = (0, tops.count)
            while low < high {
                let middle = (low + high) / 2
                if pairs[tops[middle]].new < pair.new { low = middle + 1 } else { high = middle }
            }
            behind[index] = low > 0 ? tops[low - 1] : nil
            if low == tops.count { tops.append(index) } else { tops[low] = index }
        }
        var result: [(old: Int, new: Int)] = []
        var next = tops.last
        while let index = next {
            result.append(pairs[index])
            next = behind[index]
        }
        return result.reversed()
    }
}
