/// The names that a console's scope knows, for completion.
package protocol ConsoleNames: Scope {
    /// The names behind a root: variables behind `var.`, resources behind `resource.`.
    func names(behind root: ReferenceRoot) -> [String]
}

extension EmptyScope: ConsoleNames {
    package func names(behind root: ReferenceRoot) -> [String] { [] }
}

extension StackConsoleScope: ConsoleNames {
    package func names(behind root: ReferenceRoot) -> [String] {
        switch root {
        case .variable: Array(resolver.variables.keys)
        case .local: Array(resolver.locals.keys)
        case .resource: Array(resolver.resources.keys)
        case .data: Array(resolver.data.keys)
        case .module: Array(resolver.calls.keys)
        case .stack: NameResolver.stackAttributes
        case .path: NameResolver.pathAttributes
        case .each, .itself: []
        }
    }
}
