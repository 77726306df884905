import MartletModel
import TestSupport

/// A random stack, a random edit of it, and what goes wrong while the edit is applied.
struct RandomCase: Sendable {
    var before: [Thing]
    var after: [Thing]
    var isDestroy: Bool
    /// What the n-th write of the last step meets.
    var faults: [Int: FakeCloud.Fault]
    /// How many durable writes each process lives for; the last one lives on.
    var lives: [Int]
    var parallelism: Int

    init(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var things: [Thing] = []
        for number in 0..<Int.random(in: 1...10, using: &random) {
            things.append(Thing("t\(number)", refs: Self.refs(among: things, &random)))
        }
        before = things
        after = Self.edit(things, &random)
        isDestroy = Int.random(in: 0..<5, using: &random) == 0
        if isDestroy { after = [] }
        faults = [:]
        let kinds: [FakeCloud.Fault] = [
            .refuse, .loseReply, .throttle, .halfDone, .neverReady, .dieBefore, .dieAfter, .hang,
        ]
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            faults[Int.random(in: 1...15, using: &random)] = kinds.randomElement(using: &random)
        }
        lives = (0..<Int.random(in: 0...3, using: &random)).map { _ in Int.random(in: 2...14, using: &random) }
        parallelism = [1, 2, 10].randomElement(using: &random) ?? 1
        if faults.values.contains(where: { if case .hang = $0 { true } else { false } }) {
            for index in after.indices { after[index].limit(.milliseconds(150)) }
        }
    }

    private static func refs(among things: [Thing], _ random: inout SeededGenerator) -> [String] {
        things.filter { _ in Int.random(in: 0..<3, using: &random) == 0 }.map(\.name)
    }

    private static func edit(_ things: [Thing], _ random: inout SeededGenerator) -> [Thing] {
        var edited: [Thing] = []
        for var thing in things {
            switch Int.random(in: 0..<10, using: &random) {
            case 0: continue
            case 1, 2: thing.value += 1
            case 3: thing.slot = "n"
            case 4: thing.fixed += 1
            case 5: thing.refs = refs(among: edited, &random)
            default: break
            }
            thing.refs = thing.refs.filter { ref in edited.contains { $0.name == ref } }
            edited.append(thing)
        }
        for number in 0..<Int.random(in: 0...3, using: &random) {
            edited.append(Thing("n\(number)", refs: refs(among: edited, &random)))
        }
        return edited
    }

    /// Whether the edit replaces something whose old object has to go first.
    var isIrreversible: Bool {
        after.contains { thing in
            before.contains { $0.name == thing.name && $0.fixed != thing.fixed && $0.slot == thing.slot }
        }
    }
}

extension Thing {
    mutating func limit(_ limit: Duration) {
        settings.createTimeout = limit
        settings.updateTimeout = limit
        settings.deleteTimeout = limit
    }

    var unlimited: Thing {
        var thing = self
        thing.settings = StepSettings()
        return thing
    }
}
