internal import MartletModel

extension ResourceDeclaration {
    static let keys = SectionKeys(
        [
            "type", "body", "when", "for_each", "depends_on", "provider", "lifecycle", "timeouts", "wait",
            "precondition",
            "postcondition", "rollback",
        ],
        required: ["type"],
        advice: [
            "type": "Add `type:`, as `azure.resource_group` or `core.data`.",
            "count": "There is no `count`: use `when` for none or one, `for_each` for several.",
            "name": "The object's own fields stand under `body`.",
            "properties": "The object's own fields stand under `body`.",
            "metadata": "The object's own fields stand under `body`.",
            "spec": "The object's own fields stand under `body`.",
            "apiVersion": "The manifest stands under `body`, with `type: kubernetes.object`.",
            "kind": "The manifest stands under `body`, with `type: kubernetes.object`.",
            "location": "The object's own fields stand under `body`.",
            "tags": "The object's own fields stand under `body`.",
            "if": "Did you mean `when`?", "condition": "Did you mean `when`?", "foreach": "Did you mean `for_each`?",
            "dependsOn": "Did you mean `depends_on`?", "prevent_destroy": "It stands under `lifecycle`.",
            "ignore_changes": "It stands under `lifecycle`.", "create_before_destroy": "It stands under `lifecycle`.",
        ])

    static let rollbackKeys = SectionKeys(
        ["retain", "undo"], advice: ["body": "The body of the object that undoes it stands under `undo`."])

    convenience init?(_ entry: YAMLNode.Entry, mode: Address.Mode, _ faults: inout Diagnostics) {
        guard
            let section = Section(
                entry.value, "\(mode == .managed ? "resource" : "data source") `\(entry.name)`", keys: Self.keys,
                &faults)
        else { return nil }
        // Everything is looked at before the type is missed, so that all faults come at once.
        let lifecycle = LifecycleDeclaration(section, &faults)
        let timeouts = TimeoutsDeclaration(section, &faults)
        let rollback = section["rollback"].flatMap {
            Section($0, "`rollback` of \(section.what)", keys: Self.rollbackKeys, &faults)
        }
        let preconditions = ConditionDeclaration.list("precondition", of: section, &faults)
        let postconditions = ConditionDeclaration.list("postcondition", of: section, &faults)
        let connection = section.staticText("provider", &faults)
        let dependsOn = section.list("depends_on", &faults)
        guard let type = section.staticText("type", &faults) else { return nil }
        if mode == .data { Self.checkDataKeys(section, &faults) }
        self.init(
            mode: mode, name: entry.name, range: entry.key.range,
            type: Located(content: ResourceType(type.content), range: type.range), body: section["body"],
            when: section["when"], forEach: section["for_each"], dependsOn: dependsOn,
            connection: connection.map { Located(content: ConnectionName($0.content), range: $0.range) },
            lifecycle: lifecycle, timeouts: timeouts, wait: section["wait"], retainOnRollback: rollback?["retain"],
            undo: rollback?["undo"], preconditions: preconditions, postconditions: postconditions)
    }

    /// A data source is only read: what is about writing has no meaning there.
    private static func checkDataKeys(_ section: Section, _ faults: inout Diagnostics) {
        for key in ["lifecycle", "rollback", "wait"] {
            guard let node = section[key] else { continue }
            faults.append(
                LanguageFault.misplacedKey.at(
                    node.startRange, "`\(key)` has no meaning for \(section.what): it is only read.",
                    hint: "Delete it, or declare the object under `resources`."))
        }
    }
}

extension LifecycleDeclaration {
    static let keys = SectionKeys(
        [
            "prevent_destroy", "create_before_destroy", "ignore_changes", "replace_triggered_by", "retain_on_destroy",
            "allow_irreversible",
        ],
        advice: [
            "precondition": "`precondition` stands beside `lifecycle`.",
            "postcondition": "`postcondition` stands beside `lifecycle`.",
            "destroy": "Use `retain_on_destroy: true` to keep the object.",
        ])

    init(_ resource: Section, _ faults: inout Diagnostics) {
        guard let node = resource["lifecycle"],
            let section = Section(node, "`lifecycle` of \(resource.what)", keys: Self.keys, &faults)
        else { return }
        preventDestroy = section["prevent_destroy"]
        createBeforeDestroy = section["create_before_destroy"]
        ignoreChanges = section["ignore_changes"]
        replaceTriggeredBy = section.list("replace_triggered_by", &faults)
        retainOnDestroy = section["retain_on_destroy"]
        allowIrreversible = section["allow_irreversible"]
    }
}

extension TimeoutsDeclaration {
    static let keys = SectionKeys(["create", "update", "delete"])

    init(_ resource: Section, _ faults: inout Diagnostics) {
        guard let node = resource["timeouts"],
            let section = Section(node, "`timeouts` of \(resource.what)", keys: Self.keys, &faults)
        else { return }
        create = section["create"]
        update = section["update"]
        delete = section["delete"]
    }
}

extension CheckDeclaration {
    static let keys = SectionKeys(
        ["type", "body", "assert", "blocking", "when", "depends_on", "provider", "timeout"], required: ["type"])

    init?(_ entry: YAMLNode.Entry, _ faults: inout Diagnostics) {
        guard let section = Section(entry.value, "check `\(entry.name)`", keys: Self.keys, &faults) else { return nil }
        let assertions = ConditionDeclaration.list("assert", of: section, &faults)
        let isBlocking = section.bool("blocking", &faults) ?? false
        let dependsOn = section.list("depends_on", &faults)
        let connection = section.staticText("provider", &faults)
        Self.checkTimeout(section, &faults)
        guard let type = section.staticText("type", &faults) else { return nil }
        self.init(
            name: entry.name, range: entry.key.range,
            type: Located(content: ResourceType(type.content), range: type.range), body: section["body"],
            when: section["when"], dependsOn: dependsOn,
            connection: connection.map { Located(content: ConnectionName($0.content), range: $0.range) },
            isBlocking: isBlocking, timeout: section["timeout"], assertions: assertions)
    }

    /// Expressions are looked at when the check is asked; what is written out, right away.
    private static func checkTimeout(_ section: Section, _ faults: inout Diagnostics) {
        guard let node = section["timeout"], !node.isNullScalar else { return }
        if let text = node.scalarValue?.stringValue, text.contains("${") || Duration(stackText: text) != nil { return }
        faults.append(.invalidTimeout(of: section.what, node.scalarValue, at: node.startRange))
    }
}

extension Diagnostic {
    static func invalidTimeout(of what: String, _ value: Value?, at range: SourceRange?) -> Diagnostic {
        LanguageFault.invalidDuration.at(
            range, "`timeout` of \(what) must be a duration\(value.map { "; it is \($0.described)" } ?? "").",
            hint: "Write hours, minutes and seconds with their units, as `90s`, `5m` or `1h30m`.")
    }
}
