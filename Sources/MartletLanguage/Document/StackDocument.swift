package import MartletModel

/// A `stack.yaml` or `module.yaml` whose keys are all known and of the right kinds. Expressions are still text.
struct StackDocument: Sendable {
    enum Kind: Sendable {
        case stack
        case module

        var fileName: String { self == .stack ? "stack.yaml" : "module.yaml" }
    }

    let kind: Kind
    let file: SourceFile
    /// The stack's name; a module may have one too, which nothing refers to.
    var name: String
    var description: String?
    var backend = BackendDeclaration()
    var variables: [VariableDeclaration] = []
    var locals: [LocalDeclaration] = []
    var connections: [ConnectionDeclaration] = []
    /// Managed ones first, then data sources, each in the order of the text.
    var resources: [ResourceDeclaration] = []
    var modules: [ModuleDeclaration] = []
    var outputs: [OutputDeclaration] = []
    var checks: [CheckDeclaration] = []
    var moves: [MoveDeclaration] = []
    var imports: [ImportDeclaration] = []
    var removals: [RemovalDeclaration] = []
    var broken = BrokenNames()

    static let stackKeys = SectionKeys(
        [
            "martlet", "name", "description", "state", "variables", "locals", "providers", "resources", "data",
            "modules",
            "outputs", "checks", "moved", "imports", "removed",
        ],
        required: ["martlet", "name"],
        advice: [
            "martlet": "Begin the file with `martlet: 1`, the version of the language.",
            "name": "Add `name:`: it is part of what marks the stack's objects.",
            "resource": "Did you mean `resources`?", "terraform": "Use `martlet: 1`, `state:` and `providers:`.",
            "backend": "Write `state: {backend: …}`.",
            "scenarios": "Scenarios stand in `scenarios.yaml` beside this file.",
        ])

    static let moduleKeys = SectionKeys(
        [
            "martlet", "name", "description", "variables", "locals", "resources", "data", "modules", "outputs",
            "checks",
            "moved", "removed",
        ],
        required: ["martlet"],
        advice: [
            "martlet": "Begin the file with `martlet: 1`, the version of the language.",
            "providers":
                "A module uses its caller's connections: move `providers` to stack.yaml, and pass others than the "
                + "default ones by `providers:` of the module's entry there.",
            "state": "Only stack.yaml says where the state is kept.",
            "imports": "Only stack.yaml can hold `imports`; their `to` may begin with `module.NAME.`.",
        ])

    /// Decodes a document. Answers as much as could be understood; what could not is in `faults`.
    init(_ node: YAMLNode, kind: Kind, _ faults: inout Diagnostics) {
        self.kind = kind
        file = node.file
        name = ""
        let keys = kind == .stack ? Self.stackKeys : Self.moduleKeys
        guard let section = Section(node, "`\(kind.fileName)`", keys: keys, &faults) else {
            for (_, root) in Self.sections { broken.insertAll(root) }
            return
        }
        LanguageVersion.check(section, &faults)
        name = section.text("name", &faults) ?? ""
        if let node = section["name"], !name.isEmpty, let fault = node.stackNameFault { faults.append(fault) }
        description = section.text("description", &faults)
        backend = BackendDeclaration(section["state"], &faults)
        variables = section.named("variables", &faults).compactMap { VariableDeclaration($0, &faults) }
        locals = section.named("locals", &faults).map {
            LocalDeclaration(name: $0.name, range: $0.key.range, value: $0.value)
        }
        connections = section.named("providers", &faults).compactMap { ConnectionDeclaration($0, &faults) }
        resources =
            section.named("resources", &faults).compactMap { ResourceDeclaration($0, mode: .managed, &faults) }
            + section.named("data", &faults).compactMap { ResourceDeclaration($0, mode: .data, &faults) }
        modules = section.named("modules", &faults).compactMap { ModuleDeclaration($0, &faults) }
        outputs = section.named("outputs", &faults).compactMap { OutputDeclaration($0, of: kind, &faults) }
        checks = section.named("checks", &faults).compactMap { CheckDeclaration($0, &faults) }
        broken = brokenNames(in: section)
        moves = section.list("moved", &faults).compactMap { MoveDeclaration($0, &faults) }
        imports = section.list("imports", &faults).compactMap { ImportDeclaration($0, &faults) }
        removals = section.list("removed", &faults).compactMap { RemovalDeclaration($0, &faults) }
    }
}

