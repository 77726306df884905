import MartletModel

extension Blueprint {
    /// What the cloud holds once the stack is applied, worked out without the engine: the bodies by place, references
    /// resolved to the uids that the cloud has now. Nil for a place whose space does not exist.
    ///
    /// - Parameter note: The uid of a node that lives in the state alone.
    func expected(in cloud: [ModelCloud.Key: ModelCloud.Object], secret: String, note: (Address) -> String?)
        -> [ModelCloud.Key: Value]
    {
        var places: [String: [ModelCloud.Key]] = [:]
        var expected: [ModelCloud.Key: Value] = [:]
        func uid(_ node: Node, _ key: InstanceKey?) -> Value {
            if node.isNote { return .string(note(address(node, key)) ?? "none") }
            let place = place(of: node, key, places, cloud)
            return .string(cloud[place]?.uid ?? "none")
        }
        for node in nodes {
            for key in instances(of: node) {
                let place = place(of: node, key, places, cloud)
                if !node.isNote { places[node.name, default: []].append(place) }
                guard !node.isNote else { continue }
                let refs = node.refs.compactMap { self[$0] }.map { target -> Fields.Field in
                    // Instances come in the order of their keys, whatever order those were given in.
                    let keys = instances(of: target).sorted {
                        "\(String(describing: $0))" < "\(String(describing: $1))"
                    }
                    let uids = keys.map { uid(target, $0) }
                    return Fields.Field(target.name, target.each == .none ? uids.first ?? .null : .tuple(uids))
                }
                expected[place] = body(node, key, Fields(refs), secret) { uid($0, nil) }
            }
        }
        return expected
    }

    private func place(
        of node: Node, _ key: InstanceKey?, _ places: [String: [ModelCloud.Key]],
        _ cloud: [ModelCloud.Key: ModelCloud.Object]
    ) -> ModelCloud.Key {
        let host = node.host.flatMap { places[$0]?.first }.flatMap { cloud[$0]?.uid } ?? ""
        return ModelCloud.Key(space: host, identity: identity(node, key))
    }

    private func body(
        _ node: Node, _ key: InstanceKey?, _ refs: Fields, _ secret: String, _ uid: (Node) -> Value
    ) -> Value {
        var body: Fields = [
            "name": .string(Self.bodyName(node, key)), "slot": .string(node.slot),
            "value": .number(Number(node.value)), "fixed": .number(Number(node.fixed)),
            "grade": .number(Number(node.grade)), "refs": .object(refs),
        ]
        if let lane = node.lane { body["lane"] = .string(lane) }
        if let parent = node.parent.flatMap({ self[$0] }) { body["parent"] = .string(identity(parent, nil)) }
        if !node.keys.isEmpty { body["keys"] = .tuple(node.keys.map { .string($0) }) }
        if node.isSlow { body["slow"] = true }
        if node.hasSecret { body["secret"] = .string(secret) }
        if let source = node.looksUp.flatMap({ self[$0] }) {
            body["seen"] = .string("seen \(uid(source).stringValue ?? "")")
        }
        return .object(body)
    }
}
