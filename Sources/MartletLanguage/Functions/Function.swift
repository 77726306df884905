package import MartletModel

/// A built-in function: what it is called with, and what it does.
package struct Function: Sendable {
    /// One parameter.
    package struct Parameter: Sendable {
        package let name: String
        /// Arguments are converted to it.
        package let type: ValueType
        package let options: Options

        package init(_ name: String, _ type: ValueType, _ options: Options = []) {
            self.name = name
            self.type = type
            self.options = options
        }
    }

    /// What a function itself cares for; else the caller does, as for most.
    package struct Options: OptionSet, Sendable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) { self.rawValue = rawValue }

        /// Takes null; else null is a fault.
        package static let nullable = Options(rawValue: 1)
        /// Takes what is not known; else an argument with an unknown part makes the result unknown.
        package static let unknown = Options(rawValue: 2)
        /// Takes marked values; else marks are taken off, and all put on the result.
        package static let marked = Options(rawValue: 4)
        /// Moves elements about without looking at them: these may be unknown or marked, the argument itself is neither.
        package static let shallow = Options(rawValue: 8)
    }

    /// A call with checked arguments.
    package struct Call: Sendable {
        package let arguments: [Value]
        package let surroundings: Surroundings
    }

    package enum Body: Sendable {
        case plain(@Sendable (Call) throws(FunctionFault) -> Value)
        /// `try`: the first argument that evaluates.
        case firstThatSucceeds
        /// `can`: whether the argument evaluates.
        case succeeds
        /// `templatefile` and `templatestring`: the template is a file's text, or the argument's.
        case template(isFile: Bool)
    }

    package let name: String
    package let group: FunctionGroup
    package let parameters: [Parameter]
    /// Takes all further arguments.
    package let variadic: Parameter?
    /// The type of the result; `.any` when it depends on the arguments.
    package let result: ValueType
    /// One sentence for the reference.
    package let summary: String
    package let body: Body

    init(
        _ name: String, _ parameters: [Parameter], variadic: Parameter? = nil, result: ValueType = .any,
        _ summary: String, group: FunctionGroup, body: Body
    ) {
        self.name = name
        self.group = group
        self.parameters = parameters
        self.variadic = variadic
        self.result = result
        self.summary = summary
        self.body = body
    }

    init(
        _ name: String, _ parameters: [Parameter], variadic: Parameter? = nil, result: ValueType = .any,
        _ summary: String, group: FunctionGroup, _ body: @escaping @Sendable (Call) throws(FunctionFault) -> Value
    ) {
        self.init(name, parameters, variadic: variadic, result: result, summary, group: group, body: .plain(body))
    }

    /// What is certain of every result.
    var foreseenResult: Value { result == .any ? .unknown(Unknown()) : .unknownPresent(result) }

    /// What is certain of the result while arguments, or parts of them, are not known.
    func foreseen(_ call: Call) -> Value { FunctionTable.foresight[name]?(call) ?? foreseenResult }

    /// The parameter that takes the argument at `index`; nil when there is none.
    func parameter(at index: Int) -> Parameter? { index < parameters.count ? parameters[index] : variadic }
}

/// What functions are about: the chapters of their reference.
package enum FunctionGroup: String, CaseIterable, Sendable {
    case numeric = "Numeric"
    case string = "String"
    case collection = "Collection"
    case encoding = "Encoding"
    case filesystem = "Filesystem"
    case time = "Date and time"
    case hash = "Hash and crypto"
    case network = "IP network"
    case conversion = "Type conversion"
}

/// Why a function has no result for its arguments.
package struct FunctionFault: Error, Sendable, Hashable {
    /// A clause without a capital or a full stop.
    package let message: String
    /// The argument at fault, when it is one.
    package let argument: Int?

    package init(_ message: String, argument: Int? = nil) {
        self.message = message
        self.argument = argument
    }
}

extension Function.Call {
    /// The argument at `index`, as a string; the caller has converted it.
    func string(_ index: Int) -> String { arguments[index].stringValue ?? "" }

    func number(_ index: Int) -> Number { arguments[index].numberValue ?? 0 }

    func bool(_ index: Int) -> Bool { arguments[index].boolValue ?? false }

    func elements(_ index: Int) -> [Value] { arguments[index].elements ?? [] }

    /// The whole number at `index`.
    func integer(_ index: Int) throws(FunctionFault) -> Int {
        guard let integer = number(index).int else {
            throw FunctionFault("a whole number is required, not \(number(index))", argument: index)
        }
        return integer
    }
}
