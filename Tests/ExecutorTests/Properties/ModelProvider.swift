import MartletModel
import MartletProvider

/// The provider of the model cloud: `model.thing`, `model.note` (which lives in the state alone) and `data` `model.lookup`.
///
/// Its rules are those of a schema and of names, so that planning and comparing are the engine's own.
struct ModelProvider: Provider {
    let process: ModelProcess
    let name: ProviderName = "model"
    static let thing = ResourceType("model.thing")
    static let note = ResourceType("model.note")
    static let lookup = ResourceType("model.lookup")
    let types = [Self.lookup, Self.note, Self.thing]
    let configurationSchema = BodySchema.any
    static let timeout = Duration.seconds(1000)

    func schema(of type: ResourceType) -> ResourceSchema? {
        guard types.contains(type) else { return nil }
        let server = ["uid", "endpoint"].map { ValuePath([.key($0)]) }
        return ResourceSchema(
            type: type, computed: server, stable: server + [ValuePath([.key("path")])],
            createOnly: [ValuePath([.key("fixed")])],
            oneWay: [OneWayRule(path: ValuePath([.key("grade")]), why: "grades only go up")],
            secret: [ValuePath([.key("secret")])], serializationKey: [ValuePath([.key("lane")])],
            timeouts: .init(create: Self.timeout, update: Self.timeout, delete: Self.timeout),
            isDataSource: type == Self.lookup, isStateOnly: type == Self.note
        )
    }

    func problems(in body: Value, of type: ResourceType) -> [BodyProblem] { [] }

    /// `NAME-SLOT`, below the parent's when there is one.
    func identity(of type: ResourceType, body: Value, configuration: Value) -> Identity? {
        // The state chooses the identity of what lives in it alone.
        guard type != Self.note, let name = body["name"]?.stringValue, let slot = body["slot"]?.stringValue else {
            return nil
        }
        guard let parent = body["parent"] else { return Identity("\(name)-\(slot)") }
        return parent.stringValue.map { Identity("\($0)/\(name)-\(slot)") }
    }

    func plannedAttributes(of type: ResourceType, creating body: Value) -> Value {
        var fields = body.fields ?? Fields()
        fields["uid"] = .unknown(Unknown(.string))
        fields["endpoint"] = .unknown(Unknown(.string))
        let path = identity(of: type, body: body, configuration: [:])
        fields["path"] = path.map { .string($0.text) } ?? .unknown(Unknown(.string))
        return .object(fields)
    }

    func contains(parent: ResourceRecord, child: ResourceRecord) -> Bool {
        child.identity.text.hasPrefix(parent.identity.text + "/")
    }

    func connect(to configuration: Value) async throws(ProviderError) -> any ProviderConnection {
        guard !process.isDead else { throw ModelConnection.dead }
        return ModelConnection(process: process, space: configuration["space"]?.stringValue ?? "")
    }
}

struct ModelConnection: ProviderConnection {
    let process: ModelProcess
    let space: String

    private var cloud: ModelCloud { process.cloud }

    private func key(_ identity: Identity) -> ModelCloud.Key {
        ModelCloud.Key(space: space, identity: identity.text)
    }

    func read(_ targets: [ReadTarget]) async -> [Result<Observation, ProviderError>] {
        targets.map { target in
            guard !process.isDead else { return .failure(Self.dead) }
            guard let object = cloud.object(at: key(target.identity)) else { return .success(.absent) }
            return .success(.present(Self.live(target.identity, object)))
        }
    }

    func readData(type: ResourceType, body: Value) async throws(ProviderError) -> Value {
        guard !process.isDead else { throw Self.dead }
        return ["seen": .string("seen \(body["of"]?.stringValue ?? "")")]
    }

    func create(_ request: WriteRequest, _ context: StepContext) async throws(ProviderError) -> LiveObject {
        if request.type == ModelProvider.note { return note(request) }
        return try await write(.create, request, context)
    }

    func update(_ request: WriteRequest, _ context: StepContext) async throws(ProviderError) -> LiveObject {
        if request.type == ModelProvider.note { return note(request) }
        return try await write(.update, request, context)
    }

    /// An object of the state alone: its identity is made once.
    private func note(_ request: WriteRequest) -> LiveObject {
        let name = request.body["name"]?.stringValue ?? ""
        let identity =
            request.identity
            ?? Identity(cloud.nextUID(ModelCloud.Key(space: "notes", identity: name)).replacing("u:", with: "note:"))
        let object = ModelCloud.Object(body: request.body, uid: identity.text, marker: nil)
        var live = Self.live(identity, object)
        live.canCarryMarker = false
        return live
    }

