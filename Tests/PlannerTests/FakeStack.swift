import MartletLanguage
import MartletModel
import MartletProvider

/// A stack in a few lines: resources in an order in which references point backwards. A string that is `${NAME.FIELD}`
/// (or `${data.NAME.FIELD}`) is a reference; the dependencies follow from the references.
struct FakeStack: StackProgram {
    var identity = StackIdentity(stack: "test")
    let folder = "/stack"
    var resources: [FakeResource]
    var connections: [FakeConnection] = [FakeConnection()]
    var moves: [Move] = []
    var removals: [Removal] = []
    var imports: [Import] = []
    var outputsBody: [String: Value] = [:]
    static let file = SourceFile(name: "stack.yaml", text: "martlet: 1\n")

    init(_ resources: [FakeResource]) { self.resources = resources }

    var configurationDigest: Digest { Digest(of: resources.map(\.address.description).joined()) }
    var variablesDigest: Digest { Digest(of: "") }

    func evaluate(_ settle: (DesiredResource) -> Value) -> Evaluation {
        var known: [Address: Value] = [:]
        var evaluation = Evaluation(moves: moves, removals: removals, imports: imports)
        for resource in resources {
            let desired = desired(resource, known)
            evaluation.resources.append(desired)
            known[resource.address] = settle(desired)
        }
        evaluation.connections = connections.map { $0.desired(known) }
        evaluation.outputs = outputsBody.sorted { $0.key < $1.key }.map {
            EvaluatedOutput(name: $0.key, value: $0.value.filled(known))
        }
        return evaluation
    }

    private func desired(_ resource: FakeResource, _ known: [Address: Value]) -> DesiredResource {
        let connection = (connections.first { $0.name == resource.connection } ?? FakeConnection()).desired(known)
        let references = resource.body.references.union(resource.after.map { name -> Address in Address(name) }).union(
            connection.dependencies)
        return DesiredResource(
            address: resource.address, type: ResourceType(resource.type), connection: connection,
            body: resource.body.filled(known), dependencies: references.sorted(), lifecycle: resource.lifecycle,
            settings: resource.settings, range: SourceRange(Self.file, 0, 1)
        )
    }

    func refill(_ address: Address, attributes: (Address) -> Value?) throws(Diagnostics) -> DesiredResource {
        throw Diagnostics()
    }

    func outputs(attributes: (Address) -> Value?) -> [EvaluatedOutput] { [] }
}

struct FakeResource {
    var address: Address
    var type: String
    var body: Value
    var after: [String] = []
    var connection: ConnectionName = "fake"
    var lifecycle = DesiredResource.Lifecycle()
    var settings = StepSettings()

    init(_ name: String, _ body: Value, type: String = "fake.thing", after: [String] = []) {
        address = Address(mode: type == "fake.lookup" ? .data : .managed, name)
        self.type = type
        self.body = body
        self.after = after
    }

    func with(_ change: (inout FakeResource) -> Void) -> FakeResource {
        var copy = self
        change(&copy)
        return copy
    }
}

struct FakeConnection {
    var name: ConnectionName = "fake"
    var configuration: Value = [:]

    func desired(_ known: [Address: Value]) -> DesiredConnection {
        DesiredConnection(
            name: name, provider: "fake", configuration: configuration.filled(known),
            dependencies: configuration.references.sorted()
        )
    }
}

extension Value {
    /// The address and path of a string that is a reference.
    private var reference: (Address, ValuePath)? {
        guard let text = stringValue, text.hasPrefix("${"), text.hasSuffix("}") else { return nil }
        var parts = text.dropFirst(2).dropLast().split(separator: ".").map(String.init)
        let isData = parts.first == "data"
        if isData { parts.removeFirst() }
        return (Address(mode: isData ? .data : .managed, parts[0]), ValuePath(parts.dropFirst().map { .key($0) }))
    }

    var references: Set<Address> {
        if let reference { return [reference.0] }
        if let fields { return Set(fields.flatMap { $0.value.references }) }
        return Set((elements ?? []).flatMap { $0.references })
    }

    func filled(_ known: [Address: Value]) -> Value {
        if let (address, path) = reference {
            guard let value = known[address] else { return .unknown(Unknown()) }
            if case .unknown = value { return .unknown(Unknown()) }
            return value.value(at: path) ?? .unknown(Unknown())
        }
        switch self {
        case .object(let fields): return .object(fields.mapValues { $0.filled(known) })
        case .tuple(let elements): return .tuple(elements.map { $0.filled(known) })
        default: return self
        }
    }
}
