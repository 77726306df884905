import MartletLanguage
import MartletModel
import Testing

/// Functions that Terraform does not have: docs/language.md lists them.
@Suite struct ExtraFunctionTests {
    static let calls: [(String, String)] = [
        // Compressed by Python's gzip at level 9.
        (
            "base64gunzip(\"H4sIAAAAAAACA8tIzcnJV8hAJ7kyRsWHhTgAg4kvxuABAAA=\")",
            "\"" + String(repeating: "hello hello hello hello\\n", count: 20) + "\""
        ),
        ("base64gunzip(\"H4sIAAAAAAACAwMAAAAAAAAAAAA=\")", "\"\""), ("base64gunzip(base64gzip(\"é😀\"))", "\"é😀\""),
        ("base64gunzip(\"aGVsbG8=\")", "!L131"), ("base64gunzip(\"!\")", "!L131"),
        ("cidrcontains(\"10.0.0.0/8\", \"10.1.2.3\")", "true"),
        ("cidrcontains(\"10.0.0.0/8\", \"11.0.0.0\")", "false"),
        ("cidrcontains(\"10.0.0.0/8\", \"10.5.0.0/16\")", "true"),
        ("cidrcontains(\"10.5.0.0/16\", \"10.0.0.0/8\")", "false"),
        ("cidrcontains(\"fd00::/8\", \"fd12::1\")", "true"), ("cidrcontains(\"fd00::/8\", \"10.0.0.1\")", "!L131"),
        ("cidrcontains(\"10.0.0.0/8\", \"nope\")", "!L131"),
        ("urldecode(\"a+b%20c%C3%A9\")", "\"a b cé\""), ("urldecode(urlencode(\"?a=1&b=☃ +%\"))", "\"?a=1&b=☃ +%\""),
        ("urldecode(\"%4\")", "!L131"), ("urldecode(\"%zz\")", "!L131"), ("urldecode(\"%ff\")", "!L131"),
        (
            "deepmerge({a = {b = 1, c = [1]}, d = 1}, {a = {c = [2], e = 3}})",
            "{\"a\":{\"b\":1,\"c\":[2],\"e\":3},\"d\":1}"
        ),
        ("deepmerge({a = {b = 1}}, {a = 2})", "{\"a\":2}"), ("deepmerge({a = 2}, {a = {b = 1}})", "{\"a\":{\"b\":1}}"),
        ("deepmerge({a = 1}, null, {a = null})", "{\"a\":null}"), ("deepmerge()", "{}"), ("deepmerge([1])", "!L131"),
        ("deepmerge(tomap({a = {b = 1}}), {a = {c = \"x\"}})", "{\"a\":{\"b\":1,\"c\":\"x\"}}"),
        ("semvercmp(\"1.2.3\", \"1.10.0\")", "-1"), ("semvercmp(\"v1.2.3\", \"1.2.3+build\")", "0"),
        ("semvercmp(\"1.0.0\", \"1.0.0-rc.1\")", "1"), ("semvercmp(\"1.2\", \"1.2.0\")", "!L131"),
        ("semvercmp(\"01.2.3\", \"1.2.3\")", "!L131"), ("semvercmp(\"1.2.3-\", \"1.2.3\")", "!L131"),
        ("semvercmp(\"1.2.3-a_b\", \"1.2.3\")", "!L131"), ("semvercmp(\"1.2.3-01\", \"1.2.3\")", "!L131"),
        (
            "semverparse(\"1.2.3-rc.1+b5\")",
            "{\"build\":\"b5\",\"major\":1,\"minor\":2,\"patch\":3,\"prerelease\":\"rc.1\"}"
        ),
        ("yamldecodeall(\"a: 1\\n---\\n- b\\n---\\n~\\n\")", "[{\"a\":1},[\"b\"],null]"), ("yamldecodeall(\"\")", "[]"),
        ("yamldecodeall(\"[1\")", "!L131"), ("yamldecode(\"a: 1\\n---\\nb: 2\\n\")", "!L131"),
        ("type([1, tolist([\"a\"]), {a = null}])", "\"tuple([number, list(string), object({a = any})])\""),
    ]

    @Test(arguments: calls) func `the functions that users miss`(call: String, expected: String) {
        #expect(outcome(evaluate(call)) == expected)
    }

    /// The order of https://semver.org, clause 11.
    static let order = [
        "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1",
        "1.0.0", "2.0.0", "2.1.0", "2.1.1", "2.1.1000000000",
    ]

    @Test func `versions have the order of the specification`() {
        for (first, one) in Self.order.enumerated() {
            for (second, other) in Self.order.enumerated() {
                let expected = first == second ? 0 : first < second ? -1 : 1
                #expect(evaluate("semvercmp(\"\(one)\", \"\(other)\")").value.intValue == expected, "\(one) \(other)")
            }
        }
    }

    @Test func `what is merged later may not be known yet`() {
        let scope = NotedScope([.variable: ["u": .unknown(Unknown()), "s": .unknown(Unknown(.string))]])
        let merged = evaluate("deepmerge({a = {x = 1}, b = 1, c = {}}, {a = var.u, b = var.s, c = \"y\"})", in: scope)
        let expected: Value = ["a": .unknown(Unknown()), "b": .unknown(Unknown(.string)), "c": "y"]
        #expect(merged.value == expected)
    }
}
