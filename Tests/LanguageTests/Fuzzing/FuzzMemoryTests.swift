import Foundation
import MartletLanguage
import MartletModel
import Testing

/// Reading takes memory in proportion to the text: at most ten times its size, and a constant.
///
/// Each measurement has a process of its own. They run when `MARTLET_FUZZ_MEGABYTES` says how large the texts are to be.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["MARTLET_FUZZ_MEGABYTES"] != nil))
struct FuzzMemoryTests {
    /// What any reading may take: tables, limits and the runtime's own.
    private static let constant = 64 << 20

    /// Texts that are one large token, many small ones, or many faults.
    private static let cases: [(room: FuzzRoom, shape: String, bytesEach: Int)] = [
        (.yaml, "a flow list", 2), (.yaml, "empty lists", 3), (.yaml, "a mapping", 8), (.yaml, "duplicate keys", 5),
        (.yaml, "unknown aliases", 3), (.yaml, "a long quoted scalar", 2), (.yaml, "a long block", 4),
        (.yaml, "comments", 4), (.yaml, "a number", 1), (.yaml, "wide characters", 2), (.expression, "a long list", 2),
        (.expression, "a long string", 1), (.expression, "a long name", 1), (.expression, "closed lists, deep", 2),
        (.template, "faults", 5), (.template, "values", 4), (.json, "a list", 2), (.json, "empty lists", 3),
        (.json, "a string", 1), (.stack, "unknown keys", 8),
    ]

    private static var megabytes: Int {
        ProcessInfo.processInfo.environment["MARTLET_FUZZ_MEGABYTES"].flatMap(Int.init) ?? 1
    }

    @Test("ten times the text is enough", arguments: cases.indices)
    func proportional(index: Int) async {
        await #expect(processExitsWith: .success, "\(Self.cases[index])") { [index = index as Int] in
            let (room, name, each) = Self.cases[index]
            guard let shape = FuzzShapes.shapes(of: room).first(where: { $0.name == name }) else { exit(3) }
            let bytes = shape.bytes((Self.megabytes << 20) / each)
            // Linux: from here on the peak is counted anew.
            try? Data("5".utf8).write(to: URL(fileURLWithPath: "/proc/self/clear_refs"))
            let before = Self.peakBytes
            Self.read(room, bytes)
            let taken = Self.peakBytes - before
            print("\(room), \(name): \(bytes.count) bytes took \(taken)")
            guard taken <= 10 * bytes.count + Self.constant else { exit(2) }
        }
    }

    /// Reads, without what ``FuzzProbe`` does besides.
    private static func read(_ room: FuzzRoom, _ bytes: [UInt8]) {
        switch room {
        case .yaml: _ = try? YAMLReader.documents(SourceFile(name: "fuzz.yaml", bytes: bytes))
        case .expression, .template:
            let text = String(decoding: bytes, as: UTF8.self)
            let origin = TextOrigin(SourceFile(name: "fuzz", text: text))
            _ =
                room == .expression
                ? ExpressionParser.parseExpression(text, origin: origin)
                : ExpressionParser.parseTemplate(text, origin: origin)
        case .json: _ = try? Value(json: bytes)
        default: _ = try? FuzzStacks.withStack(bytes).load()
        }
    }

    /// The most memory that the process held so far; 0 where there is no /proc.
    private static var peakBytes: Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line.flatMap { Int($0.filter(\.isNumber)) }.map { $0 * 1024 } ?? 0
    }
}
