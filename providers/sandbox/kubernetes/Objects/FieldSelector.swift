internal import MartletModel

/// Which fields are meant: the text of `fieldSelector=`.
struct FieldSelector: Sendable, Hashable {
    private struct Requirement: Sendable, Hashable {
        let path: String
        let value: String
        let isNegated: Bool
    }

    private let requirements: [Requirement]

    init(text: String, kind: ResourceKind) throws(KubernetesStatus) {
        var found: [Requirement] = []
        for part in text.split(separator: ",") {
            guard let equals = part.firstIndex(of: "=") else {
                throw .badRequest("invalid selector: '\(text)'; can't understand '\(part)'")
            }
            var path = part[..<equals]
            let isNegated = path.last == "!"
            if isNegated { path = path.dropLast() }
            var value = part[part.index(after: equals)...]
            if value.first == "=" { value = value.dropFirst() }
            guard Self.isSupported(String(path), kind) else {
                throw .badRequest("field label not supported: \(path)")
            }
            found.append(Requirement(path: String(path), value: String(value), isNegated: isNegated))
        }
        requirements = found
    }

    /// The one name that is meant, when the selector asks for one.
    var name: String? { requirements.first { $0.path == "metadata.name" && !$0.isNegated }?.value }

    func matches(_ object: Value) -> Bool {
        requirements.allSatisfy { requirement in
            let found = requirement.path.split(separator: ".").reduce(Optional(object)) { $0?[String($1)] }
            let text = found.map { $0.stringValue ?? KubernetesJSON.text($0) } ?? ""
            return (text == requirement.value) != requirement.isNegated
        }
    }

    private static func isSupported(_ path: String, _ kind: ResourceKind) -> Bool {
        if path == "metadata.name" || (path == "metadata.namespace" && kind.isNamespaced) { return true }
        return switch kind.qualifiedResource {
        case "pods":
            [
                "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "status.phase",
                "status.podIP", "status.nominatedNodeName", "spec.hostNetwork",
            ].contains(path)
        case "events":
            path.hasPrefix("involvedObject.") || ["reason", "type", "source", "reportingComponent"].contains(path)
        case "secrets": path == "type"
        case "namespaces": path == "status.phase"
        case "nodes": path == "spec.unschedulable"
        case "services": path == "spec.clusterIP" || path == "spec.type"
        case "jobs.batch": path == "status.successful"
        case "replicasets.apps", "replicationcontrollers": path == "status.replicas"
        default: false
        }
    }
}
