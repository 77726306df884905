/// The name of one resource instance in a stack: `module.net["eu"].subnet["a"]`, `data.image`,
/// `cert_manager/Deployment/cert-manager/cert-manager-webhook`.
///
/// The part behind `/` is the member of a resource that stands for many objects (`kubernetes.manifests`).
package struct Address: Sendable, Hashable {
    /// Whether the resource is managed or only read.
    package enum Mode: Sendable, Hashable {
        case managed
        case data
    }

    package let module: ModulePath
    package let mode: Mode
    package let name: String
    /// The key of `for_each`; nil for a resource without it.
    package let key: InstanceKey?
    package let member: String?

    package init(
        module: ModulePath = ModulePath(), mode: Mode = .managed, _ name: String, key: InstanceKey? = nil,
        member: String? = nil
    ) {
        self.module = module
        self.mode = mode
        self.name = name
        self.key = key
        self.member = member
    }

    /// The address without its member: the declared instance.
    package var instance: Address { Address(module: module, mode: mode, name, key: key) }

    /// The address of one object among those that the instance stands for.
    package func member(_ member: String) -> Address {
        Address(module: module, mode: mode, name, key: key, member: member)
    }
}

extension Address: CustomStringConvertible {
    package var description: String {
        var text = module.description
        if !text.isEmpty { text += "." }
        if mode == .data { text += "data." }
        text += name
        if let key { text += "[\(key)]" }
        if let member { text += "/\(member)" }
        return text
    }
}

extension Address: Comparable {
    /// The byte order of the text, except that integer keys come in order of their number.
    package static func < (left: Address, right: Address) -> Bool {
        if left.module == right.module, left.mode == right.mode, left.name == right.name,
            case .integer(let first)? = left.key, case .integer(let second)? = right.key, first != second
        {
            return first < second
        }
        if left.module == right.module, left.mode == right.mode,
            let order = left.name.bytesOrder(before: right.name)
        {
            return order
        }
        return left.description.precedesInBytes(right.description)
    }
}

extension String {
    /// Whether this text comes first whatever follows the two; nil when one begins with the other.
    fileprivate func bytesOrder(before other: String) -> Bool? {
        var left = self
        var right = other
        return left.withUTF8 { first in
            right.withUTF8 { second in
                for index in 0..<min(first.count, second.count) where first[index] != second[index] {
                    return first[index] < second[index]
                }
                return nil
            }
        }
    }
}

/// A key of `for_each`.
package enum InstanceKey: Sendable, Hashable, CustomStringConvertible {
    case string(String)
    case integer(Int)

    /// A quoted string as the stack language writes it, or the number.
    package var description: String {
        switch self {
        case .string(let text): quoted(text)
        case .integer(let number): String(number)
        }
    }
}

/// The way to a module instance, outermost first; empty for the stack itself.
package struct ModulePath: Sendable, Hashable {
    /// One module call.
    package struct Step: Sendable, Hashable {
        package let name: String
        package let key: InstanceKey?

        package init(_ name: String, key: InstanceKey? = nil) {
            self.name = name
            self.key = key
        }
    }

    package let steps: [Step]

    package init(_ steps: [Step] = []) { self.steps = steps }

    package func appending(_ step: Step) -> ModulePath { ModulePath(steps + [step]) }
}

extension ModulePath: CustomStringConvertible {
    package var description: String {
        steps.map { "module.\($0.name)" + ($0.key.map { "[\($0)]" } ?? "") }.joined(separator: ".")
    }
}

/// `text` in double quotes with `"`, `\` and control characters escaped.
package func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": result += "\\\""
        case "\\": result += "\\\\"
        case "\n": result += "\\n"
        case "\r": result += "\\r"
        case "\t": result += "\\t"
        case "\u{0}"..<"\u{20}":
            let hex = String(scalar.value, radix: 16)
            result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + "\""
}
