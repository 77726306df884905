import MartletModel
import MartletPlanner
import Testing

struct ApprovalTests {
    private static let inputs = Plan.Inputs(
        configuration: Digest(of: "a"), variables: Digest(of: "b"), catalog: Digest(of: "c"), lineage: "l", revision: 3
    )

    private static func plan(_ reversibility: Reversibility, allow: Bool = false) -> Plan {
        var settings = StepSettings()
        settings.allowIrreversible = allow
        let change = Change(
            address: Address("a"), type: ResourceType("t.t"), provider: "t", connection: "t", action: .update,
            reversibility: reversibility, settings: settings
        )
        return Plan(kind: .apply, stack: StackIdentity(stack: "s"), inputs: inputs, changes: [change])
    }

    @Test func `a plan whose inputs still hold is approved`() throws {
        let plan = Self.plan(.undo(.restore))
        #expect(try ApprovedPlan(plan, consent: .reversibleOnly, current: Self.inputs).plan == plan)
    }

    @Test func `a stale plan is refused with everything that has changed`() {
        var current = Self.inputs
        current.revision = 5
        current.variables = Digest(of: "other")
        let refusal = #expect(throws: ApprovalRefusal.self) {
            try ApprovedPlan(Self.plan(.notNeeded), consent: .everything, current: current)
        }
        #expect(refusal?.stale == [.variables, .revision(planned: 3, current: 5)])
        #expect(
            refusal?.diagnostics().all.first?.detail
                == "The plan no longer fits: variables have other values; the state is at revision 5, and the plan starts "
                + "from revision 3. Applying it could undo or repeat what others have done."
        )
    }

    @Test(arguments: [
        (Consent.reversibleOnly, false, false), (.everything, false, true),
        (.irreversible(at: [Address("a")]), false, true),
        (.irreversible(at: [Address("b")]), false, false), (.reversibleOnly, true, true),
    ])
    func `a step that cannot be undone needs consent`(consent: Consent, allow: Bool, isApproved: Bool) {
        let plan = Self.plan(.irreversible("versions only go up"), allow: allow)
        let approved = try? ApprovedPlan(plan, consent: consent, current: Self.inputs)
        #expect((approved != nil) == isApproved)
    }
}
