import MartletLanguage
import MartletModel
import Testing

@Suite struct ExpressionTests {
    static let operators: [(String, String)] = [
        ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("7 - 2 - 1", "4"), ("-7 % 3", "-1"), ("5.5 % 2", "1.5"),
        ("5 % 0", "5"),
        ("0.1 + 0.2 == 0.3", "true"), ("10 / 4", "2.5"), ("0 / 0", "!L132"), ("1 == \"1\"", "false"),
        ("true && \"true\"", "true"), ("!\"true\"", "false"), ("-\"5\"", "-5"), ("\"10\" > 5", "true"),
        ("\"a\" > \"b\"", "!L120 L120"),
        ("1 < 2 && 2 <= 2 || false", "true"), ("{a=1}=={a=\"1\"}", "false"), ("[1]==[1.0]", "true"),
        ("null == null", "true"),
        ("1 == null", "false"), ("false && 1/0 > {}", "false"), ("true || nothing(1)", "!L104"), ("1 + null", "!L120"),
        ("-46+5", "-41"), ("1 +", "!L101"), ("1 ? 2 : 3", "!L126"), ("true ? 1 : \"a\"", "\"1\""),
        ("true ? null : 1", "null"),
        ("true ? {a=1} : {b=\"x\"}", "{\"a\":\"1\"}"), ("true ? [1] : [\"a\",2]", "[\"1\"]"),
        ("true ? 1 : [1]", "!L125"),
        ("true ? {a=1,b=2} : {a=\"x\"}", "{\"a\":\"1\",\"b\":\"2\"}"),
        ("1 > 2 ? \"a\" : 3 > 2 ? \"b\" : \"c\"", "\"b\""),
        ("1 /* a */ + # b\n 2 // c\n", "3"),
    ]

    @Test(arguments: operators) func `operators work as in HCL`(text: String, expected: String) {
        #expect(outcome(evaluate(text)) == expected)
    }

    static let collections: [(String, String)] = [
        ("[1, \"a\", [true],]", "[1,\"a\",[true]]"),
        ("{a = 1, \"b c\": 2, (\"d\") = 3}", "{\"a\":1,\"b c\":2,\"d\":3}"),
        ("{\n a = 1\n b = [\n 1,\n 2 ]\n}", "{\"a\":1,\"b\":[1,2]}"), ("{a=1,a=2}", "{\"a\":2}"),
        ("{a.b = 1}", "!L108"),
        ("[1,2][1]", "2"), ("[1,2][\"1\"]", "2"), ("[1,2][1.5]", "!L121"), ("[1,2][-1]", "!L121"),
        ("[1,2][2]", "!L121"),
        ("{a=1}[\"a\"]", "1"), ("{\"1\"=2}[1]", "2"), ("{a=1}.a", "1"), ("{a=1}.b", "!L122"), ("[[1,2]].0.1", "2"),
        ("\"abc\"[0]", "!L121"), ("null.a", "!L123"), ("[1].a", "!L134"),
        ("[for k,v in {b=1,a=2}: \"${k}${v}\"]", "[\"a2\",\"b1\"]"), ("[for x in [1,2,3]: x * 2 if x > 1]", "[4,6]"),
        ("{for v in [\"a\",\"b\",\"a\"]: v => 1...}", "{\"a\":[1,1],\"b\":[1]}"),
        ("{for v in [\"a\",\"a\"]: v => 1}", "!L128"),
        ("[for v in null: v]", "!L127"), ("[for v in 5: v]", "!L127"),
        ("[for a in [1,2]: [for b in [10]: a + b]]", "[[11],[12]]"),
        ("null[*]", "[]"), ("\"a\"[*]", "[\"a\"]"), ("[{a=1},{a=2}][*].a", "[1,2]"),
        ("[{a=[1,2]},{a=[3,4]}][*].a[0]", "[1,3]"),
        ("[{a=[1,2]},{a=[3,4]}].*.a[0]", "[1,2]"), ("[[1,2],[3]][*][0]", "[1,3]"), ("{for = 1}", "{\"for\":1}"),
        ("[for x in [1]: x", "!L102"), ("{a = 1", "!L102"), ("(1", "!L102"), ("[1 2]", "!L101"), ("1 2", "!L101"),
        ("", "!L101"),
        ("{null = 1}", "{\"null\":1}"), ("{(null) = 1}", "!L129"), ("0x1F", "!L110"), ("'a'", "!L101"),
        ("vaar.a", "!L103"),
    ]

