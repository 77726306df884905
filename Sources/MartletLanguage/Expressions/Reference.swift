package import MartletModel

/// What a reference may begin with.
package enum ReferenceRoot: String, CaseIterable, Sendable {
    case variable = "var"
    case local
    case resource
    case data
    case module
    case each
    case itself = "self"
    case stack
    case path
}

/// One step of a reference: `.name` or `[key]`.
package enum ReferenceStep: Sendable, Hashable {
    case attribute(String)
    /// A key without marks.
    case index(Value)

    /// The name of an attribute, or the text of a string key.
    package var name: String? {
        switch self {
        case .attribute(let name): name
        case .index(.string(let text)): text
        case .index: nil
        }
    }

    /// The key of an instance, when the step is an index; a whole number is an integer.
    package var instanceKey: InstanceKey? {
        switch self {
        case .index(.string(let text)): .string(text)
        case .index(.number(let number)): number.int.map(InstanceKey.integer)
        default: nil
        }
    }
}

/// A name that an expression uses, with the steps that follow it as far as they are known.
package struct Reference: Sendable, Hashable {
    package let root: ReferenceRoot
    package let steps: [ReferenceStep]
    /// Whether a step follows whose key only evaluation can tell.
    package let isOpen: Bool
    package let range: SourceRange

    package init(root: ReferenceRoot, steps: [ReferenceStep], isOpen: Bool = false, range: SourceRange) {
        self.root = root
        self.steps = steps
        self.isOpen = isOpen
        self.range = range
    }
}

extension Reference: CustomStringConvertible {
    /// The reference as it is written.
    package var description: String {
        steps.reduce(root.rawValue) { text, step in
            switch step {
            case .attribute(let name): "\(text).\(name)"
            case .index(let key): "\(text)[\(key.stringValue.map(quoted) ?? key.numberValue?.description ?? "…")]"
            }
        }
    }
}
