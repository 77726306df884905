import MartletLanguage
import MartletModel

extension Blueprint {
    /// The secret that the stack's variable holds: planted, to be found nowhere.
    static func canary(_ seed: UInt64) -> String { "canary-\(seed)-never-in-clear" }

    /// The stack file, as JSON, which is YAML.
    var text: String {
        var resources = Fields()
        var data = Fields()
        for node in nodes {
            resources[node.name] = resource(node)
            if let source = node.looksUp {
                let body: Value = ["of": .string("${\(Self.reference(source)).uid}")]
                data["look_\(node.name)"] = ["type": "model.lookup", "body": body]
            }
        }
        var providers: Fields = ["model": [:]]
        for host in Set(nodes.compactMap(\.host)).sorted() {
            providers["in_\(host)"] = ["provider": "model", "space": .string("${\(Self.reference(host)).endpoint}")]
        }
        var stack: Fields = [
            "martlet": 1, "name": "props", "providers": .object(providers), "resources": .object(resources),
            "variables": ["secret": ["type": "string", "sensitive": true, "default": "none"]],
            "data": .object(data),
        ]
        stack["moved"] = .tuple(moves.sorted { $0.key < $1.key }.map { ["from": .string($0), "to": .string($1)] })
        stack["imports"] = .tuple(imports.sorted { $0.key < $1.key }.map { ["to": .string($0), "id": .string($1)] })
        stack["removed"] = .tuple(forgotten.map { ["from": .string($0), "destroy": false] })
        stack["outputs"] = .object(
            Fields(
                nodes.prefix(3).filter { $0.each == .none }.map { node in
                    Fields.Field(node.name, ["value": .string("${\(Self.reference(node.name)).uid}")])
                }
            )
        )
        return (try? Value.object(stack).canonicalJSON(secrets: .redact)) ?? ""
    }

    private static func reference(_ name: String) -> String { "resource.\(name)" }

    private func resource(_ node: Node) -> Value {
        var fields: Fields = ["type": .string(node.isNote ? "model.note" : "model.thing"), "body": .object(body(node))]
        switch node.each {
        case .none: break
        case .list(let keys): fields["for_each"] = .tuple(keys.map { .string($0) })
        case .of(let source): fields["for_each"] = .string("${\(Self.reference(source)).keys}")
        }
        if !node.after.isEmpty { fields["depends_on"] = .tuple(node.after.map { .string(Self.reference($0)) }) }
        if let host = node.host { fields["provider"] = .string("in_\(host)") }
        if node.retainsOnRollback { fields["rollback"] = ["retain": true] }
        let lifecycle = lifecycle(node)
        if !lifecycle.isEmpty { fields["lifecycle"] = .object(lifecycle) }
        return .object(fields)
    }

    private func lifecycle(_ node: Node) -> Fields {
        var lifecycle = Fields()
        if let createsFirst = node.createsFirst { lifecycle["create_before_destroy"] = .bool(createsFirst) }
        if node.isProtected { lifecycle["prevent_destroy"] = true }
        if node.retainsOnDestroy { lifecycle["retain_on_destroy"] = true }
        if node.allowsIrreversible { lifecycle["allow_irreversible"] = true }
        if node.ignoresValue { lifecycle["ignore_changes"] = ["value"] }
        if !node.triggers.isEmpty {
            lifecycle["replace_triggered_by"] = .tuple(node.triggers.map { .string("resource.\($0).value") })
        }
        return lifecycle
    }

    private func body(_ node: Node) -> Fields {
        let isKeyed = node.each != .none
        var body: Fields = [
            "name": .string((node.bodyName ?? node.name) + (isKeyed ? ".${each.key}" : "")), "slot": .string(node.slot),
            "value": .number(Number(node.value)), "fixed": .number(Number(node.fixed)),
            "grade": .number(Number(node.grade)),
        ]
        if let lane = node.lane { body["lane"] = .string(lane) }
        if let parent = node.parent { body["parent"] = .string("${\(Self.reference(parent)).path}") }
        if !node.keys.isEmpty { body["keys"] = .tuple(node.keys.map { .string($0) }) }
        if node.isSlow { body["slow"] = true }
        if node.hasSecret { body["secret"] = "${var.secret}" }
        if node.looksUp != nil { body["seen"] = .string("${data.look_\(node.name).seen}") }
        let refs = node.refs.map { ref -> Fields.Field in
            let isMany = self[ref].map { $0.each != .none } ?? false
            let one = "${\(Self.reference(ref)).uid}"
            let all = "${[for key, one in \(Self.reference(ref)) : one.uid]}"
            return Fields.Field(ref, .string(isMany ? all : one))
        }
        body["refs"] = .object(Fields(refs))
        return body
    }

    /// The stack, read by the real loader.
    func program(secret: String) throws -> LoadedStack { try Self.program(text, secret: secret) }

    static func program(_ text: String, secret: String) throws -> LoadedStack {
        let inputs = StackInputs(variables: [(name: "secret", text: secret)])
        return try StackLoader(files: OneFile(text: text)).load("/stack", inputs: inputs)
    }
}

/// A folder with nothing but `stack.yaml`.
private struct OneFile: FileReading {
    let text: String

    func read(_ path: String, limit: Int) throws(FileFault) -> [UInt8] {
        guard path.hasSuffix("/stack.yaml") else { throw .missing }
        return Array(text.utf8)
    }

    func names(in folder: String) throws(FileFault) -> [String] { ["stack.yaml"] }
}
