import MartletLanguage
import MartletModel
import Testing

@Suite struct ConsoleSessionTests {
    let scope = NotedScope([.variable: ["p": .secret("pw"), "u": .unknown(Unknown(.string))]])

    static let texts: [(String, String)] = [
        ("1 + 1", "2"), ("\"a${1}\"", "\"a1\""), ("[1, {a = true}]", "[\n  1,\n  {\n    \"a\" = true\n  },\n]"),
        ("{}", "{}"),
        ("tolist([\"a\"])", "tolist([\n  \"a\",\n])"), ("var.p", "(sensitive value)"), ("var.u", "(known after apply)"),
        ("null", "null"),
        (":type [1, \"a\"]", "tuple([number, string])"), ("\"$${a}\"", "\"$${a}\""), ("1 +", ""),
    ]

    @Test(arguments: texts) func `answers look like the language`(line: String, expected: String) {
        #expect(ConsoleSession(scope: scope).answer(line).text == expected)
    }

    static let lines: [(String, String)] = [
        ("[1, null]", "[1,null]"), ("var.p", "\"<redacted>\""), ("[var.u]", "[{\"unknown\":\"string\"}]"),
        (":type 1", "\"number\""),
        ("1/0", "\"+Inf\""),
    ]

    @Test(arguments: lines) func `answers are one line of JSON when asked for`(line: String, expected: String) {
        #expect(ConsoleSession(scope: scope, printsJSON: true).answer(line).text == expected)
    }

    @Test func `faults are one line of JSON too`() throws {
        let text = ConsoleSession(scope: scope, printsJSON: true).answer("[1].a").text
        let value = try Value(json: text)
        #expect(value.at("error", "summary") == "Invalid traversal")
        #expect(value.at("error", "range", "start") == ["column": 4, "line": 1])
    }
}
