/// All built-in functions by name.
package enum FunctionTable {
    package static let functions: [String: Function] = {
        var result: [String: Function] = [:]
        for function in groups.joined() { result[function.name] = function }
        return result
    }()

    private static let groups: [[Function]] = [
        numeric, string, regex, format, versions, collection, sequences, maps, sets, encoding, yaml, filesystem, time,
        hash,
        network, conversion,
    ]
}
