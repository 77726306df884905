import MartletLanguage
import MartletModel
import Testing

/// Validations of variables: what they may look at, and what they say.
@Suite struct ValidationTests {
    @Test func `a validation may look at other variables, locals and data sources`() {
        let stack = MemoryStack.of(
            """
            variables:
              least: {default: 3}
              most:
                default: 2
                validation:
                  - {condition: "${var.most >= var.least}", message: "most is ${var.most}, below ${var.least}"}
                  - {condition: "${var.most >= local.floor}", message: below the floor}
                  - {condition: "${var.most < data.d.limit}", message: above the limit}
            locals: {floor: "${var.least + var.most}"}
            data: {d: {type: core.data, body: {limit: 1}}}

            """)
        #expect(
            stack.faults().map { "\($0.code) \($0.range.map(\.description) ?? "") \($0.detail)" } == [
                "L044 stack.yaml:8:21 most is 2, below 3. Here `var.most` is 2, `var.least` is 3.",
                "L044 stack.yaml:9:21 below the floor. Here `var.most` is 2, `local.floor` is 5.",
                "L044 stack.yaml:10:21 above the limit. Here `var.most` is 2, `data.d.limit` is 1.",
            ])
    }

    @Test func `validations that look at each other's variables are no circle`() {
        let stack = MemoryStack.of(
            """
            variables:
              a: {default: 1, validation: {condition: "${var.a < var.b}", message: a is not below b}}
              b: {default: 1, validation: {condition: "${var.b > var.a}", message: b is not above a}}

            """)
        #expect(
            stack.faults().map(\.detail) == [
                "a is not below b. Here `var.a` is 1, `var.b` is 1.",
                "b is not above a. Here `var.b` is 1, `var.a` is 1.",
            ])
    }

    @Test func `a validation that looks at something else is refused`() {
        let stack = MemoryStack.of(
            "variables: {a: {default: 1, validation: {condition: \"${var.b > 0}\", message: m}}, b: {default: 1}}\n")
        let faults = stack.faults()
        #expect(faults.map(\.code.text) == ["L065"])
        #expect(faults.first?.hint?.contains("Refer to `var.a`") == true)
    }

    @Test func `a module's validations see the module's own names`() {
        let module = """
            martlet: 1
            variables:
              name: {}
              prefix: {default: x}
            locals: {start: "${var.prefix}-"}
            outputs: {o: {value: "${var.name}"}}
            """.replacing(
                "name: {}",
                with:
                    "name: {validation: {condition: \"${startswith(var.name, local.start)}\", message: \"not ${local.start}\"}}"
            )
        let stack = MemoryStack.of(
            "modules: {m: {source: m, for_each: {a: x-1, b: y-1}, inputs: {name: \"${each.value}\"}}}\n",
            ["m/module.yaml": module])
        #expect(stack.faults().map(\.detail) == ["not x-. Here `var.name` is \"y-1\", `local.start` is \"x-\"."])
    }
}
