internal import MartletModel

/// What a write may not touch.
enum ObjectPreparation {
    /// The proposed object with everything that belongs to the server as it is in `live`.
    static func prepareUpdate(_ proposed: Value, live: Value, kind: ResourceKind, subresource: String) -> Value {
        var object = proposed
        for field in [
            "uid", "creationTimestamp", "generation", "resourceVersion", "selfLink", "deletionTimestamp",
            "deletionGracePeriodSeconds", "name", "namespace", "generateName",
        ] {
            object.set(live.at("metadata", field), "metadata", field)
        }
        object.set(live["kind"], "kind")
        if subresource == "status" {
            var result = live.setting(object["status"], at: "status")
            result.set(object.at("metadata", "managedFields"), "metadata", "managedFields")
            return result
        }
        if kind.hasStatus { object.set(live["status"], "status") }
        return object
    }

    /// Whether anything differs that counts up the generation.
    static func isSpecChanged(_ live: Value, _ object: Value) -> Bool {
        guard let before = live.fields, let after = object.fields else { return true }
        let names = Set(before.keys).union(after.keys).subtracting(["metadata", "status", "apiVersion"])
        return names.contains { before[$0] != after[$0] } || live.isTerminating != object.isTerminating
    }

    /// Whether nothing differs, ownership aside.
    static func isSame(_ live: Value?, _ object: Value) -> Bool {
        live?.removing("metadata", "managedFields") == object.removing("metadata", "managedFields")
    }
}
