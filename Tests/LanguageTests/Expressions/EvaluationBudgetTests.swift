import MartletLanguage
import MartletModel
import Testing

/// An expression whose loops multiply is refused, whatever it hides behind.
@Suite struct EvaluationBudgetTests {
    private var scope: EmptyScope {
        var surroundings = Surroundings()
        surroundings.steps = 50_000
        return EmptyScope(surroundings)
    }

    @Test(
        "too much work is told once",
        arguments: [
            "[for a in range(1000) : [for b in range(1000) : 1]]",
            "try([for a in range(1000) : [for b in range(1000) : 1]], 1)",
            "can([for a in range(1000) : [for b in range(1000) : 1]])",
            "true ? 1 : [for a in range(1000) : [for b in range(1000) : 1]]",
            "join(\"\", [for a in range(1000) : join(\"\", [for b in range(1000) : \"x\"])])",
            "templatestring(\"%%{ for a in l }%%{ for b in l }x%%{ endfor }%%{ endfor }\", {l = range(1000)})",
            "[for a in [\"xxxxxxxx\"] : [for b in [\"${a}${a}${a}${a}${a}${a}${a}${a}\"] : [for c in [\"\(String(repeating: "${b}", count: 900))\"] : \"${c}${c}${c}${c}${c}${c}${c}${c}\"]]]",
            "setproduct(range(300), range(300))",
        ])
    func overworked(text: String) {
        let evaluated = evaluate(text, in: scope)
        #expect(evaluated.diagnostics.all.map(\.code.text) == ["L150"], "\(evaluated.diagnostics.all.map(\.detail))")
        #expect(!evaluated.value.isKnown)
    }

    @Test func `an ordinary loop stays far below`() {
        #expect(evaluate("length([for a in range(1000) : upper(\"x${a}\")])", in: scope).value == .number(1000))
    }

    @Test func `what fails for each element is told some times, not a thousand`() {
        #expect(evaluate("[for a in range(1000) : a.x]", in: scope).diagnostics.all.count == 20)
        #expect(evaluate("[for a in range(1000) : try(a.x, a)][999]", in: scope).value == .number(999))
    }

    @Test func `long chains are refused, since trees are walked by recursion`() {
        for text in ["1" + String(repeating: " + 1", count: 5_000), "[1]" + String(repeating: "[0]", count: 5_000)] {
            #expect(outcome(evaluate(text)) == "!L106")
        }
        #expect(outcome(evaluate("1" + String(repeating: " + 1", count: 900))) == "901")
    }
}
