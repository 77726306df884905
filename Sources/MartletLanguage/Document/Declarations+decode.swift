internal import MartletModel

extension VariableDeclaration {
    static let keys = SectionKeys([
        "type", "default", "description", "sensitive", "ephemeral", "nullable", "deprecated", "validation",
    ])

    init?(_ entry: YAMLNode.Entry, _ faults: inout Diagnostics) {
        let faultsBefore = faults.all.count
        guard let section = Section(entry.value, "variable `\(entry.name)`", keys: Self.keys, &faults) else {
            return nil
        }
        name = entry.name
        range = entry.key.range
        type = section["type"].flatMap { TypeNotation.read($0, &faults) } ?? .any
        defaultNode = section["default"]
        description = section.text("description", &faults)
        isSensitive = section.bool("sensitive", &faults) ?? false
        isEphemeral = section.bool("ephemeral", &faults) ?? false
        isNullable = section.bool("nullable", &faults) ?? true
        deprecation = section.text("deprecated", &faults)
        validations = ConditionDeclaration.list("validation", of: section, &faults)
        isSound = faults.all.count == faultsBefore
    }
}

extension ConditionDeclaration {
    static let keys = SectionKeys(["condition", "message"], required: ["condition", "message"])

    /// A list of conditions, or one alone.
    static func list(_ key: String, of section: Section, _ faults: inout Diagnostics) -> [ConditionDeclaration] {
        guard let node = section[key], !node.isNullScalar else { return [] }
        let nodes = node.entries == nil ? section.list(key, &faults) : [node]
        return nodes.compactMap { ConditionDeclaration($0, "`\(key)` of \(section.what)", &faults) }
    }

    private init?(_ node: YAMLNode, _ what: String, _ faults: inout Diagnostics) {
        guard let section = Section(node, what, keys: Self.keys, &faults), let condition = section["condition"],
            let message = section["message"]
        else { return nil }
        self.condition = condition
        self.message = message
        range = node.startRange
    }
}

extension OutputDeclaration {
    static let keys = SectionKeys(
        ["value", "description", "sensitive", "ephemeral", "deprecated", "depends_on", "precondition"],
        required: ["value"])

    init?(_ entry: YAMLNode.Entry, of kind: StackDocument.Kind, _ faults: inout Diagnostics) {
        let what = "output `\(entry.name)`"
        if entry.value.isScalar, !entry.value.isNullScalar {
            faults.append(
                .wrongKind(entry.value, what: what, wanted: "a mapping", hint: "Write `\(entry.name): {value: …}`."))
            return nil
        }
        guard let section = Section(entry.value, what, keys: Self.keys, &faults), let value = section["value"] else {
            return nil
        }
        name = entry.name
        range = entry.key.range
        self.value = value
        description = section.text("description", &faults)
        isSensitive = section.bool("sensitive", &faults) ?? false
        isEphemeral = section.bool("ephemeral", &faults) ?? false
        deprecation = section.text("deprecated", &faults)
        dependsOn = section.list("depends_on", &faults)
        preconditions = ConditionDeclaration.list("precondition", of: section, &faults)
        if kind == .stack, isEphemeral, let node = section["ephemeral"] { faults.append(Self.storedOutput(node, what)) }
    }

    private static func storedOutput(_ node: YAMLNode, _ what: String) -> Diagnostic {
        LanguageFault.misplacedKey.at(
            node.startRange, "\(what.sentenceCased) belongs to the stack, whose outputs are stored in the state.",
            hint: "Only outputs of modules can be `ephemeral`. Use `sensitive: true` to keep it sealed and unseen.")
    }
}

extension ConnectionDeclaration {
    /// The keys that are Martlet's own; all others are the provider's.
    static let keys = ["provider", "parallelism"]

    init?(_ entry: YAMLNode.Entry, _ faults: inout Diagnostics) {
        name = ConnectionName(entry.name)
        range = entry.key.range
        let entries = entry.value.entries ?? []
        if entry.value.entries == nil, !entry.value.isNullScalar {
            faults.append(.wrongKind(entry.value, what: "connection `\(entry.name)`", wanted: "a mapping"))
            return nil
        }
        configuration = entries.filter { !Self.keys.contains($0.name) }
        parallelism = Self.parallelism(in: entries, of: entry.name, &faults)
        guard let provider = entries.first(where: { $0.name == "provider" })?.value else {
            self.provider = ProviderName(entry.name)
            return
        }
        guard case .string(let text)? = provider.scalarValue, !text.contains("${") else {
            faults.append(
                .wrongKind(
                    provider, what: "`provider` of connection `\(entry.name)`", wanted: "the name of a provider",
                    hint: "Write it out, as `azure` or `kubernetes`: which provider it is cannot depend on expressions."
                ))
            return nil
        }
        self.provider = ProviderName(text)
    }

