import MartletModel
import Testing

@Suite struct FieldsTests {
    @Test func `fields come in byte order and the later of two equal keys wins`() {
        let fields = Fields([.init("b", 1), .init("B", 2), .init("10", 3), .init("9", 4), .init("b", 5)])
        #expect(fields.keys == ["10", "9", "B", "b"])
        #expect(fields["b"] == 5)
        #expect(Fields.sorting([.init("x", 1), .init("a", 1), .init("x", 2)]).duplicate == "x")
    }

    @Test func `byte order is not the order of characters`() {
        #expect("z".precedesInBytes("é") && !"é".precedesInBytes("z"))
        #expect("a".precedesInBytes("ab") && !"a".precedesInBytes("a") && "".precedesInBytes("a"))
    }

    @Test func `sets are unique and in canonical order`() {
        let set = Value.Collection.set(of: [3, 1, .null(.number), 2, 1], type: .number)
        #expect(set.elements == [1, 2, 3, .null(.number)])
    }
}