    @Test(arguments: collections) func `collections work as in HCL`(text: String, expected: String) {
        #expect(outcome(evaluate(text)) == expected)
    }

    static let templates: [(String, String)] = [
        ("plain", "\"plain\""), ("${1}", "1"), ("${[1]}", "[1]"), ("${1} ", "\"1 \""), ("a${1 + 1}b", "\"a2b\""),
        ("$${x} %%{y} $x", "\"${x} %{y} $x\""),
        ("$$${1}", "\"$${1}\""), ("x${null}", "!L124"), ("x${[1]}", "!L124"), ("x${true}${1.50}", "\"xtrue1.5\""),
        ("%{if true}a%{else}b%{endif}", "\"a\""), ("%{for x in [1,2]}${x},%{endfor}", "\"1,2,\""),
        ("%{for k, v in {a=1}}${k}=${v}%{endfor}", "\"a=1\""),
        ("a  ${~ 1 ~}  b", "\"a1b\""), ("a  \n  \n  ${~ 1 ~}  \n   \n  b", #""a  \n  \n1   \n  b""#),
        ("A\n%{ for i in [1,2] ~}\n  s ${i}\n%{ endfor ~}\n  end\n", #""A\n  s 1\n  s 2\n  end\n""#),
        ("a %{if true} y %{~else} n %{endif ~} \n z", "\"a  y z\""), ("%{if true}a", "!L107"), ("%{endif}", "!L107"),
        ("%{foo}", "!L107"),
        ("${\"a \\\"b\\\" \\u00e9 ${\"in\"}\"}", "\"a \\\"b\\\" é in\""), ("${", "!L101"), ("${1", "!L102"),
        ("${1 2}", "!L101"), ("${\"\\x\"}", "!L105"),
        ("${<<E\n a ${1}\nE\n}", "\" a 1\\n\""), ("${<<-E\n  a\n   b\n  E\n}", "\"a\\n b\\n\""),
        ("${nope} and ${also}", "!L103 L103"),
        ("%{if true}1%{endif}", "\"1\""), ("e\u{301}", "\"é\""),
    ]

    @Test(arguments: templates) func `templates work as in HCL`(text: String, expected: String) {
        #expect(outcome(fill(text)) == expected)
    }

    @Test func `faults point at their place`() throws {
        let faults = fill("abc ${vaar.x} ${1 +}").diagnostics.sorted
        #expect(faults.map(\.range?.start) == [6, 19])
        #expect(faults[0].hint == "Did you mean `var`?")
        let fault = try #require(evaluate("[1, 2 + true]").diagnostics.all.first)
        #expect(fault.range.map { [$0.start, $0.end] } == [8, 12])
    }

    @Test func `deep nesting is a fault and no crash`() {
        for text in [
            String(repeating: "(", count: 100_000), String(repeating: "[", count: 100_000),
            String(repeating: "-", count: 100_000),
            String(repeating: "{a=", count: 50_000), String(repeating: "\"${", count: 50_000),
            "1" + String(repeating: "?1:1", count: 50_000),
            String(repeating: "a[", count: 50_000),
        ] {
            #expect(evaluate(text).diagnostics.hasErrors)
        }
        #expect(fill(String(repeating: "%{if true}", count: 50_000)).diagnostics.hasErrors)
    }
}
