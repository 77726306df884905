/// A text of one kind in any size: deep, long, wide, or with many of something.
struct FuzzShape: Sendable {
    let name: String
    /// The text with `count` of what there are many of.
    let text: @Sendable (Int) -> String

    init(_ name: String, _ text: @escaping @Sendable (Int) -> String) {
        self.name = name
        self.text = text
    }

    /// Nothing but `piece`.
    init(_ name: String, _ piece: String) { self.init(name, "", piece) }

    /// `before`, then `piece` so often, then `after`.
    init(_ name: String, _ before: String, _ piece: String, _ after: String = "") {
        self.init(name) { before + String(repeating: piece, count: $0) + after }
    }

    func bytes(_ count: Int) -> [UInt8] { Array(text(count).utf8) }
}

/// The shapes that hurt readers.
enum FuzzShapes {
    static func shapes(of room: FuzzRoom) -> [FuzzShape] {
        switch room {
        case .yaml, .format: yaml
        case .expression: expression
        case .template: template
        case .type: type
        case .stack, .module: yaml + stack
        case .scenarios: yaml
        case .json: json
        }
    }

    private static func times(_ piece: String, _ count: Int) -> String { String(repeating: piece, count: count) }

    static let yaml = [
        FuzzShape("flow lists, deep", "[", "[", ""), FuzzShape("flow mappings, deep", "a: ", "{a: "),
        FuzzShape("dashes, deep", "- ", "- "), FuzzShape("a flow list", "a: [", "x,", "]\n"),
        FuzzShape("a block list", "- x\n"), FuzzShape("nulls", "a: [", ",", "]\n"),
        FuzzShape("empty lists", "a: [", "[],", "]\n"),
        FuzzShape("a mapping") { count in (0..<count).map { "k\($0): v\n" }.joined() },
        FuzzShape("duplicate keys", "a: 1\n"), FuzzShape("a long plain scalar", "a: ", "x", "\n"),
        FuzzShape("a long quoted scalar", "a: \"", "\\n", "\"\n"), FuzzShape("a long block", "a: |\n", "  x\n"),
        FuzzShape("folded lines", "a: >\n", "  x\n\n"), FuzzShape("a long key", "", "k", ": v\n"),
        FuzzShape("comments", "# c\n"), FuzzShape("blank lines", "\n"), FuzzShape("spaces", " "),
        FuzzShape("documents", "---\n"),
        FuzzShape("anchors") { count in (0..<count).map { "- &a\($0) x\n" }.joined() },
        FuzzShape("aliases", "a: &a x\nb: [", "*a,", "]\n"),
        FuzzShape("unknown aliases", "b: [", "*a,", "]\n"),
        FuzzShape("aliases of aliases") { count in
            "a0: &a0 [x]\n"
                + (1..<max(2, min(count, 400))).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }.joined()
        },
        FuzzShape("merges of merges") { count in
            "a0: &a0 {k: v}\n"
                + (1..<max(2, min(count, 400))).map { "a\($0): &a\($0) {<<: [*a\($0 - 1), *a\($0 - 1)], k\($0): v}\n" }
                .joined()
        },
        FuzzShape("explicit keys, deep", "? "), FuzzShape("tags", "- ", "!!str "),
        FuzzShape("directives", "%YAML 1.2\n"),
        FuzzShape("a number", "a: 1", "0", "\n"), FuzzShape("a fraction", "a: 0.", "1", "\n"),
        FuzzShape("wide characters", "a: ", "é", "\n"), FuzzShape("combining characters", "a: e", "\u{301}", "\n"),
        FuzzShape("carriage returns", "a: b\r\n"), FuzzShape("question marks", "? a\n"),
        FuzzShape("bad tags", "a: [", "!x 1,", "]\n"),
    ]

    static let expression = [
        FuzzShape("brackets, deep", "("), FuzzShape("lists, deep", "["), FuzzShape("objects, deep", "{a = "),
        FuzzShape("closed lists, deep") { times("[", $0) + times("]", $0) }, FuzzShape("negations", "", "-", "1"),
        FuzzShape("denials", "", "!", "true"), FuzzShape("sums", "1", " + 1"), FuzzShape("products", "2", " * 2"),
        FuzzShape("comparisons", "1", " == 1"), FuzzShape("logic", "true", " && true"),
        FuzzShape("conditions", "", "true ? 1 : ", "2"),
        FuzzShape("conditions to the left") { times("true ? ", $0) + "1" + times(" : 2", $0) },
        FuzzShape("strings, deep", "", "\"${", ""), FuzzShape("a long list", "[", "1,", "]"),
        FuzzShape("a long object") { count in
            "{" + (0..<count).map { "k\($0) = 1\n" }.joined() + "}"
        },
        FuzzShape("equal keys", "{", "a = 1,", "}"), FuzzShape("attributes", "var", ".a"),
        FuzzShape("indexes", "var.list", "[0]"),
        FuzzShape("splats", "var.list", "[*]"), FuzzShape("attribute splats", "var.list", ".*"),
        FuzzShape("calls, deep", "upper("),
        FuzzShape("loops, deep") { count in times("[for a in [1] : ", count) + "1" + times("]", count) },
        FuzzShape("a long number", "1", "0"), FuzzShape("a long fraction", "0.", "1"),
        FuzzShape("a long string", "\"", "x", "\""),
        FuzzShape("escapes", "\"", "\\n", "\""), FuzzShape("a long name", "var.", "x"),
        FuzzShape("comments", "", "/* x */", "1"),
        FuzzShape("powers", "2", " * 1e99"), FuzzShape("large sums", "1e1000000", " + 1"),
        FuzzShape("arguments", "max(", "1,", "2)"),
        FuzzShape("a pattern", "regex(\"", "(a*)*", "b\", \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\")"),
        FuzzShape("a long pattern", "regexall(\"", "a?", "\", \"aaaaaaaaaaaaaaaaaaaaaaa\")"),
        FuzzShape("counted repeats", "regex(\"a", "{1,9}", "\", \"a\")"),
        FuzzShape("a format", "format(\"", "%9999s", "\", \"x\")"), FuzzShape("heredocs", "", "<<A\n${", ""),
        FuzzShape("loops in loops") { count in
            let depth = min(count, 8)
            return times("[for a in range(1000) : ", depth) + "1" + times("]", depth)
        },
        FuzzShape("texts of texts") { count in
            let depth = min(count, 60)
            return times("[for a in [\"${a}${a}\"] : ", depth) + "a" + times("]", depth)
        },
        FuzzShape("pairs of pairs") { count in
            let depth = min(count, 40)
            return times("[for a in [[a, a]] : ", depth) + "a" + times("]", depth)
        },
        FuzzShape("failing loops") { "[for a in range(1000) : [for b in range(1000) : a.x]][\($0)]" },
        FuzzShape("products of sets") { count in
            "setproduct(\(Array(repeating: "range(1000)", count: min(max(1, count), 9)).joined(separator: ", ")))"
        },
        FuzzShape("network bits") {
            "cidrsubnets(\"::/0\", \(Array(repeating: "1", count: $0).joined(separator: ", ")))"
        },
        FuzzShape("joined ranges") { count in
            times("join(\",\", [for a in range(1000) : ", min(count, 8)) + "\"x\"" + times("])", min(count, 8))
        },
    ]

    static let template = [
        FuzzShape("values", "${1}"), FuzzShape("unclosed values", "${"), FuzzShape("texts", "a$b%c"),
        FuzzShape("escapes", "$${"),
        FuzzShape("conditions, deep", "%{ if true }"), FuzzShape("loops, deep", "%{ for a in [1,2] }"),
        FuzzShape("closed loops, deep") { count in
            times("%{ for a in range(1000) }", min(count, 190)) + "x" + times("%{ endfor }", min(count, 190))
        },
        FuzzShape("conditions", "%{ if true }x%{ endif }"), FuzzShape("strings, deep", "${\""),
        FuzzShape("trims", " ${~ 1 ~} \n"),
        FuzzShape("faults", "${+} "), FuzzShape("unknown names", "${var.missing} "),
    ]

    static let type = [
        FuzzShape("lists, deep", "list("),
        FuzzShape("closed lists, deep") { times("list(", $0) + "any" + times(")", $0) },
        FuzzShape("attributes") { count in "object({" + (0..<count).map { "a\($0) = string, " }.joined() + "})" },
        FuzzShape("elements", "tuple([", "string,", "])"), FuzzShape("defaults, deep", "object({a = optional("),
        FuzzShape("spaces", "", " ", "any"), FuzzShape("a long name", "x"),
    ]

    static let stack = [
        FuzzShape("resources") { count in
            "martlet: 1\nname: d\nresources:\n"
                + (0..<count).map { "  r\($0): {type: core.data, body: {a: \"${1 + \($0)}\"}}\n" }.joined()
        },
        FuzzShape("a chain") { count in
            "martlet: 1\nname: d\nlocals:\n  l0: 1\n"
                + (1..<max(2, count)).map { "  l\($0): \"${local.l\($0 - 1)}\"\n" }.joined()
        },
        FuzzShape("a doubling chain") { count in
            "martlet: 1\nname: d\nlocals:\n  l0: x\n"
                + (1..<max(2, min(count, 60))).map { "  l\($0): \"${local.l\($0 - 1)}${local.l\($0 - 1)}\"\n" }.joined()
        },
        FuzzShape("a circle") { count in
            "martlet: 1\nname: d\nlocals:\n  l0: \"${local.l\(count)}\"\n"
                + (1...max(1, count)).map { "  l\($0): \"${local.l\($0 - 1)}\"\n" }.joined()
        },
        FuzzShape("unknown keys") { count in "martlet: 1\nname: d\n" + (0..<count).map { "k\($0): 1\n" }.joined() },
        FuzzShape("unknown names") { count in
            "martlet: 1\nname: d\nlocals:\n" + (0..<count).map { "  l\($0): \"${local.m\($0)}\"\n" }.joined()
        },
        FuzzShape("instances", "martlet: 1\nname: d\nresources: {a: {type: core.data, for_each: [", "x,", "]}}\n"),
        FuzzShape("a long name", "martlet: 1\nname: ", "d", "\n"),
        FuzzShape("a long key", "martlet: 1\nname: d\nlocals: {", "k", ": 1}\n"),
        FuzzShape("a long bad key", "martlet: 1\nname: d\nresources: {a: {type: core.data, ", "k", ": 1}}\n"),
        FuzzShape("a long reference", "martlet: 1\nname: d\nlocals: {a: \"${local.", "k", "}\"}\n"),
        FuzzShape("a long type", "martlet: 1\nname: d\nresources: {a: {type: ", "k", "}}\n"),
    ]

    static let json = [
        FuzzShape("lists, deep", "["), FuzzShape("objects, deep", "{\"a\":"), FuzzShape("a list", "[", "1,", "1]"),
        FuzzShape("empty lists", "[", "[],", "1]"),
        FuzzShape("an object") { count in
            "{" + (0..<count).map { "\"k\($0)\":1" }.joined(separator: ",") + "}"
        },
        FuzzShape("a string", "\"", "x", "\""), FuzzShape("escapes", "\"", "\\u0041", "\""),
        FuzzShape("a number", "1", "0"),
        FuzzShape("a fraction", "0.", "1"), FuzzShape("spaces", "", " ", "1"),
    ]
}
