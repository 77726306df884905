internal import MartletModel

/// Compiles one decoded file.
struct DefinitionCompiler {
    /// A called module as its caller sees it.
    struct Callee {
        let definition: Int
        let document: StackDocument
    }

    private let document: StackDocument
    private let callees: [Callee?]
    private var terms: TermCompiler
    private let folder: String
    private let slots: Slots
    private let names: NameResolver

    private init(_ document: StackDocument, folder: String, callees: [Callee?]) {
        self.document = document
        self.callees = callees
        self.folder = folder
        slots = Slots(document)
        names = NameResolver(document, slots: slots, callees: callees.map { $0?.document })
        terms = TermCompiler(names)
    }

    /// - Parameter callees: The definitions behind the file's module calls, in their order; nil for those that could not
    ///   be read, which has been told.
    static func compile(
        _ document: StackDocument, folder: String, callees: [Callee?], types: ResourceTypeCatalog,
        _ faults: inout Diagnostics
    ) -> ModuleDefinition {
        var compiler = DefinitionCompiler(document, folder: folder, callees: callees)
        let definition = compiler.compile(types)
        faults.append(contentsOf: compiler.terms.faults)
        return definition
    }

    private mutating func compile(_ types: ResourceTypeCatalog) -> ModuleDefinition {
        types.check(document.resources.lazy.map { ($0.type, $0.mode) }, &terms.faults)
        types.check(document.checks.lazy.map { ($0.type, .data) }, &terms.faults)
        return ModuleDefinition(
            folder: folder, document: document, slots: slots, names: names,
            variables: document.variables.map { variable($0) },
            locals: document.locals.map {
                terms.compile($0.value, in: ReferenceContext(place: "local `\($0.name)`"))
            },
            resources: document.resources.map { resource($0) },
            calls: document.modules.indices.map { call(document.modules[$0], callees[$0]) },
            outputs: document.outputs.map { output($0) },
            connections: document.connections.map {
                terms.compile(
                    entries: $0.configuration, range: $0.range, in: ReferenceContext(place: "connection `\($0.name)`"))
            },
            checks: document.checks.map { check($0) }, imports: document.imports.map { imported($0) })
    }

    private mutating func variable(_ declaration: VariableDeclaration) -> CompiledVariable {
        let place = "variable `\(declaration.name)`"
        let standard = terms.compile(
            declaration.defaultNode, in: ReferenceContext(place: "the default of \(place)", hasDeclarations: false))
        let own = names.variables[declaration.name]
        let validations = validations(of: declaration, own, place)
        let isOwn = { (condition: CompiledCondition) in
            (condition.condition.references + condition.message.references).allSatisfy { reference in
                if case .slot(let slot) = reference.target { slot == own } else { false }
            }
        }
        return CompiledVariable(
            defaultTerm: standard, ownValidations: validations.filter(isOwn),
            otherValidations: validations.filter { !isOwn($0) })
    }

    /// The validations of a variable, which must look at it: what is said of others would be told at the wrong place.
    private mutating func validations(
        of declaration: VariableDeclaration, _ own: Int?, _ place: String
    ) -> [CompiledCondition] {
        let faultsBefore = terms.faults.all.count
        let validations = conditions(declaration.validations, ReferenceContext(place: "the validation of \(place)"))
        guard terms.faults.all.count == faultsBefore, let own else { return validations }
        for validation in validations
        where !validation.condition.references.contains(where: { $0.target == .slot(own) }) {
            terms.faults.append(
                LanguageFault.invalidValidation.at(
                    validation.condition.range,
                    "The condition does not look at `var.\(declaration.name)`, which it is to validate.",
                    hint:
                        "Refer to `var.\(declaration.name)` in it, or make it a `precondition` of a resource or output."
                ))
        }
        return validations
    }

    private mutating func conditions(
        _ declarations: [ConditionDeclaration], _ context: ReferenceContext
    ) -> [CompiledCondition] {
        declarations.map {
            CompiledCondition(
                condition: terms.compile($0.condition, in: context), message: terms.compile($0.message, in: context),
                range: $0.range)
        }
    }

