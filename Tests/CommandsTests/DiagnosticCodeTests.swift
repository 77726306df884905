import MartletCommands
import MartletExecutor
import MartletLanguage
import MartletPlanner
import MartletState
import Testing

/// Codes are names: each stands for one thing, and begins with the letter of its room.
struct DiagnosticCodeTests {
    private static let rooms: [(letter: String, codes: [String])] = [
        ("L", LanguageFault.allCases.map(\.rawValue) + ExpressionFault.allCases.map(\.rawValue)),
        ("P", PlannerFault.allCases.map(\.rawValue)), ("S", StateCode.allCases.map(\.rawValue)),
        ("X", ExecutorCode.allCases.map(\.rawValue)), ("C", CommandFault.allCases.map(\.rawValue)),
    ]

    @Test func `no code is used twice`() {
        let codes = Self.rooms.flatMap(\.codes)
        #expect(Set(codes).count == codes.count)
    }

    @Test func `every code has the letter of its room and three digits`() {
        for room in Self.rooms {
            for code in room.codes {
                #expect(code.hasPrefix(room.letter) && code.dropFirst().count == 3 && Int(code.dropFirst()) != nil)
            }
        }
    }
}
