package import MartletModel

/// What the user asked of a plan.
package struct PlanOptions: Sendable, Hashable {
    package var kind: Plan.Kind
    /// `--target`: only these and what they need; empty for everything.
    package var targets: [Address]
    /// `--exclude`: all but these and what needs them.
    package var excludes: [Address]
    /// `--replace`: recorded resources to be made anew.
    package var replacements: [Address]
    /// Whether recorded objects are looked at; without, the record is taken for what is there.
    package var refreshes: Bool

    package init(
        kind: Plan.Kind = .apply, targets: [Address] = [], excludes: [Address] = [], replacements: [Address] = [],
        refreshes: Bool = true
    ) {
        self.kind = kind
        self.targets = targets
        self.excludes = excludes
        self.replacements = replacements
        self.refreshes = refreshes
    }
}
