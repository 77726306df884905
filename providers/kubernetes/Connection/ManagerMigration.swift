import MartletModel

/// Changes to an object's `metadata.managedFields` that the API server leaves to its clients.
///
/// Every change is a JSON patch (RFC 6902) that tests the object's version, so that nothing is lost when somebody writes in
/// between.
enum ManagerMigration {
    /// Client-side tools, whose entries are handed over at adoption (`k8s.io/client-go/util/csaupgrade` does the same).
    private static let clientSideManagers: Set<String> = [
        "kubectl-client-side-apply", "kubectl-create", "kubectl-edit", "kubectl", "before-first-apply", "helm",
        "Terraform", "pulumi-resource-kubernetes",
    ]

    /// Makes the fields of `body` ours alone that client-side tools wrote, so that they go when the manifest drops them.
    /// Fields that the manifest does not name stay with their writers. Nil when there is nothing to hand over.
    static func adoption(of object: Value, body: Value) -> Value? {
        var taken: [Value] = []
        var kept: [Value] = []
        for entry in entries(of: object) {
            guard isClientSide(entry), let fields = entry["fieldsV1"] else {
                kept.append(entry)
                continue
            }
            let (ours, rest) = split(fields, by: body)
            if let ours { taken.append(entry.setting(ours, at: ["fieldsV1"])) }
            if let rest { kept.append(entry.setting(rest, at: ["fieldsV1"])) }
        }
        guard let first = taken.first else { return nil }
        let before = kept.filter(isOurs)
        let fields = (before + taken).compactMap { $0["fieldsV1"] }.reduce(.object(Fields()), union)
        let ours = first.setting(fields, at: ["fieldsV1"]).setting(.string(fieldManager), at: ["manager"])
            .setting("Apply", at: ["operation"])
        return patch(object, entries: kept.filter { !isOurs($0) } + [ours])
    }

    /// Takes our entry away: the fields stay as they are, and are ours no more.
    static func release(of object: Value) -> Value? {
        let all = entries(of: object)
        let others = all.filter { !isOurs($0) }
        guard others.count < all.count else { return nil }
        // An empty list would be taken for no change at all.
        return patch(object, entries: others.isEmpty ? [.object(Fields())] : others)
    }

    /// Writes our entry in another version of the API: an object that was applied in a version whose schema had other
    /// fields cannot be applied in the new one before (fluxcd/flux2#5715). Nil when it is in that version already.
    static func version(of object: Value, to apiVersion: String) -> Value? {
        let all = entries(of: object)
        guard all.contains(where: { isOurs($0) && $0.text("apiVersion") != apiVersion }) else { return nil }
        return patch(
            object, entries: all.map { isOurs($0) ? $0.setting(.string(apiVersion), at: ["apiVersion"]) : $0 }
        )
    }

    private static func entries(of object: Value) -> [Value] { object.at("metadata", "managedFields")?.list ?? [] }

    private static func isOurs(_ entry: Value) -> Bool {
        entry.text("manager") == fieldManager && entry.text("operation") == "Apply"
    }

    private static func isClientSide(_ entry: Value) -> Bool {
        entry.text("operation") == "Update" && (entry.text("subresource") ?? "").isEmpty
            && clientSideManagers.contains(entry.text("manager") ?? "")
    }

    private static func patch(_ object: Value, entries: [Value]) -> Value? {
        guard let version = object.text("metadata", "resourceVersion") else { return nil }
        return [
            ["op": "test", "path": "/metadata/resourceVersion", "value": .string(version)],
            ["op": "replace", "path": "/metadata/managedFields", "value": .tuple(entries)],
        ]
    }

    /// The part of a field set that `body` names, and the rest.
    private static func split(_ fields: Value, by body: Value) -> (ours: Value?, rest: Value?) {
        var (ours, rest) = (Fields(), Fields())
        for field in fields.fields ?? Fields() where field.key != "." {
            guard let value = FieldOwners.value(of: field.key, in: body) else {
                rest[field.key] = field.value
                continue
            }
            if field.value.fields?.contains(where: { $0.key != "." }) ?? false {
                let parts = split(field.value, by: value)
                ours[field.key] = parts.ours
                rest[field.key] = parts.rest
            } else {
                ours[field.key] = field.value
            }
        }
        return (ours.isEmpty ? nil : .object(ours), rest.isEmpty ? nil : .object(rest))
    }

    private static func union(_ left: Value, _ right: Value) -> Value {
        guard let first = left.fields, let second = right.fields else { return left }
        var result = first
        for field in second { result[field.key] = first[field.key].map { union($0, field.value) } ?? field.value }
        return .object(result)
    }
}
