internal import MartletModel

/// One step of a path in `managedFields`, in its FieldsV1 code: `f:name`, `k:{"name":"a"}`, `v:"x"`, `i:0`.
///
/// See "FieldsV1" in the reference of ObjectMeta
/// (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/).
struct PathElement: Sendable, Hashable {
    let code: String

    init(code: String) { self.code = code }

    static func field(_ name: String) -> PathElement { PathElement(code: "f:\(name)") }

    /// The field name, when this is a field.
    var field: String? { code.hasPrefix("f:") ? String(code.dropFirst(2)) : nil }

    /// The values of the keys, when this is an item of a keyed list.
    var keys: Fields? { code.hasPrefix("k:") ? KubernetesJSON.value(code.dropFirst(2))?.fields : nil }

    /// The item `value` of a list of `topology`; nil when a key is missing, or the list has no keys.
    init?(item value: Value, in topology: SchemaNode.ListTopology) {
        switch topology {
        case .atomic: return nil
        case .set: code = "v:\(KubernetesJSON.text(value))"
        case .keyed(let keys):
            guard let fields = value.fields else { return nil }
            var found: [Fields.Field] = []
            for key in keys {
                guard let value = fields[key.name] ?? key.defaultValue else { return nil }
                found.append(Fields.Field(key.name, value))
            }
            code = "k:\(KubernetesJSON.text(.object(Fields(found))))"
        }
    }
}

extension PathElement: CustomStringConvertible {
    /// As conflicts print it: `.spec`, `[name="a"]`, `[="x"]`, `[0]`.
    var description: String {
        if let field { return ".\(field)" }
        if let keys {
            return "[" + keys.map { "\($0.key)=\(KubernetesJSON.text($0.value))" }.joined(separator: ",") + "]"
        }
        return code.hasPrefix("v:") ? "[=\(code.dropFirst(2))]" : "[\(code.dropFirst(2))]"
    }
}
