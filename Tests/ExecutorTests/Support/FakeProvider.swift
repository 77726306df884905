import MartletModel
import MartletProvider
import Testing

/// The provider of the fake cloud: `fake.thing` with a body of `name`, `slot`, `value`, `fixed`, `lane`, `parent`, `seen` and
/// `refs`.
///
/// The identity is made of name and slot, so that another slot is another object; `fixed` cannot be changed in place;
/// `parent` is the identity of the object that contains this one.
struct FakeProvider: Provider {
    let cloud: FakeCloud
    let fate: Fate
    var isStateOnly = false
    let name: ProviderName = "fake"
    static let type = ResourceType("fake.thing")
    let types = [Self.type]
    let configurationSchema = BodySchema.any

    func schema(of type: ResourceType) -> ResourceSchema? {
        guard type == Self.type else { return nil }
        return ResourceSchema(
            type: type, computed: [ValuePath([.key("uid")])], stable: [ValuePath([.key("uid")])],
            createOnly: [ValuePath([.key("fixed")])], serializationKey: [ValuePath([.key("lane")])],
            timeouts: .init(create: .seconds(20), update: .seconds(20), delete: .seconds(20)), isStateOnly: isStateOnly
        )
    }

    func problems(in body: Value, of type: ResourceType) -> [BodyProblem] { [] }

    func identity(of type: ResourceType, body: Value, configuration: Value) -> Identity? {
        guard let name = body["name"]?.stringValue, let slot = body["slot"]?.stringValue else { return nil }
        return Identity("fake/\(name)-\(slot)")
    }

    func compare(_ comparison: Comparison) -> Assessment {
        let live = comparison.live?.attributes["body"] ?? comparison.record.body
        let changes =
            live == comparison.desired
            ? [] : [FieldChange(ValuePath(), before: live, after: comparison.desired)]
        return Assessment(changes: changes, plannedAttributes: comparison.record.attributes)
    }

    func preImage(of record: ResourceRecord, live: LiveObject?) -> Value {
        live?.attributes["body"] ?? record.body
    }

    func contains(parent: ResourceRecord, child: ResourceRecord) -> Bool {
        child.body["parent"]?.stringValue == parent.identity.text
    }

    func connect(to configuration: Value) async throws(ProviderError) -> any ProviderConnection {
        FakeConnection(cloud: cloud, fate: fate)
    }
}

struct FakeConnection: ProviderConnection {
    let cloud: FakeCloud
    let fate: Fate

    func read(_ targets: [ReadTarget]) async -> [Result<Observation, ProviderError>] {
        targets.map { target in
            guard !fate.isDead else { return .failure(Self.dead) }
            guard let object = cloud.objects[target.identity.text] else { return .success(.absent) }
            return .success(.present(Self.live(target.identity.text, object)))
        }
    }

    func readData(type: ResourceType, body: Value) async throws(ProviderError) -> Value {
        ["seen": .string("\(body["of"]?.stringValue ?? "")")]
    }

    func create(_ request: WriteRequest, _ context: StepContext) async throws(ProviderError) -> LiveObject {
        try await write(.create, request, context)
    }

    func update(_ request: WriteRequest, _ context: StepContext) async throws(ProviderError) -> LiveObject {
        try await write(.update, request, context)
    }

    private func write(_ verb: FakeCloud.Call.Verb, _ request: WriteRequest, _ context: StepContext)
        async throws(ProviderError) -> LiveObject
    {
        guard let identity = request.identity?.text else {
            throw ProviderError(.bug, code: "NoIdentity", message: "A write without an identity.")
        }
        let lane = request.body["lane"]?.stringValue ?? identity
        cloud.enter(lane)
        defer { cloud.leave(lane) }
        context.report("writing")
        let fault = try await meet(verb, identity)
        await Task.yield()
        let body = fault == .halfDone ? (["broken": true] as Value) : request.body
        let object = cloud.put(
            identity, body, context.marker, mayAdopt: request.mayAdopt, releases: request.releases
        )
        guard let object else {
            throw ProviderError(.conflict, code: "Taken", message: "`\(identity)` is somebody else's.")
        }
        try answer(fault)
        var live = Self.live(identity, object)
        if fault == .neverReady { live.unsettled = "Creating" }
        if fault == .awaited { live.unsettled = "Waiting" }
        return live
    }

