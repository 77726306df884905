internal import MartletModel

extension StackEvaluator {
    /// Evaluates every node in order.
    func run(_ settle: (DesiredResource) -> Value) -> Evaluation {
        var evaluation = Evaluation()
        let expected = program.sites.reduce(0) { $0 + program.definitions[$1.definition].resources.count }
        evaluation.resources.reserveCapacity(expected)
        store.instances.reserveCapacity(expected)
        for node in program.order { evaluate(node, settle, &evaluation) }
        evaluation.connections = usedConnections(evaluation.resources)
        evaluation.outputs = outputs()
        evaluateStateEntries(&evaluation)
        evaluation.diagnostics = diagnostics
        return evaluation
    }

    private func evaluate(
        _ node: CompiledStack.Node, _ settle: (DesiredResource) -> Value, _ evaluation: inout Evaluation
    ) {
        let slots = program.definition(of: node.site).slots
        switch slots.kind(of: node.slot) {
        case .variable, .local, .output, .connection, .contents:
            let number = program.number(node.site, node.slot)
            store.cells[number] = store.modules[node.site].indices.map { freshCell(node, $0) }
        case .resource(let index): evaluateResource(node, index, settle, &evaluation)
        case .call(let index): evaluateCall(node, index)
        case .validation(let index): validate(node.site, index)
        case .check: break
        }
    }

    /// The value of a node that is neither a resource nor a call, in one module instance.
    func freshCell(_ node: CompiledStack.Node, _ module: Int) -> EvaluationStore.Cell {
        let definition = program.definition(of: node.site)
        let place = EvaluationPlace(site: node.site, module: module)
        switch definition.slots.kind(of: node.slot) {
        case .variable(let index): return variableCell(node.site, index, module)
        case .local(let index): return cell(of: definition.locals[index], [], at: place)
        case .output(let index): return outputCell(definition, index, place)
        case .connection(let index): return cell(of: definition.connections[index], [], as: .plain, at: place)
        case .contents: return contentsCell(node.site, module)
        default: return .poisoned
        }
    }

    private func cell(
        of term: CompiledTerm, _ others: [StaticReference], as form: Term.Form = .typed, at place: EvaluationPlace
    ) -> EvaluationStore.Cell {
        if term.references.isEmpty, others.isEmpty, case .constant(let value) = term.term {
            return EvaluationStore.Cell(value: value)
        }
        trace = EvaluationTrace()
        guard let value = value(of: term, as: form, at: place) else { return .poisoned }
        return EvaluationStore.Cell(
            value: value, dependencies: dependencies(of: term.references + others, at: place))
    }

    // MARK: Variables

    private func variableCell(_ site: Int, _ index: Int, _ module: Int) -> EvaluationStore.Cell {
        guard let parent = program.sites[site].parent else {
            return variables[index].map { EvaluationStore.Cell(value: $0) } ?? .poisoned
        }
        let definition = program.definition(of: site)
        let declaration = definition.document.variables[index]
        let call = program.definition(of: parent).calls[program.sites[site].call]
        let instance = store.modules[site][module]
        let place = EvaluationPlace(site: parent, module: instance.parent, each: instance.each)
        guard let input = call.inputs[index] ?? definition.variables[index].defaultTerm else { return .poisoned }
        var cell = cell(of: input, [], at: place)
        guard !cell.isPoisoned else { return cell }
        guard accepts(cell.value, declaration, from: input, at: place) else { return .poisoned }
        do throws(ValueConversion.Failure) {
            let standard = definition.variables[index].defaultTerm?.constant
            cell.value = try declaration.accept(cell.value, default: standard)
        } catch {
            diagnostics.append(declaration.unfit(error, value: cell.value, at: input.range))
            return .poisoned
        }
        let valid = holds(
            definition.variables[index].ownValidations, .invalidVariable, itself: cell, site, module, index)
        return valid ? cell : .poisoned
    }

    /// Whether a variable's own validations hold for a value that nobody sees yet.
    private func holds(
        _ conditions: [CompiledCondition], _ fault: LanguageFault, itself cell: EvaluationStore.Cell, _ site: Int,
        _ module: Int, _ index: Int
    ) -> Bool {
        guard !conditions.isEmpty else { return true }
        let slot = program.definition(of: site).slots.variables.lowerBound + index
        let key = OverlayKey(node: program.number(site, slot), module: module)
        let before = overlay[key]
        overlay[key] = cell
        defer { overlay[key] = before }
        return check(conditions, fault, at: EvaluationPlace(site: site, module: module), address: nil)
    }

    private func validate(_ site: Int, _ index: Int) {
        let definition = program.definition(of: site)
        let conditions = definition.variables[index].otherValidations
        guard !conditions.isEmpty else { return }
        for module in store.modules[site].indices {
            _ = check(conditions, .invalidVariable, at: EvaluationPlace(site: site, module: module), address: nil)
        }
    }

    // MARK: Outputs and contents