    private func write(
        _ verb: ModelCloud.Verb, _ request: WriteRequest, _ context: StepContext
    ) async throws(ProviderError) -> LiveObject {
        guard let identity = request.identity else {
            throw ProviderError(.bug, code: "NoIdentity", message: "A write without an identity.")
        }
        guard !process.isDead else { throw Self.dead }
        let key = key(identity)
        if context.pendingOperation != nil, let finished = cloud.finish(key) {
            guard !cloud.takeFailure(of: key) else { throw Self.failure }
            return Self.live(identity, finished)
        }
        let lane = request.body["lane"]?.stringValue
        if let lane { cloud.enter(lane) }
        defer { if let lane { cloud.leave(lane) } }
        let adopts = request.mayAdopt
        let call = ModelCloud.Write(
            verb: verb, key: key, before: cloud.objects[key], body: request.body, process: process.number,
            isAdoption: adopts
        )
        let fault = try await meet(call, request.body["name"]?.stringValue ?? "", context)
        await Task.yield()
        // What a process had not sent when it died never comes.
        guard !process.isDead else { throw Self.dead }
        try refuseForeign(key, request, context)
        guard space.isEmpty || cloud.objects.values.contains(where: { $0.uid == space }) else {
            throw ProviderError(.notFound, code: "NoHost", message: "Nothing answers where `\(key.identity)` would be.")
        }
        let body = fault == .halfDone ? request.body.setting(-1, at: "value") : request.body
        let isSlow = request.body["slow"]?.boolValue == true
        var object = cloud.put(
            key, body, marker: request.releases ? nil : context.marker, isPending: isSlow, isAdoption: adopts
        )
        if isSlow {
            if fault == .halfDone { cloud.noteFailure(of: key) }
            try await context.record(OperationHandle("operation of \(key.identity)"))
            guard !process.isDead else { throw Self.dead }
            object = cloud.finish(key) ?? object
        }
        try await answer(fault, context)
        var live = Self.live(identity, object)
        if fault == .neverReady { live.unsettled = "Creating" }
        return live
    }

    /// What a provider owes: it does not write to an object of others, nor to another one than was meant.
    private func refuseForeign(
        _ key: ModelCloud.Key, _ request: WriteRequest, _ context: StepContext
    ) throws(ProviderError) {
        guard let there = cloud.objects[key], !request.mayAdopt else { return }
        let isAnother = request.prior?.lineage.map { $0.text != there.uid } ?? false
        guard there.marker != context.marker || isAnother else { return }
        throw ProviderError(.conflict, code: "Taken", message: "`\(key.identity)` is somebody else's.")
    }

    func delete(_ record: ResourceRecord, _ context: StepContext) async throws(ProviderError) {
        guard record.type != ModelProvider.note else { return }
        guard !process.isDead else { throw Self.dead }
        let key = key(record.identity)
        let call = ModelCloud.Write(
            verb: .delete, key: key, before: cloud.objects[key], body: nil, process: process.number, isAdoption: false
        )
        let fault = try await meet(call, record.body["name"]?.stringValue ?? "", context)
        await Task.yield()
        guard !process.isDead else { throw Self.dead }
        cloud.remove(key, uid: record.lineage?.text, marker: context.marker)
        try await answer(fault, context)
    }

    func awaitReady(
        _ object: LiveObject, type: ResourceType, wait: Value?, _ context: StepContext
    ) async throws(ProviderError) -> LiveObject {
        guard object.unsettled == nil else {
            throw ProviderError(.operationFailed, effect: .possible, code: "NeverReady", message: "It never got ready.")
        }
        return object
    }

    func find(marker: StackIdentity) async throws(ProviderError) -> [FoundObject] {
        guard !process.isDead else { throw Self.dead }
        return cloud.objects.filter { $0.key.space == space && $0.value.marker == marker }.keys.sorted().map {
            FoundObject(type: ModelProvider.thing, identity: Identity($0.identity))
        }
    }
}

extension ModelConnection {
    static let dead = ProviderError(.cancelled, effect: .possible, code: "Dead", message: "The process died.")
    static let failure = ProviderError(
        .operationFailed, effect: .possible, code: "Failed", message: "The operation failed.")

    /// What happens before the call has any effect.
    private func meet(
        _ call: ModelCloud.Write, _ name: String, _ context: StepContext
    ) async throws(ProviderError) -> Fault? {
        process.onWrite(call)
        cloud.note(call)
        let fault = process.fault(for: call.verb, name: name)
        switch fault {
        case .refuse: throw ProviderError(.invalid, code: "Refused", message: "\(call.verb) of `\(name)` refused.")
        case .throttle: throw ProviderError(.throttled, code: "Busy", message: "Too many calls.")
        case .hang:
            await hang(context)
            throw ProviderError(.cancelled, effect: .possible, code: "Cancelled", message: "Called off.")
        case .dieBefore:
            process.die()
            throw Self.dead
        case .hangAfter, .loseReply, .failAfter, .halfDone, .neverReady, .dieAfter, nil: return fault
        }
    }

    /// What happens once it has.
    private func answer(_ fault: Fault?, _ context: StepContext) async throws(ProviderError) {
        switch fault {
        case .loseReply: throw ProviderError(.transient, effect: .possible, code: "Lost", message: "No answer.")
        case .halfDone, .failAfter:
            throw Self.failure
        case .hangAfter:
            await hang(context)
            throw ProviderError(.cancelled, effect: .possible, code: "Cancelled", message: "Called off.")
        case .dieAfter:
            process.die()
            throw Self.dead
        default: if process.isDead { throw Self.dead }
        }
    }

    /// Until the step's limit is over and somebody calls it off.
    private func hang(_ context: StepContext) async {
        while !Task.isCancelled, !process.isDead {
            process.clock.advance(by: context.timeout)
            await Task.yield()
        }
    }

    static func live(_ identity: Identity, _ object: ModelCloud.Object) -> LiveObject {
        var fields = object.body.fields ?? Fields()
        fields["uid"] = .string(object.uid)
        fields["endpoint"] = .string(object.uid)
        fields["path"] = .string(identity.text)
        return LiveObject(
            identity: identity, lineage: Lineage(object.uid), attributes: .object(fields), marker: object.marker,
            unsettled: object.isPending ? "Creating" : nil
        )
    }
}

extension Value {
    fileprivate func setting(_ value: Value, at key: String) -> Value {
        var fields = fields ?? Fields()
        fields[key] = value
        return .object(fields)
    }
}
