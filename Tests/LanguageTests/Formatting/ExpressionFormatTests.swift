import MartletLanguage
import Testing

@Suite struct ExpressionFormatTests {
    static let expressions: [(String, String)] = [
        ("${ var.x }", "${var.x}"), ("${a+b*-c}", "${a + b * -c}"), ("${ ! a&&b||c }", "${!a && b || c}"),
        ("${a-b}", "${a-b}"), ("${a -b}", "${a - b}"), ("${a - -1}", "${a - -1}"), ("${ -1 }", "${-1}"),
        ("${a?b:c}", "${a ? b : c}"), ("${a?b?1:2:c}", "${a ? b ? 1 : 2 : c}"),
        ("${f( a,b ,c... )}", "${f(a, b, c...)}"), ("${f (a)}", "${f(a)}"), ("${[ 1,2 ]}", "${[1, 2]}"),
        ("${ {a=1,\"b\"=2,(c)=3} }", "${{a = 1, \"b\" = 2, (c) = 3}}"),
        ("${{ a : 1 , b:x?1:2}}", "${{a: 1, b: x ? 1 : 2}}"),
        ("${[for x in xs:x.id if x!=null]}", "${[for x in xs : x.id if x != null]}"),
        ("${{for k,v in m:k=>v...if v}}", "${{for k, v in m : k => v... if v}}"),
        ("${[for x in [1,2]:(x)]}", "${[for x in [1, 2] : (x)]}"),
        ("${{for x in xs:x=>{a:x?1:2}}}", "${{for x in xs : x => {a: x ? 1 : 2}}}"),
        ("${a [0] . b [*] . c}", "${a[0].b[*].c}"), ("${a.*.b}", "${a.*.b}"), ("${a.0.1}", "${a.0.1}"),
        ("${1.5e+3*2}", "${1.5e+3 * 2}"), ("${x*y}", "${x * y}"), ("${a[ * ]}", "${a[*]}"),
        ("${\"a${ b }c\"}", "${\"a${b}c\"}"), ("${\"$${ b }\"}", "${\"$${ b }\"}"),
        ("${\"\\\"${f( \"}\" )}\"}", "${\"\\\"${f(\"}\")}\"}"),
        ("x ${ a }-${b } y", "x ${a}-${b} y"), ("$${ a }", "$${ a }"),
        ("%{ if a }x%{ else }y%{ endif }", "%{if a}x%{else}y%{endif}"),
        ("%{ for x in [1,2] ~}${x}%{ endfor ~}", "%{for x in [1, 2] ~}${x}%{endfor ~}"), ("${~ a ~}", "${~ a ~}"),
        ("%{if (a)}x%{endif}", "%{if (a)}x%{endif}"), ("${provider::x::f( 1 )}", "${provider::x::f(1)}"),
        ("${a /* x */ +b}", "${a /* x */ +b}"), ("${a", "${a"), ("100% { x }", "100% { x }"), ("$ {a}", "$ {a}"),
        ("${a.in[0]}", "${a.in[0]}"), ("${a>=b}", "${a >= b}"), ("${a %b}", "${a % b}"), ("${ }", "${ }"),
        ("${a.for.if}", "${a.for.if}"), ("${{for=1}}", "${{for = 1}}"),
    ]

    @Test(arguments: expressions) func `expressions on one line get canonical spaces`(before: String, after: String) {
        let text = "martlet: 1\nlocals:\n  x: '\(before.replacing("'", with: "''"))'\n"
        let expected = after.contains("\"") || after.contains("\\") ? "'\(after)'" : "\"\(after)\""
        #expect(formatted(text) == "martlet: 1\nlocals:\n  x: \(expected)\n")
    }

    @Test func `only where they are expressions`() {
        let text = """
            martlet: 1
            variables:
              a: {description: "${ x }", default: "${ 1+1 }"}
            locals:
              b: &b "${ x }"
              c: ${ var.a?1:2 }
              d: |
                ${ var.a } and ${
                   [1,2] }
            resources:
              r: {type: "${ x }", body: {x: "${ y }"}}
            outputs:
              o: {value: "${ z }", description: "${ z }"}
            """
        let expected = """
            martlet: 1
            variables:
              a: {description: "${ x }", default: "${1 + 1}"}
            locals:
              b: &b "${ x }"
              c: "${var.a ? 1 : 2}"
              d: |-
                ${var.a} and ${
                   [1,2] }
            resources:
              r: {type: "${ x }", body: {x: "${y}"}}
            outputs:
              o: {value: "${z}", description: "${ z }"}

            """
        #expect(formatted(text) == expected.replacing("d: |-", with: "d: |"))
        #expect(formatted("a: \"${ x }\"\n") == "a: \"${ x }\"\n")
        let scenarios = "martlet: 1\nscenarios:\n  a: {variables: {x: \"${ x }\"}}\n"
        #expect(formatted(scenarios) == scenarios)
    }
}
