internal import MartletModel

/// Where in the tree of module instances an expression is evaluated.
struct EvaluationPlace {
    let site: Int
    let module: Int
    var each: EvaluationStore.Each?
    /// `self`, where it has a meaning.
    var itself: Value?
}

/// What names mean at one place, from what has been evaluated so far.
struct EvaluationScope: Scope {
    let evaluator: StackEvaluator
    let place: EvaluationPlace

    var surroundings: Surroundings { evaluator.world.surroundings }
    var steps: Int { evaluator.world.surroundings.steps }

    func value(of reference: Reference) -> ScopeAnswer {
        let definition = evaluator.program.definition(of: place.site)
        let name = reference.steps.first?.name ?? ""
        switch reference.root {
        case .variable: return cell(definition.names.variables[name])
        case .local: return cell(definition.names.locals[name])
        case .resource: return resource(definition.names.resources[name], reference)
        case .data: return resource(definition.names.data[name], reference)
        case .module: return module(definition.names.calls[name], reference)
        case .each: return each(reference)
        case .itself: return .value(place.itself ?? .unknown(Unknown()), steps: 0)
        case .stack: return .value(evaluator.world.stackAttribute(name) ?? .unknown(Unknown()), steps: 1)
        case .path:
            return .value(
                evaluator.world.pathAttribute(name, definition: definition) ?? .unknown(Unknown()), steps: 1)
        }
    }

    private func poisoned(steps: Int) -> ScopeAnswer {
        evaluator.trace.touchedPoison = true
        return .value(.unknown(Unknown()), steps: steps)
    }

    private func cell(_ slot: Int?) -> ScopeAnswer {
        guard let slot else { return poisoned(steps: 1) }
        let cell = evaluator.cell(evaluator.program.number(place.site, slot), place.module)
        return cell.isPoisoned ? poisoned(steps: 1) : .value(cell.value, steps: 1)
    }

    private func each(_ reference: Reference) -> ScopeAnswer {
        guard let each = place.each else { return poisoned(steps: min(1, reference.steps.count)) }
        switch reference.steps.first?.name {
        case "key": return .value(each.key, steps: 1)
        case "value": return .value(each.value, steps: 1)
        default: return .value(.object(["key": each.key, "value": each.value]), steps: 0)
        }
    }

    // MARK: Instances

    private func resource(_ slot: Int?, _ reference: Reference) -> ScopeAnswer {
        guard let slot else { return poisoned(steps: 1) }
        let node = evaluator.program.number(place.site, slot)
        if let id = evaluator.singleInstance(node, place.module) { return instance(id, steps: 1) }
        let set = evaluator.instanceSet(node, place.module)
        switch set.shape {
        case .poisoned: return poisoned(steps: 1)
        case .absent: return .value(.null(.any), steps: 1)
        case .single: return instance(set.first, steps: 1)
        case .keyed: return keyedResource(node, set, reference)
        }
    }

    private func instance(_ id: Int32, steps: Int) -> ScopeAnswer {
        if evaluator.store.instances[Int(id)].isPoisoned { return poisoned(steps: steps) }
        return .value(evaluator.attributes(Int(id)), steps: steps)
    }

    private func keyedResource(
        _ node: Int, _ set: EvaluationStore.InstanceSet, _ reference: Reference
    ) -> ScopeAnswer {
        guard reference.steps.count > 1, let key = reference.steps[1].asInstanceKey else {
            evaluator.trace.record(node, set.ids)
            return set.hasPoison ? poisoned(steps: 1) : .value(evaluator.attributes(of: set), steps: 1)
        }
        guard let index = set.place(of: key) else { return .failure(missingInstance(key, set, reference)) }
        let id = set.first + Int32(index)
        evaluator.trace.record(node, id..<(id + 1))
        return instance(id, steps: 2)
    }

