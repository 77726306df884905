import MartletModel

/// Rules and how often each has matched live in the cloud itself, so that they survive as the cloud does.
extension SandboxTransaction {
    private static let faults = "faults"

    private static func key(_ name: String) -> SandboxKey { SandboxKey(.own, faults, name) }

    /// The rules, in byte order of their names, and how many requests each has matched.
    package var faults: [(fault: SandboxFault, matched: Int)] {
        list(.own, Self.faults).compactMap { object in
            guard let rule = object.body["rule"], let fault = try? SandboxFault(rule) else { return nil }
            return (fault, object.body["matched"]?.intValue ?? 0)
        }
    }

    /// Adds a rule, or replaces the one of the same name; its count begins at nothing.
    package mutating func add(_ fault: SandboxFault) { store(fault, matched: 0) }

    /// Removes a rule; whether there was one.
    @discardableResult
    package mutating func removeFault(named name: String) -> Bool { delete(Self.key(name)) }

    package mutating func removeAllFaults() {
        for object in list(.own, Self.faults) { delete(object.key) }
    }

    /// Counts a request and says what goes wrong with it: the first rule, by name, whose turn it is.
    mutating func strike(method: String, path: String, operation: String) -> SandboxFault.Action? {
        var action: SandboxFault.Action?
        for (fault, matched) in faults
        where fault.match.matches(method: method, path: path, operation: operation) {
            store(fault, matched: matched + 1)
            if action == nil, fault.occasion.includes(matched + 1) { action = fault.action }
        }
        return action
    }

    private mutating func store(_ fault: SandboxFault, matched: Int) {
        put(Self.key(fault.name), ["rule": fault.value, "matched": .number(Number(matched))])
    }
}
