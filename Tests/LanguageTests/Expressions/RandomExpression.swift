import TestSupport

/// Random expressions that mostly have a value: each is made to have a type, from operators, literals and functions.
struct RandomExpression {
    enum Kind: CaseIterable {
        case number
        case string
        case bool
        case numbers
        case strings
        case object
    }

    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func next() -> String { expression(Kind.allCases.randomElement(using: &generator) ?? .number, depth: 3) }

    private mutating func pick(_ texts: [String]) -> String { texts.randomElement(using: &generator) ?? "null" }

    private mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &generator) }

    private mutating func expression(_ kind: Kind, depth: Int) -> String {
        // Now and then another type, to see what converts and what fails.
        let kind = below(20) == 0 ? Kind.allCases.randomElement(using: &generator) ?? kind : kind
        guard depth > 0, below(6) > 0 else { return literal(kind) }
        let next = depth - 1
        if below(8) == 0 {
            return
                "(\(expression(.bool, depth: 0)) ? \(expression(kind, depth: next)) : \(expression(kind, depth: next)))"
        }
        switch kind {
        case .number: return number(next)
        case .string: return string(next)
        case .bool: return bool(next)
        case .numbers: return numbers(next)
        case .strings: return strings(next)
        case .object: return object(next)
        }
    }

    /// Fractions are binary ones: with others Terraform's floats differ from decimals on purpose.
    private mutating func literal(_ kind: Kind) -> String {
        switch kind {
        case .number:
            pick(["0", "1", "2", "-1", "7", "10", "0.5", "2.25", "-3.75", "100", "12345678901234567890", "\"5\""])
        case .string:
            pick([
                "\"\"", "\"a\"", "\"hello\"", "\"Hello World\"", "\"a,b,c\"", "\"é😀\"", "\"10\"", "\"x\\ny\\n\"",
                "\" pad \"", "7", "true",
            ])
        case .bool: pick(["true", "false", "true", "false", "\"true\""])
        case .numbers: pick(["[]", "[1]", "[3,1,2]", "[1,1,2]", "tolist([4,5])", "toset([2,1])", "[0.5,10]", "null"])
        case .strings:
            pick([
                "[]", "[\"a\"]", "[\"b\",\"a\",\"b\"]", "[\"\",\"x\"]", "tolist([\"c\",\"d\"])", "toset([\"z\",\"y\"])",
                "[\"1\",2]", "[\"a\",null]",
            ])
        case .object:
            pick([
                "{}", "{a=1}", "{b=2,a=\"x\"}", "tomap({k=\"v\"})", "tomap({a=1,b=2})", "{a=[1,2],b={c=true}}",
                "{a=null}", "null",
            ])
        }
    }

    private mutating func number(_ depth: Int) -> String {
        let (n, m) = (expression(.number, depth: depth), expression(.number, depth: depth))
        switch below(15) {
        case 0: return "(\(n) + \(m))"
        case 1: return "(\(n) - \(m))"
        case 2: return "(\(n) * \(m))"
        case 3: return "(\(n) / \(pick(["2", "4", "8", "-2", "0.5"])))"
        case 4: return "(\(n) % \(pick(["3", "7", "-4", "2.5"])))"
        case 5: return "-\(pick(["1", "7", "2.25", "\"3\""]))"
        case 6: return "\(pick(["abs", "ceil", "floor"]))(\(n))"
        case 7: return "\(pick(["max", "min"]))(\(n), \(m))"
        case 8: return "length(\(expression(pickKind([.string, .strings, .numbers, .object]), depth: depth)))"
        case 9: return "sum(\(expression(.numbers, depth: depth)))"
        case 10: return "tonumber(\(expression(pickKind([.string, .number]), depth: depth)))"
        case 11: return "\(expression(.numbers, depth: depth))[\(pick(["0", "1", "\"0\"", "5"]))]"
        case 12: return "index(\(expression(.strings, depth: depth)), \(literal(.string)))"
        case 13: return "try(\(expression(.object, depth: depth)).a, \(n))"
        default: return "parseint(\(pick(["\"ff\"", "\"10\"", "\"z\"", "\"-7\""])), \(pick(["10", "16", "2", "36"])))"
        }
    }

    private mutating func pickKind(_ kinds: [Kind]) -> Kind { kinds.randomElement(using: &generator) ?? .string }

    private mutating func string(_ depth: Int) -> String {
        let (s, t) = (expression(.string, depth: depth), expression(.string, depth: depth))
        switch below(20) {
        case 0: return "\"<${\(s)}-${\(expression(.number, depth: depth))}>\""
        case 1:
            return
                "\(pick(["upper", "lower", "title", "strrev", "trimspace", "chomp", "sha256", "md5", "base64encode", "urlencode", "jsonencode"]))(\(s))"
        case 2: return "\(pick(["trimprefix", "trimsuffix", "trim"]))(\(s), \(t))"
        case 3: return "join(\(literal(.string)), \(expression(.strings, depth: depth)))"
        case 4: return "replace(\(s), \(literal(.string)), \(t))"
        case 5:
            return
                "replace(\(s), \(pick(["\"/[a-c]/\"", "\"/l+/\"", "\"/(.)(.)/\"", "\"/^/\""])), \(pick(["\"-\"", "\"$1\"", "\"<$0>\""])))"
        case 6: return "substr(\(s), \(pick(["0", "1", "-2", "3"])), \(pick(["0", "1", "-1", "10"])))"
        case 7: return "format(\(pick(["\"%s|%5s\"", "\"%v-%q\"", "\"%[2]s%[1]s\""])), \(s), \(t))"
        case 8:
            return
                "format(\(pick(["\"%d\"", "\"%05d\"", "\"%x\"", "\"%.2f\"", "\"%e\"", "\"%g\"", "\"%v\"", "\"%+d\""])), \(expression(.number, depth: depth)))"
        case 9: return "indent(2, \(s))"
        case 10:
            return "jsonencode(\(expression(Kind.allCases.randomElement(using: &generator) ?? .object, depth: depth)))"
        case 11:
            return "yamlencode(\(expression(Kind.allCases.randomElement(using: &generator) ?? .object, depth: depth)))"
        case 12: return "coalesce(\(s), \(t))"
        case 13: return "element(\(expression(.strings, depth: depth)), \(pick(["0", "1", "7"])))"
        case 14: return "tostring(\(expression(pickKind([.number, .bool, .string]), depth: depth)))"
        case 15:
            return
                "cidrsubnet(\(pick(["\"10.0.0.0/8\"", "\"192.168.4.0/22\"", "\"fd00::/48\""])), \(pick(["2", "8", "16"])), \(pick(["0", "1", "3", "200"])))"
        case 16:
            return
                "cidrhost(\(pick(["\"10.0.0.0/8\"", "\"192.168.4.0/30\"", "\"fd00::/48\""])), \(pick(["0", "1", "5", "-2"])))"
        case 17: return "lookup(\(expression(.object, depth: depth)), \(pick(["\"a\"", "\"k\"", "\"zz\""])), \(s))"
        case 18: return "\"%{ if \(expression(.bool, depth: depth)) }\(pick(["x", " y "]))%{ else }${\(s)}%{ endif }\""
        default:
            return "timeadd(\"2024-02-28T23:00:00Z\", \(pick(["\"1h\"", "\"-30m\"", "\"36h\"", "\"1.5s\"", "\"x\""])))"
        }
    }

    private mutating func bool(_ depth: Int) -> String {
        let kind = Kind.allCases.randomElement(using: &generator) ?? .number
        switch below(12) {
        case 0: return "(\(expression(kind, depth: depth)) == \(expression(kind, depth: depth)))"
        case 1: return "(\(expression(kind, depth: depth)) != \(expression(kind, depth: depth)))"
        case 2:
            return
                "(\(expression(.number, depth: depth)) \(pick(["<", "<=", ">", ">="])) \(expression(.number, depth: depth)))"
        case 3: return "(\(expression(.bool, depth: depth)) && \(literal(.bool)))"
        case 4: return "(\(expression(.bool, depth: depth)) || \(literal(.bool)))"
        case 5: return "!\(expression(.bool, depth: depth))"
        case 6: return "contains(\(expression(.strings, depth: depth)), \(literal(.string)))"
        case 7:
            return
                "\(pick(["startswith", "endswith", "strcontains"]))(\(expression(.string, depth: depth)), \(literal(.string)))"
        case 8: return "can(\(expression(kind, depth: depth)).a)"
        case 9: return "\(pick(["alltrue", "anytrue"]))([\(expression(.bool, depth: depth)), \(literal(.bool))])"
        case 10: return "tobool(\(expression(.bool, depth: depth)))"
        default:
            return
                "can(regex(\(pick(["\"^a\"", "\"l{2}\"", "\"[^a-z]\"", "\"(\""])), \(expression(.string, depth: depth))))"
        }
    }

    private mutating func numbers(_ depth: Int) -> String {
        let (list, other) = (expression(.numbers, depth: depth), expression(.numbers, depth: depth))
        switch below(12) {
        case 0: return "concat(\(list), \(other))"
        case 1: return "[for i, x in \(list) : x * 2 if i < \(pick(["1", "2", "9"]))]"
        case 2: return "range(\(pick(["3", "1, 4", "4, 1", "0, 2, 0.5", "-2"])))"
        case 3: return "distinct(\(list))"
        case 4: return "reverse(\(list))"
        case 5: return "slice(\(list), \(pick(["0", "1"])), \(pick(["1", "2"])))"
        case 6: return "flatten([\(list), [\(expression(.number, depth: depth))]])"
        case 7: return "\(pick(["tolist", "toset"]))(\(list))"
        case 8: return "\(pick(["setunion", "setintersection", "setsubtract"]))(\(list), \(other))"
        case 9: return "values(\(expression(.object, depth: depth)))"
        case 10: return "\(list)[*]"
        default: return "chunklist(\(list), \(pick(["1", "2", "0"])))"
        }
    }

    private mutating func strings(_ depth: Int) -> String {
        let list = expression(.strings, depth: depth)
        switch below(12) {
        case 0: return "split(\(pick(["\",\"", "\"\"", "\"l\""])), \(expression(.string, depth: depth)))"
        case 1: return "sort(\(list))"
        case 2: return "keys(\(expression(.object, depth: depth)))"
        case 3: return "compact(\(list))"
        case 4: return "[for s in \(list) : upper(s)]"
        case 5: return "concat(\(list), \(expression(.strings, depth: depth)))"
        case 6:
            return
                "regexall(\(pick(["\"[a-z]\"", "\"l*\"", "\"(.)(.)?\"", "\"(?P<x>o)\""])), \(expression(.string, depth: depth)))"
        case 7: return "formatlist(\"%s-%s\", \(list), \(literal(.string)))"
        case 8: return "\(pick(["tolist", "toset"]))(\(list))"
        case 9: return "setproduct(\(list), \(expression(.numbers, depth: depth)))"
        case 10: return "coalescelist(\(list), [\"z\"])"
        default: return "distinct(\(list))"
        }
    }

    private mutating func object(_ depth: Int) -> String {
        let object = expression(.object, depth: depth)
        switch below(10) {
        case 0: return "merge(\(object), \(expression(.object, depth: depth)))"
        case 1: return "{a = \(expression(.number, depth: depth)), \"b\" = \(expression(.strings, depth: depth))}"
        case 2: return "{for s in \(expression(.strings, depth: depth)) : s => length(s)}"
        case 3: return "{for s in \(expression(.strings, depth: depth)) : s => s...}"
        case 4: return "{for k, v in \(object) : upper(k) => v}"
        case 5: return "zipmap(\(expression(.strings, depth: depth)), \(expression(.numbers, depth: depth)))"
        case 6: return "tomap(\(object))"
        case 7: return "jsondecode(jsonencode(\(object)))"
        case 8: return "yamldecode(yamlencode(\(object)))"
        default: return "transpose({x = \(expression(.strings, depth: depth))})"
        }
    }
}
