internal import MartletModel

/// A YAML value with expressions in it, ready to be evaluated many times.
enum Term: Sendable {
    /// No expression anywhere inside.
    case constant(Value)
    case expression(Expression)
    case sequence([Term])
    case mapping([Pair])

    struct Pair: Sendable {
        enum Key: Sendable {
            case fixed(String)
            case expression(Expression)
        }

        let key: Key
        let value: Term
    }

    /// Whether evaluation has nothing to do.
    var isConstant: Bool {
        if case .constant = self { return true }
        return false
    }
}

/// A term with its place and the names that it refers to, resolved.
struct CompiledTerm: Sendable {
    let term: Term
    let references: [StaticReference]
    let range: SourceRange
}

/// A reference to a declaration of the same file, known before anything is evaluated.
struct StaticReference: Sendable {
    enum Target: Sendable, Hashable {
        /// A variable, local, resource or connection, by its slot.
        case slot(Int)
        /// One output of a module call, or all.
        case output(call: Int, output: Int?)
        /// Every resource inside a module call: only in `depends_on`.
        case contents(call: Int)
    }

    enum Selection: Sendable, Hashable {
        case all
        case instance(InstanceKey)
        /// Only evaluation tells which instance.
        case open
    }

    let target: Target
    let selection: Selection
    let range: SourceRange
}
