import Foundation
import MartletModel
import Testing

@testable import MartletLanguage

@Suite struct FormatPropertyTests {
    /// `MARTLET_FORMAT_CASES` raises the number.
    static let cases = UInt64(ProcessInfo.processInfo.environment["MARTLET_FORMAT_CASES"] ?? "") ?? 500

    @Test func `random stacks keep their meaning and comments, and stay as they are the second time`() throws {
        var readable = 0
        for seed in 0..<Self.cases {
            let before = RandomLayout.text(seed: seed)
            guard (try? YAMLReader.documents(SourceFile(name: "stack.yaml", text: before))) != nil else { continue }
            readable += 1
            let after = formatted(before)
            if after.hasPrefix("refused") {
                let refused = StackFormatter.uncheckedFormat(SourceFile(name: "stack.yaml", text: before)) ?? []
                Issue.record("seed \(seed): \(after)\n\(before)\n→\n\(String(decoding: refused, as: UTF8.self))")
                return
            }
            try #require(formatted(after) == after, "seed \(seed) is not stable:\n\(before)\n→\n\(after)")
            let comments = try #require(placedComments(of: before.replacing("\u{FEFF}", with: "")))
            let kept = try #require(placedComments(of: after.replacing("\u{FEFF}", with: "")))
            try #require(kept == comments, "seed \(seed) moves comments:\n\(before)\n→\n\(after)")
        }
        #expect(readable * 10 > Int(Self.cases) * 9, "only \(readable) of \(Self.cases) texts were YAML")
    }
}
