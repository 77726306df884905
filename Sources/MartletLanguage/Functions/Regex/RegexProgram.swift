/// A compiled regular expression: instructions for a machine that follows all ways at once, so that matching takes time
/// linear in the text whatever the pattern (https://swtch.com/~rsc/regexp/regexp2.html).
struct RegexProgram {
    enum Instruction {
        case set(RegexSet)
        case assertion(RegexAssertion)
        case save(Int)
        case jump(Int)
        /// The first way is preferred.
        case split(Int, Int)
        case match
    }

    private(set) var instructions: [Instruction] = []
    /// The names of groups by number, from 1; nil for those without.
    let groupNames: [String?]
    /// The most instructions a pattern may need.
    private static let limit = 20_000

    init(_ pattern: String) throws(RegexFault) {
        var parser = RegexParser(pattern)
        let node = try parser.parse()
        groupNames = parser.groupNames
        try emit(.group(node, index: 0))
        instructions.append(.match)
    }

    private mutating func emit(_ node: RegexNode) throws(RegexFault) {
        guard instructions.count < Self.limit else { throw RegexFault(message: "expression too large") }
        switch node {
        case .empty: break
        case .set(let set): instructions.append(.set(set))
        case .assertion(let assertion): instructions.append(.assertion(assertion))
        case .sequence(let nodes):
            for node in nodes { try emit(node) }
        case .group(let inner, let index):
            instructions.append(.save(2 * index))
            try emit(inner)
            instructions.append(.save(2 * index + 1))
        case .alternatives(let branches): try emit(branches[...])
        case .repetition(let inner, let least, let most, let isLazy):
            for _ in 0..<least { try emit(inner) }
            if let most {
                try emitOptional(inner, count: most - least, isLazy: isLazy)
            } else {
                try emitLoop(inner, isLazy: isLazy)
            }
        }
    }

    private mutating func emit(_ branches: ArraySlice<RegexNode>) throws(RegexFault) {
        guard let first = branches.first else { return }
        guard branches.count > 1 else { return try emit(first) }
        let split = instructions.count
        instructions.append(.split(split + 1, 0))
        try emit(first)
        let jump = instructions.count
        instructions.append(.jump(0))
        instructions[split] = .split(split + 1, instructions.count)
        try emit(branches.dropFirst())
        instructions[jump] = .jump(instructions.count)
    }

    private mutating func emitLoop(_ inner: RegexNode, isLazy: Bool) throws(RegexFault) {
        let split = instructions.count
        instructions.append(.split(0, 0))
        try emit(inner)
        instructions.append(.jump(split))
        instructions[split] = isLazy ? .split(instructions.count, split + 1) : .split(split + 1, instructions.count)
    }

    private mutating func emitOptional(_ inner: RegexNode, count: Int, isLazy: Bool) throws(RegexFault) {
        var splits: [Int] = []
        for _ in 0..<count {
            splits.append(instructions.count)
            instructions.append(.split(0, 0))
            try emit(inner)
        }
        for split in splits {
            instructions[split] = isLazy ? .split(instructions.count, split + 1) : .split(split + 1, instructions.count)
        }
    }
}
