import MartletModel
import Testing

struct PlanEncodingTests {
    static let record = ResourceRecord(
        address: Address("a"), type: ResourceType("t"), provider: "p", connection: "c", identity: Identity("i"),
        lineage: Lineage("l"), body: ["s": .secret("x")], attributes: ["n": 1], dependencies: [Address("b")],
        health: .diverged("why"), preventDestroy: true, isAdopted: true, schemaVersion: 2
    )

    static let reasons: [Reason] = [
        .notInState, .configurationChanged, .drifted, .objectMissing, .recreatedOutside,
        .createOnlyChanged([ValuePath([.key("a"), .index(1), .any])]), .replaceTriggered(by: Address("b")), .requested,
        .tainted("why"), .notInStack, .destroyRequested, .goneWithParent(Address("b")), .imported, .foundWithMarker,
        .moved(from: Address("b")),
        .removedBlock, .thereBefore, .connectionChanged(from: "c"),
    ]

    static let actions: [Action] = [
        .create, .update, .replace(.createFirst), .replace(.deleteFirst), .delete, .adopt, .forget, .noOp,
    ]

    static let reversibilities: [Reversibility] = [
        .undo(.delete), .undo(.restore), .undo(.forget), .undo(.retain), .notNeeded, .irreversible("why"),
    ]

    private func change(_ action: Action, _ reversibility: Reversibility) -> Change {
        var settings = StepSettings()
        settings.deleteTimeout = .milliseconds(1500)
        settings.wait = ["for": "x"]
        return Change(
            address: Address("a", key: .integer(2), member: "m/n"), previousAddress: Address("old"),
            type: ResourceType("t"),
            provider: "p", connection: "c", action: action, reasons: Self.reasons, identity: Identity("i"),
            body: ["u": .unknown(Unknown(.string, .init(isNotNull: true))), "s": .secret("x")],
            plannedAttributes: .unknown(Unknown()), prior: Self.record, observed: ["n": 2],
            observedLineage: Lineage("l"),
            fields: [
                FieldChange(ValuePath([.key("f")]), before: nil, after: .null, cause: .drift(by: "kubectl")),
                FieldChange(ValuePath(), before: 1, after: nil, cause: .drift(by: nil), forcesReplacement: true),
            ],
            drift: [FieldChange(ValuePath([.any]), before: 1, after: 2, cause: .server)], reversibility: reversibility,
            dependencies: [Address(mode: .data, "d")], settings: settings
        )
    }

    @Test func everyPartOfAPlanComesBack() throws {
        let plan = Plan(
            kind: .rollback(to: 7), stack: StackIdentity(stack: "s", environment: "e"),
            inputs: Plan.Inputs(
                configuration: Digest(of: "c"), variables: Digest(of: "v"), catalog: Digest(of: "k"), lineage: "l",
                revision: 3
            ),
            changes: Self.actions.flatMap { action in Self.reversibilities.map { change(action, $0) } },
            dataReads: [
                DataRead(
                    address: Address(mode: .data, "d"), type: ResourceType("t"), connection: "c", body: [:],
                    attributes: nil),
                DataRead(
                    address: Address(mode: .data, "e"), type: ResourceType("t"), connection: "c", body: [:],
                    attributes: .null,
                    dependencies: [Address("a")]
                ),
            ],
            connections: ["c": ConnectionRecord(provider: "p", configuration: ["t": .secret("x")])],
            outputs: [.init(name: "o", before: nil, after: .secret("x")), .init(name: "q", before: 1, after: nil)]
        )
        #expect(Plan(encoded: plan.encoded) == plan)
        let codec = ValueCodec(sealing: Reversed())
        let bytes = try codec.encode(plan.encoded)
        #expect(Plan(encoded: try codec.decode(bytes)) == plan)
    }

    @Test(arguments: [Plan.Kind.apply, .destroy, .refreshOnly])
    func everyKindComesBack(_ kind: Plan.Kind) {
        let inputs = Plan.Inputs(
            configuration: Digest(of: ""), variables: Digest(of: ""), catalog: Digest(of: ""), lineage: "", revision: 0
        )
        let plan = Plan(kind: kind, stack: StackIdentity(stack: "s"), inputs: inputs, changes: [])
        #expect(Plan(encoded: plan.encoded) == plan)
    }

    static let malformed: [Value] = [.null, [:], ["kind": "apply"], "text", [1, 2]]

    @Test(arguments: malformed)
    func whatIsNoPlanIsRefused(_ value: Value) {
        #expect(Plan(encoded: value) == nil)
        #expect(Change(encoded: value) == nil)
        #expect(ResourceRecord(encoded: value) == nil)
    }
}

/// A sealing that can be seen through.
private struct Reversed: SecretSealing {
    func seal(_ bytes: [UInt8]) -> String { String(decoding: bytes.reversed(), as: UTF8.self) }
    func open(_ sealed: String) -> [UInt8] { sealed.utf8.reversed() }
}
