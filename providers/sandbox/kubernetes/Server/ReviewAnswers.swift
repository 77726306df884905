internal import HTTPTypes
internal import MartletHTTP
internal import MartletModel

/// Answers to questions about who one is and what one may: an administrator, and everything.
enum ReviewAnswers {
    private static let user: Value = [
        "groups": ["system:masters", "system:authenticated"], "username": "kubernetes-admin",
    ]

    /// The reply to a POST of a review; nil when the path is none.
    static func reply(_ request: SandboxRequest, _ target: ResourceTarget) throws(KubernetesStatus) -> HTTPReply? {
        guard
            let review = DiscoveryDocuments.reviews.first(where: {
                $0.group == target.group && $0.plural == target.plural
            }),
            request.method == .post
        else { return nil }
        var object = try RequestBody.object(request)
        object.fill(.string(review.apiVersion), "apiVersion")
        object.fill(.string(review.kind), "kind")
        switch review.kind {
        case "SelfSubjectReview": object.set(["userInfo": user], "status")
        case "TokenReview": object.set(["authenticated": true, "user": user], "status")
        case "SelfSubjectRulesReview":
            object.set(
                [
                    "incomplete": false,
                    "nonResourceRules": [["nonResourceURLs": ["*"], "verbs": ["*"]]],
                    "resourceRules": [["apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]]],
                ], "status")
        default: object.set(["allowed": true], "status")
        }
        return .json(.created, object)
    }
}
