import MartletLanguage
import MartletModel
import Testing

@Suite struct ConsoleInputTests {
    static let inputs: [(String, ConsoleInput)] = [
        ("1 + 1", .expression("1 + 1")), ("  x ", .expression("x")), ("", .expression("")), (":type x", .type("x")),
        (":t  [1]", .type("[1]")), (":type", .type("")), (":help", .help), (":quit", .quit), ("exit", .quit),
        ("quit", .quit), (":nope a", .unknown(":nope")),
        (" # a note", .expression("")), ("// a\n  # b", .expression("")), ("# a\n1", .expression("# a\n1")),
    ]

    @Test(arguments: inputs) func `commands begin with a colon`(text: String, expected: ConsoleInput) {
        #expect(ConsoleInput(text) == expected)
    }

    @Test func `an unknown command is a fault with a suggestion`() {
        let answer = ConsoleSession(scope: EmptyScope()).answer(":typ 1")
        #expect(answer.diagnostics.all.map(\.code) == ["L081"])
        #expect(answer.diagnostics.all.first?.hint == "Did you mean `:type`?")
    }

    @Test func `places count from the beginning of the line`() throws {
        let answer = ConsoleSession(scope: EmptyScope()).answer("  :type [1].a ")
        let range = try #require(answer.diagnostics.all.first?.range)
        #expect(range.startPosition.column == 12)
    }
}

@Suite struct OpenBracketsTests {
    static let texts: [(String, Bool, Bool)] = [
        ("1 + 1", false, false), ("[1,", true, false), ("{a = [1]", true, false), ("[1]", false, false),
        ("f(\"(\"", true, false), ("\"a", false, true), ("\"a${", true, false), ("\"a${b}", false, true),
        ("\"a$${\"", false, false), ("\"a\\\"", false, true), ("<<EOT\nx", true, true), ("<<EOT", true, true),
        ("<<-EOT\n  x\n  EOT", false, false), ("<<EOT\n${[", true, false), ("1 # [", false, true),
        ("1 /* [ */", false, false),
        ("[ # ]\n", true, false), ("1 << 2", false, false), (")", false, false),
    ]

    @Test(arguments: texts) func `brackets and heredocs want another line, strings do not`(
        text: String, wantsLine: Bool, isInText: Bool
    ) {
        let open = OpenBrackets(text)
        #expect(open.wantsLine == wantsLine)
        #expect(open.isInText == isInText)
    }
}

@Suite struct ConsoleCompletionTests {
    private struct Names: ConsoleNames {
        let surroundings = Surroundings()

        func value(of reference: Reference) -> ScopeAnswer {
            .value(
                ["id": 1, "tags": ["a-b": 1, "not a name": 2], "list": [["x": 1]]], steps: min(1, reference.steps.count)
            )
        }

        func names(behind root: ReferenceRoot) -> [String] {
            switch root {
            case .variable: ["nodes", "name", "location"]
            case .resource: ["group"]
            default: []
            }
        }
    }

    static let completions: [(String, Int, [String])] = [
        ("var.n", 1, ["name", "nodes"]), ("var.", 0, ["location", "name", "nodes"]), ("1 + var.lo", 2, ["location"]),
        ("resource.group.", 0, ["id", "list", "tags"]), ("resource.group.tags.", 0, ["a-b"]),
        ("resource.group.list[0].", 0, ["x"]), ("[resource.g", 1, ["group"]),
        ("cidrsub", 7, ["cidrsubnet(", "cidrsubnets("]),
        ("va", 2, ["values(", "var."]), ("\"va", 0, []), ("\"${va", 2, ["values(", "var."]), (":t", 2, [":type "]),
        ("nothing", 7, []), ("each.", 0, []), ("tru", 3, ["true"]),
    ]

    @Test(arguments: completions) func `names follow what is there`(text: String, length: Int, candidates: [String]) {
        let completion = ConsoleCompletion(of: text, in: Names())
        #expect(completion.candidates == candidates)
        if !candidates.isEmpty { #expect(completion.length == length) }
    }

    @Test func `what all candidates share is certain`() {
        #expect(ConsoleCompletion(of: "cidrs", in: Names()).commonPart == "ubnet")
        #expect(ConsoleCompletion(of: "var.", in: Names()).commonPart == "")
    }
}
