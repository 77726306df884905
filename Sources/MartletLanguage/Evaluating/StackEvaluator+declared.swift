internal import MartletModel

extension StackEvaluator {
    /// What a whole resource or module is called that a file still declares.
    private func isDeclared(_ endpoint: MoveEndpoint, from site: Int) -> Bool {
        switch endpoint {
        case .resource(let address):
            guard let owner = self.site(of: address.module.steps[...], from: site) else { return false }
            let resources = program.definition(of: owner).document.resources
            return resources.contains { $0.name == address.name && $0.mode == address.mode }
        case .module(let path): return self.site(of: path.steps[...], from: site) != nil
        }
    }

    /// The site that module calls lead to; nil when there is no such call.
    private func site(of steps: ArraySlice<ModulePath.Step>, from site: Int) -> Int? {
        guard let step = steps.first else { return site }
        let modules = program.definition(of: site).document.modules
        guard let call = modules.firstIndex(where: { $0.name == step.name }) else { return nil }
        return self.site(of: steps.dropFirst(), from: program.sites[site].children[call])
    }

    /// A move of a whole resource or module whose old name is still declared: which of the two has the objects?
    func checkStillDeclared(_ move: MoveDeclaration, _ site: Int) {
        let (from, to) = (move.from.content, move.to.content)
        guard from.key == nil, to.key == nil, isDeclared(from, from: site) else { return }
        diagnostics.append(stillDeclared(from, move.range))
    }

    /// Moves of one instance that still exists. O(instances), and the module instances for each move of one of them.
    func checkInstances(_ moves: [Move]) {
        let keyed = moves.filter { $0.from.key != nil || $0.to.key != nil }
        guard !keyed.isEmpty else { return }
        let addresses = Set(store.instances.lazy.map(\.address))
        for move in keyed {
            let exists =
                switch move.from {
                case .resource(let address): addresses.contains(address)
                case .module(let path): store.modules.joined().contains { $0.path == path }
                }
            if exists { diagnostics.append(stillDeclared(move.from, move.range)) }
        }
    }

    private func stillDeclared(_ from: MoveEndpoint, _ range: SourceRange?) -> Diagnostic {
        LanguageFault.conflictingMoves.at(
            range, "`\(from)` is said to have moved, but it is still declared.",
            hint: "Remove the declaration of `\(from)`, or this entry of `moved`.")
    }

    func checkStillDeclared(_ removal: RemovalDeclaration, _ site: Int) {
        let from = removal.from.content
        guard from.key == nil, isDeclared(from, from: site) else { return }
        diagnostics.append(
            LanguageFault.removedStillDeclared.at(
                removal.range, "`\(from)` is under `removed` and still declared.",
                hint: "Delete its declaration, or this entry of `removed`."))
    }
}