    private mutating func output(_ declaration: OutputDeclaration) -> CompiledOutput {
        let context = ReferenceContext(place: "output `\(declaration.name)`")
        return CompiledOutput(
            value: terms.compile(declaration.value, in: context),
            dependsOn: dependencies(declaration.dependsOn, "`depends_on` of \(context.place)", context).map(\.target),
            preconditions: conditions(declaration.preconditions, context))
    }

    private mutating func dependencies(
        _ nodes: [YAMLNode], _ what: String, _ context: ReferenceContext, allowsModules: Bool = true
    ) -> [CompiledDependency] {
        nodes.compactMap { node in
            guard let dependency = terms.compileReference(node, what, in: context) else { return nil }
            let target = dependency.target
            guard case .output(let call, let output) = target.target else { return dependency }
            guard allowsModules, output == nil else {
                let detail = output == nil ? "a module" : "one output of a module"
                terms.faults.append(
                    LanguageFault.invalidDependency.at(
                        node.startRange, "`\(node.text ?? "")` under \(what) is \(detail).",
                        hint: allowsModules ? "Write `module.NAME` for everything in it." : "Name a resource."))
                return nil
            }
            let contents = StaticReference(
                target: .contents(call: call), selection: target.selection, range: target.range)
            return CompiledDependency(expression: dependency.expression, target: contents)
        }
    }

    // MARK: Resources and checks

    private mutating func resource(_ declaration: ResourceDeclaration) -> CompiledResource {
        let context = ReferenceContext("resource", named: declaration.name, hasEach: declaration.forEach != nil)
        let outer = ReferenceContext("`for_each` of resource", named: declaration.name)
        let forEach = terms.compile(declaration.forEach, in: outer)
        let when = terms.compile(declaration.when, in: context)
        let body = terms.compile(declaration.body, in: context)
        let dependsOn =
            declaration.dependsOn.isEmpty
            ? [] : dependencies(declaration.dependsOn, "`depends_on` of \(context.place)", context)
        let settings = settings(declaration, context)
        let preconditions = conditions(declaration.preconditions, context)
        let postconditions = conditions(declaration.postconditions, context.with(hasSelf: true))
        var references = forEach?.references ?? []
        if let when { references += when.references }
        if let body { references += body.references }
        for entry in settings?.entries ?? [] { references += entry.term.references }
        for condition in preconditions + postconditions {
            references += condition.condition.references + condition.message.references
        }
        for dependency in dependsOn { references.append(dependency.target) }
        for trigger in settings?.replaceTriggers ?? [] { references.append(trigger.target) }
        let provider = declaration.type.content.providerName
        return CompiledResource(
            body: body, when: when, forEach: forEach, dependsOn: dependsOn,
            connection: declaration.connection?.content ?? ConnectionName(provider.text), provider: provider,
            settings: settings, preconditions: preconditions, postconditions: postconditions,
            references: references)
    }

    private mutating func settings(
        _ declaration: ResourceDeclaration, _ context: ReferenceContext
    ) -> CompiledSettings? {
        let (lifecycle, timeouts) = (declaration.lifecycle, declaration.timeouts)
        var settings = CompiledSettings()
        settings.add(.preventDestroy, terms.compile(lifecycle.preventDestroy, in: context))
        settings.add(.createBeforeDestroy, terms.compile(lifecycle.createBeforeDestroy, in: context))
        settings.add(.retainOnDestroy, terms.compile(lifecycle.retainOnDestroy, in: context))
        settings.add(.allowIrreversible, terms.compile(lifecycle.allowIrreversible, in: context))
        settings.add(.retainOnRollback, terms.compile(declaration.retainOnRollback, in: context))
        settings.add(.ignoreChanges, terms.compile(lifecycle.ignoreChanges, in: context))
        if !lifecycle.replaceTriggeredBy.isEmpty {
            settings.replaceTriggers = dependencies(
                lifecycle.replaceTriggeredBy, "`replace_triggered_by` of \(context.place)", context,
                allowsModules: false)
        }
        settings.add(.createTimeout, terms.compile(timeouts.create, in: context))
        settings.add(.updateTimeout, terms.compile(timeouts.update, in: context))
        settings.add(.deleteTimeout, terms.compile(timeouts.delete, in: context))
        settings.add(.wait, terms.compile(declaration.wait, in: context))
        settings.add(.undo, terms.compile(declaration.undo, in: context))
        return settings.entries.isEmpty && lifecycle.replaceTriggeredBy.isEmpty ? nil : settings
    }

