internal import MartletModel

/// Numbers what a file declares: each declaration is a slot, and slots are the nodes of the evaluation order.
struct Slots: Sendable {
    let variables: Range<Int>
    let locals: Range<Int>
    let resources: Range<Int>
    /// One a module call: how many instances it has.
    let calls: Range<Int>
    let outputs: Range<Int>
    let connections: Range<Int>
    let checks: Range<Int>
    /// One a variable: the validations that look beyond the variable itself.
    let validations: Range<Int>
    /// All resources of the file and of its modules.
    let contents: Int

    init(_ document: StackDocument) {
        var next = 0
        func take(_ count: Int) -> Range<Int> {
            defer { next += count }
            return next..<(next + count)
        }
        variables = take(document.variables.count)
        locals = take(document.locals.count)
        resources = take(document.resources.count)
        calls = take(document.modules.count)
        outputs = take(document.outputs.count)
        connections = take(document.connections.count)
        checks = take(document.checks.count)
        validations = take(document.variables.count)
        contents = next
    }

    var count: Int { contents + 1 }

    /// The kind of a slot, with the number within its kind.
    enum Kind: Sendable, Hashable {
        case variable(Int)
        case local(Int)
        case resource(Int)
        case call(Int)
        case output(Int)
        case connection(Int)
        case check(Int)
        case validation(Int)
        case contents
    }

    func kind(of slot: Int) -> Kind {
        if variables.contains(slot) { return .variable(slot - variables.lowerBound) }
        if locals.contains(slot) { return .local(slot - locals.lowerBound) }
        if resources.contains(slot) { return .resource(slot - resources.lowerBound) }
        if calls.contains(slot) { return .call(slot - calls.lowerBound) }
        if outputs.contains(slot) { return .output(slot - outputs.lowerBound) }
        if connections.contains(slot) { return .connection(slot - connections.lowerBound) }
        if checks.contains(slot) { return .check(slot - checks.lowerBound) }
        return validations.contains(slot) ? .validation(slot - validations.lowerBound) : .contents
    }
}
