import MartletModel
import MartletPlanner

/// A planner small enough to be seen through: things against a snapshot, in the order given.
struct TestPlanner {
    let program: FakeProgram
    let snapshot: Snapshot
    var kind = Plan.Kind.apply

    func plan() -> Plan {
        var changes: [Change] = []
        var attributes: [Address: Value] = [:]
        var reads: [DataRead] = []
        let things = kind == .destroy ? [] : program.things
        for thing in things {
            if let read = read(thing, changes) {
                reads.append(read)
                attributes[read.address] = read.attributes
            }
            let change = change(thing, attributes)
            attributes[thing.address] = change.plannedAttributes
            changes.append(change)
        }
        changes += deletes(beside: changes)
        let inputs = Plan.Inputs(
            configuration: program.configurationDigest, variables: program.variablesDigest, catalog: Digest(of: ""),
            lineage: snapshot.lineage, revision: snapshot.revision
        )
        let outputs = things.map { thing in
            let after = attributes[thing.address]?["uid"]
            return Plan.OutputChange(name: thing.name, before: snapshot.outputs[thing.name], after: after)
        }
        return Plan(
            kind: kind, stack: program.identity, inputs: inputs, changes: changes,
            dataReads: reads,
            connections: ["fake": ConnectionRecord(provider: "fake", configuration: program.configuration)],
            outputs: outputs
        )
    }

    func approved() throws -> ApprovedPlan {
        let plan = plan()
        return try ApprovedPlan(plan, consent: .everything, current: plan.inputs)
    }

    /// The data source that a thing asks: read while planning where what it asks after stays as it is.
    private func read(_ thing: Thing, _ changes: [Change]) -> DataRead? {
        guard let asked = thing.asks, let question = thing.question else { return nil }
        let isSettled = changes.contains { $0.address == Address(asked) && $0.action == .noOp }
        return DataRead(
            address: question, type: FakeProvider.type, connection: "fake", body: ["of": .string(asked)],
            attributes: isSettled ? thing.answer : nil, dependencies: [Address(asked)]
        )
    }

    private func change(_ thing: Thing, _ attributes: [Address: Value]) -> Change {
        let body = thing.body { attributes[$0] }
        let record = snapshot.records[thing.address] ?? thing.movedFrom.flatMap { snapshot.records[Address($0)] }
        var change = Change(
            address: thing.address, type: FakeProvider.type, provider: "fake", connection: "fake", action: .create,
            identity: thing.identity, body: body, prior: record, dependencies: thing.dependencies,
            settings: thing.stepSettings { attributes[$0] }
        )
        if let record, record.address != thing.address { change.previousAddress = record.address }
        change.action = action(thing, body, record)
        change.reversibility = reversibility(change.action, thing)
        if change.action == .adopt, let found = thing.found { adopt(found, &change) }
        if change.action == .update { change.contraction = thing.contraction }
        let uid: Value = change.action.keeps ? record?.attributes["uid"] ?? .null : .unknown(Unknown(.string))
        change.plannedAttributes = ["uid": uid, "body": body]
        if change.action.keeps { change.observed = record?.attributes }
        return change
    }

    private func adopt(_ found: FakeCloud.Object, _ change: inout Change) {
        change.reasons = [.imported]
        change.observed = ["uid": .string("uid-\(found.uid)"), "body": found.body]
        change.observedLineage = Lineage("\(found.uid)")
        change.fields = [FieldChange(ValuePath(), before: found.body, after: change.body)]
    }

    private func action(_ thing: Thing, _ body: Value, _ record: ResourceRecord?) -> Action {
        guard let record else { return thing.found == nil ? .create : .adopt }
        if record.identity != thing.identity { return .replace(.createFirst) }
        if record.body["fixed"] != body["fixed"] { return .replace(.deleteFirst) }
        if case .tainted = record.health { return .replace(.deleteFirst) }
        return record.body == body && record.health == .sound ? .noOp : .update
    }

    private func reversibility(_ action: Action, _ thing: Thing) -> Reversibility {
        switch action {
        case .create, .replace(.createFirst): .undo(thing.settings.retainOnRollback ? .retain : .delete)
        case .update: .undo(.restore)
        case .adopt: .undo(.forget)
        case .replace(.deleteFirst): .irreversible("the old object goes first")
        case .delete, .forget, .noOp: .notNeeded
        }
    }

    /// Deletes of what is recorded and has no change of its own; what lies in a deleted object goes with it.
    private func deletes(beside changes: [Change]) -> [Change] {
        let wanted = Set(changes.flatMap { [$0.address, $0.previousAddress].compactMap(\.self) })
        let gone = snapshot.records.values.filter { !wanted.contains($0.address) }.sorted { $0.address > $1.address }
        return gone.map { record in
            var change = Change(
                address: record.address, type: record.type, provider: "fake", connection: "fake", action: .delete,
                identity: record.identity, prior: record, dependencies: record.dependencies
            )
            change.settings.retainOnDestroy = record.retainOnDestroy
            let parent = gone.first { record.body["parent"]?.stringValue == $0.identity.text }
            if let parent { change.reasons = [.goneWithParent(parent.address)] }
            return change
        }
    }
}

extension Action {
    fileprivate var keeps: Bool { self == .update || self == .noOp }
}
