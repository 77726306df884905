internal import MartletLanguage
internal import MartletModel
internal import MartletProvider

extension PlanningPass {
    /// What references will see of an object that is made from the body.
    func plannedAttributes(of desired: DesiredResource, _ facts: TypeFacts) -> Value {
        facts.provider.plannedAttributes(
            of: desired.type, creating: desired.body, configuration: knownConfiguration(of: desired.connection)
        )
    }
}
