package import MartletModel
import MartletProvider

/// Who wrote which fields of an object, as its `metadata.managedFields` says.
///
/// The format is FieldsV1: `f:name` for a field, `k:{…}` for an element by its keys, `v:…` for an element by its value,
/// `.` for the thing itself (https://kubernetes.io/docs/reference/using-api/server-side-apply/).
package struct FieldOwners {
    /// One entry of `managedFields`.
    package struct Entry: Sendable, Hashable {
        package let manager: String
        /// `Apply` or `Update`.
        package let operation: String
        package let subresource: String?
        package let time: String?
        package let fields: Value

        init(_ entry: Value) {
            manager = entry.text("manager") ?? "unknown"
            operation = entry.text("operation") ?? "Update"
            subresource = entry.text("subresource")
            time = entry.text("time")
            fields = entry["fieldsV1"] ?? .object(Fields())
        }

        /// The manager's name, and when it last wrote.
        var writer: String { time.map { "\(manager) at \($0)" } ?? manager }
    }

    package let entries: [Entry]

    /// From a live object as the server sent it.
    package init(of object: Value) {
        entries = (object.at("metadata", "managedFields")?.list ?? []).map(Entry.init)
    }

    /// Whether we have applied the object.
    package var includesUs: Bool { entries.contains { $0.manager == fieldManager && $0.operation == "Apply" } }

    /// The last writer, other than Martlet, of each field outside the status; paths into `object`. O(owned fields).
    package func writers(in object: Value) -> [ValuePath: String] {
        var writers: [ValuePath: (text: String, time: String)] = [:]
        for entry in entries where entry.manager != fieldManager && entry.subresource != "status" {
            Self.visit(entry.fields, of: object, at: ValuePath()) { path in
                let time = entry.time ?? ""
                if let known = writers[path], known.time > time { return }
                writers[path] = (entry.writer, time)
            }
        }
        return writers.mapValues(\.text)
    }

    /// Calls `body` with the path of every owned leaf.
    private static func visit(_ fields: Value, of value: Value?, at path: ValuePath, _ body: (ValuePath) -> Void) {
        let children = (fields.fields ?? Fields()).filter { $0.key != "." }
        if children.isEmpty { return body(path) }
        for child in children {
            guard let step = step(child.key, in: value) else { continue }
            let childPath = path.appending(step)
            if childPath.steps == [.key("status")] { continue }
            visit(child.value, of: value?.value(at: ValuePath([step])), at: childPath, body)
        }
    }

    /// What a key of a field set stands for in `value`; nil where that has no such thing.
    static func value(of key: String, in value: Value) -> Value? {
        if key.hasPrefix("v:"), let wanted = try? KubernetesJSON.value(Array(key.utf8.dropFirst(2))) {
            return value.list.contains { $0.revealed == wanted } ? wanted : nil
        }
        return step(key, in: value).flatMap { value.value(at: ValuePath([$0])) }
    }

    private static func step(_ key: String, in value: Value?) -> ValuePath.Step? {
        if key.hasPrefix("f:") { return .key(String(key.dropFirst(2))) }
        guard key.hasPrefix("k:"), let wanted = try? KubernetesJSON.value(Array(key.utf8.dropFirst(2))).fields else {
            return nil
        }
        let index = value?.list.firstIndex { element in wanted.allSatisfy { element[$0.key]?.revealed == $0.value } }
        return index.map { .index($0) }
    }
}

/// The name under which Martlet applies: one for all runs, so that it never conflicts with itself.
package let fieldManager = "martlet"
