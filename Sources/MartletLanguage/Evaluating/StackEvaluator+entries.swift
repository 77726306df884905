internal import MartletModel

extension StackEvaluator {
    /// `moved`, `removed` and `imports`, with the addresses that they have from outside.
    func evaluateStateEntries(_ evaluation: inout Evaluation) {
        for (site, entry) in program.sites.enumerated() {
            let definition = program.definitions[entry.definition]
            guard !definition.document.moves.isEmpty || !definition.document.removals.isEmpty else { continue }
            for module in store.modules[site] {
                for move in definition.document.moves {
                    evaluation.moves.append(
                        Move(
                            from: move.from.content.inside(module.path), to: move.to.content.inside(module.path),
                            range: move.range))
                }
                for removal in definition.document.removals {
                    evaluation.removals.append(
                        Removal(
                            from: removal.from.content.inside(module.path), destroysObject: removal.destroysObject,
                            range: removal.range))
                }
            }
        }
        evaluation.imports = program.definition(of: 0).imports.flatMap { imports($0) }
    }

    private func imports(_ compiled: CompiledImport) -> [Import] {
        let place = EvaluationPlace(site: 0, module: 0)
        let expansion = expand(forEach: compiled.forEach, when: nil, what: "an entry of `imports`", at: place)
        return expansion.members.compactMap { member in
            var place = place
            place.each = member.each
            return imported(compiled, at: place)
        }
    }

    private func imported(_ compiled: CompiledImport, at place: EvaluationPlace) -> Import? {
        guard let to = value(of: compiled.to, at: place), let identity = value(of: compiled.identity, at: place) else {
            return nil
        }
        guard let text = to.stringValue, let address = Address(text), address.member == nil, address.mode == .managed
        else {
            diagnostics.append(.invalidAddress(to.shownText, at: compiled.to.range))
            return nil
        }
        guard case .string(let id) = identity else {
            diagnostics.append(
                LanguageFault.unfitText.at(
                    compiled.identity.range, "The `id` of an import must be text that is known when the plan is made.",
                    hint: "Write the object's ARM id, or `namespace/name` of a Kubernetes object."))
            return nil
        }
        guard store.instances.contains(where: { $0.address == address }) else {
            diagnostics.append(unknownTarget(address, compiled.to.range))
            return nil
        }
        return Import(to: address, identity: Identity(id), range: compiled.range)
    }

    private func unknownTarget(_ address: Address, _ range: SourceRange) -> Diagnostic {
        let known = store.instances.lazy.map(\.address.description)
        return LanguageFault.unknownReference.at(
            range, "The stack has no resource `\(address)` to import into.",
            hint: nearestName(to: address.description, among: known).map { "Did you mean `\($0)`?" }
                ?? "Declare it under `resources` first.")
    }
}

extension Address {
    /// The address as seen from outside a module instance.
    fileprivate func inside(_ path: ModulePath) -> Address {
        Address(module: ModulePath(path.steps + module.steps), mode: mode, name, key: key, member: member)
    }
}
