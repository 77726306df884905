internal import MartletModel

extension StackEvaluator {
    /// Whether a value may stand where it would be stored; tells when a part of it is ephemeral.
    ///
    /// - Parameter what: For sentences: "the body".
    func mayBeStored(
        _ value: Value, of term: CompiledTerm, as what: String, at place: EvaluationPlace, address: Address? = nil
    ) -> Bool {
        guard program.hasEphemeral, let path = value.path(of: .ephemeral) else { return true }
        let part = path.steps.isEmpty ? "is" : "is at `\(path)`"
        report(
            term.range,
            "\(what.sentenceCased) \(part) an ephemeral value\(origin(of: term, at: place)), "
                + "but what stands there is stored.",
            hint:
                "Ephemeral values can be used in `providers`, locals, conditions, and ephemeral variables and outputs of "
                + "modules; `ephemeralasnull(…)` leaves them out.", address: address)
        return false
    }

    /// Whether a module's variable may be given a value, which an ephemeral one must expect.
    func accepts(
        _ value: Value, _ variable: VariableDeclaration, from term: CompiledTerm, at place: EvaluationPlace
    ) -> Bool {
        guard program.hasEphemeral, !variable.isEphemeral, value.containsEphemeral else { return true }
        report(
            term.range,
            "The value of variable `\(variable.name)` is ephemeral\(origin(of: term, at: place)), and the module does not "
                + "promise to keep it out of what is stored.",
            hint: "Declare the variable with `ephemeral: true` in the module.")
        return false
    }

    /// Whether an output may have a value: only those that say so are ephemeral.
    func mayLeave(
        _ value: Value, _ output: OutputDeclaration, of term: CompiledTerm, at place: EvaluationPlace
    ) -> Bool {
        guard place.site != 0 else {
            return mayBeStored(value, of: term, as: "the value of output `\(output.name)`", at: place)
        }
        guard program.hasEphemeral, !output.isEphemeral, value.containsEphemeral else { return true }
        report(
            term.range, "Output `\(output.name)` is ephemeral\(origin(of: term, at: place)), but does not say so.",
            hint: "Add `ephemeral: true` to it.")
        return false
    }

    /// Tells that whether or how often something exists would depend on an ephemeral value.
    func reportEphemeral(_ key: String, of what: String, at range: SourceRange) {
        report(
            range, "`\(key)` of \(what) is ephemeral, but which resources exist is stored.",
            hint: "Decide it by values that are the same when the plan is applied.")
    }

    private func report(_ range: SourceRange, _ detail: String, hint: String, address: Address? = nil) {
        var fault = LanguageFault.ephemeralOutOfPlace.at(range, detail, hint: hint)
        fault.address = address
        diagnostics.append(fault)
    }

    /// ", from `var.token`": what the term refers to and is ephemeral.
    private func origin(of term: CompiledTerm, at place: EvaluationPlace) -> String {
        var names: [String] = []
        for reference in term.references {
            guard let node = node(of: reference, at: place), cell(node.number, node.module).value.containsEphemeral,
                let found = program.node(node.number)
            else { continue }
            let name = "`\(program.name(found))`"
            if !names.contains(name) { names.append(name) }
        }
        return names.isEmpty ? "" : ", from \(names.joined(separator: " and "))"
    }

    private func node(
        of reference: StaticReference, at place: EvaluationPlace
    ) -> (number: Int, module: Int)? {
        switch reference.target {
        case .slot(let slot):
            let number = program.number(place.site, slot)
            return store.cells[number].isEmpty ? nil : (number, place.module)
        case .output(let call, let output?):
            let slots = program.definition(of: place.site).slots
            let set = instanceSet(program.number(place.site, slots.calls.lowerBound + call), place.module)
            guard !set.ids.isEmpty else { return nil }
            let child = program.sites[place.site].children[call]
            return (
                program.number(child, program.definition(of: child).slots.outputs.lowerBound + output), Int(set.first)
            )
        case .output, .contents: return nil
        }
    }
}
