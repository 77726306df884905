import MartletModel

/// What others do while a step is planned and before it runs.
extension StepRunner {
    func act(_ outside: Outside) {
        let (name, objects) = (outside.name, world.cloud.objects)
        let there = objects.keys.sorted().first { objects[$0]?.body["name"]?.stringValue == name }
        defer { notice(objects) }
        switch outside {
        case .drift:
            guard let there else { return }
            let body = objects[there]?.body.with("value", 77) ?? .null
            world.cloud.tamper(there) { $0?.body = body }
        case .vanish: there.map { key in world.cloud.tamper(key) { $0 = nil } }
        case .usurp:
            guard let there else { return }
            let uid = world.cloud.nextUID(there)
            world.cloud.tamper(there) { object in
                object = object.map { ModelCloud.Object(body: $0.body, uid: uid, marker: nil) }
            }
        case .obstacle:
            guard there == nil, let node = step.stack[name], node.host == nil, node.each == .none, !node.isNote else {
                return
            }
            let key = ModelCloud.Key(space: "", identity: step.stack.identity(node, nil))
            // Nothing lies in what is not there.
            let parent = key.identity.split(separator: "/").dropLast().joined(separator: "/")
            guard parent.isEmpty || objects[ModelCloud.Key(space: "", identity: parent)] != nil else { return }
            let uid = world.cloud.nextUID(key)
            world.cloud.tamper(key) { object in
                object = ModelCloud.Object(body: ["name": .string(name), "value": 5], uid: uid, marker: nil)
            }
        }
    }

    /// Whoever has what the stack left behind takes away all that not every object has. (When such an object is adopted, that
    /// would be nobody's to keep or to restore.)
    func mendReleased() throws {
        let kept = ["name", "slot", "value", "fixed", "grade", "parent"]
        let recorded = try world.checkpoint().snapshot.lineages
        for (key, object) in world.cloud.objects
        where released.contains(object.uid) && !recorded.contains(object.uid) {
            let plain = (object.body.fields ?? Fields()).filter { kept.contains($0.key) }
            let body = Value.object(Fields(plain)).with("refs", [:])
            if body != object.body { world.cloud.tamper(key) { $0?.body = body } }
        }
    }

    /// A run that is still open has not seen it either, when no new plan is made.
    private func notice(_ former: [ModelCloud.Key: ModelCloud.Object]) {
        let left = Set(world.cloud.objects.values.map(\.uid))
        let gone = former.values.map(\.uid).filter { !left.contains($0) }
        if !gone.isEmpty { witness.change { $0.vanished.formUnion(gone) } }
    }
}

extension Outside {
    /// Whose object it is about.
    var name: String {
        switch self {
        case .drift(let name), .vanish(let name), .usurp(let name), .obstacle(let name): name
        }
    }
}

extension Value {
    fileprivate func with(_ key: String, _ value: Value) -> Value {
        var fields = fields ?? Fields()
        fields[key] = value
        return .object(fields)
    }
}
