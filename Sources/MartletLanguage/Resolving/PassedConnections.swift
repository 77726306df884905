internal import MartletModel

/// Checks what module calls pass under `providers`.
struct PassedConnections {
    private let definitions: [ModuleDefinition]
    /// The names under which each file, with the modules that it calls, uses connections.
    private let used: [Set<ConnectionName>]

    init(_ definitions: [ModuleDefinition]) {
        self.definitions = definitions
        var used = [Set<ConnectionName>?](repeating: nil, count: definitions.count)
        for number in definitions.indices { _ = Self.find(number, definitions, &used) }
        self.used = used.map { $0 ?? [] }
    }

    private static func find(
        _ number: Int, _ definitions: [ModuleDefinition], _ used: inout [Set<ConnectionName>?]
    ) -> Set<ConnectionName> {
        if let known = used[number] { return known }
        // Calls never lead back; the empty set ends the search all the same.
        used[number] = []
        let definition = definitions[number]
        var names = Set(definition.resources.map(\.connection))
        names.formUnion(definition.checks.map(\.connection))
        for (call, declaration) in zip(definition.calls, definition.document.modules) {
            let passed = Set(declaration.connections.map(\.inner.content))
            names.formUnion(find(call.definition, definitions, &used).subtracting(passed))
            names.formUnion(declaration.connections.map(\.outer.content))
        }
        used[number] = names
        return names
    }

    /// Reports names that the module does not use, and connections that the stack does not have.
    func check(_ faults: inout Diagnostics) {
        let declared = definitions[0].document.connections.map(\.name)
        let providers = Set(definitions.flatMap { $0.resources.map(\.provider.text) })
        for (number, definition) in definitions.enumerated() {
            for (call, declaration) in zip(definition.calls, definition.document.modules) {
                for (inner, outer) in declaration.connections {
                    if !used[call.definition].contains(inner.content) {
                        faults.append(unused(inner, declaration.name, used[call.definition]))
                        continue
                    }
                    // In a module, the name may stand for one that its own caller passes.
                    guard number == 0, !declared.contains(outer.content), !providers.contains(outer.content.text)
                    else { continue }
                    faults.append(unknown(outer, declared))
                }
            }
        }
    }

    private func unused(
        _ inner: Located<ConnectionName>, _ module: String, _ used: Set<ConnectionName>
    ) -> Diagnostic {
        let names = used.map(\.text).sorted()
        let listed = names.isEmpty ? "It uses none." : "It uses \(names.map { "`\($0)`" }.joined(separator: ", "))."
        return LanguageFault.unknownConnection.at(
            inner.range, "Module `\(module)` uses no connection `\(inner.content)`.",
            hint: nearestName(to: inner.content.text, among: names).map { "Did you mean `\($0)`?" } ?? listed)
    }

    private func unknown(_ outer: Located<ConnectionName>, _ declared: [ConnectionName]) -> Diagnostic {
        LanguageFault.unknownConnection.at(
            outer.range, "There is no connection `\(outer.content)` to pass.",
            hint: nearestName(to: outer.content.text, among: declared.map(\.text)).map { "Did you mean `\($0)`?" }
                ?? "Declare it in stack.yaml: `providers: {\(outer.content): {provider: …}}`.")
    }
}
