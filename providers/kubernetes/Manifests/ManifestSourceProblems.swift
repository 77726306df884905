import MartletHTTP
package import MartletModel
package import MartletProvider

/// Faults of a `kubernetes.manifests` that show before anything is read.
package enum ManifestSourceProblems {
    package static func of(_ body: Value) -> [BodyProblem] {
        let named = ["file", "text", "url"].filter { body[$0].map { !$0.isNull } ?? false }
        guard named.count == 1 else {
            let found = named.isEmpty ? "none is" : "\(named.map { "`\($0)`" }.joined(separator: " and ")) are"
            return [BodyProblem(ValuePath(), "Exactly one of `file`, `url` and `text` must be given; \(found).")]
        }
        return named == ["url"] ? urlProblems(body) : []
    }

    private static func urlProblems(_ body: Value) -> [BodyProblem] {
        var problems: [BodyProblem] = []
        if let text = body.text("url"), AbsoluteURL(text) == nil {
            problems.append(BodyProblem(ValuePath([.key("url")]), "`url` must be an http or https address."))
        }
        let digest = body["sha256"]
        if digest == nil || digest?.isNull == true {
            problems.append(
                BodyProblem(
                    ValuePath([.key("sha256")]),
                    "A manifest from a URL needs its `sha256`, so that it cannot change unseen.",
                    hint: "`curl -sL URL | sha256sum` prints it."
                )
            )
        } else if let text = digest?.stringValue, ManifestSource.digest(text) == nil {
            problems.append(BodyProblem(ValuePath([.key("sha256")]), "`sha256` must be 64 hexadecimal digits."))
        }
        return problems
    }
}
