package import MartletModel
package import MartletProvider

/// A field that another manager owns and that the apply would change.
package struct FieldConflict: Sendable, Hashable {
    package let path: ValuePath
    /// Who owns it: `kubectl-edit`.
    package let owner: String

    /// The conflicts of a 409, as paths into `body`.
    package static func all(in reply: StatusReply, body: Value) -> [FieldConflict] {
        reply.causes.filter { $0.reason == "FieldManagerConflict" }.map { cause in
            FieldConflict(path: FieldPathText.path(cause.field, in: body), owner: owner(in: cause.message))
        }
    }

    /// `conflict with "kubectl-edit" using apps/v1` and its variants.
    private static func owner(in message: String) -> String {
        let parts = message.split(separator: "\"", omittingEmptySubsequences: false)
        return parts.count >= 3 ? String(parts[1]) : message
    }

    /// What to tell of it: the owner, both values, and the three ways out.
    package func problem(desired: Value, live: Value) -> BodyProblem {
        let wanted = Self.shown(desired.value(at: path))
        let there = Self.shown(live.value(at: path))
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