    /// Nil when nothing is said, and, with a fault, when it is no number of steps.
    private static func parallelism(
        in entries: [YAMLNode.Entry], of name: String, _ faults: inout Diagnostics
    ) -> Int? {
        guard let node = entries.first(where: { $0.name == "parallelism" })?.value, !node.isNullScalar else {
            return nil
        }
        let value = node.scalarValue
        if let count = value?.intValue, count >= 1 { return count }
        let given = value?.described ?? "a \(node.kindName)"
        faults.append(
            LanguageFault.wrongKind.at(
                node.startRange,
                "`parallelism` of connection `\(name)` must be a whole number of at least 1; it is \(given).",
                hint:
                    "Write how many steps may run at once through the connection, as `parallelism: 4`. It cannot depend "
                    + "on expressions; `--parallelism` bounds a whole run."))
        return nil
    }
}

extension ModuleDeclaration {
    static let keys = SectionKeys(
        ["source", "sha256", "when", "for_each", "inputs", "depends_on", "providers"], required: ["source"],
        advice: [
            "source": "Add `source:`, the module's folder as seen from this file's.",
            "variables": "Did you mean `inputs`?", "count": "There is no `count`: use `when` or `for_each`.",
            "version": "Modules have no version: give `source` a URL with a commit or tag, and `sha256`.",
        ])

    init?(_ entry: YAMLNode.Entry, _ faults: inout Diagnostics) {
        let what = "module `\(entry.name)`"
        guard let section = Section(entry.value, what, keys: Self.keys, &faults),
            let source = section.moduleSource(&faults)
        else { return nil }
        name = entry.name
        range = entry.key.range
        self.source = source
        let faultsBefore = faults.all.count
        checksum = section.checksum(of: source.content, &faults)
        guard faults.all.count == faultsBefore else { return nil }
        when = section["when"]
        forEach = section["for_each"]
        inputs = section.named("inputs", &faults)
        dependsOn = section.list("depends_on", &faults)
        connections = section.named("providers", &faults).compactMap { entry in
            guard case .string(let outer)? = entry.value.scalarValue, outer.isDeclarationName else {
                faults.append(
                    .wrongKind(
                        entry.value, what: "`\(entry.name)` under `providers` of \(what)",
                        wanted: "the name of a connection of this file"))
                return nil
            }
            return (
                Located(content: ConnectionName(entry.name), range: entry.key.range),
                Located(content: ConnectionName(outer), range: entry.value.range)
            )
        }
    }
}

extension Section {
    /// The `source` of a module call; nil, with a fault, when it names none.
    fileprivate func moduleSource(_ faults: inout Diagnostics) -> Located<ModuleSource>? {
        guard let text = staticText("source", &faults) else { return nil }
        do throws(ModuleSource.Refusal) {
            return Located(content: try ModuleSource(text: text.content), range: text.range)
        } catch {
            faults.append(error.fault.at(text.range, error.detail, hint: error.hint))
            return nil
        }
    }

    /// The `sha256` of a module call, which only an archive can have, and one fetched in clear must have.
    fileprivate func checksum(of source: ModuleSource, _ faults: inout Diagnostics) -> Digest? {
        guard case .package(.archive(let url, _), _) = source else {
            guard let node = self["sha256"] else { return nil }
            faults.append(
                LanguageFault.misplacedKey.at(
                    node.startRange, "`sha256` of \(what) is for archives: the bytes of no other source have one.",
                    hint: "Delete it. `martlet.lock` keeps a digest of every fetched module; `?ref=` names a commit."))
            return nil
        }
        let checksum = digest("sha256", &faults)
        if self["sha256"] == nil, url.hasPrefix("http://"), let node = self["source"] {
            faults.append(
                LanguageFault.unsafeModuleSource.at(
                    node.startRange, "`\(url)` is fetched in clear, so anyone on the way can change it.",
                    hint: "Use `https://`, or add `sha256:` with the archive's digest."))
        }
        return checksum
    }

    /// Text that cannot hold expressions, with its place.
    func staticText(_ key: String, _ faults: inout Diagnostics) -> Located<String>? {
        guard let node = self[key], let text = text(key, &faults) else { return nil }
        guard !text.mayHoldExpression || !text.contains("${") else {
            faults.append(
                LanguageFault.wrongKind.at(
                    node.startRange,
                    "`\(key)` of \(what) is needed before anything is evaluated, so it cannot hold an "
                        + "expression.",
                    hint: "Write the text out."))
            return nil
        }
        return Located(content: text, range: node.range)
    }
}
