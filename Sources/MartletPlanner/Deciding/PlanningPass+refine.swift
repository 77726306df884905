internal import MartletLanguage
internal import MartletModel
internal import MartletProvider

extension PlanningPass {
    /// Asks the API about a creation where that is worth it, and keeps the decision.
    mutating func refineAndAppend(_ decision: Decision, _ desired: DesiredResource, _ facts: TypeFacts) -> Value {
        var decision = decision
        guard !decision.isPending else { return append(decision) }
        switch proposal(.create, decision.change, desired, facts) {
        case .refined(let refinement):
            if let attributes = refinement.plannedAttributes { decision.change.plannedAttributes = attributes }
            decision.change.fields = refinement.serverEffects
        case .pending: decision.isPending = true
        case .notAsked: break
        }
        return append(decision)
    }

    /// Asks the API about an update and corrects the assessment; answers whether it waits for the answer.
    mutating func refine(
        _ assessment: inout Assessment, _ decision: inout Decision, _ desired: DesiredResource, _ facts: TypeFacts
    ) -> Bool {
        switch proposal(.update, decision.change, desired, facts) {
        case .notAsked: return false
        case .pending: return true
        case .refined(let refinement):
            if refinement.isNoOp {
                assessment.changes = []
                assessment.oneWay = []
                assessment.plannedAttributes = decision.change.observed ?? decision.change.prior?.attributes ?? .null
                return false
            }
            assessment.changes = assessment.changes.map { $0.forcing(ifAmong: refinement.replacePaths) }
            let known = Set(assessment.changes.map(\.path))
            assessment.changes += refinement.replacePaths.filter { path in !known.contains { path.isPrefix(of: $0) } }
                .map {
                    FieldChange($0, before: nil, after: nil, cause: .server, forcesReplacement: true)
                }
            assessment.changes += refinement.serverEffects.filter { !known.contains($0.path) }
            if let attributes = refinement.plannedAttributes { assessment.plannedAttributes = attributes }
            return false
        }
    }

    private enum Asked {
        case notAsked
        case pending
        case refined(Refinement)
    }

    private mutating func proposal(
        _ proposed: Action, _ change: Change, _ desired: DesiredResource, _ facts: TypeFacts
    ) -> Asked {
        guard facts.schema.isRefinable, desired.body.isWhollyKnown, input.options.refreshes else { return .notAsked }
        guard !desired.dependencies.contains(where: { action(at: $0) == .create }) else {
            return .notAsked
        }
        guard case .open(let connection) = reach(desired.connection) else { return .notAsked }
        let proposal = Proposal(
            type: desired.type, action: proposed, identity: change.identity, body: desired.body, prior: change.prior
        )
        switch ask(.refine(proposal), about: desired.address, through: connection) {
        case .refinement(let refinement)?:
            for problem in refinement.problems { report(problem, desired) }
            return .refined(refinement)
        case .failure(let error)?:
            report(error, desired)
            return .notAsked
        case .some, nil: return .pending
        }
    }

    private mutating func report(_ error: ProviderError, _ desired: DesiredResource) {
        let isRefusal = error.kind == .invalid || error.kind == .forbidden
        let fault: PlannerFault = isRefusal ? .proposalRefused : .proposalUnchecked
        diagnostics.append(
            fault.diagnostic(error.message, hint: error.hint, at: desired.range, address: desired.address)
        )
    }
}

extension FieldChange {
    /// The same change, forcing replacement when the API says that its field cannot change in place.
    fileprivate func forcing(ifAmong paths: [ValuePath]) -> FieldChange {
        guard !forcesReplacement, paths.contains(where: { $0.isPrefix(of: path) || path.isPrefix(of: $0) }) else {
            return self
        }
        return FieldChange(path, before: before, after: after, cause: cause, forcesReplacement: true)
    }
}
