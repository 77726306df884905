import MartletLanguage
import MartletModel
import Testing

/// A value in HCL and what becomes of it, as JSON; or the clause, with the path, that says why it does not fit.
struct TypeRow: Sendable, CustomTestStringConvertible {
    let type: String
    let value: String
    let outcome: String

    init(_ type: String, _ value: String, _ outcome: String) {
        self.type = type
        self.value = value
        self.outcome = outcome
    }

    var testDescription: String { "\(type) <- \(value)" }
}

private let acceptedRows: [TypeRow] = [
    TypeRow("list(object({a = any}))", #"[{a = 1}, {a = "x"}]"#, #"[{"a":"1"},{"a":"x"}]"#),
    TypeRow("map(list(any))", #"{a = [1], b = ["x"]}"#, #"{"a":["1"],"b":["x"]}"#),
    TypeRow("list(any)", #"[1, "x", true]"#, #"["1","x","true"]"#),
    TypeRow("list(any)", "[{a = 1}, {b = 2}]", #"[{"a":1},{"b":2}]"#),
    TypeRow("map(any)", #"{a = 1, b = "x"}"#, #"{"a":"1","b":"x"}"#),
    TypeRow("set(any)", #"[1, "1", 1]"#, #"["1"]"#),
    TypeRow(
        "list(object({a = optional(any)}))", #"[{a = 1}, {a = "x"}, {}]"#, #"[{"a":"1"},{"a":"x"},{"a":null}]"#),
    TypeRow("object({a = optional(string, \"d\"), b = optional(number)})", "{}", #"{"a":"d","b":null}"#),
    TypeRow("object({a = optional(string, \"d\")})", "{a = null}", #"{"a":"d"}"#),
    TypeRow("object({a = optional(object({b = optional(string, \"x\")}), {})})", "{}", #"{"a":{"b":"x"}}"#),
    TypeRow("object({a = optional(object({b = optional(string, \"x\")}))})", "{}", #"{"a":null}"#),
    TypeRow("object({a = optional(list(object({b = optional(string, \"x\")})), [{}])})", "{}", #"{"a":[{"b":"x"}]}"#),
    TypeRow(
        "map(object({b = optional(number, 3)}))", #"{k = {}, l = {b = "4"}, m = {b = null}}"#,
        #"{"k":{"b":3},"l":{"b":4},"m":{"b":3}}"#),
    TypeRow("list(object({b = optional(number, 3)}))", "[{}, {b = 1, c = 2}]", #"[{"b":3},{"b":1}]"#),
    TypeRow("set(object({b = optional(number, 3)}))", "[{}, {b = 3}]", #"[{"b":3}]"#),
    TypeRow("tuple([object({a = optional(number, 1)}), string])", "[{}, 2]", #"[{"a":1},"2"]"#),
    TypeRow("object({a = string})", #"{a = "x", b = "y"}"#, #"{"a":"x"}"#),
    TypeRow("set(string)", #"["b", "a", "b"]"#, #"["a","b"]"#),
    TypeRow("map(string)", "{a = 1, b = true}", #"{"a":"1","b":"true"}"#),
    TypeRow("map(string)", "{a = null}", #"{"a":null}"#),
    TypeRow("list(string)", #"[null, "a"]"#, #"[null,"a"]"#),
    TypeRow("bool", #""true""#, "true"),
    TypeRow("bool", #""1""#, "true"),
    TypeRow("number", #""1e3""#, "1000"),
    TypeRow("object({a = optional(string, 5)})", "{}", #"{"a":"5"}"#),
    TypeRow("object({a = optional(list(string), [1])})", "{}", #"{"a":["1"]}"#),
    TypeRow("object({a = any})", #"{a = [1, "x"]}"#, #"{"a":[1,"x"]}"#),
    TypeRow(
        "map(object({a = optional(map(object({b = optional(string, \"q\")})), {z = {}})}))", "{k = {}}",
        #"{"k":{"a":{"z":{"b":"q"}}}}"#),
    TypeRow("object({a = optional(string, null)})", "{}", #"{"a":null}"#),
    TypeRow("list(list(any))", #"[[1], ["a"], []]"#, #"[["1"],["a"],[]]"#),
    TypeRow("set(list(number))", #"[["1"], [1]]"#, "[[1]]"),
    TypeRow("object({a = optional(bool, \"true\")})", "{}", #"{"a":true}"#),
    TypeRow("list(set(string))", #"[["a", "a"], [1]]"#, #"[["a"],["1"]]"#),
    TypeRow("set(map(string))", #"[{a = 1}, {a = "1"}]"#, #"[{"a":"1"}]"#),
    TypeRow("object({a = optional(set(string), [\"x\", \"x\"])})", "{}", #"{"a":["x"]}"#),
]

private let refusedRows: [TypeRow] = [
    TypeRow("list(any)", "[1, [2]]", "all elements must have the same type"),
    TypeRow("map(any)", "{a = 1, b = [1]}", "all elements must have the same type"),
    TypeRow("object({a = list(string)})", "{a = [1, [2]]}", "at `a[1]`: a string is required"),
    TypeRow(
        "object({a = list(object({b = number}))})", #"{a = [{b = 1}, {b = "x"}]}"#, "at `a[1].b`: a number is required"),
    TypeRow("object({a = string, b = string})", "{}", #"attributes "a" and "b" are required"#),
    TypeRow("object({a = object({b = string})})", "{a = {}}", #"at `a`: attribute "b" is required"#),
    TypeRow("object({a = string})", #"["x"]"#, "an object is required"),
    TypeRow("list(string)", #"{a = "x"}"#, "a list is required"),
    TypeRow("list(string)", #""x""#, "a list is required"),
    TypeRow("list(number)", #"["1", "x"]"#, "at `[1]`: a number is required"),
    TypeRow("bool", "1", "a bool is required"),
    TypeRow("bool", #""True""#, #"a bool is required; to convert from string, use lowercase "true""#),
    TypeRow("number", "true", "a number is required"),
    TypeRow("number", #""0x10""#, "a number is required"),
    TypeRow("number", #"" 1""#, "a number is required"),
    TypeRow("tuple([string, number])", #"["a"]"#, "a tuple of 2 elements is required, not of 1"),
    TypeRow("tuple([string, number])", #"["a", "b"]"#, "at `[1]`: a number is required"),
    TypeRow("object({a = map(any)})", "{a = {x = 1, y = {z = 2}}}", "at `a`: all elements must have the same type"),
    TypeRow("list(object({a = any}))", "[{a = 1}, {a = [1]}]", "all elements must have the same type"),
    TypeRow("object({a = object({b = object({c = number})})})", #"{a = {b = {c = "z"}}}"#, "at `a.b.c`: a number"),
    TypeRow("map(map(number))", #"{"k x" = {y = "q"}}"#, #"at `["k x"].y`: a number is required"#),
]

/// How values are brought to the types of variables: every row was tried with Terraform 1.11.4, as the default of a variable
/// of that type. What Terraform refuses is refused here, at the same place.
@Suite struct TypeConversionTests {
    private func stack(_ type: String) -> MemoryStack {
        .of("variables: {x: {type: \(quoted(type))}}\noutputs: {x: {value: \"${var.x}\"}}\n")
    }

    @Test("what Terraform takes is taken, with the same result", arguments: acceptedRows)
    func accepted(row: TypeRow) throws {
        let output = try stack(row.type).load(StackInputs(variables: [("x", row.value)])).run().output("x")
        #expect(try output?.canonicalJSON(secrets: .redact) == row.outcome)
    }

    @Test("what Terraform refuses is refused, with the path to the fault", arguments: refusedRows)
    func refused(row: TypeRow) {
        let faults = stack(row.type).faults(StackInputs(variables: [("x", row.value)]))
        #expect(faults.map(\.code.text) == ["L043"])
        #expect(faults.first?.detail.contains(row.outcome) == true, "\(faults.first?.detail ?? "")")
    }
}