    private mutating func check(_ declaration: CheckDeclaration) -> CompiledCheck {
        let context = ReferenceContext(place: "check `\(declaration.name)`")
        let body = terms.compile(declaration.body, in: context)
        let when = terms.compile(declaration.when, in: context)
        let timeout = terms.compile(declaration.timeout, in: context)
        let dependsOn = dependencies(declaration.dependsOn, "`depends_on` of \(context.place)", context)
        let assertions = conditions(declaration.assertions, context.with(hasSelf: true))
        let compiled = [body, when, timeout].compactMap { $0 } + assertions.flatMap { [$0.condition, $0.message] }
        let provider = declaration.type.content.providerName
        return CompiledCheck(
            body: body, when: when, dependsOn: dependsOn,
            connection: declaration.connection?.content ?? ConnectionName(provider.text), provider: provider,
            timeout: timeout, assertions: assertions,
            references: compiled.flatMap(\.references) + dependsOn.map(\.target))
    }

    private mutating func imported(_ declaration: ImportDeclaration) -> CompiledImport {
        let context = ReferenceContext(place: "an entry of `imports`", hasEach: declaration.forEach != nil)
        return CompiledImport(
            to: terms.compileTarget(declaration.to, in: context),
            identity: terms.compile(declaration.identity, in: context),
            forEach: terms.compile(declaration.forEach, in: ReferenceContext(place: "`for_each` of `imports`")),
            range: declaration.range)
    }

    // MARK: Module calls

    private mutating func call(_ declaration: ModuleDeclaration, _ callee: Callee?) -> CompiledCall {
        let place = "module `\(declaration.name)`"
        let context = ReferenceContext(place: place, hasEach: declaration.forEach != nil)
        let forEach = terms.compile(declaration.forEach, in: ReferenceContext(place: "`for_each` of \(place)"))
        let when = terms.compile(declaration.when, in: context)
        let variables = callee?.document.variables ?? []
        var inputs = [CompiledTerm?](repeating: nil, count: variables.count)
        let numbers = Dictionary(
            variables.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        for entry in declaration.inputs {
            let input = terms.compile(entry.value, in: context)
            guard let number = numbers[entry.name] else {
                guard let callee, !callee.document.broken.contains("var", entry.name) else { continue }
                terms.faults.append(unknownInput(entry, place, numbers.keys.sorted()))
                continue
            }
            inputs[number] = input
            if let deprecation = variables[number].deprecation {
                terms.faults.append(deprecated(entry, deprecation, variables[number]))
            }
        }
        for (number, variable) in variables.enumerated()
        where inputs[number] == nil && variable.defaultNode == nil {
            terms.faults.append(
                LanguageFault.missingModuleInput.at(
                    declaration.range, "\(place.sentenceCased) needs a value for its variable `\(variable.name)`.",
                    hint: "Add `\(variable.name):` under `inputs`.",
                    related: [Diagnostic.Related(variable.range, "declared here, without a default")]))
        }
        return CompiledCall(
            definition: callee?.definition ?? 0, when: when, forEach: forEach, inputs: inputs,
            dependsOn: dependencies(declaration.dependsOn, "`depends_on` of \(place)", context).map(\.target))
    }

    private func deprecated(
        _ entry: YAMLNode.Entry, _ deprecation: String, _ variable: VariableDeclaration
    ) -> Diagnostic {
        LanguageFault.deprecatedVariable.at(
            entry.key.range, "Variable `\(entry.name)` is deprecated: \(deprecation)",
            related: [Diagnostic.Related(variable.range, "declared here")], severity: .warning)
    }

    private func unknownInput(_ entry: YAMLNode.Entry, _ place: String, _ known: [String]) -> Diagnostic {
        LanguageFault.unknownModuleInput.at(
            entry.key.range, "\(place.sentenceCased) has no variable `\(entry.name)`.",
            hint: nearestName(to: entry.name, among: known).map { "Did you mean `\($0)`?" }
                ?? (known.isEmpty
                    ? "It has no variables." : "It has \(known.map { "`\($0)`" }.joined(separator: ", "))."))
    }
}
