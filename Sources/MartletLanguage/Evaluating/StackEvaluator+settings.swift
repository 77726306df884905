internal import MartletModel

/// The meta keys of one instance, evaluated.
struct EvaluatedSettings {
    var lifecycle = DesiredResource.Lifecycle()
    var step = StepSettings()
}

extension StackEvaluator {
    /// Nil, with diagnostics, when one of them has no usable value.
    func evaluate(_ terms: CompiledSettings, at place: EvaluationPlace, address: Address) -> EvaluatedSettings? {
        var reader = SettingReader(evaluator: self, place: place)
        var result = EvaluatedSettings()
        for (name, term) in terms.entries { reader.read(term, as: name, into: &result) }
        result.lifecycle.replaceTriggers = terms.replaceTriggers.flatMap { triggers($0, at: place) }
        return reader.isComplete ? result : nil
    }

    /// The instances, and the path inside them, that a trigger names.
    private func triggers(_ trigger: CompiledDependency, at place: EvaluationPlace) -> [DesiredResource.ReplaceTrigger]
    {
        // For the trace alone: which instance `[each.key]` means.
        trace = EvaluationTrace()
        trigger.expression.touchNames(in: EvaluationScope(evaluator: self, place: place))
        let ids = dependencies(of: [trigger.target], at: place)
        let isKeyed = ids.first.map { store.instances[Int($0)].address.key != nil } ?? false
        let path = ValuePath(trigger.expression.pathSteps(after: isKeyed ? 2 : 1))
        return ids.map { DesiredResource.ReplaceTrigger(address: store.instances[Int($0)].address, path: path) }
    }
}

extension Expression {
    /// The steps of a reference as a path, without the first `count`; as far as the text tells them.
    fileprivate func pathSteps(after count: Int) -> [ValuePath.Step] {
        guard case .reference(let traversal) = node else { return [] }
        let rest = Array(traversal.steps.dropFirst(count))
        return Traversal.constantPrefix(of: rest).map { step in
            switch step {
            case .attribute(let name): .key(name)
            case .index(let value): value.intValue.map(ValuePath.Step.index) ?? .key(value.stringValue ?? "")
            }
        }
    }
}

/// Reads evaluated settings and tells what is wrong with them.
private struct SettingReader {
    let evaluator: StackEvaluator
    let place: EvaluationPlace
    var isComplete = true

    mutating func read(_ term: CompiledTerm, as name: CompiledSettings.Name, into settings: inout EvaluatedSettings) {
        switch name {
        case .preventDestroy: settings.step.preventDestroy = bool(term, "prevent_destroy") ?? false
        case .retainOnDestroy: settings.step.retainOnDestroy = bool(term, "retain_on_destroy") ?? false
        case .allowIrreversible: settings.step.allowIrreversible = bool(term, "allow_irreversible") ?? false
        case .retainOnRollback: settings.step.retainOnRollback = bool(term, "rollback.retain") ?? false
        case .createTimeout: settings.step.createTimeout = duration(term, "timeouts.create")
        case .updateTimeout: settings.step.updateTimeout = duration(term, "timeouts.update")
        case .deleteTimeout: settings.step.deleteTimeout = duration(term, "timeouts.delete")
        case .wait: settings.step.wait = any(term)
        case .undo: settings.step.undo = any(term).flatMap { $0.isNull ? nil : $0 }
        case .createBeforeDestroy: settings.lifecycle.createBeforeDestroy = bool(term, "create_before_destroy")
        case .ignoreChanges: settings.lifecycle.ignoredChanges = ignoredChanges(term)
        }
    }

    private mutating func any(_ term: CompiledTerm) -> Value? {
        guard let value = evaluator.value(of: term, at: place),
            evaluator.mayBeStored(value, of: term, as: "this setting", at: place)
        else {
            isComplete = false
            return nil
        }
        return value
    }

    private mutating func bool(_ term: CompiledTerm, _ name: String) -> Bool? {
        guard let value = any(term) else { return nil }
        if case .bool(let truth) = value { return truth }
        if case .bool(let truth)? = try? ValueConversion.convert(value.unmarked.value, to: .bool) { return truth }
        if value.isNull { return nil }
        unfit(term, "`\(name)` must be true or false when the plan is made; it is \(value.described).", nil)
        return nil
    }

    private mutating func duration(_ term: CompiledTerm, _ name: String) -> Duration? {
        guard let value = any(term), !value.isNull else { return nil }
        if let text = value.stringValue, let duration = Duration(stackText: text) { return duration }
        evaluator.diagnostics.append(
            LanguageFault.invalidDuration.at(
                term.range, "`\(name)` must be a duration; it is \(value.described).",
                hint: "Write hours, minutes and seconds with their units, as `90s`, `60m` or `1h30m`."))
        isComplete = false
        return nil
    }

    private mutating func ignoredChanges(_ term: CompiledTerm) -> DesiredResource.IgnoredChanges {
        guard let value = any(term) else { return .paths([]) }
        if value.stringValue == "all" { return .all }
        if value.isNull { return .paths([]) }
        guard let elements = value.elements else {
            unfit(term, "`ignore_changes` must be `all` or a list of field paths; it is \(value.described).", nil)
            return .paths([])
        }
        var paths: [ValuePath] = []
        for element in elements {
            guard let text = element.stringValue, let path = ValuePath(stackText: text) else {
                evaluator.diagnostics.append(
                    LanguageFault.invalidPath.at(
                        term.range, "`ignore_changes` has \(element.described), which is not the path of a field.",
                        hint: "Write paths into the body, as `tags`, `properties.agentPoolProfiles[0].count` or "
                            + "`metadata.annotations[\"example.com/key\"]`."))
                isComplete = false
                continue
            }
            paths.append(path)
        }
        return .paths(paths.sorted())
    }

    private mutating func unfit(_ term: CompiledTerm, _ detail: String, _ hint: String?) {
        evaluator.diagnostics.append(
            LanguageFault.unfitSetting.at(
                term.range, detail, hint: hint ?? "Decide it by variables and locals: apply is too late."))
        isComplete = false
    }
}
