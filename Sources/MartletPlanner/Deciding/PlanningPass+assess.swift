internal import MartletLanguage
internal import MartletModel
internal import MartletProvider

extension PlanningPass {
    /// Decides between no-op, update and replace by comparing the three sides.
    mutating func assess(
        _ desired: DesiredResource, _ facts: TypeFacts, _ record: ResourceRecord, live: LiveObject?, reasons: [Reason]
    ) -> Value {
        var desired = desired
        desired.body = ignoring(desired.lifecycle.ignoredChanges, desired.body, record, live, facts)
        var assessment = facts.provider.compare(
            Comparison(type: desired.type, desired: desired.body, record: record, live: live)
        )
        var decision = draft(desired, facts, .noOp, reasons)
        decision.change.identity = record.identity
        decision.change.prior = record
        decision.change.observed = live?.attributes
        decision.change.observedLineage = live?.lineage
        decision.change.drift = heeding(desired.lifecycle.ignoredChanges, assessment.drift)
        var causes = replaceCauses(desired, record, assessment, facts)
        if causes.isEmpty, !assessment.changes.isEmpty || !reasons.isEmpty {
            decision.isPending = refine(&assessment, &decision, desired, facts)
            causes = replaceCauses(desired, record, assessment, facts)
        }
        decision.change.fields = assessment.changes
        decision.change.plannedAttributes = assessment.plannedAttributes
        if !causes.isEmpty {
            replace(&decision, desired, facts, record, causes)
        } else if !assessment.changes.isEmpty || !reasons.isEmpty {
            update(&decision, assessment, facts)
        }
        return append(decision)
    }

    private func update(_ decision: inout Decision, _ assessment: Assessment, _ facts: TypeFacts) {
        decision.change.action = .update
        let causes = assessment.changes.map(\.cause)
        if causes.contains(.configuration) { decision.change.reasons.insert(.configurationChanged, at: 0) }
        if causes.contains(where: { if case .drift = $0 { true } else { false } }) {
            decision.change.reasons.append(.drifted)
        }
        decision.change.reversibility = .undo(.restore)
        if let path = assessment.oneWay.first {
            let rule = facts.schema.oneWay.first { $0.path.isPrefix(of: path) || path.isPrefix(of: $0.path) }
            decision.change.reversibility = .irreversible(rule?.why ?? "`\(path)` cannot be set back")
        }
    }

    // MARK: Replacement

    private func replaceCauses(
        _ desired: DesiredResource, _ record: ResourceRecord, _ assessment: Assessment, _ facts: TypeFacts
    ) -> [Reason] {
        var causes: [Reason] = []
        if case .tainted(let why) = record.health { causes.append(.tainted(why)) }
        if input.options.replacements.contains(where: { $0.covers(desired.address) }) { causes.append(.requested) }
        for trigger in desired.lifecycle.replaceTriggers where isTriggered(trigger) {
            causes.append(.replaceTriggered(by: trigger.address))
        }
        var paths = assessment.changes.filter(\.forcesReplacement).map(\.path)
        if paths.isEmpty, let new = newIdentity(desired, facts), new != record.identity {
            paths = identifyingPaths(assessment.changes, desired, new, facts)
            causes.append(.createOnlyChanged(paths))
        } else if !paths.isEmpty {
            causes.append(.createOnlyChanged(paths))
        }
        return causes
    }

    private func newIdentity(_ desired: DesiredResource, _ facts: TypeFacts) -> Identity? {
        facts.provider.identity(
            of: desired.type, body: desired.body, configuration: knownConfiguration(of: desired.connection)
        )
    }

    /// The changes that make the identity another one: without each of them it would not be what it is.
    private func identifyingPaths(
        _ changes: [FieldChange], _ desired: DesiredResource, _ identity: Identity, _ facts: TypeFacts
    ) -> [ValuePath] {
        let configuration = knownConfiguration(of: desired.connection)
        return changes.map(\.path).filter { path in
            let before = changes.first { $0.path == path }?.before
            let body = desired.body.setting(before, at: path)
            return facts.provider.identity(of: desired.type, body: body, configuration: configuration) != identity
        }
    }

    private func isTriggered(_ trigger: DesiredResource.ReplaceTrigger) -> Bool {
        let addresses = members[trigger.address] ?? [trigger.address]
        return addresses.contains { address in
            guard let change = change(at: address) else { return false }
            switch change.action {
            case .create, .replace, .adopt: return true
            case .update:
                return change.fields.contains {
                    $0.path.isPrefix(of: trigger.path) || trigger.path.isPrefix(of: $0.path)
                }
            case .delete, .forget, .noOp: return false
            }
        }
    }

    private mutating func replace(
        _ decision: inout Decision, _ desired: DesiredResource, _ facts: TypeFacts, _ record: ResourceRecord,
        _ causes: [Reason]
    ) {
        let identity = newIdentity(desired, facts)
        let order = replaceOrder(desired, record, identity, facts)
        decision.change.action = .replace(order.order)
        decision.change.reasons = causes + decision.change.reasons
        decision.change.identity = identity
        decision.change.plannedAttributes = plannedAttributes(of: desired, facts)
        returnToCopy(&decision, desired, facts)
        guardPlace(of: &decision, desired, facts, insteadOf: record)
        decision.change.reversibility =
            order.order == .deleteFirst
            ? .irreversible(facts.provider.dataLoss(of: record.type, in: record.body) ?? order.why)
            : .undo(.delete)
        if case .createOnlyChanged(let paths)? = causes.last {
            decision.change.fields = decision.change.fields.map { field in
                guard paths.contains(field.path), !field.forcesReplacement else { return field }
                return FieldChange(
                    field.path, before: field.before, after: field.after, cause: field.cause, forcesReplacement: true
                )
            }
        }
        guardDestroy(of: record, desired.settings.preventDestroy, desired.range, desired.address, verb: "replaced")
    }

    /// Whether both objects can exist at once: never when the new identity is the old one, or may be.
    private mutating func replaceOrder(
        _ desired: DesiredResource, _ record: ResourceRecord, _ identity: Identity?, _ facts: TypeFacts
    ) -> (order: Action.ReplaceOrder, why: String) {
        let wanted = desired.lifecycle.createBeforeDestroy
        if facts.schema.isStateOnly { return (.createFirst, "") }
        if identity == record.identity {
            if wanted == true {
                diagnostics.append(
                    PlannerFault.replacementOrder.diagnostic(
                        "`\(desired.address)` asks for `create_before_destroy`, but the new object has the identity of "
                            + "the old one, so the old one is deleted first.",
                        hint: "Change its name along with the rest.", at: desired.range, address: desired.address
                    )
                )
            }
            return (.deleteFirst, "the new object takes the old one's name, so the old one is deleted first")
        }
        if wanted == false { return (.deleteFirst, "`create_before_destroy: false` deletes the old object first") }
        let isChosenByAPI =
            identity == nil && desired.body.isWhollyKnown
            && knownConfiguration(of: desired.connection).isWhollyKnown
        if identity != nil || isChosenByAPI || wanted == true { return (.createFirst, "") }
        return (.deleteFirst, "the new object's name is known only after apply, and may be the old one's")
    }
}

extension ValuePath {
    /// Whether `other` lies at or below this path.
    func isPrefix(of other: ValuePath) -> Bool { other.steps.starts(with: steps) }
}
