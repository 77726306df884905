import ArgumentParser

/// Which stack, with which values, against which cloud and state.
struct StackOptions: ParsableArguments {
    @Argument(help: "The stack's folder.", completion: .directory)
    var stack = "."

    @Option(name: .customLong("var"), help: ArgumentHelp("Set a variable.", valueName: "name=value"))
    var variables: [String] = []

    @Option(
        name: .customLong("var-file"), help: ArgumentHelp("Set variables from a YAML file.", valueName: "file"),
        completion: .file()
    )
    var variableFiles: [String] = []

    @Option(help: ArgumentHelp("Use a set of variables from scenarios.yaml.", valueName: "name"))
    var scenario: String?

    @Option(help: ArgumentHelp("Which deployment of the stack; each has its own state.", valueName: "name"))
    var environment = "default"

    @Flag(help: "Work on the cloud inside this program, with a state of its own.")
    var sandbox = false

    @Option(
        help: ArgumentHelp(
            "The state file; by default .martlet/ENVIRONMENT.state beside the stack.", valueName: "path"),
        completion: .file()
    )
    var state: String?

    @Option(help: ArgumentHelp("How many steps and reads at once.", valueName: "n"))
    var parallelism = 10

    mutating func validate() throws {
        guard parallelism >= 1 else { throw ValidationError("--parallelism must be at least 1.") }
        try checkEnvironment()
        for assignment in variables where !assignment.contains("=") {
            throw ValidationError("--var takes NAME=VALUE; got `\(assignment)`.")
        }
    }

    /// Whether the stack's text comes from standard input, which only `validate` takes: `-` instead of a folder.
    var readsStackFromInput: Bool { stack == "-" }

    /// The stack's folder: the working folder, when its text comes from standard input.
    var folder: String { readsStackFromInput ? "." : stack }

    func checkEnvironment() throws {
        guard environment.isPlainName else {
            throw ValidationError("--environment must be letters, digits, `-` and `_`; got `\(environment)`.")
        }
    }

    /// How the user names this stack: goes behind the commands that messages propose.
    var arguments: String {
        var words = stack == "." ? [] : [stack]
        if let scenario { words += ["--scenario", scenario] }
        if environment != "default" { words += ["--environment", environment] }
        if sandbox { words.append("--sandbox") }
        if let state { words += ["--state", state] }
        return words.isEmpty ? "" : " " + words.joined(separator: " ")
    }
}

/// Which part of the stack a plan is about.
struct PlanningOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only this resource and what it depends on.", valueName: "address"))
    var target: [String] = []

    @Option(help: ArgumentHelp("Not this resource, nor what depends on it.", valueName: "address"))
    var exclude: [String] = []

    @Option(help: ArgumentHelp("Replace this resource even if nothing differs.", valueName: "address"))
    var replace: [String] = []

    @Flag(inversion: .prefixedNo, help: "Look at recorded objects before planning; new ones are always looked for.")
    var refresh = true

    @Flag(help: "Show every field, and resources that stay as they are.")
    var full = false
}

extension String {
    /// Whether the text can be part of a file name on every system.
    fileprivate var isPlainName: Bool {
        !isEmpty
            && utf8.allSatisfy { byte in
                byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            }
    }
}
