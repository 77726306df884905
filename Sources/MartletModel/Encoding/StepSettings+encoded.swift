extension StepSettings {
    /// The settings as one value.
    package var encoded: Value {
        var fields: Fields = [
            "preventDestroy": .bool(preventDestroy), "retainOnDestroy": .bool(retainOnDestroy),
            "retainOnRollback": .bool(retainOnRollback), "allowIrreversible": .bool(allowIrreversible),
        ]
        fields["createTimeout"] = createTimeout.map(\.encoded)
        fields["updateTimeout"] = updateTimeout.map(\.encoded)
        fields["deleteTimeout"] = deleteTimeout.map(\.encoded)
        fields["wait"] = wait
        fields["undo"] = undo
        return .object(fields)
    }

    /// Settings from what ``encoded`` gave; defaults where a part is missing.
    package init(encoded value: Value) {
        self.init()
        preventDestroy = value["preventDestroy"]?.boolValue ?? false
        retainOnDestroy = value["retainOnDestroy"]?.boolValue ?? false
        retainOnRollback = value["retainOnRollback"]?.boolValue ?? false
        allowIrreversible = value["allowIrreversible"]?.boolValue ?? false
        createTimeout = value["createTimeout"].flatMap(Duration.init(encoded:))
        updateTimeout = value["updateTimeout"].flatMap(Duration.init(encoded:))
        deleteTimeout = value["deleteTimeout"].flatMap(Duration.init(encoded:))
        wait = value["wait"]
        undo = value["undo"]
    }
}

extension Duration {
    /// In milliseconds.
    fileprivate var encoded: Value {
        .number(Number(Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)))
    }

    fileprivate init?(encoded value: Value) {
        guard let milliseconds = value.intValue else { return nil }
        self = .milliseconds(milliseconds)
    }
}