    func delete(_ record: ResourceRecord, _ context: StepContext) async throws(ProviderError) {
        let lane = record.body["lane"]?.stringValue ?? record.identity.text
        cloud.enter(lane)
        defer { cloud.leave(lane) }
        let fault = try await meet(.delete, record.identity.text)
        await Task.yield()
        cloud.remove(record.identity.text, lineage: record.lineage)
        try answer(fault)
    }

    func awaitReady(_ object: LiveObject, type: ResourceType, wait: Value?, _ context: StepContext)
        async throws(ProviderError) -> LiveObject
    {
        while object.unsettled == "Waiting", !Task.isCancelled {
            guard !cloud.isFree else { return object }
            guard !context.isEnding() else {
                throw ProviderError(.timeout, effect: .possible, code: "NotAwaited", message: "The run ends.")
            }
            await Task.yield()
        }
        guard object.unsettled == nil else {
            throw ProviderError(.operationFailed, effect: .possible, code: "NeverReady", message: "It never got ready.")
        }
        return object
    }

    func find(marker: StackIdentity) async throws(ProviderError) -> [FoundObject] {
        cloud.objects.filter { $0.value.marker == marker }.keys.sorted().map {
            FoundObject(type: FakeProvider.type, identity: Identity($0))
        }
    }

    /// What happens before the call has any effect.
    private func meet(_ verb: FakeCloud.Call.Verb, _ identity: String) async throws(ProviderError) -> FakeCloud.Fault? {
        guard !fate.isDead else { throw Self.dead }
        let (call, fault) = cloud.begin(verb, identity)
        if fate.diesAtThisCall() || fault == .dieBefore {
            fate.kill()
            throw Self.dead
        }
        switch fault {
        case .refuse:
            throw ProviderError(.invalid, code: "Refused", message: "\(verb.rawValue) of `\(identity)` refused.")
        case .inUse: throw ProviderError(.invalid, code: "InUse", message: "`\(identity)` is in use.")
        case .throttle where call.attempt > Self.patience:
            Issue.record("I24 Termination: \(verb.rawValue) of `\(identity)` is tried again and again")
            throw ProviderError(.invalid, code: "Refused", message: "Too many calls for ever.")
        case .throttle: throw ProviderError(.throttled, code: "Busy", message: "Too many calls.")
        case .hang:
            try? await Task.sleep(for: .seconds(3600))
            throw ProviderError(.cancelled, effect: .possible, code: "Cancelled", message: "Called off.")
        case .loseReply, .halfDone, .neverReady, .awaited, .dieAfter, .dieBefore, nil: return fault
        }
    }

    /// What happens once it has.
    private func answer(_ fault: FakeCloud.Fault?) throws(ProviderError) {
        switch fault {
        case .loseReply: throw ProviderError(.transient, effect: .possible, code: "Lost", message: "No answer.")
        case .halfDone:
            throw ProviderError(.operationFailed, effect: .possible, code: "Half", message: "It failed half-way.")
        case .dieAfter:
            fate.kill()
            throw Self.dead
        default:
            if fate.isDead { throw Self.dead }
        }
    }

    /// How often one call may be made: no test allows for as many attempts.
    private static let patience = 15

    private static let dead = ProviderError(.cancelled, effect: .possible, code: "Dead", message: "The process died.")

    static func live(_ identity: String, _ object: FakeCloud.Object) -> LiveObject {
        LiveObject(
            identity: Identity(identity), lineage: Lineage("\(object.uid)"),
            attributes: ["uid": .string("uid-\(object.uid)"), "body": object.body], marker: object.marker
        )
    }
}
