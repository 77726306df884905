import MartletLanguage
import MartletModel

/// A module's or stack's inputs, outputs and resources as Markdown. Pure; the same text for the same file.
struct ModuleDocument {
    private let outline: ModuleOutline

    init(_ outline: ModuleOutline) { self.outline = outline }

    /// The sections that are not empty, with headings of the second level, without a line break at the end.
    var text: String {
        [
            section("Inputs", ["name", "description", "type", "default"], inputs),
            section("Outputs", ["name", "description"], outputs),
            section("Resources", ["name", "type", "how many"], resources(.managed)),
            section("Data sources", ["name", "type", "how many"], resources(.data)),
            section("Modules", ["name", "source", "how many"], calls),
            section("Checks", ["name", "type", "keeps from committing"], checks),
            section("Providers", ["name", "connections"], providers),
        ].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private func section(_ title: String, _ heads: [String], _ rows: [[String]]) -> String {
        let table = Markdown.table(heads, rows)
        return table.isEmpty ? "" : "## \(title)\n\n" + table.dropLast()
    }

    private var inputs: [[String]] {
        outline.variables.map { variable in
            [
                Markdown.code(variable.name), Self.description(of: variable),
                Markdown.code(variable.type.description), Self.standard(of: variable),
            ]
        }
    }

    private static func description(of variable: ModuleOutline.Variable) -> String {
        var parts = [variable.description ?? ""]
        if variable.isSensitive { parts.append("A secret.") }
        if variable.isEphemeral { parts.append("Never stored.") }
        if !variable.isNullable { parts.append("Not null.") }
        if let instead = variable.deprecation { parts.append("**Deprecated:** \(instead)") }
        return Markdown.cell(parts.filter { !$0.isEmpty }.joined(separator: " "))
    }

    private static func standard(of variable: ModuleOutline.Variable) -> String {
        guard let value = variable.standard else { return "required" }
        return Markdown.code((try? value.canonicalJSON(secrets: .redact)) ?? "…")
    }

    private var outputs: [[String]] {
        outline.outputs.map { output in
            let parts = [
                output.description ?? "", output.isSensitive ? "A secret." : "",
                output.deprecation.map { "**Deprecated:** \($0)" } ?? "",
            ]
            return [Markdown.code(output.name), Markdown.cell(parts.filter { !$0.isEmpty }.joined(separator: " "))]
        }
    }

    private func resources(_ mode: Address.Mode) -> [[String]] {
        outline.resources.filter { $0.mode == mode }.map { resource in
            [
                Markdown.code(resource.name), Markdown.code(resource.type.text),
                Self.number(isRepeated: resource.isRepeated, isConditional: resource.isConditional),
            ]
        }
    }

    private static func number(isRepeated: Bool, isConditional: Bool) -> String {
        isRepeated ? "one for each" : isConditional ? "none or one" : "one"
    }

    private var calls: [[String]] {
        outline.calls.map { call in
            [
                Markdown.code(call.name), Markdown.code(call.source),
                Self.number(isRepeated: call.isRepeated, isConditional: false),
            ]
        }
    }

    private var checks: [[String]] {
        outline.checks.map { [Markdown.code($0.name), Markdown.code($0.type.text), $0.isBlocking ? "yes" : "no"] }
    }

    /// The providers of all types, with the connections that the file configures or names.
    private var providers: [[String]] {
        let types = outline.resources.map(\.type) + outline.checks.map(\.type)
        let names = Set(types.map(Self.provider)).union(outline.connections.map(\.provider))
        return names.sorted().map { provider in
            let configured = outline.connections.filter { $0.provider == provider }.map(\.name)
            let used = outline.resources.filter { Self.provider(of: $0.type) == provider }.compactMap(\.connection)
            let connections = Set(configured + used).sorted().map { Markdown.code($0.text) }
            return [
                Markdown.code(provider.text), connections.isEmpty ? "the default" : connections.joined(separator: ", "),
            ]
        }
    }

    private static func provider(of type: ResourceType) -> ProviderName {
        type.text.contains("/") ? "azure" : ProviderName(String(type.text.prefix { $0 != "." }))
    }
}
