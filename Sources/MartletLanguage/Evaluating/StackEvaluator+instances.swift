internal import MartletModel

/// The instances that `for_each` and `when` ask for.
struct Expansion {
    struct Member {
        let key: InstanceKey?
        let each: EvaluationStore.Each?
    }

    let shape: EvaluationStore.InstanceSet.Shape
    let members: [Member]
    let dependencies: EvaluationStore.InstanceIDs

    static let poisoned = Expansion(shape: .poisoned, members: [], dependencies: [])
    /// Of what has neither `for_each` nor `when`.
    static let single = Expansion(shape: .single, members: [Member(key: nil, each: nil)], dependencies: [])
}

extension StackEvaluator {
    /// Finds the instances of a resource or module call in one module instance.
    ///
    /// - Parameter what: For sentences: "resource `group`". Made only where there may be something to say.
    func expand(
        forEach: CompiledTerm?, when: CompiledTerm?, what: @autoclosure () -> String, at place: EvaluationPlace
    ) -> Expansion {
        if forEach == nil, when == nil { return .single }
        let what = what()
        trace = EvaluationTrace()
        var members = [Expansion.Member(key: nil, each: nil)]
        if let forEach {
            guard let value = value(of: forEach, at: place),
                let found = self.members(of: value, range: forEach.range, what: what)
            else { return .poisoned }
            members = found
        }
        if let when {
            var kept: [Expansion.Member] = []
            for member in members {
                var place = place
                place.each = member.each ?? place.each
                guard let holds = truth(of: when, what: what, at: place) else { return .poisoned }
                if holds { kept.append(member) }
            }
            members = kept
        }
        let references = (forEach?.references ?? []) + (when?.references ?? [])
        let dependencies = dependencies(of: references, at: place)
        let single: EvaluationStore.InstanceSet.Shape = members.isEmpty ? .absent : .single
        return Expansion(shape: forEach == nil ? single : .keyed, members: members, dependencies: dependencies)
    }

    private func truth(of when: CompiledTerm, what: String, at place: EvaluationPlace) -> Bool? {
        guard let value = value(of: when, at: place) else { return nil }
        let (bare, marks) = value.unmarked
        if marks.contains(.ephemeral) {
            reportEphemeral("when", of: what, at: when.range)
            return nil
        }
        if case .unknown = bare {
            diagnostics.append(
                LanguageFault.unfitWhen.at(
                    when.range, "Whether \(what) exists is not known before apply, so no plan can be made.",
                    hint: "Decide by variables and locals, or by attributes that are known before apply, as names."))
            return nil
        }
        guard !marks.contains(.secret), case .bool(let truth)? = try? ValueConversion.convert(bare, to: .bool) else {
            diagnostics.append(
                LanguageFault.unfitWhen.at(
                    when.range, "`when` of \(what) must be true or false; it is \(value.described).",
                    hint: marks.contains(.secret)
                        ? "Whether something exists shows in every plan: use `nonsensitive(…)` if that is no secret."
                        : "Compare: `${var.x != null}`, `${length(var.x) > 0}`."))
            return nil
        }
        return truth
    }

    // MARK: for_each

    private func members(of value: Value, range: SourceRange, what: String) -> [Expansion.Member]? {
        let (bare, marks) = value.unmarked
        if marks.contains(.ephemeral) {
            reportEphemeral("for_each", of: what, at: range)
            return nil
        }
        if marks.contains(.secret) {
            diagnostics.append(
                LanguageFault.secretForEach.at(
                    range,
                    "`for_each` of \(what) is secret, but its keys become part of addresses, which every plan shows.",
                    hint: "Use `nonsensitive(…)` for the keys if they are no secret, and keep the secret in the values."
                ))
            return nil
        }
        switch bare {
        case .object(let fields):
            return fields.map { field in
                Expansion.Member(
                    key: .string(field.key),
                    each: EvaluationStore.Each(key: .string(field.key), value: field.value))
            }
        case .tuple(let elements): return members(of: elements, range: range, what: what)
        case .unknown:
            diagnostics.append(
                LanguageFault.unknownForEach.at(
                    range, "The keys of `for_each` of \(what) are not known before apply, so no plan can be made.",
                    hint: "Use a map whose keys are written here or come from variables; its values may be unknown."))
            return nil
        default:
            diagnostics.append(
                unfit(
                    range,
                    "`for_each` of \(what) must be a mapping, or a list of texts or numbers; it is \(value.described).",
                    bare.isNull ? "Write `{}` for none, or use `when`." : "Write `{name: …}` or `[first, second]`."))
            return nil
        }
    }

