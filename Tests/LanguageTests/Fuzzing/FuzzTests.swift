import Foundation
import MartletModel
import Testing

/// Damaged text of every kind ends in a value or in errors: never in a crash, a hang, or memory without end.
///
/// `MARTLET_FUZZ_SECONDS` says how long (4), `MARTLET_FUZZ_SEED` from which seed (1), `MARTLET_FUZZ_FINDS` where inputs are
/// kept that a room did not survive (a temporary folder). A find becomes a regression test by moving it to
/// `Tests/LanguageTests/Fuzzing/Corpus/ROOM/`.
@Suite(.serialized) struct FuzzTests {
    private static let environment = ProcessInfo.processInfo.environment

    private static var finds: FuzzFinds {
        get throws {
            let folder = environment["MARTLET_FUZZ_FINDS"].map { URL(fileURLWithPath: $0) }
            return try FuzzFinds(
                folder: folder ?? FileManager.default.temporaryDirectory.appending(path: "martlet-fuzz"))
        }
    }

    @Test("what was found once is survived", arguments: FuzzRoom.allCases)
    func regressions(room: FuzzRoom) {
        for find in FuzzSeeds.finds(of: room) {
            let complaint = FuzzProbe(room: room).run(find.bytes).complaint
            #expect(complaint == nil, "\(room)/\(find.name): \(complaint ?? "")")
        }
    }

    @Test("every seed and every shape is survived", arguments: FuzzRoom.allCases)
    func seeds(room: FuzzRoom) async throws {
        let shapes = FuzzShapes.shapes(of: room).flatMap { [$0.bytes(7), $0.bytes(400)] }
        let complaints = await Self.watched(try Self.finds) { watch in
            (FuzzSeeds.seeds(of: room) + shapes).compactMap { bytes -> String? in
                watch.begin(room, bytes)
                guard let complaint = FuzzProbe(room: room).run(bytes).complaint else { return nil }
                return "\(String(decoding: bytes.prefix(200), as: UTF8.self)): \(complaint)"
            }
        }
        #expect(complaints.isEmpty, "\(complaints)")
    }

    @Test(arguments: FuzzTexts.stacks.prefix(2)) func `the good stacks are good`(text: String) {
        let faults = FuzzStacks.withStack(Array(text.utf8)).faults()
        #expect(faults.isEmpty, "\(faults.map(\.detail))")
    }

    @Test func `damaged text is survived`() async throws {
        let seconds = Self.environment["MARTLET_FUZZ_SECONDS"].flatMap(Double.init) ?? 4
        let seed = Self.environment["MARTLET_FUZZ_SEED"].flatMap(UInt64.init) ?? 1
        let finds = try Self.finds
        let campaign = await Self.watched(finds) { watch in
            var campaign = FuzzCampaign(seconds: seconds, seed: seed, finds: finds, watch: watch)
            campaign.run()
            return campaign
        }
        let counts = FuzzRoom.allCases.map { "\($0) \(campaign.counts[$0, default: 0])" }.joined(separator: ", ")
        print("fuzz: seed \(seed), \(seconds) s, \(campaign.counts.values.reduce(0, +)) inputs: \(counts)")
        for find in campaign.found {
            Issue.record(
                "\(find.room): \(find.complaint)\n\(String(decoding: find.bytes, as: UTF8.self).debugDescription)\nsaved at \(find.path)"
            )
        }
    }

    /// Runs `body` on a thread of its own: it takes its time, and tests that wait for each other share the others.
    private static func watched<Result: Sendable>(
        _ finds: FuzzFinds, _ body: @escaping @Sendable (FuzzWatch) -> Result
    ) async -> Result {
        await withCheckedContinuation { continuation in
            let thread = Thread {
                let watch = FuzzWatch(finds: finds, timeLimit: 20, memoryLimit: 2 << 30)
                continuation.resume(returning: watch.during { body(watch) })
            }
            // As much as the main thread has where nobody asked for more.
            thread.stackSize = 8 << 20
            thread.start()
        }
    }
}
