package import MartletModel

/// What the names in an expression mean, and the world its functions see. Evaluation is pure given its scope.
package protocol Scope {
    /// The value that a reference names.
    ///
    /// The steps are those of the text with their keys evaluated, up to the first splat or unknown key. The scope answers
    /// with the value that some first steps name and how many these are; the evaluator takes the others itself. So for
    /// `resource.subnet[each.key].id` it may answer for `subnet["a"]` alone, and knows that only that instance is used.
    ///
    /// A value whose own evaluation failed is an unknown one: the fault was told where it is.
    func value(of reference: Reference) -> ScopeAnswer

    /// What functions see of the world.
    var surroundings: Surroundings { get }

    /// The most steps that one expression may take: those of ``surroundings``, which are large and asked for seldom.
    var steps: Int { get }
}

extension Scope {
    package var steps: Int { surroundings.steps }
}

/// What a scope says of a reference.
package enum ScopeAnswer: Sendable {
    /// The value of the first `steps` steps.
    case value(Value, steps: Int)
    /// Apart, so that the other answer, which is nearly always given, is small.
    indirect case failure(Diagnostic)
}

/// A scope without names.
package struct EmptyScope: Scope {
    package let surroundings: Surroundings

    package init(_ surroundings: Surroundings = Surroundings()) { self.surroundings = surroundings }

    package func value(of reference: Reference) -> ScopeAnswer {
        .failure(ExpressionFault.unknownRoot.at(reference.range, "`\(reference)` has no value here."))
    }
}
