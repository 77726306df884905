import MartletLanguage
import MartletModel

/// One `fake.thing` as a test's stack asks for it.
struct Thing: Sendable, Equatable {
    var name: String
    var slot = "a"
    var value = 1
    var fixed = 1
    var lane: String?
    /// Names of things whose uids the body holds.
    var refs: [String] = []
    /// Where the stack declares it, when that is not its name.
    var place: String?
    /// Where a `moved` entry says that it was declared.
    var movedFrom: String?
    /// The thing that contains it: deleted, that takes it along.
    var parent: String?
    /// The thing that a data source asks after, whose answer the body holds.
    var asks: String?
    /// What an entry under `imports` finds in the cloud.
    var found: FakeCloud.Object?
    /// What an update leaves for the cleanup.
    var contraction: Contraction?
    var settings = StepSettings()
    /// The thing whose uid the body of its undo holds.
    var undo: String?

    init(
        _ name: String, slot: String = "a", value: Int = 1, fixed: Int = 1, lane: String? = nil, refs: [String] = []
    ) {
        self.name = name
        self.slot = slot
        self.value = value
        self.fixed = fixed
        self.lane = lane
        self.refs = refs
    }

    /// The thing with changes.
    func with(_ edit: (inout Thing) -> Void) -> Thing {
        var thing = self
        edit(&thing)
        return thing
    }

    var address: Address { Address(place ?? name) }
    var identity: Identity { Identity("fake/\(name)-\(slot)") }
    var dependencies: [Address] {
        ((refs + [parent, asks].compactMap(\.self)).map { Address($0) } + [question].compactMap(\.self)).sorted()
    }

    /// The data source of ``asks``.
    var question: Address? { asks.map { _ in Address(mode: .data, name) } }

    /// What the data source answers.
    var answer: Value? { asks.map { ["seen": .string($0)] } }

    /// The body, with the uids of what it refers to; unknown where those are.
    func body(_ attributes: (Address) -> Value?) -> Value {
        var fields: Fields = [
            "name": .string(name), "slot": .string(slot), "value": .number(Number(value)),
            "fixed": .number(Number(fixed)),
        ]
        if let lane { fields["lane"] = .string(lane) }
        if let parent { fields["parent"] = .string("fake/\(parent)-a") }
        if let question { fields["seen"] = attributes(question)?["seen"] ?? .unknown(Unknown(.string)) }
        let uids = refs.map { ref in
            Fields.Field(ref, attributes(Address(ref))?["uid"] ?? .unknown(Unknown(.string)))
        }
        fields["refs"] = .object(Fields(uids))
        return .object(fields)
    }

    /// The settings, with an undo `undo-NAME` that refers to another thing.
    func stepSettings(_ attributes: (Address) -> Value?) -> StepSettings {
        guard let undo else { return settings }
        var settings = settings
        settings.undo = Thing("undo-\(name)", refs: [undo]).body(attributes)
        return settings
    }
}

/// A stack of things.
struct FakeProgram: StackProgram {
    var things: [Thing]
    let identity = StackIdentity(stack: "test")
    let folder = "/stack"
    var configurationDigest: Digest { Digest(of: things.map { "\($0)" }.joined()) }
    let variablesDigest = Digest(of: "variables")
    var parallelism: [ConnectionName: Int] = [:]
    /// How the connection is configured, as far as it is known when it is needed.
    var configuration: Value = [:]

    func evaluate(_ settle: (DesiredResource) -> Value) -> Evaluation { Evaluation() }

    func refill(_ address: Address, attributes: (Address) -> Value?) throws(Diagnostics) -> DesiredResource {
        guard let thing = things.first(where: { $0.address == address }) else { throw Diagnostics() }
        let connection = DesiredConnection(name: "fake", provider: "fake", configuration: configuration)
        return DesiredResource(
            address: address, type: FakeProvider.type, connection: connection, body: thing.body(attributes),
            settings: thing.stepSettings(attributes), range: SourceRange(SourceFile(name: "stack.yaml", text: ""), 0, 0)
        )
    }

    func outputs(attributes: (Address) -> Value?) -> [EvaluatedOutput] {
        things.map { thing in
            EvaluatedOutput(name: thing.name, value: attributes(thing.address)?["uid"] ?? .unknown(Unknown(.string)))
        }
    }
}
