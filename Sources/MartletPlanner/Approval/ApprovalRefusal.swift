package import MartletModel

/// Why a plan may not be applied.
package struct ApprovalRefusal: Error, Sendable, Hashable {
    /// A step that cannot be undone and has no consent.
    package struct Step: Sendable, Hashable {
        package let address: Address
        package let why: String
    }

    /// What has changed since the plan was made.
    package let stale: [StaleInput]
    package let irreversible: [Step]

    /// The refusal in words.
    ///
    /// - Parameter since: What became of the state since the plan was made, in whole sentences.
    package func diagnostics(since: String? = nil) -> Diagnostics {
        var all: [Diagnostic] = []
        if !stale.isEmpty {
            let changes = stale.map(\.clause).joined(separator: "; ")
            let sentences = [
                "The plan no longer fits: \(changes).", since,
                "Applying it could undo or repeat what others have done.",
            ]
            all.append(
                PlannerFault.stalePlan.diagnostic(
                    sentences.compactMap(\.self).joined(separator: " "),
                    hint: "Make a new plan with `martlet plan`."
                )
            )
        }
        for step in irreversible {
            all.append(
                PlannerFault.consentMissing.diagnostic(
                    "`\(step.address)` has a step that cannot be undone: \(step.why).",
                    hint: "Add `--allow-irreversible=\(step.address)` if you accept this, or "
                        + "`lifecycle: {allow_irreversible: true}` to its declaration.",
                    address: step.address
                )
            )
        }
        return Diagnostics(all)
    }
}

/// One input of a plan that holds no longer.
package enum StaleInput: Sendable, Hashable {
    case configuration
    case variables
    case catalog
    case lineage
    case revision(planned: Int, current: Int)

    static func between(planned: Plan.Inputs, current: Plan.Inputs) -> [StaleInput] {
        var stale: [StaleInput] = []
        if planned.configuration != current.configuration { stale.append(.configuration) }
        if planned.variables != current.variables { stale.append(.variables) }
        if planned.catalog != current.catalog { stale.append(.catalog) }
        // Before the first apply there is no lineage, and the revision says it all.
        if planned.lineage != current.lineage, !planned.lineage.isEmpty { stale.append(.lineage) }
        if planned.revision != current.revision {
            stale.append(.revision(planned: planned.revision, current: current.revision))
        }
        return stale
    }

    var clause: String {
        switch self {
        case .configuration: "the stack files have changed"
        case .variables: "variables have other values"
        case .catalog: "this version of Martlet knows other resource types"
        case .lineage: "the state is another one"
        case .revision(let planned, let current):
            "the state is at revision \(current), and the plan starts from revision \(planned)"
        }
    }
}
