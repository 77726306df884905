import Foundation
import TestSupport

/// One run: every room in turn, for so many seconds, from one seed.
struct FuzzCampaign: Sendable {
    /// A property that did not hold.
    struct Find: Sendable {
        let room: FuzzRoom
        let complaint: String
        let bytes: [UInt8]
        let path: String
    }

    let seconds: Double
    let seed: UInt64
    let finds: FuzzFinds
    let watch: FuzzWatch
    private(set) var counts: [FuzzRoom: Int] = [:]
    private(set) var found: [Find] = []

    init(seconds: Double, seed: UInt64, finds: FuzzFinds, watch: FuzzWatch) {
        self.seconds = seconds
        self.seed = seed
        self.finds = finds
        self.watch = watch
    }

    /// Rounds of a second and less, so that each room gets the same time however long the run is.
    mutating func run() {
        let rooms = FuzzRoom.allCases
        var pools = rooms.map { FuzzPool($0, seed: seed) }
        let round = min(1, seconds / Double(rooms.count))
        let end = Date().addingTimeInterval(seconds)
        while Date() < end, found.count < 20 {
            for index in rooms.indices { run(&pools[index], until: Date().addingTimeInterval(round)) }
        }
    }

    private mutating func run(_ pool: inout FuzzPool, until end: Date) {
        var count = 0
        while count & 15 != 0 || Date() < end {
            count += 1
            let bytes = pool.next()
            watch.begin(pool.room, bytes)
            let outcome = FuzzProbe(room: pool.room).run(bytes)
            if let complaint = outcome.complaint { keep(pool.room, bytes, complaint) }
            pool.learn(bytes, outcome.signature)
        }
        counts[pool.room, default: 0] += count
    }

    private mutating func keep(_ room: FuzzRoom, _ bytes: [UInt8], _ complaint: String) {
        guard !found.contains(where: { $0.room == room && $0.complaint.prefix(30) == complaint.prefix(30) }) else {
            return
        }
        var shrinker = FuzzShrinker()
        let small = shrinker.shrink(bytes) { candidate in
            watch.begin(room, candidate)
            return FuzzProbe(room: room).run(candidate).complaint?.prefix(30) == complaint.prefix(30)
        }
        let path = finds.save(room, small, "property")
        found.append(Find(room: room, complaint: complaint, bytes: small, path: path))
    }
}

/// The texts of one room: seeds, shapes and what took a new way through the room.
struct FuzzPool {
    private static let most = 3_000

    let room: FuzzRoom
    private var texts: [[UInt8]]
    private var known: Set<String> = []
    private var mutator: FuzzMutator
    private var expressions: RandomExpression

    init(_ room: FuzzRoom, seed: UInt64) {
        self.room = room
        texts = FuzzSeeds.seeds(of: room)
        mutator = FuzzMutator(room, seed: seed)
        expressions = RandomExpression(
            OracleRandomTests.grammar, functions: OracleRandomTests.functions, seed: seed)
    }

    mutating func next() -> [UInt8] {
        switch mutator.below(40) {
        case 0, 1: return shape()
        case 2, 3,
            4 where room == .expression:
            return mutator.mutated(Array(expressions.next().utf8), with: pick())
        default: return mutator.mutated(pick(), with: pick())
        }
    }

    private mutating func pick() -> [UInt8] { texts[mutator.below(texts.count)] }

    private mutating func shape() -> [UInt8] {
        let shapes = FuzzShapes.shapes(of: room)
        let size = [10, 190, 210, 3_000, 20_000][mutator.below(mutator.below(10) == 0 ? 5 : 3)]
        return shapes[mutator.below(shapes.count)].bytes(size)
    }

    /// Keeps a text whose outcome is new.
    mutating func learn(_ bytes: [UInt8], _ signature: String) {
        guard bytes.count <= 4_000, texts.count < Self.most, known.insert(signature).inserted else { return }
        texts.append(bytes)
    }
}
