internal import HTTPTypes
internal import MartletHTTP
internal import MartletModel

/// A refusal as the API server words it: `kind: Status`
/// (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/).
struct KubernetesStatus: Error, Sendable, Hashable {
    let code: Int
    let reason: String?
    let message: String
    var details: Fields?

    init(_ code: Int, _ reason: String?, _ message: String, details: Fields? = nil) {
        self.code = code
        self.reason = reason
        self.message = message
        self.details = details
    }

    var value: Value {
        .compact([
            "apiVersion": "v1", "code": .int(code), "details": details.map { .object($0) }, "kind": "Status",
            "message": .string(message), "metadata": .object(Fields()), "reason": reason.map { .string($0) },
            "status": "Failure",
        ])
    }

    var reply: HTTPReply {
        var headers = HTTPFields()
        if case .number(let seconds)? = details?["retryAfterSeconds"] {
            headers[.retryAfter] = KubernetesJSON.text(.number(seconds))
        }
        return .json(HTTPResponse.Status(code: code), value, headers: headers)
    }
}

extension KubernetesStatus {
    static func badRequest(_ message: String) -> KubernetesStatus { KubernetesStatus(400, "BadRequest", message) }

    static func notFound(_ kind: ResourceKind, _ name: String) -> KubernetesStatus {
        KubernetesStatus(
            404, "NotFound", "\(kind.qualifiedResource) \"\(name)\" not found", details: kind.details(name: name))
    }

    static func alreadyExists(_ kind: ResourceKind, _ name: String) -> KubernetesStatus {
        KubernetesStatus(
            409, "AlreadyExists", "\(kind.qualifiedResource) \"\(name)\" already exists",
            details: kind.details(name: name))
    }

    static func conflict(_ kind: ResourceKind, _ name: String, _ why: String) -> KubernetesStatus {
        KubernetesStatus(
            409, "Conflict", "Operation cannot be fulfilled on \(kind.qualifiedResource) \"\(name)\": \(why)",
            details: kind.details(name: name))
    }

    static func forbidden(_ kind: ResourceKind, _ name: String, _ why: String) -> KubernetesStatus {
        KubernetesStatus(
            403, "Forbidden", "\(kind.qualifiedResource) \"\(name)\" is forbidden: \(why)",
            details: kind.details(name: name))
    }

    static func methodNotAllowed() -> KubernetesStatus {
        KubernetesStatus(
            405, "MethodNotAllowed", "the server does not allow this method on the requested resource",
            details: Fields())
    }

    static func resourceNotServed() -> KubernetesStatus {
        KubernetesStatus(404, "NotFound", "the server could not find the requested resource", details: Fields())
    }

    static func internalError(_ why: String) -> KubernetesStatus {
        KubernetesStatus(
            500, "InternalError", "Internal error occurred: \(why)",
            details: ["causes": [["message": .string(why)]]])
    }

    /// 422 with one cause for each fault.
    static func invalid(_ kind: ResourceKind, _ name: String, _ faults: [FieldFault]) -> KubernetesStatus {
        let texts = faults.map { "\($0.field): \($0.text)" }
        let list = texts.count == 1 ? texts[0] : "[\(texts.joined(separator: ", "))]"
        var details = kind.details(name: name, asKind: true)
        details["causes"] = .tuple(faults.map(\.cause))
        return KubernetesStatus(
            422, "Invalid", "\(kind.qualifiedKind) \"\(name)\" is invalid: \(list)", details: details)
    }

    /// 409 of a server-side apply, one cause for each field.
    static func applyConflict(_ conflicts: ServerSideApply.Conflicts) -> KubernetesStatus {
        let all = conflicts.all.sorted { left, right in
            let names = (left.manager.description, right.manager.description)
            return names.0 == names.1 ? left.path.precedesInBytes(right.path) : names.0.precedesInBytes(names.1)
        }
        let causes = all.map { conflict -> Value in
            [
                "field": .string(conflict.path), "message": .string("conflict with \(conflict.manager)"),
                "reason": "FieldManagerConflict",
            ]
        }
        return KubernetesStatus(409, "Conflict", message(of: all), details: ["causes": .tuple(causes)])
    }

    private static func message(of conflicts: [ServerSideApply.Conflict]) -> String {
        if conflicts.count == 1, let only = conflicts.first {
            return "Apply failed with 1 conflict: conflict with \(only.manager): \(only.path)"
        }
        var groups: [(manager: String, paths: [String])] = []
        for conflict in conflicts {
            if groups.last?.manager == conflict.manager.description {
                groups[groups.count - 1].paths.append(conflict.path)
            } else {
                groups.append((conflict.manager.description, [conflict.path]))
            }
        }
        let texts = groups.map { group in
            group.paths.count == 1
                ? "conflict with \(group.manager): \(group.paths[0])"
                : "conflicts with \(group.manager):" + group.paths.map { "\n- \($0)" }.joined()
        }
        return "Apply failed with \(conflicts.count) conflicts: \(texts.joined(separator: "\n"))"
    }
}
