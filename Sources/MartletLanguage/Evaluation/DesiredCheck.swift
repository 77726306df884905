package import MartletModel

/// A check of the stack, evaluated: a question about what runs, and what its answer must be.
package struct DesiredCheck: Sendable {
    package var id: CheckID
    /// The data source that answers.
    package var type: ResourceType
    package var connection: DesiredConnection
    /// Plain; unknown where it refers to what is not known by now.
    package var body: Value
    /// Whether a run that changes something is taken back when the check does not pass.
    package var isBlocking: Bool
    /// How long the check may take to pass; nil when the stack does not say.
    package var timeout: Duration?
    package var range: SourceRange

    package init(
        id: CheckID, type: ResourceType, connection: DesiredConnection, body: Value, isBlocking: Bool,
        timeout: Duration? = nil, range: SourceRange
    ) {
        self.id = id
        self.type = type
        self.connection = connection
        self.body = body
        self.isBlocking = isBlocking
        self.timeout = timeout
        self.range = range
    }
}

/// Which check: its name, in its module.
package struct CheckID: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let module: ModulePath
    package let name: String

    package init(module: ModulePath = ModulePath(), _ name: String) {
        self.module = module
        self.name = name
    }

    package var description: String {
        let path = module.description
        return path.isEmpty ? name : "\(path).\(name)"
    }

    package static func < (left: CheckID, right: CheckID) -> Bool {
        left.description.precedesInBytes(right.description)
    }
}
