package import MartletModel
package import MartletProvider

/// The faults of a manifest that the API server names in its refusals.
package enum SchemaFaults {
    /// From a 422, one for each cause; from a 500 of server-side apply, by its text.
    package static func problems(in reply: StatusReply, body: Value) -> [BodyProblem] {
        if FailureClass(reply) == .notInSchema { return typedPatchProblems(reply.message, body: body) }
        guard !reply.causes.isEmpty else { return [BodyProblem(ValuePath(), sentence(reply.message))] }
        return reply.causes.map { cause in
            BodyProblem(FieldPathText.path(cause.field, in: body), sentence("The API server says: \(cause.message)"))
        }
    }

    /// `failed to create typed patch object (ns/name; apps/v1, Kind=Deployment): .spec.x: field not declared in schema`,
    /// or `errors:` and one such line each. Old servers leave the parentheses out.
    private static func typedPatchProblems(_ message: String, body: Value) -> [BodyProblem] {
        let said = message.firstRange(of: "typed patch object").map { message[$0.upperBound...] } ?? message[...]
        let start = said.firstRange(of: said.hasPrefix(" (") ? "): " : ": ")?.upperBound ?? said.startIndex
        let lines = said[start...].split(separator: "\n").map { $0.drop { $0 == " " } }.filter { $0.hasPrefix(".") }
        let problems = lines.compactMap { line -> BodyProblem? in
            guard let colon = line.firstRange(of: ": ") else { return nil }
            let path = FieldPathText.path(String(line[..<colon.lowerBound]), in: body)
            return problem(at: path, String(line[colon.upperBound...]))
        }
        return problems.isEmpty ? [BodyProblem(ValuePath(), sentence(message))] : problems
    }

    private static func problem(at path: ValuePath, _ fault: String) -> BodyProblem {
        if fault.contains("field not declared in schema") {
            return BodyProblem(
                path, "The kind has no field `\(path)`.", hint: "Compare the field's name with `kubectl explain`."
            )
        }
        return BodyProblem(path, sentence("`\(path)` has the wrong type: \(fault)"))
    }

    private static func sentence(_ text: String) -> String { text.hasSuffix(".") ? text : "\(text)." }

    /// Whether a 422 says that the change is good but cannot be made in place.
    ///
    /// There is no code for that, only texts; any other 422 is the manifest's fault, and nothing may be deleted on it.
    package static func isAboutImmutability(_ reply: StatusReply) -> Bool {
        guard reply.code == 422 else { return false }
        let text = ([reply.message] + reply.causes.map(\.message)).joined(separator: "\n").lowercased()
        return immutabilityTexts.contains { text.contains($0) }
    }

    private static let immutabilityTexts = [
        "field is immutable", "updates to statefulset spec for fields other than", "may not change once set",
        "is immutable after creation", "spec is immutable", "cannot change roleref", "may not be changed in an update",
        "immutable when `immutable` is set", "pod updates may not change fields other than", "is immutable",
    ]

    /// The fields that a refused change must be made by replacing.
    package static func immutablePaths(in reply: StatusReply, body: Value) -> [ValuePath] {
        let paths = reply.causes.map { FieldPathText.path($0.field, in: body) }.filter { !$0.steps.isEmpty }
        return paths.isEmpty ? [ValuePath()] : paths
    }
}
