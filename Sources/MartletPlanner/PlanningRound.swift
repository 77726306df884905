internal import MartletLanguage
internal import MartletModel
internal import MartletProvider

/// A walk and what follows from it as a whole: edges by kind, records without a resource, order, outputs.
struct PlanningRound {
    let input: PlannerInput
    var pass: PlanningPass
    let evaluation: Evaluation
    private var implicit: ImplicitEdges?
    private var diagnostics = Diagnostics()

    init(input: PlannerInput, pass: PlanningPass, evaluation: Evaluation) {
        self.input = input
        self.pass = pass
        self.evaluation = evaluation
    }

    /// Decides the records that the stack does not ask for, and checks what only the whole shows.
    mutating func judge() {
        collect()
        guard !hasErrors else { return }
        let orphans = pass.records.addresses { pass.indices[$0] == nil && pass.scope.includes($0) }
        let edges = ImplicitEdges(pass, orphans: orphans)
        implicit = edges
        for index in pass.decisions.indices where !edges.dependencies.isEmpty {
            let address = pass.decisions[index].change.address
            guard let further = edges.dependencies[address] else { continue }
            var seen = Set(pass.decisions[index].change.dependencies)
            pass.decisions[index].change.dependencies += further.filter { seen.insert($0).inserted }
        }
        // What lies in something that is deleted first goes early as well.
        pass.deleteDependentsFirst()
        OrphanPass(evaluation, implicit: edges.dependencies).run(orphans, in: &pass)
        pass.keepDependenciesOutside()
        checkEntries()
        checkIdentities()
        if let fault = fault(of: RenameSearch(pass).sameObjects) { pass.diagnostics.append(fault) }
        collect()
    }

    private mutating func collect() {
        diagnostics = pass.diagnostics
        for diagnostic in pass.unreadable.diagnostics { diagnostics.append(diagnostic) }
        // A stack that is to be destroyed needs no more than its state; its own faults do not matter any longer.
        if input.options.kind != .destroy { diagnostics.append(contentsOf: evaluation.diagnostics) }
    }

    /// `--replace`, and `removed` and `imports` entries, that contradict the rest.
    private mutating func checkEntries() {
        for wanted in input.options.replacements {
            guard !pass.decisions.contains(where: { wanted.covers($0.change.address) }) else { continue }
            let names = pass.decisions.map { $0.change.address.description }
            pass.diagnostics.append(
                PlannerFault.unknownTarget.diagnostic(
                    "There is no resource `\(wanted)` to replace.",
                    hint: nearestName(to: wanted.description, among: names).map { "Did you mean `\($0)`?" }
                        ?? "List them with `martlet show`."
                )
            )
        }
        for removal in evaluation.removals {
            guard
                let kept = pass.decisions.first(where: {
                    removal.from.covers($0.change.address) && !$0.change.action.isRemoval
                })
            else { continue }
            pass.diagnostics.append(
                PlannerFault.removalConflict.diagnostic(
                    "`\(kept.change.address)` is under `removed:` and still declared.",
                    hint: "Remove one of the two.", at: removal.range, address: kept.change.address
                )
            )
        }
        for entry in input.options.imports + evaluation.imports {
            guard let record = pass.records[entry.to], record.identity != identity(of: entry, record) else { continue }
            pass.diagnostics.append(
                PlannerFault.importConflict.diagnostic(
                    "`\(entry.to)` is recorded as `\(record.identity)` and cannot be imported as `\(entry.identity)`.",
                    hint: "Remove the entry under `imports:`, or run `martlet state rm \(entry.to)` first.",
                    at: entry.range, address: entry.to
                )
            )
        }
    }

    /// The identity that an import means, in the provider's own form.
    private func identity(of entry: Import, _ record: ResourceRecord) -> Identity {
        let configuration = input.snapshot.connections[record.connection]?.configuration ?? .object(Fields())
        return input.registry[record.provider]?.identity(
            named: entry.identity.text, of: record.type, body: record.body, configuration: configuration
        ) ?? entry.identity
    }

    /// Two resources must not write one object.
    private mutating func checkIdentities() {
        var owners: [Identity: Address] = [:]
        for index in pass.decisions.indices where !pass.decisions[index].isStateOnly {
            guard let identity = pass.decisions[index].change.identity, !pass.decisions[index].change.action.isRemoval
            else { continue }
            guard let owner = owners.updateValue(pass.decisions[index].change.address, forKey: identity) else {
                continue
            }
            let decision = pass.decisions[index]
            pass.diagnostics.append(
                PlannerFault.duplicateIdentity.diagnostic(
                    "`\(owner)` and `\(decision.change.address)` both stand for the object `\(identity)`.",
                    hint: "Give one of them another name.", at: decision.range, address: decision.change.address
                )
            )
        }
    }

