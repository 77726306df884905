internal import MartletModel

extension StackEvaluator {
    /// `moved`, `removed` and `imports`, with the addresses that they have from outside.
    func evaluateStateEntries(_ evaluation: inout Evaluation) {
        var moves = MoveList()
        for (site, entry) in program.sites.enumerated() {
            let document = program.definitions[entry.definition].document
            guard !document.moves.isEmpty || !document.removals.isEmpty else { continue }
            for move in document.moves { checkStillDeclared(move, site) }
            for removal in document.removals { checkStillDeclared(removal, site) }
            for module in store.modules[site] {
                for move in document.moves {
                    moves.append(
                        Move(
                            from: move.from.content.inside(module.path), to: move.to.content.inside(module.path),
                            range: move.range))
                }
                for removal in document.removals {
                    evaluation.removals.append(
                        Removal(
                            from: removal.from.content.inside(module.path), destroysObject: removal.destroysObject,
                            range: removal.range))
                }
            }
        }
        evaluation.moves = moves.inOrder(&diagnostics)
        checkInstances(evaluation.moves)
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
        guard let address = target(compiled.to, at: place), let identity = value(of: compiled.identity, at: place)
        else { return nil }
        guard case .string(let id) = identity else {
            diagnostics.append(
                LanguageFault.unfitText.at(
                    compiled.identity.range, "The `id` of an import must be text that is known when the plan is made.",
                    hint: "Write the object's ARM id, or `namespace/name` of a Kubernetes object."))
            return nil
        }
        guard store.instances.contains(where: { $0.address == address }) else {
            // An instance may be missing because of what was wrong with its resource.
            if !diagnostics.hasErrors { diagnostics.append(unknownTarget(address, compiled.to.range)) }
            return nil
        }
        return Import(to: address, identity: Identity(id), range: compiled.range)
    }

    /// The address that `to` means for one element of `for_each`.
    private func target(_ to: CompiledTarget, at place: EvaluationPlace) -> Address? {
        let text: String
        switch to {
        case .term(let term):
            guard let value = value(of: term, at: place) else { return nil }
            text = value.stringValue ?? value.shownText
        case .pieces(let pieces, _):
            var parts = ""
            for piece in pieces {
                guard let part = part(piece, at: place) else { return nil }
                parts += part
            }
            text = parts
        }
        guard let address = Address(text), address.member == nil, address.mode == .managed else {
            diagnostics.append(.invalidAddress(text, at: to.range))
            return nil
        }
        return address
    }

    private func part(_ piece: CompiledTarget.Piece, at place: EvaluationPlace) -> String? {
        guard case .key(let term) = piece else {
            if case .text(let text) = piece { return text }
            return nil
        }
        guard let value = value(of: term, at: place) else { return nil }
        switch value {
        case .string(let text): return "[\(quoted(text))]"
        case .number(let number) where number.int != nil: return "[\(number)]"
        default:
            diagnostics.append(
                LanguageFault.unfitText.at(
                    term.range, "A key in `to` must be text or a whole number that is known when the plan is made.",
                    hint: "Use `each.key`, or the key itself in quotes."))
            return nil
        }
    }

    private func unknownTarget(_ address: Address, _ range: SourceRange) -> Diagnostic {
        let known = store.instances.lazy.map(\.address.description)
        return LanguageFault.unknownReference.at(
            range, "The stack has no resource `\(address)` to import into.",
            hint: nearestName(to: address.description, among: known).map { "Did you mean `\($0)`?" }
                ?? "Declare it under `resources` first.")
    }
}
