internal import MartletModel

/// A planned body with its unknown parts filled in from a later evaluation.
///
/// Apply does exactly the plan: what was known stays as it was approved, and a later value may only fill what was unknown.
struct Filling {
    /// The filled body.
    private(set) var body: Value = .null
    /// Where the later evaluation says something else than the plan.
    private(set) var conflicts: [ValuePath] = []
    private let ignored: DesiredChanges

    /// Paths whose planned value was taken from the record (`ignore_changes`), so that a difference is none.
    enum DesiredChanges {
        case all
        case paths([ValuePath])

        func covers(_ path: ValuePath) -> Bool {
            switch self {
            case .all: true
            case .paths(let paths): paths.contains { path.steps.starts(with: $0.steps, by: Self.matches) }
            }
        }

        private static func matches(_ step: ValuePath.Step, _ pattern: ValuePath.Step) -> Bool {
            pattern == .any || pattern == step
        }
    }

    init(_ planned: Value, from actual: Value, ignoring ignored: DesiredChanges = .paths([])) {
        self.ignored = ignored
        body = fill(planned, actual.plain, at: ValuePath())
    }

    private mutating func fill(_ planned: Value, _ actual: Value, at path: ValuePath) -> Value {
        if case .marked(let inner, let marks) = planned {
            return .marking(fill(inner, actual, at: path), marks)
        }
        if case .unknown(let unknown) = planned { return fill(unknown, actual, at: path) }
        if case .marked(let inner, let marks) = actual { return .marking(fill(planned, inner, at: path), marks) }
        switch (planned, actual) {
        case (.object(let fields), .object(let later)): return fill(fields, later, at: path)
        case (.tuple(let elements), .tuple(let later)) where elements.count == later.count:
            return .tuple(elements.indices.map { fill(elements[$0], later[$0], at: path.appending(.index($0))) })
        default:
            if planned != actual { conflict(at: path) }
            return planned
        }
    }

    private mutating func fill(_ unknown: Unknown, _ actual: Value, at path: ValuePath) -> Value {
        let refinement = unknown.refinement
        if refinement.isNotNull, actual.isNull { conflict(at: path) }
        if let prefix = refinement.prefix, let text = actual.stringValue, !text.utf8.starts(with: prefix.utf8) {
            conflict(at: path)
        }
        return actual
    }

    private mutating func fill(_ fields: Fields, _ later: Fields, at path: ValuePath) -> Value {
        var filled: [Fields.Field] = []
        for field in fields {
            let path = path.appending(field.key)
            if let value = later[field.key] {
                filled.append(Fields.Field(field.key, fill(field.value, value, at: path)))
            } else if case .unknown = field.value.unmarked.value {
                // An unknown that turned out to be left out.
                continue
            } else {
                conflict(at: path)
                filled.append(field)
            }
        }
        for field in later where fields[field.key] == nil { conflict(at: path.appending(field.key)) }
        return .object(Fields(filled))
    }

    private mutating func conflict(at path: ValuePath) {
        if !ignored.covers(path) { conflicts.append(path) }
    }
}
