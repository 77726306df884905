import MartletHTTP
import MartletModel
import MartletProvider

/// Asks the cluster what it serves, once, and again when a kind is missed: definitions come and go during a run.
actor DiscoverySource {
    private let client: APIClient
    private var known: Discovery?
    private var age: Stopwatch?
    private var isLoading = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// What is younger is not asked for again.
    private static let freshness = Duration.milliseconds(200)
    private static let accept = """
        application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,\
        application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json
        """

    init(_ client: APIClient) { self.client = client }

    /// What is known; asks the first time.
    func discovery() async throws(APIFailure) -> Discovery {
        while isLoading { await withCheckedContinuation { waiting.append($0) } }
        if let known { return known }
        return try await load()
    }

    /// The resource that `find` looks for, asking again when it is not there; nil when it is not served.
    func resource(
        _ find: @Sendable (Discovery) -> Discovery.Resource?
    ) async throws(APIFailure) -> Discovery.Resource? {
        if let found = find(try await discovery()) { return found }
        while isLoading { await withCheckedContinuation { waiting.append($0) } }
        if let known, let age, age.elapsed < Self.freshness { return find(known) }
        return find(try await load())
    }

    private func load() async throws(APIFailure) -> Discovery {
        isLoading = true
        defer {
            isLoading = false
            for continuation in waiting { continuation.resume() }
            waiting = []
        }
        var discovery = Discovery()
        try await add("/api", to: &discovery)
        try await add("/apis", to: &discovery)
        known = discovery
        age = Stopwatch(client.clock)
        return discovery
    }

    private func add(_ root: String, to discovery: inout Discovery) async throws(APIFailure) {
        var call = APICall.get(root)
        call.accept = Self.accept
        let answer = try await client.send(call)
        if answer.text("kind") == "APIGroupDiscoveryList" { return discovery.add(aggregated: answer) }
        // Servers before 1.27 answer one document a group and version.
        for version in (answer["versions"]?.list ?? []).compactMap(\.stringValue) {
            discovery.add(legacy: try await client.send(APICall.get("\(root)/\(version)")))
        }
        for group in answer["groups"]?.list ?? [] { try await add(group: group, to: &discovery) }
    }

    private func add(group: Value, to discovery: inout Discovery) async throws(APIFailure) {
        let favourite = group.text("preferredVersion", "groupVersion")
        let all = (group["versions"]?.list ?? []).compactMap { $0.text("groupVersion") }
        for version in all.filter({ $0 == favourite }) + all.filter({ $0 != favourite }) {
            do {
                discovery.add(legacy: try await client.send(APICall.get("/apis/\(version)")))
            } catch {
                // One broken aggregated API must not keep everything else from being used.
                if error.reply == nil { throw error }
            }
        }
    }
}
