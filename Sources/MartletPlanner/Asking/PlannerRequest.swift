package import MartletModel
package import MartletProvider

/// A question whose answer could change the plan. Answers are kept in ``Findings`` by the whole question, so that one
/// whose circumstances change is asked anew.
package struct PlannerRequest: Sendable, Equatable {
    package enum Question: Sendable, Equatable {
        /// Is the object there, and how does it look?
        case read(ReadTarget)
        /// What does the data source say?
        case readData(type: ResourceType, body: Value)
        /// Which objects does the resource stand for? Needs no connection.
        case expand(type: ResourceType, body: Value)
        /// What would the API do?
        case refine(Proposal)
    }

    package let address: Address
    package let question: Question
    package let connection: ConnectionTarget

    package init(_ address: Address, _ question: Question, through connection: ConnectionTarget) {
        self.address = address
        self.question = question
        self.connection = connection
    }
}

extension PlannerRequest: Hashable {
    /// By address alone: bodies are large, and few questions share an address.
    package func hash(into hasher: inout Hasher) { hasher.combine(address) }
}

/// Through which connection to ask, with a configuration that is wholly known (for ``PlannerRequest/Question/expand(type:body:)``
/// it may be unknown, and is not looked at).
package struct ConnectionTarget: Sendable, Hashable {
    package let name: ConnectionName
    package let provider: ProviderName
    package let configuration: Value

    package init(name: ConnectionName, provider: ProviderName, configuration: Value) {
        self.name = name
        self.provider = provider
        self.configuration = configuration
    }
}
