import MartletModel

/// The values that a plan was given on the command line and in the process's environment. Any of them may be a secret, so
/// all of them are kept as one.
struct PlanVariables: Sendable, Equatable {
    /// `--var NAME=VALUE`, in the order given.
    var assignments: [String]
    /// `MARTLET_VAR_name`, by the whole name.
    var environment: [String: String]

    private static let prefix = "MARTLET_VAR_"

    init(assignments: [String], environment: [String: String]) {
        self.assignments = assignments
        self.environment = environment
    }

    init(_ options: StackOptions, in world: World) {
        assignments = options.variables
        environment = world.environment.filter { $0.key.hasPrefix(Self.prefix) }
    }

    /// One secret.
    var encoded: Value {
        let names = environment.keys.sorted()
        return .secret([
            "assignments": .tuple(assignments.map { .string($0) }),
            "environment": .object(Fields(names.map { Fields.Field($0, .string(environment[$0] ?? "")) })),
        ])
    }

    /// Nil when a part is missing or malformed.
    init?(encoded value: Value) {
        let value = value.revealed
        guard let assignments = value["assignments"]?.elements, let environment = value["environment"]?.fields else {
            return nil
        }
        self.assignments = assignments.compactMap(\.stringValue)
        self.environment = Dictionary(
            environment.map { ($0.key, $0.value.stringValue ?? "") }, uniquingKeysWith: { first, _ in first }
        )
    }
}
