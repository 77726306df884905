package import MartletModel

extension Plan {
    /// `martlet.plan/1`: the whole plan for programs. Secrets are `<redacted>`, unknowns are null and listed by path under
    /// `unknown`.
    package var json: Value {
        [
            "format": "martlet.plan/1",
            "kind": kind.json,
            "stack": .string(stack.stack),
            "environment": .string(stack.environment),
            "revision": .number(Number(inputs.revision)),
            "inputs": [
                "configuration": .string(inputs.configuration.description),
                "variables": .string(inputs.variables.description),
                "catalog": .string(inputs.catalog.description),
                "lineage": .string(inputs.lineage),
            ],
            "summary": PlanSummary(self).json,
            "changes": .tuple(changes.map(\.json)),
            "outputs": .tuple(outputs.map(\.json)),
            "warnings": .tuple(warnings.map(\.json)),
            "renames": .tuple(
                renames.map { ["from": .string($0.from.description), "to": .string($0.to.description)] }),
        ]
    }
}

extension Plan.Kind {
    fileprivate var json: Value {
        switch self {
        case .apply: "apply"
        case .destroy: "destroy"
        case .refreshOnly: "refresh-only"
        case .rollback(let revision): ["rollback": .number(Number(revision))]
        }
    }
}

extension Plan.OutputChange {
    fileprivate var json: Value {
        ["name": .string(name), "before": (before ?? .null).shown, "after": (after ?? .null).shown]
    }
}

extension Change {
    fileprivate var json: Value {
        var fields: Fields = [
            "address": .string(address.description),
            "type": .string(type.text),
            "provider": .string(provider.text),
            "connection": .string(connection.text),
            "action": .string(action.name),
            "reasons": .tuple(reasons.map(\.json)),
            "fields": .tuple(self.fields.sorted { $0.path < $1.path }.map(\.json)),
            "reversible": .bool(!isIrreversible),
            "depends_on": .tuple(dependencies.map { .string($0.description) }),
        ]
        if !drift.isEmpty { fields["drift"] = .tuple(drift.sorted { $0.path < $1.path }.map(\.json)) }
        if let identity { fields["identity"] = .string(identity.text) }
        if let previousAddress { fields["previous_address"] = .string(previousAddress.description) }
        if case .irreversible(let why) = reversibility { fields["irreversible"] = .string(why) }
        if case .replace(let order) = action {
            fields["replace"] = order == .createFirst ? "create-first" : "delete-first"
        }
        if let contraction {
            fields["after_commit"] = .tuple(
                contraction.kept.map { ["path": .string($0.path.description), "removed": $0.value.shown] })
        }
        if let body { fields["body"] = body.shown }
        if runsUndo, let undo = settings.undo { fields["undo"] = undo.shown }
        let unknown = body?.unknownPaths ?? []
        if !unknown.isEmpty { fields["unknown"] = .tuple(unknown.map { .string($0.description) }) }
        return .object(fields)
    }
}

extension FieldChange {
    fileprivate var json: Value {
        var fields: Fields = [
            "path": .string(path.description), "before": (before ?? .null).shown, "after": (after ?? .null).shown,
        ]
        if after.map({ !$0.isWhollyKnown }) ?? false { fields["known_after_apply"] = true }
        if forcesReplacement { fields["forces_replacement"] = true }
        switch cause {
        case .configuration: fields["cause"] = "configuration"
        case .server: fields["cause"] = "server"
        case .drift(let manager):
            fields["cause"] = "drift"
            if let manager { fields["changed_by"] = .string(manager) }
        }
        return .object(fields)
    }
}

extension Reason {
    /// One word or words with dashes; details in an object of one field.
    fileprivate var json: Value {
        switch self {
        case .notInState: "not-in-state"
        case .configurationChanged: "configuration-changed"
        case .drifted: "drifted"
        case .objectMissing: "object-missing"
        case .recreatedOutside: "recreated-outside"
        case .createOnlyChanged(let paths): ["create-only-changed": .tuple(paths.map { .string($0.description) })]
        case .connectionChanged(let name): ["connection-changed-from": .string(name.text)]
        case .replaceTriggered(let address): ["replace-triggered-by": .string(address.description)]
        case .requested: "requested"
        case .tainted(let why): ["tainted": .string(why)]
        case .notInStack: "not-in-stack"
        case .destroyRequested: "destroy-requested"
        case .goneWithParent(let parent): ["gone-with-parent": .string(parent.description)]
        case .imported: "imported"
        case .foundWithMarker: "found-with-marker"
        case .moved(let from): ["moved-from": .string(from.description)]
        case .removedBlock: "removed"
        case .thereBefore: "there-before"
        case .settingsChanged(let settings): ["settings-changed": .tuple(settings.map { .string($0.rawValue) })]
        }
    }
}
