import Testing

@testable import MartletPlanner

/// Known texts inside longer ones.
struct EmbeddedTextsTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let known: [String]
        let text: String
        let found: [String]

        init(_ known: [String], _ text: String, _ found: [String]) {
            self.known = known
            self.text = text
            self.found = found
        }

        var testDescription: String { text }
    }

    static let cases = [
        Case(["10.0.0.14"], "http://10.0.0.14:8080/10.0.0.14", ["10.0.0.14", "10.0.0.14"]),
        Case(["10.0.0.14"], "10.0.0.142 and 110.0.0.14 and 10.0.0.14.nip.io", []),
        Case(["database"], "database-2, my_database, database.local, database", ["database"]),
        Case(["database"], "über" + "database" + "é", []),
        // As a whole it is no part of itself, and short texts are in others by accident.
        Case(["database"], "database", []),
        Case(["db-name"], "host=db-name;", []),
        Case(["/subscriptions/s/rg"], "https://management/subscriptions/s/rg/x", ["/subscriptions/s/rg"]),
        Case(["/subscriptions/s/rg"], "/subscriptions/s/rg-2", []),
        // The longer of two counts.
        Case(
            ["example-host", "https://example-host/"], "see https://example-host/ or example-host",
            ["https://example-host/", "example-host"]),
        // Nobody can tell which of two that overlap was meant.
        Case(["alpha/beta", "beta/gamma"], "alpha/beta/gamma and beta/gamma", ["beta/gamma"]),
        Case(["--------"], "x--------x", []),
    ]

    @Test(arguments: cases)
    func `a text is found where it stands whole`(_ example: Case) {
        var texts = EmbeddedTexts()
        for known in example.known { texts.insert(known) }
        let found = texts.occurrences(in: example.text) { _ in true }
        #expect(found.map(\.text) == example.found)
        let bytes = Array(example.text.utf8)
        for one in found { #expect(String(decoding: bytes[one.range], as: UTF8.self) == one.text) }
    }

    @Test func `what is not wanted is not found`() {
        var texts = EmbeddedTexts()
        texts.insert("the-first-host")
        texts.insert("the-second-host")
        let found = texts.occurrences(in: "the-first-host,the-second-host") { $0 == "the-second-host" }
        #expect(found.map(\.text) == ["the-second-host"])
    }
}
