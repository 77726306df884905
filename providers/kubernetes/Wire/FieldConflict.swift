package import MartletModel
package import MartletProvider

/// A field that another manager owns and that the apply would change.
package struct FieldConflict: Sendable, Hashable {
    /// As the server writes it: its elements are named by their keys, so that it means the same in every body.
    package let field: String
    /// Who owns it: `kubectl-edit`.
    package let owner: String

    /// The conflicts of a 409.
    package static func all(in reply: StatusReply) -> [FieldConflict] {
        reply.causes.filter { $0.reason == "FieldManagerConflict" }.map { cause in
            FieldConflict(field: cause.field, owner: owner(in: cause.message))
        }
    }

    /// `conflict with "kubectl-edit" using apps/v1` and its variants.
    private static func owner(in message: String) -> String {
        let parts = message.split(separator: "\"", omittingEmptySubsequences: false)
        return parts.count >= 3 ? String(parts[1]) : message
    }

    /// The field's value in `body`; nil where it has none.
    package func value(in body: Value) -> Value? { FieldPathText.value(field, in: body) }

    /// What to tell of it: the owner, both values, and the three ways out.
    ///
    /// - Parameter live: The attributes of the object that is there, secrets marked.
    package func problem(desired: Value, live: Value) -> BodyProblem {
        let path = FieldPathText.path(field, in: desired)
        let (wanted, there) = (Self.shown(value(in: desired)), Self.shown(value(in: live)))
        return BodyProblem(
            path, "`\(path)` is owned by `\(owner)`: it is \(there) there, and the stack asks for \(wanted).",
            hint: """
                Leave it to `\(owner)` with `lifecycle: {ignore_changes: [\(path)]}`, take the stack's value out of `body`, \
                or take the field with `force_conflicts: true` under `providers:`.
                """
        )
    }

    private static func shown(_ value: Value?) -> String {
        guard let value else { return "not set" }
        return "`\((try? value.canonicalJSON(secrets: .redact)) ?? redactedText)`"
    }
}