extension StackDocument {
    /// The sections whose names expressions can refer to, and how such references begin.
    private static let sections = [
        ("variables", "var"), ("locals", "local"), ("resources", "resource"), ("data", "data"), ("modules", "module"),
        ("outputs", "output"),
    ]

    private func brokenNames(in section: Section) -> BrokenNames {
        let decoded = [
            variables.map(\.name), locals.map(\.name), resourceNames(.managed), resourceNames(.data),
            modules.map(\.name),
            outputs.map(\.name),
        ]
        var broken = BrokenNames()
        for ((key, root), names) in zip(Self.sections, decoded) {
            guard let node = section[key], !node.isNullScalar else { continue }
            guard node.kind == .mapping else {
                broken.insertAll(root)
                continue
            }
            guard node.pairs.count > names.count else { continue }
            for name in Set(node.pairs.map(\.name)).subtracting(names) { broken.insert(root, name) }
        }
        return broken
    }

    private func resourceNames(_ mode: Address.Mode) -> [String] {
        resources.indices.filter { resources[$0].mode == mode }.map { resources[$0].name }
    }
}

/// The `martlet:` key.
enum LanguageVersion {
    static let current = 1

    static func check(_ section: Section, _ faults: inout Diagnostics) {
        guard let node = section["martlet"] else { return }
        guard node.scalarValue?.intValue != current else { return }
        faults.append(
            LanguageFault.unsupportedVersion.at(
                node.startRange,
                "This program reads version \(current) of the stack language, not `\(node.text ?? "…")`.",
                hint: "Write `martlet: \(current)`, or use a program that knows the other version."))
    }
}

/// Where the state is kept: `state: {backend: sqlite}`.
package struct BackendDeclaration: Sendable {
    package static let known = ["sqlite", "postgres", "azure_blob", "kubernetes"]

    package private(set) var name = "sqlite"
    /// The entries beside `backend`, plain.
    package private(set) var settings: Value = .object(Fields())
    package private(set) var range: SourceRange?

    init() {}

    init(_ node: YAMLNode?, _ faults: inout Diagnostics) {
        guard let node, !node.isNullScalar else { return }
        range = node.startRange
        guard let entries = node.entries else {
            faults.append(.wrongKind(node, what: "`state`", wanted: "a mapping with `backend`"))
            return
        }
        var fields: [Fields.Field] = []
        for entry in entries where entry.name != "backend" {
            fields.append(Fields.Field(entry.name, entry.value.plainValue(&faults)))
        }
        settings = .object(Fields(fields))
        guard let backend = node["backend"] else {
            faults.append(
                LanguageFault.missingKey.at(
                    node.startRange, "`state` lacks the key `backend`.",
                    hint: "One of \(Self.known.map { "`\($0)`" }.joined(separator: ", "))."))
            return
        }
        name = backend.text ?? ""
        guard !Self.known.contains(name) else { return }
        let suggestion = nearestName(to: name, among: Self.known).map { "Did you mean `\($0)`?" }
        faults.append(
            LanguageFault.wrongKind.at(
                backend.startRange, "There is no state backend `\(name)`.",
                hint: suggestion ?? "One of \(Self.known.map { "`\($0)`" }.joined(separator: ", "))."))
    }
}

extension YAMLNode {
    /// Why a stack cannot be called so: its name is in labels and tags of every object.
    fileprivate var stackNameFault: Diagnostic? {
        let name = text ?? ""
        let isLabel =
            name.utf8.count <= 63
            && name.utf8.allSatisfy { byte in
                (byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")) || byte &- UInt8(ascii: "0") <= 9
                    || byte == UInt8(ascii: "-")
            } && name.first != "-" && name.last != "-"
        guard !isLabel else { return nil }
        return LanguageFault.invalidName.at(
            range,
            "`\(name)` cannot name a stack: the name goes into tags and labels, so it has at most 63 lower-case letters, "
                + "digits and `-`, and does not begin or end with `-`.",
            hint: "Choose a name like `aks-platform`.")
    }
}