    private func outputCell(
        _ definition: ModuleDefinition, _ index: Int, _ place: EvaluationPlace
    ) -> EvaluationStore.Cell {
        let (declaration, compiled) = (definition.document.outputs[index], definition.outputs[index])
        let conditions = compiled.preconditions.flatMap { $0.condition.references + $0.message.references }
        var cell = cell(of: compiled.value, compiled.dependsOn + conditions, at: place)
        // On apply a failure needs a resource that it is about: the first that the output looks at.
        let address = known == nil ? nil : cell.dependencies.first.map { store.instances[Int($0)].address }
        guard !cell.isPoisoned, check(compiled.preconditions, .failedPrecondition, at: place, address: address) else {
            return .poisoned
        }
        guard mayLeave(cell.value, declaration, of: compiled.value, at: place) else { return .poisoned }
        if declaration.isEphemeral { cell.value = .marking(cell.value, .ephemeral) }
        if declaration.isSensitive {
            cell.value = .secret(cell.value)
        } else if place.site == 0, cell.value.containsSecret {
            diagnostics.append(
                LanguageFault.exposedSecret.at(
                    compiled.value.range, "Output `\(declaration.name)` holds a secret but is not marked as sensitive.",
                    hint: "Add `sensitive: true` to it, or take only what is no secret."))
            return .poisoned
        }
        return cell
    }

    private func contentsCell(_ site: Int, _ module: Int) -> EvaluationStore.Cell {
        let slots = program.definition(of: site).slots
        var ids: EvaluationStore.InstanceIDs = []
        for slot in slots.resources {
            let node = program.number(site, slot)
            ids.formUnion(instanceSet(node, module).ids)
        }
        for (call, slot) in slots.calls.enumerated() {
            let child = program.sites[site].children[call]
            let contents = program.number(child, program.definition(of: child).slots.contents)
            for inner in instanceSet(program.number(site, slot), module).ids {
                ids.formUnion(cell(contents, Int(inner)).dependencies)
            }
        }
        return EvaluationStore.Cell(value: .null, dependencies: ids)
    }

    // MARK: Conditions

    /// Whether no condition is false; false ones are told. What cannot be known yet counts as holding.
    func check(
        _ conditions: [CompiledCondition], _ fault: LanguageFault, at place: EvaluationPlace, address: Address?
    ) -> Bool {
        var holds = true
        for condition in conditions {
            guard let value = value(of: condition.condition, at: place) else {
                holds = false
                continue
            }
            if case .unknown = value.unmarked.value { continue }
            guard case .bool(let truth)? = try? ValueConversion.convert(value.unmarked.value, to: .bool) else {
                diagnostics.append(
                    LanguageFault.unfitSetting.at(
                        condition.condition.range, "A condition must be true or false; this one is \(value.described).",
                        hint: "Compare: `… == …`, `length(…) > 0`, `can(…)`."))
                holds = false
                continue
            }
            guard !truth else { continue }
            holds = false
            let message = self.value(of: condition.message, at: place)?.shownText ?? "The condition does not hold."
            var found = fault.at(
                condition.condition.range, message.asSentence + values(in: condition.condition, at: place),
                hint: fault == .invalidVariable
                    ? "Give the variable another value." : "Change what the condition looks at.")
            found.address = address
            diagnostics.append(found)
        }
        return holds
    }

    /// What the names in a condition stand for, in a sentence; empty when there is nothing to show.
    private func values(in condition: CompiledTerm, at place: EvaluationPlace) -> String {
        guard case .expression(let expression) = condition.term else { return "" }
        let scope = EvaluationScope(evaluator: self, place: place)
        return ReferencedValues(scope: scope).sentence(expression.references).map { " " + $0 } ?? ""
    }

    /// The stack's outputs, in the order of the file. Those that could not be evaluated are left out.
    func outputs() -> [EvaluatedOutput] {
        let definition = program.definition(of: 0)
        return definition.document.outputs.enumerated().compactMap { index, output in
            let cell = cell(definition.slots.outputs.lowerBound + index, 0)
            guard !cell.isPoisoned else { return nil }
            return EvaluatedOutput(
                name: output.name, value: cell.value.plain, description: output.description, range: output.range)
        }
    }
}

extension CompiledTerm {
    /// The value of a term without expressions.
    var constant: Value? {
        if case .constant(let value) = term { return value }
        return nil
    }
}

extension String {
    /// The text with a full stop, where it ends without any.
    fileprivate var asSentence: String { last.map { ".!?".contains($0) } ?? true ? self : self + "." }
}

extension Value {
    /// The value in a few words that show no secret: `"text"`, `3`, `a list`.
    var described: String {
        let (value, marks) = unmarked
        guard marks.isEmpty else { return redactedText }
        return switch value {
        case .null: "null"
        case .bool(let truth): "\(truth)"
        case .number(let number): "\(number)"
        case .string(let text): quoted(text.count > 60 ? String(text.prefix(57)) + "…" : text)
        case .list, .set, .tuple: "a list"
        case .map, .object: "a mapping"
        case .unknown: "not known before apply"
        case .marked: redactedText
        }
    }

    /// Text for a message: a string as it is, secrets redacted.
    var shownText: String {
        let (value, marks) = unmarked
        guard marks.isEmpty else { return redactedText }
        if case .string(let text) = value { return text }
        return described
    }
}
