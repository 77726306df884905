internal import MartletLanguage
internal import MartletModel
internal import MartletProvider

extension PlanningPass {
    /// Marks the secrets of what is under `rollback: {undo:}`, and reports what stands in its way; answers whether nothing
    /// does.
    mutating func settleUndo(_ desired: inout DesiredResource, _ facts: TypeFacts) -> Bool {
        guard let written = desired.settings.undo else { return true }
        let undo = written.markingSecrets(at: facts.provider.secretPaths(of: desired.type, in: written))
        desired.settings.undo = undo
        if let fault = fault(of: undo, desired, facts) {
            diagnostics.append(fault)
            return false
        }
        var isValid = true
        for problem in facts.provider.problems(in: undo, of: desired.type) {
            let fault: PlannerFault = problem.isWarning ? .questionableBody : .invalidBody
            diagnostics.append(
                fault.diagnostic(
                    "In `rollback.undo`: \(problem.message)", hint: problem.hint, at: desired.range,
                    address: desired.address
                )
            )
            if !problem.isWarning { isValid = false }
        }
        return isValid
    }

    private func fault(of undo: Value, _ desired: DesiredResource, _ facts: TypeFacts) -> Diagnostic? {
        if facts.schema.isStateOnly || facts.schema.isExpandable {
            let what = facts.schema.isStateOnly ? "lives in the state alone" : "stands for many objects"
            return fault(
                "`\(desired.type)` \(what): an object of it undoes nothing.",
                "Delete `rollback.undo`, or give what needs it a resource of its own.", desired)
        }
        let configuration = knownConfiguration(of: desired.connection)
        let isKnown = undo.isWhollyKnown && configuration.isWhollyKnown
        guard let identity = facts.provider.identity(of: desired.type, body: undo, configuration: configuration) else {
            return isKnown
                ? fault(
                    "The API chooses the name of what is under `rollback.undo`: after a crash nobody could tell whether it "
                        + "was made.", "Give it a name.", desired) : nil
        }
        let own = facts.provider.identity(of: desired.type, body: desired.body, configuration: configuration)
        guard identity == own || identity == records[desired.address]?.identity else { return nil }
        return fault(
            "What is under `rollback.undo` is the object itself, which a rollback deletes or sets back anyway.",
            "Give it another name: it is an object of its own, made and deleted by the rollback.", desired)
    }

    private func fault(_ detail: String, _ hint: String, _ desired: DesiredResource) -> Diagnostic {
        PlannerFault.undoUnusable.diagnostic(detail, hint: hint, at: desired.range, address: desired.address)
    }
}
