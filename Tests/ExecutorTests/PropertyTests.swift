import Foundation
import Testing

/// Random graphs × edits × faults × deaths × operations: the 28 invariants of the engine (engine.md §3) hold of the cloud as
/// well as of the state, at every prefix of the journal, before every call, and at the end of every run.
///
/// `MARTLET_PROPERTY_CASES` sets how many cases run, `MARTLET_PROPERTY_SEED` where they begin. A failing case is made smaller
/// and printed as a test for `RegressionTests`. docs/invariants.md tells where each invariant is asserted.
struct PropertyTests {
    private static func setting(_ name: String) -> UInt64? {
        ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
    }

    private static let first = setting("MARTLET_PROPERTY_SEED") ?? 1
    private static let count = setting("MARTLET_PROPERTY_CASES") ?? 300

    /// How many failures of a batch are made smaller: it takes a few hundred runs each.
    private static let shrunk = 1

    /// Ranges of seeds that run side by side.
    static let batches: [Range<UInt64>] = {
        let size = max(10, count / 64)
        return stride(from: first, to: first + count, by: Int(size)).map { $0..<min($0 + size, first + count) }
    }()

    @Test(arguments: batches)
    func `every invariant holds of random cases`(_ seeds: Range<UInt64>) async {
        let start = ContinuousClock.now
        var checkpoints = 0
        var failures = 0
        for seed in seeds {
            let test = CaseGenerator.make(seed)
            let isThorough = seed % 4 == 0
            let runner = CaseRunner(test, isThorough: isThorough)
            let violations = await runner.run()
            checkpoints += runner.witness.checkpoints
            guard let first = violations.first else { continue }
            failures += 1
            Issue.record("\(first)\nseed \(seed)")
            guard failures <= Self.shrunk else { continue }
            let small = await Shrinker.shrink(test, first.invariant, isThorough: isThorough)
            let found = await CaseRunner(small, isThorough: isThorough).run()
            print(small.source(found.isEmpty ? violations : found))
        }
        if Self.count > 300 || failures > 0 {
            let took = ContinuousClock.now - start
            let rate = Double(seeds.count * 10 / max(1, Int(took.components.seconds))) / 10
            print(
                "PropertyTests: seeds \(seeds.lowerBound)-\(seeds.upperBound - 1): \(failures) failed, \(checkpoints) prefixes, \(took), \(rate) cases a second"
            )
        }
    }
}
