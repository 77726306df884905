/// One match: for each group, from 0 for the whole, where it is in the scalars of the text; nil for one that took no part.
struct RegexMatch {
    let groups: [Range<Int>?]

    var range: Range<Int> { groups[0] ?? 0..<0 }
}

extension RegexProgram {
    /// The leftmost match from `start` on; of several, the one that a backtracking matcher would find.
    func firstMatch(in text: [Unicode.Scalar], from start: Int) -> RegexMatch? {
        var machine = RegexMachine(program: self, text: text)
        return machine.run(from: start)
    }

    /// All matches that do not overlap; an empty one right behind another does not count.
    func matches(in text: [Unicode.Scalar]) -> [RegexMatch] {
        var result: [RegexMatch] = []
        var start = 0
        var lastEnd: Int?
        while start <= text.count, let match = firstMatch(in: text, from: start) {
            let range = match.range
            if range.isEmpty, range.lowerBound == lastEnd {
                start = range.upperBound + 1
                continue
            }
            result.append(match)
            lastEnd = range.upperBound
            start = range.isEmpty ? range.upperBound + 1 : range.upperBound
        }
        return result
    }
}

private struct RegexMachine {
    let program: RegexProgram
    let text: [Unicode.Scalar]

    /// Threads in order of preference, each instruction at most once.
    private struct Threads {
        var instructions: [Int] = []
        var saved: [[Int]] = []
        var seen: [Int]
        var generation = 0

        init(count: Int) { seen = Array(repeating: -1, count: count) }

        mutating func clear() {
            instructions.removeAll(keepingCapacity: true)
            saved.removeAll(keepingCapacity: true)
            generation += 1
        }

        mutating func insert(_ instruction: Int) -> Bool {
            guard seen[instruction] != generation else { return false }
            seen[instruction] = generation
            return true
        }
    }

    init(program: RegexProgram, text: [Unicode.Scalar]) {
        self.program = program
        self.text = text
    }

    mutating func run(from start: Int) -> RegexMatch? {
        let slots = 2 * (program.groupNames.count + 1)
        let none = Array(repeating: -1, count: slots)
        var current = Threads(count: program.instructions.count)
        var next = Threads(count: program.instructions.count)
        var found: [Int]?
        var position = start
        current.clear()
        while true {
            if found == nil { add(0, none, at: position, to: &current) }
            guard !current.instructions.isEmpty || found == nil else { break }
            next.clear()
            threads: for (thread, instruction) in current.instructions.enumerated() {
                switch program.instructions[instruction] {
                case .set(let set):
                    guard position < text.count, set.contains(text[position]) else { continue }
                    add(instruction + 1, current.saved[thread], at: position + 1, to: &next)
                case .match:
                    found = current.saved[thread]
                    // What comes after a match is less preferred.
                    break threads
                default: continue
                }
            }
            swap(&current, &next)
            position += 1
            guard position <= text.count else { break }
        }
        return found.map(Self.match)
    }

    private static func match(_ saved: [Int]) -> RegexMatch {
        RegexMatch(
            groups: stride(from: 0, to: saved.count, by: 2).map { slot in
                saved[slot] >= 0 && saved[slot + 1] >= 0 ? saved[slot]..<saved[slot + 1] : nil
            })
    }

    /// Follows everything that takes no character, without recursion: patterns can be long.
    private func add(_ start: Int, _ saved: [Int], at position: Int, to threads: inout Threads) {
        var stack = [(start, saved)]
        while let (instruction, saved) = stack.popLast() {
            guard threads.insert(instruction) else { continue }
            switch program.instructions[instruction] {
            case .jump(let target): stack.append((target, saved))
            case .split(let first, let second):
                stack.append((second, saved))
                stack.append((first, saved))
            case .save(let slot):
                var updated = saved
                updated[slot] = position
                stack.append((instruction + 1, updated))
            case .assertion(let assertion):
                if holds(assertion, at: position) { stack.append((instruction + 1, saved)) }
            case .set, .match:
                threads.instructions.append(instruction)
                threads.saved.append(saved)
            }
        }
    }

    private func holds(_ assertion: RegexAssertion, at position: Int) -> Bool {
        switch assertion {
        case .textStart: position == 0
        case .textEnd: position == text.count
        case .lineStart: position == 0 || text[position - 1] == "\n"
        case .lineEnd: position == text.count || text[position] == "\n"
        case .wordBoundary: isWord(position - 1) != isWord(position)
        case .notWordBoundary: isWord(position - 1) == isWord(position)
        }
    }

    private func isWord(_ position: Int) -> Bool {
        guard text.indices.contains(position) else { return false }
        return RegexSet.word.contains { $0.contains(text[position].value) }
    }
}
