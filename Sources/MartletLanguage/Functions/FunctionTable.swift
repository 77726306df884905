internal import MartletModel

/// All built-in functions by name.
package enum FunctionTable {
    package static let functions: [String: Function] = {
        var result: [String: Function] = [:]
        for function in all { result[function.name] = function }
        return result
    }()

    private static let all: [Function] = [numeric, conversion].flatMap { $0 }
}
