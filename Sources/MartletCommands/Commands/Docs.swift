import ArgumentParser
import MartletLanguage
import MartletModel

/// `martlet docs`.
struct Docs: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "docs",
        abstract: "Write a module's or stack's inputs, outputs and resources as Markdown.",
        discussion: """
            Reads the folder's stack.yaml or module.yaml alone. With --inject the text is put into a file, between the lines \
            `\(MarkedSection.begin)` and `\(MarkedSection.end)`; with --check in addition nothing is written, and the exit \
            status is 1 when the file is out of date.
            """
    )

    @Argument(help: "The folder of a stack or module.", completion: .directory)
    var folder = "."

    @Option(help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file"), completion: .file())
    var out: String?

    @Option(
        help: ArgumentHelp("Write between the marks of a file, as README.md.", valueName: "file"), completion: .file())
    var inject: String?

    @Flag(help: "With --inject: write nothing; end with 1 when the file is out of date.")
    var check = false

    @OptionGroup var output: OutputOptions

    mutating func validate() throws {
        guard out == nil || inject == nil else { throw ValidationError("--out and --inject exclude each other.") }
        guard !check || inject != nil else { throw ValidationError("--check needs --inject FILE.") }
    }

    func run(in world: World) async throws -> ExitStatus {
        let outline = try ModuleOutline.read(folder, files: WorldFiles(world: world))
        let text = ModuleDocument(outline).text
        if let inject { return try self.inject(text, into: inject, in: world) }
        if let out {
            try AtomicFile.write(Array((text + "\n").utf8), to: world.absolute(out), mode: 0o644)
        } else if output.json {
            world.output(outline.json.jsonLine)
        } else {
            world.output(text + "\n")
        }
        return .done
    }

    private func inject(_ text: String, into name: String, in world: World) throws -> ExitStatus {
        let old = String(decoding: try world.file(name), as: UTF8.self)
        guard let new = MarkedSection.replacing(in: old, with: text) else {
            throw CommandFailure(
                .noMarkers,
                detail: "\(name) lacks the lines between which the documentation stands, or has them twice.",
                hint: "Put the lines `\(MarkedSection.begin)` and `\(MarkedSection.end)` where it belongs.")
        }
        guard new != old else { return .done }
        if check {
            world.output(name + "\n")
            return .failed
        }
        try AtomicFile.replace(world.absolute(name), with: Array(new.utf8))
        world.output(name + "\n")
        return .done
    }
}

extension ModuleOutline {
    /// `martlet.docs/1`: what the Markdown says, for other generators.
    fileprivate var json: Value {
        [
            "format": "martlet.docs/1", "kind": isStack ? "stack" : "module", "name": .string(name),
            "inputs": .tuple(
                variables.map { variable in
                    var fields: Fields = [
                        "name": .string(variable.name), "type": .string(variable.type.description),
                        "required": .bool(variable.standard == nil), "sensitive": .bool(variable.isSensitive),
                    ]
                    fields["description"] = variable.description.map(Value.string)
                    fields["default"] = variable.standard
                    fields["deprecated"] = variable.deprecation.map(Value.string)
                    return .object(fields)
                }),
            "outputs": .tuple(
                outputs.map { output in
                    var fields: Fields = ["name": .string(output.name), "sensitive": .bool(output.isSensitive)]
                    fields["description"] = output.description.map(Value.string)
                    return .object(fields)
                }),
            "resources": .tuple(
                resources.map { resource in
                    [
                        "name": .string(resource.name), "type": .string(resource.type.text),
                        "mode": resource.mode == .data ? "data" : "managed",
                    ]
                }),
            "modules": .tuple(calls.map { ["name": .string($0.name), "source": .string($0.source)] }),
        ]
    }
}
