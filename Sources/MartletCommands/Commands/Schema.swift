import ArgumentParser
import MartletLanguage
import MartletModel
import MartletProvider

/// `martlet schema`.
struct Schema: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Write a JSON Schema of stack files, for editors and checks.",
        discussion: """
            The schema of stack.yaml, module.yaml, scenarios.yaml or files of variables, with the resource types of every \
            provider. An editor with the YAML language server completes and checks with it when the file begins with \
            `# yaml-language-server: $schema=PATH`.
            """
    )

    @Argument(help: "stack, module, scenarios or vars.")
    var kind = StackSchema.Kind.stack

    @Option(help: ArgumentHelp("Only the bodies of one resource type.", valueName: "type"))
    var type: String?

    @Option(
        help: ArgumentHelp(
            "With scenarios or vars: the stack whose variables they set, so that names and values are checked.",
            valueName: "folder"), completion: .directory)
    var stack: String?

    @Option(help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file"), completion: .file())
    var out: String?

    @OptionGroup var output: OutputOptions

    mutating func validate() throws {
        guard stack == nil || kind == .scenarios || kind == .vars else {
            throw ValidationError("--stack goes with `scenarios` and `vars`: other files do not set variables.")
        }
    }

    func run(in world: World) async throws -> ExitStatus {
        let providers = try ProviderSet.offline(in: world)
        let text = try schema(of: StackSchema(providers.registry), in: world).prettyJSON(secrets: .redact) + "\n"
        if let out {
            try AtomicFile.write(Array(text.utf8), to: world.absolute(out), mode: 0o644)
        } else {
            world.output(text)
        }
        return .done
    }

    private func schema(of schema: StackSchema, in world: World) throws -> Value {
        guard let type else {
            let outline = try stack.map { try ModuleOutline.read($0, files: WorldFiles(world: world)) }
            return schema.schema(of: kind, variables: outline.map(Self.variables))
        }
        guard let found = schema.schema(of: ResourceType(type)) else {
            let near = nearestName(to: type, among: schema.typeNames).map { "Did you mean `\($0)`?" }
            throw CommandFailure(
                .noSuchType, detail: "No provider has a resource type `\(type)`.",
                hint: near ?? "Types are \(schema.typeNames.map { "`\($0)`" }.joined(separator: ", ")).")
        }
        return found
    }

    private static func variables(of outline: ModuleOutline) -> Fields {
        Fields(
            outline.variables.map { variable in
                let notes = [variable.description, variable.deprecation.map { "Deprecated: \($0)" }].compactMap { $0 }
                let text = notes.isEmpty ? nil : notes.joined(separator: " ")
                return Fields.Field(variable.name, variable.type.jsonSchema.described(text))
            })
    }
}

extension StackSchema.Kind: ExpressibleByArgument {}

extension ProviderSet {
    /// The providers of no stack in particular, for what they declare.
    static func offline(in world: World) throws -> ProviderSet {
        try ProviderSet(options: .parse([]), output: .parse([]), world: world)
    }
}
