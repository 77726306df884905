internal import MartletModel

/// Lays out the tree of module calls.
struct SiteBuilder {
    /// Module calls in a stack, `for_each` not counted.
    private static let limit = 100_000

    static func build(_ definitions: [ModuleDefinition], _ faults: inout Diagnostics) -> [CompiledStack.Site] {
        var sites = [CompiledStack.Site(definition: 0, parent: nil, call: 0, base: 0, path: "", connections: [:])]
        var base = definitions[0].slots.count
        var next = 0
        // Breadth first: a site comes after its caller.
        while next < sites.count {
            let definition = definitions[sites[next].definition]
            for (number, call) in definition.calls.enumerated() {
                guard sites.count < limit else {
                    faults.append(
                        LanguageFault.moduleCycle.at(
                            definition.document.modules[number].range,
                            "The modules of this stack call each other more than \(limit) times.",
                            hint: "Use `for_each` instead of many calls, or flatten the modules."))
                    return sites
                }
                let declaration = definition.document.modules[number]
                let path = (sites[next].path.isEmpty ? "" : sites[next].path + ".") + "module.\(declaration.name)"
                sites[next].children.append(sites.count)
                sites.append(
                    CompiledStack.Site(
                        definition: call.definition, parent: next, call: number, base: base, path: path,
                        connections: connections(declaration, in: sites[next])))
                base += definitions[call.definition].slots.count
            }
            next += 1
        }
        let faultsBefore = faults.all.count
        PassedConnections(definitions).check(&faults)
        // What is passed wrongly would be missed again wherever it is used.
        if faults.all.count == faultsBefore { for site in sites { check(site, definitions, &faults) } }
        return sites
    }

    private static func connections(
        _ call: ModuleDeclaration, in caller: CompiledStack.Site
    ) -> [ConnectionName: ConnectionName] {
        var connections = caller.connections
        for (inner, outer) in call.connections {
            connections[inner.content] = caller.connections[outer.content] ?? outer.content
        }
        return connections
    }

    /// Reports resources whose connection does not exist or belongs to another provider.
    private static func check(
        _ site: CompiledStack.Site, _ definitions: [ModuleDefinition], _ faults: inout Diagnostics
    ) {
        let definition = definitions[site.definition]
        let declared = definitions[0].document.connections
        for (resource, compiled) in zip(definition.document.resources, definition.resources) {
            let range = resource.connection?.range ?? resource.type.range
            let outer = site.connections[compiled.connection] ?? compiled.connection
            guard let connection = declared.first(where: { $0.name == outer }) else {
                if outer.text == compiled.provider.text { continue }
                faults.append(unknown(outer, range, declared.map(\.name.text)))
                continue
            }
            guard connection.provider != compiled.provider else { continue }
            faults.append(
                LanguageFault.unknownConnection.at(
                    range,
                    "Connection `\(outer)` leads to `\(connection.provider)`, but `\(resource.type.content)` belongs "
                        + "to `\(compiled.provider)`.",
                    hint: "Name a connection of `\(compiled.provider)`; under a name of its own it says `provider: "
                        + "\(compiled.provider)`.",
                    related: [Diagnostic.Related(connection.range, "declared here")]))
        }
    }

    private static func unknown(_ name: ConnectionName, _ range: SourceRange, _ known: [String]) -> Diagnostic {
        LanguageFault.unknownConnection.at(
            range, "There is no connection `\(name)`.",
            hint: nearestName(to: name.text, among: known).map { "Did you mean `\($0)`?" }
                ?? "Declare it in stack.yaml: `providers: {\(name): {provider: …}}`.")
    }
}