    var hasErrors: Bool { diagnostics.hasErrors }

    /// Errors end the asking: the plan cannot come of it any longer. Unless they come of what is not known before the answers.
    var unfinished: PlannerOutput {
        PlannerOutput(
            plan: nil, requests: hasErrors && !pass.withholdsValues ? [] : pass.requests, diagnostics: diagnostics)
    }

    /// Objects whose container, by kind and not by reference, turned out to be taken away after they were settled.
    var goneWithParent: [Address: GoneParent] {
        guard let implicit, !implicit.dependencies.isEmpty, !diagnostics.hasErrors else { return [:] }
        var gone: [Address: GoneParent] = [:]
        for decision in pass.decisions {
            guard let record = decision.change.prior, !decision.goesWithParent, !decision.change.action.isRemoval,
                decision.change.action != .create
            else { continue }
            for address in implicit.dependencies[decision.change.address] ?? [] {
                guard pass.isTakenAway(address), pass.lies(record, in: address),
                    let parent = pass.change(at: address)
                else { continue }
                gone[decision.change.address] = GoneParent(address: address, action: parent.action)
                break
            }
        }
        return gone
    }

    mutating func finished() -> PlannerOutput {
        guard !diagnostics.hasErrors, let implicit else {
            return PlannerOutput(plan: nil, requests: [], diagnostics: diagnostics)
        }
        pass.deferContractions()
        if input.options.kind != .refreshOnly { pass.noteSettings() }
        var work = PlanningWork()
        work.settled = pass.decisions.count + pass.dataReads.count
        let order = PlanOrder(pass, implicit).order(&diagnostics, &work)
        guard !diagnostics.hasErrors else { return PlannerOutput(plan: nil, requests: [], diagnostics: diagnostics) }
        if pass.scope.isPartial {
            diagnostics.append(
                PlannerFault.targeted.diagnostic(
                    "Because of `--target` or `--exclude` the plan leaves parts of the stack as they are.",
                    hint: "Plan again without them before you rely on the result."
                )
            )
        }
        let renames = RenameSearch(pass).alike
        if let proposal = proposal(of: renames) { diagnostics.append(proposal) }
        let plan = Plan(
            kind: input.options.kind, stack: input.program.identity, inputs: input.inputs,
            changes: order.map { pass.decisions[$0].change }, dataReads: pass.dataReads, connections: connections(),
            outputs: outputs(), warnings: diagnostics.sorted, renames: renames.collapsed
        )
        return PlannerOutput(plan: plan, requests: [], diagnostics: diagnostics, work: work)
    }

    /// Every connection that a change or a read goes through, as known now.
    private func connections() -> [ConnectionName: ConnectionRecord] {
        var used: Set<ConnectionName> = []
        for index in pass.decisions.indices {
            used.insert(pass.decisions[index].change.connection)
            if let recorded = pass.decisions[index].change.prior?.connection { used.insert(recorded) }
        }
        for read in pass.dataReads { used.insert(read.connection) }
        let evaluated = Dictionary(
            evaluation.connections.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var connections: [ConnectionName: ConnectionRecord] = [:]
        for name in used { connections[name] = connection(name, evaluated[name]) }
        return connections
    }

    /// The stack's connection; the recorded one where the stack has none, or cannot tell while it is destroyed.
    private func connection(_ name: ConnectionName, _ evaluated: DesiredConnection?) -> ConnectionRecord? {
        let recorded = input.snapshot.connections[name]
        guard let evaluated else { return recorded }
        let isLost = input.options.kind == .destroy && !evaluated.configuration.isWhollyKnown
        if isLost, let recorded { return recorded }
        // Until its host is back it leads to what is deleted.
        if pass.leadsToCopy(evaluated), !pass.leadsWhereItLed(evaluated) {
            return ConnectionRecord(provider: evaluated.provider, configuration: .unknown(Unknown()))
        }
        return ConnectionRecord(provider: evaluated.provider, configuration: evaluated.configuration)
    }

    private func outputs() -> [Plan.OutputChange] {
        let before = input.snapshot.outputs
        var after: [String: Value] = [:]
        switch input.options.kind {
        case .destroy where !pass.scope.isPartial: break
        case .destroy: after = before
        default: for output in evaluation.outputs { after[output.name] = output.value }
        }
        return Set(before.keys).union(after.keys).sorted { $0.precedesInBytes($1) }.map { name in
            Plan.OutputChange(name: name, before: before[name], after: after[name])
        }
    }
}
