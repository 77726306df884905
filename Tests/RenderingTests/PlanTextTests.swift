import MartletModel
import MartletRendering
import Testing

struct PlanTextTests {
    private func change(
        _ name: String, _ action: Action, fields: [FieldChange] = [], reasons: [Reason] = [],
        reversibility: Reversibility = .undo(.delete)
    ) -> Change {
        Change(
            address: Address(name), type: ResourceType("core.data"), provider: "core", connection: "core",
            action: action,
            reasons: reasons, fields: fields, reversibility: reversibility
        )
    }

    private func plan(_ changes: [Change]) -> Plan {
        let digest = Digest(of: "")
        return Plan(
            kind: .apply, stack: StackIdentity(stack: "demo"),
            inputs: Plan.Inputs(configuration: digest, variables: digest, catalog: digest, lineage: "l", revision: 2),
            changes: changes
        )
    }

    @Test func `a plan has one line a resource and the fields that change`() {
        let tier = ValuePath([.key("sku"), .key("tier")])
        let text = PlanText(style: TextStyle())(
            plan([
                change("network", .create, reasons: [.notInState]),
                change(
                    "cluster", .update, fields: [FieldChange(tier, before: "Free", after: "Standard")],
                    reasons: [.configurationChanged], reversibility: .undo(.restore)
                ),
                change(
                    "pool", .replace(.deleteFirst),
                    fields: [FieldChange(ValuePath([.key("size")]), before: 1, after: 2, forcesReplacement: true)],
                    reasons: [.createOnlyChanged([])], reversibility: .irreversible("its disks are lost")
                ),
                change("same", .noOp, reversibility: .notNeeded),
            ])
        )
        #expect(
            text == """
                Plan for demo, from revision 2

                  +   network  core.data
                  ~   cluster  core.data
                        ~ sku.tier = "Free" → "Standard"
                  -/+ pool     core.data !
                        ~ size = 1 → 2  forces replacement
                        ! cannot be undone: its disks are lost

                Plan: 1 to create, 1 to update, 1 to replace, 1 unchanged.
                ! 1 step cannot be undone; apply needs --allow-irreversible.

                """
        )
    }

    @Test func `an empty plan says that everything agrees`() {
        let text = PlanText(style: TextStyle())(plan([change("same", .noOp, reversibility: .notNeeded)]))
        #expect(text.contains("No changes. The stack, the state and the cloud agree on 1 resource."))
    }

    @Test func `secrets and unknowns are named, never shown`() throws {
        let field = FieldChange(
            ValuePath([.key("password")]), before: .secret("canary-1"), after: .secret("canary-2")
        )
        let later = FieldChange(ValuePath([.key("id")]), before: nil, after: .unknown(Unknown(.string)))
        let plan = plan([change("account", .update, fields: [field, later])])
        let text = PlanText(style: TextStyle())(plan)
        let json = try plan.json.canonicalJSON(secrets: .redact)
        #expect(text.contains("~ password = <redacted> → <redacted>"))
        #expect(text.contains("+ id = (known after apply)"))
        #expect(!text.contains("canary") && !json.contains("canary"))
    }

    @Test func `drift names what changed and who did it`() {
        let field = FieldChange(ValuePath([.key("replicas")]), before: 3, after: 5, cause: .drift(by: "kubectl-edit"))
        var web = change("web", .update, reasons: [.drifted])
        web.drift = [field]
        let text = PlanText(style: TextStyle())(plan([web]))
        #expect(text.contains("replicas is 5, was 3, by kubectl-edit"))
    }
}
