/// Small texts that between them use everything a room knows.
enum FuzzTexts {
    static let yaml = [
        "a: 1\nb: [x, \"y\\u00e9\\n\", 'it''s', null, ~, 0x1F, 0o17, 1e3, -.5, 1., true]\n",
        "? complex\n: value\n? [k]\n: v\n",
        "anchors:\n  base: &base {a: 1, b: [1, 2]}\n  next: {<<: *base, c: 3}\n  both:\n    <<: [*base, {d: 4}]\n",
        "literal: |\n  one\n    two\n\n  three\nkeep: |+\n  x\n\nstrip: >-\n  folded\n  text\n\n  more\nindent: |2\n   y\n",
        "- - - a\n    - b\n  - c\n-\n- key: v\n  other:\n  - 1\n",
        "%YAML 1.2\n---\n!!str 1\n...\n---\n!local {a: !!int \"3\"}\n",
        "plain: a b\n  c\n  d # comment\n\"quoted\\\n  fold\": 'x\n\n  y'\n# end\n",
        "{a: [b, {c: d}], e: , f: \"g\"}\n", "", "\u{FEFF}a: b\n", "a: \"\\x41\\U0001F600\\t\\ \\_\"\r\nb: c\r\n",
        "ключ: значение\n日本: [é, \u{1F600}]\n",
    ]

    static let expressions = [
        "[for k, v in {a = 1, \"b\": [2, 3]} : \"${k}-${v}\" if k != \"x\"]",
        "{for s in toset([\"x\", \"y\"]) : upper(s) => s...}",
        "var.map[\"k\"] == null ? try(jsonencode({(upper(\"k\")) = <<-E\n  a ${1}\n  E\n}), 1e3) : \"\\u00e9\"",
        "formatlist(\"%s-%05.2f\", [\"a\"], [1]...)", "regex(\"(?P<a>[a-z]+){2,3}?|\\\\d\", \"abc\")",
        "merge({a = 1}, {b = var.list[*]}, local.deep.a[0].b...)", "cidrsubnet(\"10.0.0.0/8\", 8, 2)",
        "timeadd(\"2017-11-22T00:00:00Z\", \"1h\")", "local.deep.a[*].b[*]", "local.deep.a.*.b",
        "-(1 + 2 * 3 % 4) / 5 < 6 && !false",
        "var.secret == \"x\" ? var.unknown : \"${var.secrets.k}-${var.unknown_text}\"",
        "templatestring(\"a ${x} %{ for i in l ~} ${i} %{ endfor }\", {x = 1, l = [1, 2]})",
        "yamldecode(yamlencode({a = [1, null, \"x: y\"], b = {}}))", "csvdecode(\"a,b\\n1,\\\"2\\\"\\n\")",
        "base64decode(base64encode(\"é\"))", "setproduct([1, 2], [\"a\"], toset([true]))", "range(1, 10, 2)[3]",
        "substr(\"hello\", -3, 2)", "replace(\"a1b2\", \"/[0-9]+/\", \"<$0>\")", "0.1 + 0.2 == 0.3",
        "length(split(\",\", \"a,b,c\")) > 2 ? element(var.list, 5) : coalesce(null, \"\", \"z\")",
        "<<EOT\n%{ if var.flag }yes%{ else }no%{ endif }\n  %{~ for i, x in var.list ~}\n${i}:${x}\n  %{~ endfor ~}\nEOT\n",
        "provider::core::f(1, [2])", "can(var.map.missing) || alltrue([for x in var.list : x != \"\"])",
        "format(\"%-10s|%+d|%x|%q|%#v|%%|%[2]v\", \"a\", 12, 255, \"q\", [1])", "{a: 1, b = 2\n c = 3}",
        "1e1000 * 1e-1000",
        "formatdate(\"EEEE, DD-MMM-YY hh:mm:ss ZZZ\", \"2018-01-02T23:12:01Z\")", "sum([1, 2.5, 1e20])",
        "[[1, 2], []][0][1]",
        "deepmerge({a = {b = 1}}, {a = {c = 2}})", "/* c */ 1 // d\n", "sort(keys({b = 1, a = 2})) # e",
        "\"a$${b}%%{c}\\\"\\\\\"",
        "tomap({a = var.list, b = []})", "convert(1)", "nonsensitive(var.secret)", "sensitive({a = 1}).a",
        "parseint(\"zz\", 36)", "semver_compare(\"1.2.3-rc.1\", \"1.2.3\")", "uuidv5(\"dns\", \"x\")",
        "bcrypt(\"x\", 4)", "transpose({a = [\"1\", \"2\"]})", "strcontains(title(\"ab cd\"), \"Ab\")",
    ]

    static let templates = [
        "hello ${var.text}, %{ if var.flag ~} yes %{ else ~} no %{ endif ~} end\n",
        "%{ for k, v in var.map }${k}=${v}\n%{ endfor }", "$${x} %%{y} $ % { } ${\"a\"}${1}${true}",
        "${var.list[0]}-${var.secret}-${var.unknown}", "a\n  ${~ 1 ~}\n  b",
    ]

    static let types = [
        "string", "number", "bool", "any", "list(string)", "set(map(number))", "tuple([string, list(any)])",
        "object({a = string, b = optional(number, 3), \"c\" = optional(object({d = bool}), {d = true}), e: any})",
        "map(object({\n  x = optional(list(string), [\"a\", \"b\"])\n  y = any\n}))", "list",
    ]

    static let scenarios = [
        """
        martlet: 1
        scenarios:
          small: {description: The least., variables: {nodes: 1, tags: {a: b}}}
          large:
            variables: {nodes: 5, s: "x y"}
            checks: [alive]

        """
    ]

    static let json = [
        "{\"a\": [1, -2.5e10, true, null, \"x\\u00e9\\n\\ud83d\\ude00\"], \"b\": {\"c\": {}}}", "[]", "\"\"", "0",
        "[[[[[[1]]]]]]", "{\"z\":1,\"a\":2,\"é\":3}", " [1 , 2 ]\n", "123456789012345678901234567890.5E-7",
    ]
}
