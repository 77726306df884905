package import MartletModel

/// Why text is not a fault rule.
package struct SandboxFaultError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A full sentence.
    package let description: String

    init(_ description: String) { self.description = description }
}

extension SandboxFault {
    /// A rule as files and the `sandbox faults` command write it:
    /// `{name: …, match: {method, path, operation}, nth: 3, action: error, status: 409, code: Conflict, message: …}`.
    ///
    /// One of `nth`, `first`, `from`, `every` says when (`every: 1` is always; nothing means the first time). `action` is
    /// `error`, `throttle` (`retry_after`), `reset`, `lost_reply`, `fail_operation` (`code`), `hang` or `delay` (`seconds`).
    package init(_ value: Value) throws(SandboxFaultError) {
        guard let fields = value.fields else { throw SandboxFaultError("A fault rule is a mapping.") }
        let known = [
            "name", "match", "nth", "first", "from", "every", "action", "status", "code", "message", "retry_after",
            "seconds",
        ]
        for key in fields.keys where !known.contains(key) {
            throw SandboxFaultError("`\(key)` is not a key of a fault rule; it has \(known.joined(separator: ", ")).")
        }
        let action = try Action(fields)
        let match = try Match(fields["match"])
        let occasion = try Occasion(fields)
        let unnamed = "\(fields["action"]?.stringValue ?? "fault") \(match) \(occasion)"
        self.init(name: fields["name"]?.stringValue ?? unnamed, match: match, occasion: occasion, action: action)
    }

    /// The rules of a file or a request: one, a list, or a list below `faults`.
    package static func rules(in value: Value) throws(SandboxFaultError) -> [SandboxFault] {
        var faults: [SandboxFault] = []
        for rule in (value["faults"] ?? value).elements ?? [value] { faults.append(try SandboxFault(rule)) }
        return faults
    }

    /// The rule in the form that ``init(_:)`` reads.
    package var value: Value {
        var fields: Fields = ["name": .string(name), "match": match.value]
        for field in Array(occasion.fields) + Array(action.fields) { fields[field.key] = field.value }
        return .object(fields)
    }
}

extension SandboxFault.Match: CustomStringConvertible {
    package var description: String {
        [method, path, operation].compactMap { $0 }.joined(separator: " ")
    }

    fileprivate init(_ value: Value?) throws(SandboxFaultError) {
        self.init()
        if let text = value?.stringValue {
            operation = text
            return
        }
        guard let value else { return }
        guard let fields = value.fields else {
            throw SandboxFaultError("`match` is a mapping, or an operation's name.")
        }
        for field in fields {
            guard let text = field.value.stringValue else { throw SandboxFaultError("`match.\(field.key)` is text.") }
            switch field.key {
            case "method": method = text
            case "path": path = text
            case "operation": operation = text
            default: throw SandboxFaultError("`match` has `method`, `path` and `operation`, not `\(field.key)`.")
            }
        }
    }

    fileprivate var value: Value {
        var fields = Fields()
        fields["method"] = method.map { .string($0) }
        fields["path"] = path.map { .string($0) }
        fields["operation"] = operation.map { .string($0) }
        return .object(fields)
    }
}

extension SandboxFault.Occasion: CustomStringConvertible {
    package var description: String { fields.map { "\($0.key) \($0.value.intValue ?? 0)" }.joined() }

    fileprivate init(_ fields: Fields) throws(SandboxFaultError) {
        let given = ["nth", "first", "from", "every"].filter { fields[$0] != nil }
        guard given.count <= 1 else { throw SandboxFaultError("Give one of `nth`, `first`, `from` and `every`.") }
        guard let key = given.first else {
            self = .nth(1)
            return
        }
        guard let number = fields[key]?.intValue, number > 0 else {
            throw SandboxFaultError("`\(key)` is a whole number from 1.")
        }
        switch key {
        case "nth": self = .nth(number)
        case "first": self = .first(number)
        case "from": self = .from(number)
        default: self = number == 1 ? .always : .multiplesOf(number)
        }
    }

    fileprivate var fields: Fields {
        switch self {
        case .nth(let number): ["nth": .number(Number(number))]
        case .first(let number): ["first": .number(Number(number))]
        case .from(let number): ["from": .number(Number(number))]
        case .multiplesOf(let number): ["every": .number(Number(number))]
        case .always: ["every": 1]
        }
    }
}

extension SandboxFault.Action {
    fileprivate init(_ fields: Fields) throws(SandboxFaultError) {
        let code = fields["code"]?.stringValue
        let message = fields["message"]?.stringValue ?? "The sandbox was told to fail."
        switch fields["action"]?.stringValue {
        case "error":
            let status = fields["status"]?.intValue ?? 500
            guard (400...599).contains(status) else { throw SandboxFaultError("`status` is from 400 to 599.") }
            self = .error(status: status, code: code ?? "InternalServerError", message: message)
        case "throttle": self = .throttle(retryAfter: fields["retry_after"]?.intValue ?? 10)
        case "reset": self = .reset
        case "lost_reply": self = .lostReply
        case "fail_operation": self = .failOperation(code: code ?? "InternalOperationError", message: message)
        case "hang": self = .hang
        case "delay": self = .delay(.seconds(fields["seconds"]?.intValue ?? 30))
        default:
            throw SandboxFaultError(
                "`action` is error, throttle, reset, lost_reply, fail_operation, hang or delay.")
        }
    }

    fileprivate var fields: Fields {
        switch self {
        case .error(let status, let code, let message):
            [
                "action": "error", "status": .number(Number(status)), "code": .string(code),
                "message": .string(message),
            ]
        case .throttle(let seconds): ["action": "throttle", "retry_after": .number(Number(seconds))]
        case .reset: ["action": "reset"]
        case .lostReply: ["action": "lost_reply"]
        case .failOperation(let code, let message):
            ["action": "fail_operation", "code": .string(code), "message": .string(message)]
        case .hang: ["action": "hang"]
        case .delay(let delay): ["action": "delay", "seconds": .number(Number(Int(delay.components.seconds)))]
        }
    }
}
