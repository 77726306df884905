package import MartletModel
package import MartletProvider

/// The answers so far.
package struct Findings: Sendable {
    package enum Answer: Sendable {
        case observation(Observation)
        case data(Value)
        case members([ExpandedMember])
        case refinement(Refinement)
        case failure(ProviderError)
    }

    private var answers: [PlannerRequest: Answer] = [:]

    package init() {}

    package subscript(request: PlannerRequest) -> Answer? { answers[request] }

    package mutating func record(_ answer: Answer, to request: PlannerRequest) { answers[request] = answer }

    package var count: Int { answers.count }
}
