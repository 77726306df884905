import KubernetesProvider
import MartletModel
import Testing

struct QuantityTests {
    @Test(
        "Equal amounts are equal however they are written",
        arguments: [
            ("1000m", "1"), ("0.5Gi", "512Mi"), ("1e3", "1k"), ("1.50", "1500m"), ("0", "0Gi"), ("1Ki", "1024"),
            ("2E", "2e18"), ("-1", "-1000m"), ("+3", "3"), ("100u", "0.1m"), ("1048576Ki", "1Gi"),
        ]
    )
    func equal(_ left: String, _ right: String) throws {
        #expect(try #require(Quantity(left)) == #require(Quantity(right)))
    }

    @Test("Different amounts differ", arguments: [("1", "2"), ("1G", "1Gi"), ("1m", "1M"), ("0.1", "0.01")])
    func different(_ left: String, _ right: String) throws {
        #expect(try #require(Quantity(left)) != #require(Quantity(right)))
    }

    @Test(
        "What is no quantity is none", arguments: ["", "Gi", "1 Gi", "one", "1.2.3", "1ei", "0x10", "1e", "--1", "."])
    func malformed(_ text: String) {
        #expect(Quantity(text) == nil)
    }

    @Test("A number in the manifest is a quantity, too")
    func numbers() throws {
        #expect(Quantity(Value.number(Number(2))) == Quantity("2"))
        #expect(Quantity(try Value(json: "0.5")) == Quantity("500m"))
    }
}
