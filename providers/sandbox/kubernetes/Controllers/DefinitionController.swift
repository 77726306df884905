internal import MartletModel

/// CRDs: established a moment after they are written, gone after their objects.
extension ClusterSession {
    private static let establishDelay = Duration.milliseconds(200)
    private static let collection = "apiextensions.k8s.io/customresourcedefinitions"
    static let cleanupFinalizer = "customresourcecleanup.apiextensions.k8s.io"

    mutating func reconcileDefinition(_ definition: Value) {
        guard !definition.isTerminating else { return deleteObjects(of: definition) }
        let names = definition.at("spec", "names") ?? .null
        if CustomResourceDefinition.condition("NamesAccepted", of: definition) == nil {
            return acceptNames(of: definition, names)
        }
        var object = definition
        if CustomResourceDefinition.isServed(definition) {
            object.set(names, "status", "acceptedNames")
            object.set(.tuple(storedVersions(of: definition)), "status", "storedVersions")
        } else if CustomResourceDefinition.condition("NamesAccepted", of: definition) == "True", isDue(definition) {
            object.set(
                conditions(
                    of: object, setting: "Established", "True", "InitialNamesAccepted",
                    "the initial names have been accepted"), "status", "conditions")
        }
        setStatus(object["status"] ?? .null, of: definition, in: Self.collection)
    }

    /// The wake-up that establishes a CRD comes after the write that asked for it.
    private func isDue(_ definition: Value) -> Bool {
        let place = SandboxKey(space, "sandbox/definitions", definition.uid)
        return (transaction[place]?.body["due"]?.intValue).map { $0 <= Int(transaction.now.nanoseconds) } ?? true
    }

    private mutating func acceptNames(of definition: Value, _ names: Value) {
        var object = definition
        let rival = list(Self.collection).first { other in
            other.uid != definition.uid && other.at("spec", "group") == definition.at("spec", "group")
                && other.at("spec", "names", "kind") == names["kind"]
        }
        let isAccepted = rival == nil
        object.set(
            conditions(
                of: object, setting: "NamesAccepted", isAccepted ? "True" : "False",
                isAccepted ? "NoConflicts" : "KindConflict",
                isAccepted ? "no conflicts found" : "\"\(names["kind"]?.stringValue ?? "")\" is already in use"),
            "status",
            "conditions")
        object.set(
            conditions(
                of: object, setting: "Established", "False", isAccepted ? "Installing" : "NotAccepted",
                isAccepted ? "the initial names have been accepted" : "not all names are accepted"), "status",
            "conditions")
        object.set(isAccepted ? names : .object(["kind": "", "plural": ""]), "status", "acceptedNames")
        object.set(.tuple(storedVersions(of: definition)), "status", "storedVersions")
        if !object.finalizers.contains(Self.cleanupFinalizer) {
            object.set(
                .tuple((object.finalizers + [Self.cleanupFinalizer]).map { .string($0) }), "metadata", "finalizers")
        }
        if isAccepted {
            let due = transaction.now.advanced(by: Self.establishDelay)
            transaction.put(
                SandboxKey(space, "sandbox/definitions", definition.uid), ["due": .int(Int(due.nanoseconds))])
        }
        let stored = store(object, in: Self.collection)
        if isAccepted { wake(Self.collection, stored, after: Self.establishDelay) }
    }

    private func storedVersions(of definition: Value) -> [Value] {
        let known = definition.at("status", "storedVersions")?.elements ?? []
        let storage = (definition.at("spec", "versions")?.elements ?? []).first { $0["storage"]?.boolValue == true }?[
            "name"]
        guard let storage, !known.contains(storage) else { return known }
        return known + [storage]
    }

    /// A CRD takes its objects with it.
    private mutating func deleteObjects(of definition: Value) {
        let group = definition.at("spec", "group")?.stringValue ?? ""
        let plural = definition.at("spec", "names", "plural")?.stringValue ?? ""
        let collection = ResourceKind.collection(group, plural)
        if let kind = kind(collection: collection) {
            for object in list(collection) where !object.isTerminating {
                remove(object, kind: kind, options: .background)
            }
        }
        if list(collection).isEmpty {
            transaction.delete(SandboxKey(space, "sandbox/definitions", definition.uid))
            dropFinalizer(Self.cleanupFinalizer, of: definition, in: Self.collection)
        } else {
            // Held by finalizers of its objects: looked at again when one of them goes.
            wake(Self.collection, definition, after: .seconds(1))
        }
    }

    mutating func reconcileAPIService(_ service: Value) {
        guard !service.isTerminating else { return }
        let isLocal = service.at("spec", "service") == nil
        var object = service
        object.set(
            conditions(
                of: object, setting: "Available", isLocal ? "True" : "False", isLocal ? "Local" : "ServiceNotFound",
                isLocal ? "Local APIServices are always available" : "the sandbox reaches no aggregated API servers"),
            "status", "conditions")
        setStatus(object["status"] ?? .null, of: service, in: "apiregistration.k8s.io/apiservices")
    }
}
