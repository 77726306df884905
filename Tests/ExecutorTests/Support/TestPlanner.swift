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
        let things = kind == .destroy ? [] : program.things
        for thing in things {
            let change = change(thing, attributes)
            attributes[thing.address] = change.plannedAttributes
            changes.append(change)
        }
        let wanted = Set(things.map(\.address))
        let gone = snapshot.records.values.filter { !wanted.contains($0.address) }.sorted { $0.address > $1.address }
        changes += gone.map(delete)
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
            connections: ["fake": ConnectionRecord(provider: "fake", configuration: [:])], outputs: outputs
        )
    }

    func approved() throws -> ApprovedPlan {
        let plan = plan()
        return try ApprovedPlan(plan, consent: .everything, current: plan.inputs)
    }

    private func change(_ thing: Thing, _ attributes: [Address: Value]) -> Change {
        let body = thing.body { attributes[$0] }
        let record = snapshot.records[thing.address]
        var change = Change(
            address: thing.address, type: FakeProvider.type, provider: "fake", connection: "fake", action: .create,
            identity: thing.identity, body: body, prior: record, dependencies: thing.refs.map { Address($0) }.sorted(),
            settings: thing.stepSettings { attributes[$0] }
        )
        change.action = action(thing, body, record)
        change.reversibility = reversibility(change.action)
        let uid: Value = change.action.keeps ? record?.attributes["uid"] ?? .null : .unknown(Unknown(.string))
        change.plannedAttributes = ["uid": uid, "body": body]
        if change.action.keeps { change.observed = record?.attributes }
        return change
    }

    private func action(_ thing: Thing, _ body: Value, _ record: ResourceRecord?) -> Action {
        guard let record else { return .create }
        if record.identity != thing.identity { return .replace(.createFirst) }
        if record.body["fixed"] != body["fixed"] { return .replace(.deleteFirst) }
        if case .tainted = record.health { return .replace(.deleteFirst) }
        return record.body == body && record.health == .sound ? .noOp : .update
    }

    private func reversibility(_ action: Action) -> Reversibility {
        switch action {
        case .create, .replace(.createFirst): .undo(.delete)
        case .update: .undo(.restore)
        case .replace(.deleteFirst): .irreversible("the old object goes first")
        case .delete, .forget, .noOp, .adopt: .notNeeded
        }
    }

    private func delete(_ record: ResourceRecord) -> Change {
        Change(
            address: record.address, type: record.type, provider: "fake", connection: "fake", action: .delete,
            identity: record.identity, prior: record, dependencies: record.dependencies
        )
    }
}

extension Action {
    fileprivate var keeps: Bool { self == .update || self == .noOp }
}
