/// What a plan does with one resource.
package enum Action: Sendable, Hashable {
    case create
    case update
    case replace(ReplaceOrder)
    case delete
    /// Takes an existing object under the stack's care, changing only what differs.
    case adopt
    /// Drops the record and leaves the object.
    case forget
    case noOp

    /// Which half of a replacement comes first.
    package enum ReplaceOrder: Sendable, Hashable {
        /// The new object has another identity: both can exist, the old one is deleted after commit.
        case createFirst
        /// The new object takes the old one's identity: the old one must go first, which cannot be undone.
        case deleteFirst
    }

    /// The word in the glossary.
    package var name: String {
        switch self {
        case .create: "create"
        case .update: "update"
        case .replace: "replace"
        case .delete: "delete"
        case .adopt: "adopt"
        case .forget: "forget"
        case .noOp: "no-op"
        }
    }

    /// The sign in front of a plan line.
    package var symbol: String {
        switch self {
        case .create: "+"
        case .update: "~"
        case .replace(.createFirst): "+/-"
        case .replace(.deleteFirst): "-/+"
        case .delete: "-"
        case .adopt: ">"
        case .forget: "x"
        case .noOp: " "
        }
    }
}
