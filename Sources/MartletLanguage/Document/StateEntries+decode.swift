internal import MartletModel

extension MoveDeclaration {
    static let keys = SectionKeys(["from", "to"], required: ["from", "to"])

    init?(_ node: YAMLNode, _ faults: inout Diagnostics) {
        guard let section = Section(node, "an entry of `moved`", keys: Self.keys, &faults) else { return nil }
        let from = section.endpoint("from", &faults)
        let to = section.endpoint("to", &faults)
        guard let from, let to else { return nil }
        guard from.content.isModule == to.content.isModule else {
            faults.append(
                LanguageFault.conflictingMoves.at(
                    node.startRange,
                    "`\(from.content)` cannot become `\(to.content)`: one is a module, the other is not.",
                    hint: "Name two resources or two modules. To move a resource into a module, write "
                        + "`module.NAME.RESOURCE`."))
            return nil
        }
        guard from.content != to.content else {
            faults.append(
                LanguageFault.conflictingEntries.at(
                    node.startRange, "`from` and `to` are the same address, `\(from.content)`.",
                    hint: "Delete the entry."))
            return nil
        }
        self.init(from: from, to: to, range: node.startRange)
    }
}

extension RemovalDeclaration {
    static let keys = SectionKeys(["from", "destroy"], required: ["from"])

    init?(_ node: YAMLNode, _ faults: inout Diagnostics) {
        guard let section = Section(node, "an entry of `removed`", keys: Self.keys, &faults) else { return nil }
        let destroys = section.bool("destroy", &faults)
        guard let from = section.endpoint("from", &faults) else { return nil }
        self.init(from: from, destroysObject: destroys ?? true, range: node.startRange)
    }
}

extension ImportDeclaration {
    static let keys = SectionKeys(["to", "id", "for_each"], required: ["to", "id"])

    init?(_ node: YAMLNode, _ faults: inout Diagnostics) {
        guard let section = Section(node, "an entry of `imports`", keys: Self.keys, &faults),
            let to = section["to"], let id = section["id"]
        else { return nil }
        self.init(to: to, identity: id, forEach: section["for_each"], range: node.startRange)
    }
}

extension Section {
    /// The address of a resource or module, written plainly.
    fileprivate func endpoint(_ key: String, _ faults: inout Diagnostics) -> Located<MoveEndpoint>? {
        guard let node = self[key], let text = text(key, &faults) else { return nil }
        guard let endpoint = MoveEndpoint(text) else {
            faults.append(.invalidAddress(text, at: node.startRange))
            return nil
        }
        return Located(content: endpoint, range: node.range)
    }
}

extension Diagnostic {
    static func invalidAddress(_ text: String, at range: SourceRange?) -> Diagnostic {
        LanguageFault.invalidAddress.at(
            range, "`\(text)` is not the address of a resource.",
            hint: "Write it as `martlet show` prints it: `name`, `name[\"key\"]`, `module.net.name`.")
    }
}
