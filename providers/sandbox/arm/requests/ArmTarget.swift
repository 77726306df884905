/// What the path of an ARM request points at.
enum ArmTarget: Sendable {
    case subscriptions
    case subscription(String)
    case locations(subscription: String)
    case groups(subscription: String)
    /// `/resources` of a subscription or a group.
    case inventory(scope: String)
    case namespaces(subscription: String)
    case namespace(subscription: String, String)
    case resource(ArmID)
    /// All resources of a type below a scope and a parent.
    case list(ArmID.Collection)
    /// The state of a long-running operation: how it is asked, and its name.
    case operation(ArmOperation.View, name: String)

    /// Splits a path; nil when it follows none of ARM's forms.
    init?(_ segments: [String]) {
        let words = segments.map { $0.lowercased() }
        if let target = Self.belowSubscription(segments, words) {
            self = target
            return
        }
        guard let index = words.lastIndex(of: "providers"), segments.count > index + 2 else { return nil }
        let scope = segments[..<index].map { "/\($0)" }.joined()
        let rest = segments[(index + 2)...]
        if let operation = Self.operation(rest.map { $0.lowercased() }, segments.last ?? "") {
            self = operation
            return
        }
        let types = stride(from: rest.startIndex, to: rest.endIndex, by: 2).map { rest[$0] }
        let names = stride(from: rest.startIndex + 1, to: rest.endIndex, by: 2).map { rest[$0] }
        let namespace = segments[index + 1]
        self =
            types.count == names.count
            ? .resource(ArmID(scope: scope, namespace: namespace, types: types, names: names))
            : .list(ArmID.Collection(scope: scope, namespace: namespace, types: types, names: names))
    }

    private static func belowSubscription(_ segments: [String], _ words: [String]) -> ArmTarget? {
        guard words.first == "subscriptions" else { return nil }
        guard segments.count > 1 else { return .subscriptions }
        let subscription = segments[1]
        switch (words.count, words.count > 2 ? words[2] : "") {
        case (2, _): return .subscription(subscription)
        case (3, "locations"): return .locations(subscription: subscription)
        case (3, "resourcegroups"): return .groups(subscription: subscription)
        case (3, "resources"): return .inventory(scope: "/subscriptions/\(subscription)")
        case (3, "providers"): return .namespaces(subscription: subscription)
        case (4, "providers"): return .namespace(subscription: subscription, segments[3])
        case (4, "operationresults"): return .operation(.location, name: segments[3])
        case (4, "resourcegroups"): return .resource(.group(segments[3], subscription: subscription))
        case (5, "resourcegroups") where words[4] == "resources":
            return .inventory(scope: "/subscriptions/\(subscription)/resourceGroups/\(segments[3])")
        default: return nil
        }
    }

    /// `…/locations/REGION/operations/NAME` and its kin, which look like resources.
    private static func operation(_ words: [String], _ name: String) -> ArmTarget? {
        guard words.count == 4, words[0] == "locations" else { return nil }
        return switch words[2] {
        case "operations", "asyncoperations": .operation(.status, name: name)
        case "operationresults": .operation(.location, name: name)
        default: nil
        }
    }
}

extension ArmID {
    /// Resources of one type below a scope and, for children, a parent. Also what the path of an action looks like.
    struct Collection: Sendable {
        let scope: String
        let namespace: String
        /// One more than ``names``.
        let types: [String]
        let names: [String]

        var type: String { ([namespace] + types).joined(separator: "/") }
        /// The type's own last word, or an action's name.
        var last: String { types.last ?? "" }
        var collection: String { type.lowercased() }

        var parent: ArmID? {
            guard !names.isEmpty else { return nil }
            return ArmID(scope: scope, namespace: namespace, types: types.dropLast(), names: names)
        }

        /// What the keys of its members begin with.
        var prefix: String { ((parent?.text ?? scope) + "/").lowercased() }

        /// The subscription's GUID; empty at the tenant.
        var subscription: String {
            let segments = scope.split(separator: "/")
            return segments.count > 1 ? String(segments[1]) : ""
        }
    }
}
