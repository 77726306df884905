import MartletModel

/// The values that a plan was given on the command line and in the process's environment. Any of them may be a secret, so
/// all of them are kept as one.
struct PlanVariables: Sendable, Equatable {
    /// `--var NAME=VALUE`, in the order given.
    var assignments: [String]
    /// `MARTLET_VAR_name`, by the whole name.
    var environment: [String: String]
    /// The names of ephemeral variables, whose values are never kept: apply must be given them again.
    var leftOut: Set<String>

    private static let prefix = "MARTLET_VAR_"

    init(assignments: [String], environment: [String: String], leftOut: Set<String> = []) {
        self.assignments = assignments
        self.environment = environment
        self.leftOut = leftOut
    }

    /// - Parameter ephemeral: The names of the stack's ephemeral variables.
    init(_ options: StackOptions, in world: World, leavingOut ephemeral: Set<String>) {
        assignments = options.variables.filter { !ephemeral.contains(Self.name(of: $0)) }
        environment = world.environment.filter { key, _ in
            key.hasPrefix(Self.prefix) && !ephemeral.contains(String(key.dropFirst(Self.prefix.count)))
        }
        leftOut = ephemeral
    }

    /// The variable that `NAME=VALUE` is about.
    static func name(of assignment: String) -> String { String(assignment.prefix { $0 != "=" }) }

    /// What was given with the plan, and of `given` what could not be kept.
    func assignments(with given: [String]) -> [String] {
        assignments + given.filter { leftOut.contains(Self.name(of: $0)) }
    }

    /// One secret.
    var encoded: Value {
        let names = environment.keys.sorted()
        return .secret([
            "assignments": .tuple(assignments.map { .string($0) }),
            "environment": .object(Fields(names.map { Fields.Field($0, .string(environment[$0] ?? "")) })),
            "left_out": .tuple(leftOut.sorted().map { .string($0) }),
        ])
    }

    /// Nil when a part is missing or malformed.
    init?(encoded value: Value) {
        let value = value.revealed
        guard let assignments = value["assignments"]?.elements, let environment = value["environment"]?.fields else {
            return nil
        }
        self.assignments = assignments.compactMap(\.stringValue)
        leftOut = Set(value["left_out"]?.elements?.compactMap(\.stringValue) ?? [])
        self.environment = Dictionary(
            environment.map { ($0.key, $0.value.stringValue ?? "") }, uniquingKeysWith: { first, _ in first }
        )
    }
}
