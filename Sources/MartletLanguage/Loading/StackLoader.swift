package import MartletModel

/// Reads a stack's folder and makes of it something that can be evaluated, or says everything that is wrong with it.
///
///     let stack = try StackLoader(files: DiskFiles()).load("stacks/aks-platform", inputs: StackInputs(scenario: "small"))
package struct StackLoader {
    private let files: any FileReading
    private let types: ResourceTypeCatalog
    private let modules: ModuleResolver
    private let limits: YAMLLimits

    /// - Parameter modules: Finds the files of modules that were fetched.
    package init(
        files: any FileReading, types: ResourceTypeCatalog = .any, modules: ModuleResolver = .none,
        limits: YAMLLimits = YAMLLimits()
    ) {
        self.files = files
        self.types = types
        self.modules = modules
        self.limits = limits
    }

    /// Reads the stack's file and those of its modules, and asks for the files of every package that they name: what
    /// `martlet init` looks for. Answers everything wrong with the text.
    package func readModules(_ folder: String) -> Diagnostics {
        var faults = Diagnostics()
        var library = ModuleLibrary(
            SourceReader(files: files, limits: limits), root: folder, types: types, modules: modules)
        _ = library.load(&faults)
        return faults
    }

    /// Loads the stack in `folder`, as seen from where the command runs.
    ///
    /// Complexity: linear in the text; modules are read once for all their calls.
    package func load(_ folder: String, inputs: StackInputs) throws(Diagnostics) -> LoadedStack {
        var faults = Diagnostics()
        var library = ModuleLibrary(
            SourceReader(files: files, limits: limits), root: folder, types: types, modules: modules)
        let definitions = library.load(&faults)
        guard let root = definitions.first else { throw faults }
        let world = world(folder, root.document, inputs)
        let variables = variables(folder, root, inputs, world, &library.reader, &faults)
        guard library.isComplete else { throw faults }
        let sites = SiteBuilder.build(definitions, &faults)
        let order = StackOrder.order(definitions, sites, &faults)
        let program = CompiledStack(definitions: definitions, sites: sites, order: order)
        if !faults.hasErrors { validate(program, world, variables, &faults) }
        try faults.throwIfErrors()
        return LoadedStack(
            program: program, world: world, variables: variables, folder: folder,
            configurationDigest: library.reader.digest(relativeTo: folder), warnings: faults)
    }

    private func world(_ folder: String, _ document: StackDocument, _ inputs: StackInputs) -> StackWorld {
        let root = PathText.join(inputs.workingFolder, folder)
        var surroundings = inputs.surroundings
        surroundings.folder = root
        return StackWorld(
            identity: StackIdentity(stack: document.name, environment: inputs.environment), scenario: inputs.scenario,
            usesSandbox: inputs.usesSandbox, rootFolder: root, workingFolder: inputs.workingFolder,
            surroundings: surroundings)
    }

    // MARK: Variables

    private func variables(
        _ folder: String, _ root: ModuleDefinition, _ inputs: StackInputs, _ world: StackWorld,
        _ reader: inout SourceReader, _ faults: inout Diagnostics
    ) -> [Value?] {
        var resolver = VariableResolver(root, world.surroundings)
        takeScenario(folder, inputs.scenario, &resolver, &reader, &faults)
        resolver.take(environment: inputs.processEnvironment, &faults)
        let automatic = ((try? files.names(in: folder)) ?? []).filter { $0.hasSuffix(".auto.vars.yaml") }
        for path in automatic.map({ PathText.join(folder, $0) }) + inputs.variableFiles {
            guard let node = reader.read(path, as: .variables, &faults) else { continue }
            guard let entries = node.entries ?? (node.isNullScalar ? [] : nil) else {
                faults.append(.wrongKind(node, what: "a file of variables", wanted: "a mapping of names to values"))
                continue
            }
            resolver.take(entries.map { VariableSetting($0, &faults) }, from: path, &faults)
        }
        resolver.take(commandLine: inputs.variables, &faults)
        return resolver.values(inputs.purpose, &faults)
    }

    private func takeScenario(
        _ folder: String, _ name: String?, _ resolver: inout VariableResolver, _ reader: inout SourceReader,
        _ faults: inout Diagnostics
    ) {
        let path = PathText.join(folder, "scenarios.yaml")
        var scenarios: [ScenarioDocument.Scenario] = []
        if let node = reader.readIfPresent(path, as: .variables, &faults) {
            scenarios = ScenarioDocument(node, &faults).scenarios
        }
        guard let name else { return }
        guard let scenario = scenarios.first(where: { $0.name == name }) else {
            let names = scenarios.map(\.name)
            let listed =
                names.isEmpty ? "`\(path)` has none." : "There are \(names.map { "`\($0)`" }.joined(separator: ", "))."
            faults.append(
                LanguageFault.unknownScenario.at(
                    nil, "The stack has no scenario `\(name)`.",
                    hint: nearestName(to: name, among: names).map { "Did you mean `\($0)`?" } ?? listed))
            return
        }
        resolver.take(scenario.variables, from: "scenario \(name)", &faults)
    }

    /// Checks what the stack's variables say of themselves.
    private func validate(
        _ program: CompiledStack, _ world: StackWorld, _ variables: [Value?], _ faults: inout Diagnostics
    ) {
        let evaluator = StackEvaluator(program, world, variables: variables)
        let definition = program.definition(of: 0)
        for (index, slot) in definition.slots.variables.enumerated() {
            evaluator.store.cells[slot] = [evaluator.freshCell(CompiledStack.Node(site: 0, slot: slot), 0)]
            let conditions = definition.variables[index].ownValidations
            _ = evaluator.check(
                conditions, .invalidVariable, at: EvaluationPlace(site: 0, module: 0), address: nil)
        }
        faults.append(contentsOf: evaluator.diagnostics)
    }
}
