import MartletModel
import MartletPlanner
import MartletProvider

/// A cloud of things that have a `name`, lie in a `parent`, wait for others by `kind_of`, cannot change `color`, and
/// cannot lose `ranges` that others use.
struct FakeProvider: Provider {
    let name: ProviderName = "fake"
    let types = ["fake.lookup", "fake.many", "fake.thing"].map { ResourceType($0) }
    let configurationSchema = BodySchema.any
    var isRefinable = false

    func schema(of type: ResourceType) -> ResourceSchema? {
        switch type.text {
        case "fake.thing":
            ResourceSchema(
                type: type,
                body: .object(
                    [
                        .init("name", .text), .init("size", .number), .init("color", .text), .init("parent", .text),
                        .init("version", .number), .init("kind_of", .text), .init("password", .text),
                        .init("note", .any), .init("ranges", .list(.text)),
                    ],
                    allowsOthers: false
                ),
                computed: [ValuePath([.key("id")]), ValuePath([.key("etag")])], stable: [ValuePath([.key("id")])],
                createOnly: [ValuePath([.key("color")])],
                oneWay: [OneWayRule(path: ValuePath([.key("version")]), why: "versions only go up")],
                contracting: [ContractingRule(path: ValuePath([.key("ranges")]))],
                secret: [ValuePath([.key("password")])], writeOnly: [ValuePath([.key("password")])],
                normalizers: [ValuePath([.key("ranges")]): .unordered], isRefinable: isRefinable
            )
        case "fake.lookup": ResourceSchema(type: type, isDataSource: true)
        case "fake.many": ResourceSchema(type: type, isExpandable: true)
        default: nil
        }
    }

    /// `CLUSTER/NAME`; nil while a part is not known.
    func identity(of type: ResourceType, body: Value, configuration: Value) -> Identity? {
        guard configuration.isWhollyKnown, let name = body["name"]?.stringValue else { return nil }
        return Identity((configuration["cluster"]?.stringValue.map { $0 + "/" } ?? "") + name)
    }

    func contains(parent: ResourceRecord, child: ResourceRecord) -> Bool {
        child.body["parent"]?.stringValue == parent.body["name"]?.stringValue
    }

    func implicitEdges(among bodies: [(type: ResourceType, body: Value)]) -> [(before: Int, after: Int)] {
        var byName: [String: Int] = [:]
        for (index, entry) in bodies.enumerated() {
            if let name = entry.body["name"]?.stringValue { byName[name] = index }
        }
        return bodies.indices.compactMap { after in
            bodies[after].body["kind_of"]?.stringValue.flatMap { byName[$0] }.map { ($0, after) }
        }
    }

    func connect(to configuration: Value) async throws(ProviderError) -> any ProviderConnection {
        throw ProviderError(.unsupported, code: "Fake", message: "Planner tests connect to nothing.")
    }
}

/// What the fake API answers.
struct FakeCloud {
    var objects: [Identity: LiveObject] = [:]
    var failures: [Identity: ProviderError] = [:]
    var refine: (Proposal) -> Refinement = { _ in Refinement() }
    private(set) var asked = 0

    mutating func answer(_ request: PlannerRequest) -> Findings.Answer {
        asked += 1
        switch request.question {
        case .read(let target):
            if let failure = failures[target.identity] { return .failure(failure) }
            return .observation(objects[target.identity].map(Observation.present) ?? .absent)
        case .readData(_, let body): return .data(["value": body["key"] ?? .null])
        case .expand(_, let body):
            let items = body["items"]?.elements ?? []
            return .members(
                items.map {
                    ExpandedMember(member: $0["name"]?.stringValue ?? "", type: ResourceType("fake.thing"), body: $0)
                }
            )
        case .refine(let proposal): return .refinement(refine(proposal))
        }
    }
}
