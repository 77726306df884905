package import MartletLanguage
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
    /// `martlet import`: entries besides those of the stack's own `imports:`.
    package var imports: [Import]
    /// `martlet adopt`: resources whose object, where there is one without a marker, is taken under the stack's care.
    package var adoptions: [Address]

    package init(
        kind: Plan.Kind = .apply, targets: [Address] = [], excludes: [Address] = [], replacements: [Address] = [],
        refreshes: Bool = true, imports: [Import] = [], adoptions: [Address] = []
    ) {
        self.kind = kind
        self.targets = targets
        self.excludes = excludes
        self.replacements = replacements
        self.refreshes = refreshes
        self.imports = imports
        self.adoptions = adoptions
    }
}
