package import MartletModel

/// The functions that providers add to the language, by provider and name.
package struct ProviderFunctionTable: Sendable {
    private let functions: [String: [String: Function]]

    package init(_ providers: [(name: ProviderName, functions: [ProviderFunction])] = []) {
        var functions: [String: [String: Function]] = [:]
        for provider in providers {
            for function in provider.functions {
                functions[provider.name.text, default: [:]][function.name] = Function(function, of: provider.name)
            }
        }
        self.functions = functions
    }

    subscript(provider: String, name: String) -> Function? { functions[provider]?[name] }

    /// What to say when there is no such function.
    func hint(_ provider: String, _ name: String) -> String {
        guard let known = functions[provider]?.keys.sorted() else {
            let providers = functions.keys.sorted()
            return nearestName(to: provider, among: providers).map { "Did you mean `provider::\($0)::\(name)`?" }
                ?? "Providers with functions: \(providers.map { "`\($0)`" }.joined(separator: ", "))."
        }
        return nearestName(to: name, among: known).map { "Did you mean `provider::\(provider)::\($0)`?" }
            ?? "`\(provider)` has \(known.map { "`\($0)`" }.joined(separator: ", "))."
    }
}

extension Function {
    fileprivate init(_ function: ProviderFunction, of provider: ProviderName) {
        self.init(
            "provider::\(provider)::\(function.name)", function.parameters.map { Parameter($0.name, $0.type) },
            result: function.result, function.summary, group: .conversion
        ) { call throws(FunctionFault) in
            do throws(ProviderFunction.Fault) {
                return try function.body(call.arguments)
            } catch {
                throw FunctionFault(error.message, argument: error.argument)
            }
        }
    }
}
