import MartletModel
import Testing

@testable import MartletExecutor

struct FillingTests {
    private static let unknown = Value.unknown(Unknown())

    @Test func unknownPartsAreFilledAndMarksStay() {
        let planned: Value = ["a": 1, "b": .secret(Self.unknown), "c": [Self.unknown, "x"]]
        let filling = Filling(planned, from: ["a": 1, "b": "s", "c": [.secret(2), "x"]])
        #expect(filling.conflicts.isEmpty)
        #expect(filling.body == ["a": 1, "b": .secret("s"), "c": [.secret(2), "x"]])
    }

    @Test func anUnknownFieldMayTurnOutToBeLeftOut() {
        let filling = Filling(["a": 1, "b": Self.unknown], from: ["a": 1])
        #expect(filling.conflicts.isEmpty)
        #expect(filling.body == ["a": 1])
    }

    @Test func everyOtherDifferenceIsToldByItsPlace() {
        let planned: Value = ["a": 1, "b": ["c": [1, 2]], "gone": true, "u": Self.unknown]
        let filling = Filling(planned, from: ["a": 2, "b": ["c": [1, 3]], "new": 1, "u": 1])
        #expect(filling.conflicts.map(\.description).sorted() == ["a", "b.c[1]", "gone", "new"])
        #expect(filling.body == ["a": 1, "b": ["c": [1, 2]], "gone": true, "u": 1])
    }

    @Test func whatTheStackIgnoresMayDiffer() {
        let ignored = ValuePath([.key("tags"), .any])
        let planned: Value = ["tags": ["x": "live"], "u": Self.unknown]
        let filling = Filling(planned, from: ["tags": ["x": "wanted"], "u": 1], ignoring: .paths([ignored]))
        #expect(filling.conflicts.isEmpty)
        #expect(filling.body == ["tags": ["x": "live"], "u": 1])
    }

    @Test func whatIsCertainOfAnUnknownMustHold() {
        let prefixed = Value.unknown(Unknown(.string, .init(isNotNull: true, prefix: "/subs/")))
        #expect(Filling(prefixed, from: "/subs/1").conflicts.isEmpty)
        #expect(Filling(prefixed, from: "/other").conflicts == [ValuePath()])
        #expect(Filling(prefixed, from: .null).conflicts == [ValuePath()])
    }
}