    private func module(_ call: NameResolver.Call?, _ reference: Reference) -> ScopeAnswer {
        guard let call else { return poisoned(steps: 1) }
        let node = evaluator.program.number(place.site, call.slot)
        let set = evaluator.instanceSet(node, place.module)
        let child = evaluator.program.sites[place.site].children[call.number]
        switch set.shape {
        case .poisoned: return poisoned(steps: 1)
        case .absent: return .value(.null(.any), steps: 1)
        case .single: return outputs(child, Int(set.first), call, reference.steps[1...], taken: 1)
        case .keyed:
            guard reference.steps.count > 1, let key = reference.steps[1].asInstanceKey else {
                evaluator.trace.recordCall(node, set.ids)
                return allOutputs(child, set, call)
            }
            guard let index = set.place(of: key) else { return .failure(missingInstance(key, set, reference)) }
            let id = set.first + Int32(index)
            evaluator.trace.recordCall(node, id..<(id + 1))
            return outputs(child, Int(id), call, reference.steps[2...], taken: 2)
        }
    }

    /// One output of a module instance, or all of them as an object.
    private func outputs(
        _ child: Int, _ module: Int, _ call: NameResolver.Call, _ steps: ArraySlice<ReferenceStep>, taken: Int
    ) -> ScopeAnswer {
        guard let name = steps.first?.name, let output = call.outputs[name] else {
            guard let all = outputs(child, module, call) else { return poisoned(steps: taken) }
            return .value(all, steps: taken)
        }
        let cell = outputCell(child, module, output)
        return cell.isPoisoned ? poisoned(steps: taken + 1) : .value(cell.value, steps: taken + 1)
    }

    private func outputCell(_ child: Int, _ module: Int, _ output: Int) -> EvaluationStore.Cell {
        let slots = evaluator.program.definition(of: child).slots
        return evaluator.cell(evaluator.program.number(child, slots.outputs.lowerBound + output), module)
    }

    private func outputs(_ child: Int, _ module: Int, _ call: NameResolver.Call) -> Value? {
        var fields: [Fields.Field] = []
        for (name, output) in call.outputs {
            let cell = outputCell(child, module, output)
            guard !cell.isPoisoned else { return nil }
            fields.append(Fields.Field(name, cell.value))
        }
        return .object(Fields(fields))
    }

    private func allOutputs(
        _ child: Int, _ set: EvaluationStore.InstanceSet, _ call: NameResolver.Call
    ) -> ScopeAnswer {
        var fields: [Fields.Field] = []
        for (index, key) in set.keys.enumerated() {
            guard let value = outputs(child, Int(set.first) + index, call) else { return poisoned(steps: 1) }
            fields.append(Fields.Field(key.plainText, value))
        }
        return .value(.object(Fields(fields)), steps: 1)
    }

    private func missingInstance(
        _ key: InstanceKey, _ set: EvaluationStore.InstanceSet, _ reference: Reference
    ) -> Diagnostic {
        let owner = "\(reference.root.rawValue).\(reference.steps.first?.name ?? "")"
        let keys = set.keys.map(\.plainText)
        let hint: String
        if let near = nearestName(to: key.plainText, among: keys) {
            hint = "Did you mean `\(owner)[\(quoted(near))]`?"
        } else if case .attribute(let name)? = reference.steps.dropFirst().first {
            hint =
                "`\(owner)` has a `for_each`: choose an instance first, as `\(owner)[each.key].\(name)`, or take all by "
                + "`[for one in \(owner) : one.\(name)]`."
        } else {
            hint = "Use one of its keys, or `try(…, null)` where an instance may be missing."
        }
        let shown = set.keys.prefix(8).map(\.description).joined(separator: ", ")
        let listed = set.keys.isEmpty ? "it has none" : "it has \(shown)\(set.keys.count > 8 ? ", …" : "")"
        return LanguageFault.unknownReference.at(
            reference.range, "`\(owner)` has no instance \(key); \(listed).", hint: hint)
    }
}

extension ReferenceStep {
    /// The key of an instance that the step chooses; `.name` chooses like `["name"]`.
    fileprivate var asInstanceKey: InstanceKey? {
        if case .attribute(let name) = self { return .string(name) }
        return instanceKey
    }
}

extension InstanceKey {
    /// The key without quotes.
    var plainText: String {
        switch self {
        case .string(let text): text
        case .integer(let number): String(number)
        }
    }
}
