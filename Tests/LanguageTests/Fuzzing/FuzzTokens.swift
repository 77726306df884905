import MartletLanguage

/// What is put into texts: pieces of each room's grammar, and what readers trip over.
enum FuzzTokens {
    static let numbers = [
        "0", "1", "-1", "9", "255", "256", "1024", "65536", "2147483647", "2147483648", "4294967296",
        "9223372036854775807", "9223372036854775808", "-9223372036854775808", "18446744073709551616", "1e999999999",
        "1e-999999999", "1e1000000", "-1e1000001", "0.1", "00", "1e5", "1e400",
        "99999999999999999999999999999999999999",
        "123456789012345678901234567890.123456789e-30",
    ]

    static let common =
        numbers + [
            "\n", "\n\n", " ", "\t", "\r\n", "\r", "\0", "\u{FEFF}", "\"", "'", "`", "\\", "\\\"", "\\u0000", "\\ud800",
            "\\UFFFFFFFF", "{", "}", "[", "]", "(", ")", ",", ":", ": ", "=", "é", "e\u{301}", "\u{1F600}", "\u{2028}",
            "👨‍👩‍👧‍👦", "\u{202E}", "null", "true", "false", "\u{7F}", "\u{85}", "-", "#", "// ", "/*", "*/", "…",
        ]

    static let raw: [[UInt8]] = [
        [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80], [0xEF, 0xBF, 0xBF],
        [0],
        Array(repeating: 0x0A, count: 300), Array(repeating: 0x61, count: 3000),
    ]

    static func tokens(of room: FuzzRoom) -> [String] {
        switch room {
        case .yaml, .format: yaml
        case .expression, .template: expression + functions
        case .type: ["list(", "set(", "map(", "tuple([", "object({", "optional(", "})", "a = ", "any", "string", ","]
        case .stack, .module, .scenarios: yaml + expression + stack
        case .json: ["\\n", "\\ud83d\\ude00", "\\uDC00", "1.", ".5", "01", "+1", "{\"a\":", "[[", "]]", "NaN"]
        }
    }

    private static let yaml = [
        "- ", "? ", ": ", "&a ", "*a", "&a", "<<: *a", "<<: ", "!!str ", "!!int ", "!x ", "| \n", "|+\n", ">-\n",
        "|9\n", "---\n",
        "...\n", "%YAML 1.1\n", "%TAG ! tag:x:\n", "~", ".inf", ".nan", "0x", "0o7", "  ", "[]", "{}", "[*a, *a]",
        "? [", "@",
    ]

    private static let expression = [
        "${", "%{", "~}", "%{ if ", "%{ else }", "%{ endif }", "%{ for x in ", "%{ endfor }", "$${", "%%{", "...",
        "[*]", ".*",
        " ? ", " : ", " => ", "==", "!=", "<=", ">=", "&&", "||", "!", "+", "*", "/", "%", "for x in ", " in ", " if ",
        "<<EOT\n",
        "<<-EOT\n", "EOT\n", "var.", "var.text", "var.list", "var.map", "var.unknown", "var.secret", "var.nothing",
        "local.deep", "each.key", "each.value", "resource.", "module.", "data.", "self.", "path.module", "stack.name",
        "provider::a::b(", "range(1024)", "1e1000000", "\"${", "[for a in range(1000) : a]", "toset(", "tomap({", ".a",
        "[0]",
    ]

    private static let functions = FunctionTable.functions.keys.sorted().map { $0 + "(" }

    private static let stack = [
        "resources:", "variables:", "locals:", "outputs:", "modules:", "data:", "checks:", "moved:", "imports:",
        "removed:",
        "providers:", "state:", "type: core.data", "for_each: ", "when: ", "body: ", "depends_on: ", "lifecycle: ",
        "prevent_destroy: ", "ignore_changes: ", "replace_triggered_by: ", "timeouts: ", "1h30m", "99999999999999h",
        "precondition: ", "postcondition: ", "condition: ", "message: ", "source: ", "source: .", "source: m",
        "inputs: ",
        "validation: ", "sensitive: true", "nullable: false", "deprecated: ", "default: ", "value: ", "from: ", "to: ",
        "id: ",
        "x[\"a\"]", "module.m.inner", "resource.group", "assert: ", "rollback: ", "retain: ", "wait: ", "provider: ",
    ]
}
