/// What a `moved` or `removed` entry names: a resource with all its instances, one instance, or a module with all in it.
///
/// Without a key an address means the whole resource or module call; beside an address with a key it means the one
/// instance that has none (Terraform, "Refactoring": `from = a`, `to = a["x"]` when `a` gets a `for_each`).
package enum MoveEndpoint: Sendable, Hashable {
    case resource(Address)
    /// Has at least one step.
    case module(ModulePath)

    /// Reads `name`, `name["key"]`, `module.net.name`, `module.net`, `module.net["a"]`; nil for anything else.
    package init?(_ text: String) {
        if let address = Address(text) {
            guard address.member == nil else { return nil }
            self = .resource(address)
        } else if let probe = Address(text + ".x"), probe.name == "x", !probe.module.steps.isEmpty {
            self = .module(probe.module)
        } else {
            return nil
        }
    }

    package var isModule: Bool {
        if case .module = self { return true }
        return false
    }

    /// The key at its end.
    package var key: InstanceKey? {
        switch self {
        case .resource(let address): address.key
        case .module(let path): path.steps.last?.key
        }
    }

    /// The same without the key at its end.
    package var withoutKey: MoveEndpoint {
        switch self {
        case .resource(let address): .resource(Address(module: address.module, mode: address.mode, address.name))
        case .module(let path):
            .module(ModulePath(path.steps.dropLast() + [ModulePath.Step(path.steps.last?.name ?? "")]))
        }
    }

    /// As seen from outside a module instance.
    package func inside(_ path: ModulePath) -> MoveEndpoint {
        switch self {
        case .resource(let address): .resource(address.inside(path))
        case .module(let inner): .module(ModulePath(path.steps + inner.steps))
        }
    }

    /// Whether an address is what this names, or in it.
    package func covers(_ address: Address) -> Bool { destination(of: address, to: withoutKey) != nil }
}

extension MoveEndpoint: CustomStringConvertible {
    package var description: String {
        switch self {
        case .resource(let address): address.description
        case .module(let path): path.description
        }
    }
}

extension MoveEndpoint {
    /// Where an address goes when this becomes `target`; nil when it is not about the address.
    package func destination(of address: Address, to target: MoveEndpoint) -> Address? {
        switch (self, target) {
        case (.resource(let from), .resource(let to)):
            guard address.module == from.module, address.mode == from.mode, address.name == from.name,
                let key = Self.key(address.key, from.key, to.key)
            else { return nil }
            return Address(module: to.module, mode: address.mode, to.name, key: key.new, member: address.member)
        case (.module(let from), .module(let to)): return Self.moved(address, from, to)
        case (.resource, .module), (.module, .resource): return nil
        }
    }

    private static func moved(_ address: Address, _ from: ModulePath, _ to: ModulePath) -> Address? {
        let depth = from.steps.count
        guard depth > 0, address.module.steps.count >= depth,
            address.module.steps[..<(depth - 1)] == from.steps[..<(depth - 1)],
            let last = from.steps.last, let target = to.steps.last, address.module.steps[depth - 1].name == last.name,
            let key = key(address.module.steps[depth - 1].key, last.key, target.key)
        else { return nil }
        let steps =
            to.steps.dropLast() + [ModulePath.Step(target.name, key: key.new)] + address.module.steps[depth...]
        return Address(
            module: ModulePath(Array(steps)), mode: address.mode, address.name, key: address.key,
            member: address.member)
    }

    private struct NewKey {
        let new: InstanceKey?
    }

    /// The new key of an instance that has `own`; nil when the move is about other instances.
    private static func key(_ own: InstanceKey?, _ from: InstanceKey?, _ to: InstanceKey?) -> NewKey? {
        if from == nil, to == nil { return NewKey(new: own) }
        return own == from ? NewKey(new: to) : nil
    }
}

extension Address {
    /// The address as seen from outside a module instance.
    package func inside(_ path: ModulePath) -> Address {
        Address(module: ModulePath(path.steps + module.steps), mode: mode, name, key: key, member: member)
    }
}
