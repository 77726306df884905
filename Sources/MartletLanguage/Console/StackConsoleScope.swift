/// The names of a stack's own file, for expressions that a person types: variables, locals, resources, modules.
package struct StackConsoleScope: Scope {
    private let evaluator: StackEvaluator
    private let place = EvaluationPlace(site: 0, module: 0)
    private let context = ReferenceContext(place: "the console")

    init(_ evaluator: StackEvaluator) { self.evaluator = evaluator }

    /// The names of the stack's own file.
    var resolver: NameResolver { evaluator.program.definition(of: place.site).names }

    package var surroundings: Surroundings { evaluator.world.surroundings }

    package func value(of reference: Reference) -> ScopeAnswer {
        switch resolver.resolve(reference, in: context) {
        case .failure(let fault): .failure(fault)
        case .declaration, .surroundings: EvaluationScope(evaluator: evaluator, place: place).value(of: reference)
        }
    }
}
