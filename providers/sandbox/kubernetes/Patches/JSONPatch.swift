internal import MartletModel

/// JSON Patch (RFC 6902).
enum JSONPatch {
    static func apply(_ patch: Value, to target: Value) throws(KubernetesStatus) -> Value {
        guard case .tuple(let operations) = patch else {
            throw .badRequest(
                "error decoding patch: json: cannot unmarshal object into Go value of type jsonpatch.Patch")
        }
        var result = target
        for operation in operations { result = try perform(operation, on: result) }
        return result
    }

    private static func perform(_ operation: Value, on target: Value) throws(KubernetesStatus) -> Value {
        let path = pointer(operation["path"]?.stringValue ?? "")
        let value = operation["value"] ?? .null
        switch operation["op"]?.stringValue {
        case "add": return try edit(target, path) { .some(value) }
        case "replace":
            _ = try find(path, in: target)
            return try edit(target, path, replaces: true) { value }
        case "remove":
            _ = try find(path, in: target)
            return try edit(target, path, replaces: true) { nil }
        case "copy", "move":
            let source = pointer(operation["from"]?.stringValue ?? "")
            let moved = try find(source, in: target)
            let isMove = operation["op"]?.stringValue == "move"
            let base = isMove ? try edit(target, source, replaces: true) { nil } : target
            return try edit(base, path) { moved }
        case "test":
            let found = try? find(path, in: target)
            guard (found ?? .null) == value else {
                throw failed("testing value \(operation["path"]?.stringValue ?? "") failed")
            }
            return target
        default: throw failed("unexpected kind: \(operation["op"]?.stringValue ?? "unknown")")
        }
    }

    private static func pointer(_ text: String) -> [String] {
        text.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map { segment in
            var name = ""
            var rest = segment
            while let character = rest.popFirst() {
                guard character == "~", let code = rest.popFirst() else {
                    name.append(character)
                    continue
                }
                name.append(code == "1" ? "/" : "~")
            }
            return name
        }
    }

    private static func find(_ path: [String], in value: Value) throws(KubernetesStatus) -> Value {
        var current = value
        for name in path {
            let next: Value? =
                if case .tuple(let items) = current {
                    Int(name).flatMap { items.indices.contains($0) ? items[$0] : nil }
                } else {
                    current[name]
                }
            guard let next else {
                throw failed("path /\(path.joined(separator: "/")): missing value")
            }
            current = next
        }
        return current
    }

    private static func edit(
        _ value: Value, _ path: [String], replaces: Bool = false, _ new: () -> Value?
    ) throws(KubernetesStatus) -> Value {
        guard let first = path.first else { return new() ?? .null }
        switch value {
        case .object(var fields):
            if path.count == 1 {
                fields[first] = new()
            } else {
                guard let inner = fields[first] else {
                    throw failed("doc is missing path: /\(path.joined(separator: "/"))")
                }
                fields[first] = try edit(inner, Array(path.dropFirst()), replaces: replaces, new)
            }
            return .object(fields)
        case .tuple(var items):
            let index = first == "-" ? items.count : Int(first) ?? -1
            guard (0...items.count).contains(index) else { throw failed("invalid index \(first)") }
            if path.count > 1 {
                guard index < items.count else { throw failed("invalid index \(first)") }
                items[index] = try edit(items[index], Array(path.dropFirst()), replaces: replaces, new)
            } else {
                if replaces { items.remove(at: index) }
                if let value = new() { items.insert(value, at: index) }
            }
            return .tuple(items)
        default: throw failed("doc is missing path: /\(path.joined(separator: "/"))")
        }
    }

    private static func failed(_ why: String) -> KubernetesStatus {
        KubernetesStatus(
            422, "Invalid", "the server rejected our request due to an error in our request: \(why)", details: Fields())
    }
}
