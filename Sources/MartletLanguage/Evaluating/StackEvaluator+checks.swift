internal import MartletModel

extension StackEvaluator {
    /// Every check whose `when` holds, in every module instance.
    func checks() -> [DesiredCheck] {
        var checks: [DesiredCheck] = []
        for site in program.sites.indices {
            for index in program.definition(of: site).checks.indices {
                for module in store.modules[site].indices {
                    if let check = check(index, at: EvaluationPlace(site: site, module: module)) {
                        checks.append(check)
                    }
                }
            }
        }
        return checks
    }

    /// Nil for a check that is not wanted, or that could not be evaluated, which is told.
    private func check(_ index: Int, at place: EvaluationPlace) -> DesiredCheck? {
        let definition = program.definition(of: place.site)
        let (declaration, compiled) = (definition.document.checks[index], definition.checks[index])
        refresh(compiled, site: place.site, module: place.module)
        if let when = compiled.when {
            guard let value = value(of: when, at: place), isTrue(value) else { return nil }
        }
        guard let connection = connection(compiled.connection, compiled.provider, site: place.site) else { return nil }
        var body: Value = .object(Fields())
        if let term = compiled.body {
            guard let value = value(of: term, at: place) else { return nil }
            body = value
        }
        guard let limit = limit(compiled.timeout, of: declaration, at: place) else { return nil }
        return DesiredCheck(
            id: id(declaration, at: place), type: declaration.type.content, connection: connection, body: body,
            isBlocking: declaration.isBlocking, timeout: limit.duration,
            range: declaration.range)
    }

    private struct Limit {
        let duration: Duration?
    }

    /// How long a check may take; nil, with a fault, when its `timeout` is no duration.
    private func limit(
        _ term: CompiledTerm?, of declaration: CheckDeclaration, at place: EvaluationPlace
    ) -> Limit? {
        guard let term else { return Limit(duration: nil) }
        guard let value = value(of: term, at: place) else { return nil }
        if value.isNull { return Limit(duration: nil) }
        if let duration = value.stringValue.flatMap({ Duration(stackText: $0) }) { return Limit(duration: duration) }
        diagnostics.append(.invalidTimeout(of: "check `\(declaration.name)`", value, at: term.range))
        return nil
    }

    private func isTrue(_ value: Value) -> Bool {
        guard case .bool(let truth)? = try? ValueConversion.convert(value.unmarked.value, to: .bool) else {
            return false
        }
        return truth
    }

    private func id(_ declaration: CheckDeclaration, at place: EvaluationPlace) -> CheckID {
        CheckID(module: store.modules[place.site][place.module].path, declaration.name)
    }

    /// Whether `answer` meets every condition under `assert`; those that it does not meet are told.
    func holds(_ check: CheckID, _ answer: Value) -> Bool {
        for site in program.sites.indices {
            let definition = program.definition(of: site)
            for (index, declaration) in definition.document.checks.enumerated() where declaration.name == check.name {
                for module in store.modules[site].indices {
                    let place = EvaluationPlace(site: site, module: module, itself: answer)
                    guard id(declaration, at: place) == check else { continue }
                    refresh(definition.checks[index], site: site, module: module)
                    return self.check(
                        definition.checks[index].assertions, .failedPostcondition, at: place, address: nil)
                }
            }
        }
        return true
    }
}
