/// A history of one stack: what was asked of the engine, what others did meanwhile, and what went wrong.
struct Case: Sendable {
    var seed: UInt64 = 0
    var steps: [Step]
}

/// What somebody else does to the object of a name.
enum Outside: Hashable, Sendable {
    /// Changes its value.
    case drift(String)
    case vanish(String)
    /// Deletes it and makes another one of the same identity, without our marker.
    case usurp(String)
    /// Makes an object of this identity before we do.
    case obstacle(String)
}

struct Step: Sendable {
    enum Operation: String, Sendable {
        case apply, destroy, refresh
        /// To an earlier revision.
        case rollback
    }

    /// What is done about a run that did not end.
    enum Recovery: String, Sendable {
        case auto, forward, back
        /// Nothing, where that is possible: the next step of the case plans anew over what was left.
        case none
    }

    var stack: Blueprint
    var operation: Operation = .apply
    /// How many revisions a rollback goes back.
    var back = 1
    /// Before the plan is made.
    var outside: [Outside] = []
    /// Between plan and apply.
    var late: [Outside] = []
    var keeps = false
    var parallelism = 10
    var targets: [String] = []
    var excludes: [String] = []
    var replaces: [String] = []
    var isBlind = false
    var faults: [FaultPoint: Fault] = [:]
    /// How many durable writes each process lives for; those after the last live on.
    var lives: [Int] = []
    /// After how many steps a signal comes, and how many of them.
    var signal: Signal?
    var recovery: Recovery = .auto
    /// A node whose undo is given up when a rollback is stuck.
    var skips: String?

    struct Signal: Hashable, Sendable {
        var afterSteps: Int
        var times: Int
    }

    init(_ stack: Blueprint, _ change: (inout Step) -> Void = { _ in }) {
        self.stack = stack
        change(&self)
    }
}
