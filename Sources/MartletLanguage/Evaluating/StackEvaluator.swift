internal import MartletModel

/// One run over a compiled stack: evaluates nodes in order, each for every module instance.
///
/// A class because expressions look back into it while they are evaluated; never shared between runs.
final class StackEvaluator {
    let program: CompiledStack
    let world: StackWorld
    /// The values of the stack's variables, by number; nil for one whose value was refused.
    let variables: [Value?]
    var store: EvaluationStore
    var trace = EvaluationTrace()
    var diagnostics = Diagnostics()
    /// In a second look at one instance: cells that are evaluated anew, and what is known of resources by now.
    var overlay: [OverlayKey: EvaluationStore.Cell] = [:]
    var known: ((Address) -> Value?)?
    /// The instances that the last one evaluated depends on, with their addresses in order.
    var lastDependencies: (ids: EvaluationStore.InstanceIDs, addresses: [Address]) = ([], [])

    struct OverlayKey: Hashable {
        let node: Int
        let module: Int
    }

    init(_ program: CompiledStack, _ world: StackWorld, variables: [Value?], store: EvaluationStore? = nil) {
        self.program = program
        self.world = world
        self.variables = variables
        self.store = store ?? EvaluationStore(program)
    }

    // MARK: What has been found

    func cell(_ node: Int, _ module: Int) -> EvaluationStore.Cell {
        if !overlay.isEmpty, let cell = overlay[OverlayKey(node: node, module: module)] { return cell }
        guard store.cells[node].indices.contains(module) else { return .poisoned }
        return store.cells[node][module]
    }

    func instanceSet(_ node: Int, _ module: Int) -> EvaluationStore.InstanceSet {
        guard store.sets[node].indices.contains(module) else { return EvaluationStore.InstanceSet(shape: .poisoned) }
        return store.sets[node][module]
    }

    /// The one instance of a resource without `for_each`; nil for all others. Copies no set.
    func singleInstance(_ node: Int, _ module: Int) -> Int32? {
        guard store.sets[node].indices.contains(module), store.sets[node][module].shape == .single else { return nil }
        return store.sets[node][module].first
    }

    func attributes(_ id: Int) -> Value {
        guard let known else { return store.instances[id].attributes }
        return known(store.instances[id].address) ?? store.instances[id].attributes
    }

    /// What a reference to all instances of a resource with `for_each` sees.
    func attributes(of set: EvaluationStore.InstanceSet) -> Value {
        if known == nil, let value = set.value { return value }
        let fields = set.keys.enumerated().map { index, key in
            Fields.Field(key.plainText, attributes(Int(set.first) + index))
        }
        return .object(Fields(fields))
    }

    // MARK: Evaluating terms

    /// The value of a term; nil when it, or something that it uses, could not be evaluated.
    func value(of term: CompiledTerm, as form: Term.Form = .plain, at place: EvaluationPlace) -> Value? {
        if case .constant(let value) = term.term { return value }
        trace.touchedPoison = false
        var faults = Diagnostics()
        let value = term.term.evaluate(EvaluationScope(evaluator: self, place: place), as: form, &faults)
        if trace.touchedPoison { return nil }
        guard faults.isEmpty else {
            diagnostics.append(contentsOf: faults)
            return faults.hasErrors ? nil : value
        }
        return value
    }

    /// Everything that references stand for, followed through locals, variables and outputs to instances.
    func dependencies(of references: [StaticReference], at place: EvaluationPlace) -> EvaluationStore.InstanceIDs {
        var result: EvaluationStore.InstanceIDs = []
        for reference in references {
            switch reference.target {
            case .slot(let slot):
                let node = program.number(place.site, slot)
                if store.sets[node].isEmpty {
                    result.formUnion(cell(node, place.module).dependencies)
                } else if let id = singleInstance(node, place.module) {
                    result.formUnion(CollectionOfOne(id))
                } else {
                    let set = instanceSet(node, place.module)
                    addInstances(set, selection(reference.selection, set, trace.instances[node]), to: &result)
                }
            case .output(let call, let output):
                let set = callSet(call, place)
                let chosen = selection(reference.selection, set.set, trace.calls[set.node])
                result.formUnion(set.set.dependencies)
                addOutputs(site: set.child, modules: chosen, output: output, to: &result)
            case .contents(let call):
                let set = callSet(call, place)
                result.formUnion(set.set.dependencies)
                let contents = program.number(set.child, program.definition(of: set.child).slots.contents)
                for module in selection(reference.selection, set.set, nil) {
                    result.formUnion(cell(contents, Int(module)).dependencies)
                }
            }
        }
        return result
    }

    private func callSet(
        _ call: Int, _ place: EvaluationPlace
    ) -> (set: EvaluationStore.InstanceSet, node: Int, child: Int) {
        let node = program.number(place.site, program.definition(of: place.site).slots.calls.lowerBound + call)
        return (instanceSet(node, place.module), node, program.sites[place.site].children[call])
    }

    private func selection(
        _ selection: StaticReference.Selection, _ set: EvaluationStore.InstanceSet,
        _ traced: EvaluationStore.InstanceIDs?
    ) -> EvaluationStore.InstanceIDs {
        switch selection {
        case .all: return Array(set.ids)
        case .instance(let key):
            guard set.shape == .keyed, let place = set.place(of: key) else { return Array(set.ids) }
            return [set.first + Int32(place)]
        case .open: return traced ?? Array(set.ids)
        }
    }

    private func addInstances(
        _ set: EvaluationStore.InstanceSet, _ chosen: EvaluationStore.InstanceIDs,
        to result: inout EvaluationStore.InstanceIDs
    ) {
        // One module instance's own: traces of other module instances do not count here.
        let ids = set.ids
        result.formUnion(chosen.filter { ids.contains($0) })
    }

    private func addOutputs(
        site: Int, modules: EvaluationStore.InstanceIDs, output: Int?, to result: inout EvaluationStore.InstanceIDs
    ) {
        let slots = program.definition(of: site).slots
        let wanted = output.map { $0..<($0 + 1) } ?? 0..<slots.outputs.count
        for module in modules {
            for index in wanted {
                let node = program.number(site, slots.outputs.lowerBound + index)
                result.formUnion(cell(node, Int(module)).dependencies)
            }
        }
    }
}
