internal import MartletModel

extension StackEvaluator {
    /// Evaluates every instance of a resource and lets `settle` say what others see of it.
    func evaluateResource(
        _ node: CompiledStack.Node, _ index: Int, _ settle: (DesiredResource) -> Value, _ evaluation: inout Evaluation
    ) {
        let definition = program.definition(of: node.site)
        // Part by part, here and below: a copy of the whole declaration would take longer than its evaluation.
        let (name, mode) = (definition.document.resources[index].name, definition.document.resources[index].mode)
        let (forEach, when) = (definition.resources[index].forEach, definition.resources[index].when)
        let number = program.number(node.site, node.slot)
        store.sets[number].reserveCapacity(store.modules[node.site].count)
        for (module, owner) in store.modules[node.site].enumerated() {
            let place = EvaluationPlace(site: node.site, module: module)
            let expansion = expand(forEach: forEach, when: when, what: "resource `\(name)`", at: place)
            let first = Int32(store.instances.count)
            var set = instanceSet(expansion, first: first, dependencies: expansion.dependencies)
            for member in expansion.members {
                let address = Address(module: owner.path, mode: mode, name, key: member.key)
                store.instances.append(
                    EvaluationStore.Instance(address: address, node: node, module: module, each: member.each))
            }
            for id in set.ids {
                guard let desired = desired(Int(id)) else {
                    store.instances[Int(id)].isPoisoned = true
                    set.hasPoison = true
                    continue
                }
                evaluation.resources.append(desired)
                let attributes = settle(desired)
                store.instances[Int(id)].attributes = attributes
                guard !postconditionsHold(Int(id), attributes) else { continue }
                store.instances[Int(id)].isPoisoned = true
                set.hasPoison = true
            }
            if set.shape == .keyed { set.value = attributes(of: set) }
            store.sets[number].append(set)
        }
    }

    /// What the stack wants of one instance; nil when that cannot be evaluated.
    func desired(_ id: Int) -> DesiredResource? {
        let instance = store.instances[id]
        let definition = program.definition(of: instance.node.site)
        let index = instance.node.slot - definition.slots.resources.lowerBound
        let place = EvaluationPlace(site: instance.node.site, module: instance.module, each: instance.each)
        trace = EvaluationTrace()
        guard
            let connection = connection(
                definition.resources[index].connection, definition.resources[index].provider, site: place.site),
            check(definition.resources[index].preconditions, .failedPrecondition, at: place, address: instance.address)
        else { return nil }
        var body: Value = .object(Fields())
        if let term = definition.resources[index].body {
            guard let value = value(of: term, at: place),
                mayBeStored(value, of: term, as: "the body", at: place, address: instance.address)
            else { return nil }
            body = value
        }
        var settings = EvaluatedSettings()
        if let terms = definition.resources[index].settings {
            guard let found = evaluate(terms, at: place, address: instance.address) else { return nil }
            settings = found
        }
        var ids = dependencies(of: definition.resources[index].references, at: place)
        ids.formUnion(store.modules[place.site][place.module].dependencies)
        return DesiredResource(
            address: instance.address, type: definition.document.resources[index].type.content, connection: connection,
            body: body,
            dependencies: addresses(ids, and: connection.dependencies), lifecycle: settings.lifecycle,
            settings: settings.step, range: definition.document.resources[index].range,
            bodyRanges: definition.document.resources[index].body.bodyRanges)
    }

    /// Whether the declaration of an instance has postconditions.
    func hasPostconditions(_ id: Int) -> Bool { !postconditions(of: id).isEmpty }

    private func postconditions(of id: Int) -> [CompiledCondition] {
        let node = store.instances[id].node
        let definition = program.definition(of: node.site)
        return definition.resources[node.slot - definition.slots.resources.lowerBound].postconditions
    }

    /// Whether what is known of an instance by now meets its postconditions.
    func postconditionsHold(_ id: Int, _ attributes: Value) -> Bool {
        let instance = store.instances[id]
        let postconditions = postconditions(of: id)
        guard !postconditions.isEmpty else { return true }
        let place = EvaluationPlace(
            site: instance.node.site, module: instance.module, each: instance.each, itself: attributes)
        return check(postconditions, .failedPostcondition, at: place, address: instance.address)
    }

    /// The addresses of instances, sorted, each once.
    private func addresses(_ ids: EvaluationStore.InstanceIDs, and others: [Address]) -> [Address] {
        let addresses = addresses(ids)
        return others.isEmpty ? addresses : Set(addresses + others).sorted()
    }

    /// All instances of one resource usually depend on the same ones: those are sorted, and kept, once for all.
    private func addresses(_ ids: EvaluationStore.InstanceIDs) -> [Address] {
        if ids == lastDependencies.ids { return lastDependencies.addresses }
        var addresses = ids.map { store.instances[Int($0)].address }
        if addresses.count > 1 { addresses.sort() }
        lastDependencies = (ids, addresses)
        return addresses
    }

    // MARK: Connections

    /// The stack's connection that a file's name for one stands for; nil when it could not be evaluated.
    func connection(_ name: ConnectionName, _ provider: ProviderName, site: Int) -> DesiredConnection? {
        let outer = program.sites[site].connections[name] ?? name
        let root = program.definition(of: 0)
        guard let index = root.document.connections.firstIndex(where: { $0.name == outer }) else {
            return DesiredConnection(name: outer, provider: provider, configuration: .object(Fields()))
        }
        let declaration = root.document.connections[index]
        let cell = cell(root.slots.connections.lowerBound + index, 0)
        if cell.isPoisoned { return nil }
        return DesiredConnection(
            name: outer, provider: declaration.provider, configuration: cell.value,
            dependencies: cell.dependencies.map { store.instances[Int($0)].address }.sorted(), range: declaration.range)
    }

    /// The declared connections and those that resources use without a declaration, each once, in byte order.
    func usedConnections(_ resources: [DesiredResource]) -> [DesiredConnection] {
        var byName: [ConnectionName: DesiredConnection] = [:]
        for declaration in program.definition(of: 0).document.connections {
            byName[declaration.name] = connection(declaration.name, declaration.provider, site: 0)
        }
        // By index: a copy of each resource would take longer than the look at it.
        for index in resources.indices where byName[resources[index].connection.name] == nil {
            byName[resources[index].connection.name] = resources[index].connection
        }
        return byName.values.sorted { $0.name < $1.name }
    }
}

extension YAMLNode? {
    /// Where the fields of a body stand.
    fileprivate var bodyRanges: BodyRanges {
        guard let body = self else { return BodyRanges() }
        return BodyRanges { path in body.nearestRange(path.steps[...]) }
    }
}

extension YAMLNode {
    /// The place of a field, or of the nearest value around it that stands in the text.
    fileprivate func nearestRange(_ steps: ArraySlice<ValuePath.Step>) -> SourceRange {
        guard let step = steps.first else { return startRange }
        switch (step, content) {
        case (.key(let key), .mapping(let entries)):
            guard let entry = entries.first(where: { $0.name == key }) else { return startRange }
            guard steps.count > 1 || entry.value.isScalar else {
                return SourceRange(file, entry.key.range.start, entry.value.startRange.end)
            }
            return entry.value.nearestRange(steps.dropFirst())
        case (.index(let index), .sequence(let elements)) where elements.indices.contains(index):
            return elements[index].nearestRange(steps.dropFirst())
        default: return startRange
        }
    }
}
