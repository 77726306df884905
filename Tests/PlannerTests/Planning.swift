import MartletLanguage
import MartletModel
import MartletPlanner
import MartletProvider

/// A stack, what is recorded, and what is there: plans until nothing is left to ask.
struct Planning {
    var stack: FakeStack
    var snapshot = Snapshot(lineage: "l")
    var cloud = FakeCloud()
    var provider = FakeProvider()
    var options = PlanOptions()
    private(set) var rounds = 0

    init(_ resources: [FakeResource]) { stack = FakeStack(resources) }

    mutating func plan() -> PlannerOutput {
        var input = PlannerInput(
            program: stack, snapshot: snapshot, registry: ProviderRegistry([provider]), options: options
        )
        rounds = 0
        while true {
            rounds += 1
            let output = Planner.plan(input)
            guard !output.requests.isEmpty, rounds < 20 else { return output }
            for request in output.requests { input.findings.record(cloud.answer(request), to: request) }
        }
    }

    /// The plan as text, or the errors.
    mutating func text() -> String {
        let output = plan()
        guard let plan = output.plan else {
            return output.diagnostics.sorted.filter { $0.severity == .error }
                .map { "\($0.code) \($0.address.map(\.description) ?? "-"): \($0.detail)\n" }.joined()
        }
        return plan.debugText
    }

    /// Makes the cloud and the state what they are after the stack was applied.
    func applied() -> Planning {
        var copy = self
        var records: [Address: ResourceRecord] = [:]
        var connections: [ConnectionName: ConnectionRecord] = [:]
        let plan = copy.plan().plan
        let dependencies = Dictionary(
            (plan?.changes ?? []).map { ($0.address, $0.dependencies) }, uniquingKeysWith: { $1 })
        var objects: [Identity: LiveObject] = [:]
        func make(_ address: Address, _ type: ResourceType, _ body: Value, _ desired: DesiredResource) -> Value {
            let body = body.markingSecrets(at: provider.schema(of: type)?.secret ?? [])
            let identity =
                provider.identity(of: type, body: body, configuration: desired.connection.configuration)
                ?? Identity(address.description)
            let attributes = body.setting("id-\(identity)".value, at: ValuePath([.key("id")]))
                .setting("e1", at: ValuePath([.key("etag")])).setting(nil, at: ValuePath([.key("password")]))
            records[address] = ResourceRecord(
                address: address, type: type, provider: "fake", connection: desired.connection.name, identity: identity,
                lineage: Lineage("1"), body: body, attributes: attributes,
                dependencies: dependencies[address] ?? desired.dependencies,
                preventDestroy: desired.settings.preventDestroy, retainOnDestroy: desired.settings.retainOnDestroy
            )
            objects[identity] = LiveObject(
                identity: identity, lineage: Lineage("1"), attributes: attributes, marker: stack.identity
            )
            return attributes
        }
        let evaluation = stack.evaluate { desired in
            connections[desired.connection.name] = ConnectionRecord(
                provider: "fake", configuration: desired.connection.configuration
            )
            switch desired.type.text {
            case "fake.lookup": return ["value": desired.body["key"] ?? .null]
            case "fake.many":
                let fields = (desired.body["items"]?.elements ?? []).map { item -> Fields.Field in
                    let name = item["name"]?.stringValue ?? ""
                    let address = desired.address.member(name)
                    return Fields.Field(name, make(address, ResourceType("fake.thing"), item, desired))
                }
                return ["objects": .object(Fields(fields))]
            default: return make(desired.address, desired.type, desired.body, desired)
            }
        }
        var next = self
        next.cloud.objects = objects
        next.snapshot = Snapshot(
            lineage: "l", revision: 1, records: records, connections: connections,
            outputs: Dictionary(uniqueKeysWithValues: evaluation.outputs.map { ($0.name, $0.value) })
        )
        return next
    }

    /// The same with other resources in the stack.
    func changed(_ resources: [FakeResource]) -> Planning {
        var next = self
        next.stack.resources = resources
        return next
    }
}

extension String {
    var value: Value { .string(self) }
}