    private func members(of elements: [Value], range: SourceRange, what: String) -> [Expansion.Member]? {
        var members: [Expansion.Member] = []
        var seen: Set<InstanceKey> = []
        for element in elements {
            guard let key = key(of: element, range: range, what: what) else { return nil }
            guard seen.insert(key).inserted else {
                diagnostics.append(
                    unfit(
                        range, "The key \(key) stands twice in `for_each` of \(what).",
                        "Use `toset(…)` or `distinct(…)` if equal ones may be there."))
                return nil
            }
            members.append(Expansion.Member(key: key, each: EvaluationStore.Each(key: element, value: element)))
        }
        return members
    }

    private func key(of element: Value, range: SourceRange, what: String) -> InstanceKey? {
        switch element {
        case .string(let text): return .string(text)
        case .number(let number):
            if let integer = number.int { return .integer(integer) }
            diagnostics.append(
                unfit(
                    range, "A key of `for_each` of \(what) is \(number), which is not a whole number.",
                    "Use whole numbers or texts."))
        case .unknown:
            diagnostics.append(
                LanguageFault.unknownForEach.at(
                    range, "A key of `for_each` of \(what) is not known before apply, so no plan can be made.",
                    hint: "Use a map: its keys must be known, its values need not."))
        case .marked(_, let marks) where marks.contains(.ephemeral):
            reportEphemeral("for_each", of: what, at: range)
        case .marked(_, let marks) where marks.contains(.secret):
            diagnostics.append(
                LanguageFault.secretForEach.at(
                    range, "A key of `for_each` of \(what) is secret, but keys become part of addresses.",
                    hint: "Use `nonsensitive(…)` if it is none."))
        default:
            diagnostics.append(
                unfit(
                    range,
                    "A key of `for_each` of \(what) must be text or a whole number; one is \(element.described).",
                    "For a list of mappings, make a map: `{for one in … : one.name => one}`."))
        }
        return nil
    }

    private func unfit(_ range: SourceRange, _ detail: String, _ hint: String) -> Diagnostic {
        LanguageFault.unfitForEach.at(range, detail, hint: hint)
    }

    // MARK: Module calls

    func evaluateCall(_ node: CompiledStack.Node, _ index: Int) {
        let definition = program.definition(of: node.site)
        let (declaration, call) = (definition.document.modules[index], definition.calls[index])
        let child = program.sites[node.site].children[index]
        let number = program.number(node.site, node.slot)
        for (module, parent) in store.modules[node.site].enumerated() {
            let place = EvaluationPlace(site: node.site, module: module)
            let expansion = expand(
                forEach: call.forEach, when: call.when, what: "module `\(declaration.name)`", at: place)
            var gate = parent.dependencies
            gate.formUnion(expansion.dependencies)
            gate.formUnion(dependencies(of: call.dependsOn, at: place))
            let first = Int32(store.modules[child].count)
            store.sets[number].append(instanceSet(expansion, first: first, dependencies: gate))
            for member in expansion.members {
                let step = ModulePath.Step(declaration.name, key: member.key)
                store.modules[child].append(
                    EvaluationStore.ModuleInstance(
                        path: parent.path.appending(step), parent: module, each: member.each, dependencies: gate))
            }
        }
    }

    func instanceSet(
        _ expansion: Expansion, first: Int32, dependencies: EvaluationStore.InstanceIDs
    ) -> EvaluationStore.InstanceSet {
        var set = EvaluationStore.InstanceSet(shape: expansion.shape, first: first, dependencies: dependencies)
        guard expansion.shape == .keyed else { return set }
        set.keys = expansion.members.compactMap(\.key)
        if set.keys.count > 8 {
            set.places = Dictionary(set.keys.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        }
        return set
    }
}
