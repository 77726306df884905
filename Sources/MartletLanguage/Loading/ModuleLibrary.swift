internal import MartletModel

/// Reads and compiles a stack's file and those of its modules, each folder once.
struct ModuleLibrary {
    /// Modules inside one another.
    private static let depthLimit = 32

    var reader: SourceReader
    private let root: String
    private let types: ResourceTypeCatalog
    private var definitions: [ModuleDefinition?] = []
    private var byFolder: [String: Int] = [:]
    /// The folders being read, outermost first, with the place of the call.
    private var open: [(folder: String, range: SourceRange?)] = []
    /// Whether every module call leads to a file that could be read.
    private(set) var isComplete = true

    init(_ reader: SourceReader, root: String, types: ResourceTypeCatalog) {
        self.reader = reader
        self.root = PathText.normalized(root)
        self.types = types
    }

    /// The stack's definition first; empty when the stack itself cannot be read.
    mutating func load(_ faults: inout Diagnostics) -> [ModuleDefinition] {
        let path = PathText.join(root, StackDocument.Kind.stack.fileName)
        let hint = "Give the folder that holds `stack.yaml`: `martlet plan FOLDER`."
        guard let node = reader.read(path, as: .configuration, hint: hint, &faults) else { return [] }
        _ = define(node, .stack, folder: root, &faults)
        if definitions.contains(where: { $0 == nil }) { isComplete = false }
        return definitions.compactMap { $0 }
    }

    private mutating func define(
        _ node: YAMLNode, _ kind: StackDocument.Kind, folder: String, _ faults: inout Diagnostics
    ) -> DefinitionCompiler.Callee {
        let number = definitions.count
        definitions.append(nil)
        byFolder[folder] = number
        let document = StackDocument(node, kind: kind, &faults)
        var callees: [DefinitionCompiler.Callee?] = []
        for call in document.modules { callees.append(callee(call, folder, &faults)) }
        if callees.contains(where: { $0 == nil }) { isComplete = false }
        definitions[number] = DefinitionCompiler.compile(
            document, folder: PathText.relative(folder, to: root), callees: callees, types: types, &faults)
        return DefinitionCompiler.Callee(definition: number, document: document)
    }

    private mutating func callee(
        _ call: ModuleDeclaration, _ folder: String, _ faults: inout Diagnostics
    ) -> DefinitionCompiler.Callee? {
        let source = call.source.content
        guard !source.isEmpty, !source.contains("://"), !source.contains("::") else {
            faults.append(
                LanguageFault.unsupportedModuleSource.at(
                    call.source.range, "`\(source)` is not a folder, and modules are read from local folders only.",
                    hint: "Put the module beside the stack and name its folder: `source: ../modules/\(call.name)`."))
            return nil
        }
        let target = PathText.join(folder, source)
        if target == root || open.contains(where: { $0.folder == target }) || target == folder {
            faults.append(moduleCycle(call, target))
            return nil
        }
        guard open.count < Self.depthLimit else {
            faults.append(
                LanguageFault.moduleCycle.at(
                    call.source.range, "Modules stand more than \(Self.depthLimit) deep inside one another here.",
                    hint: "Flatten them, or check for links that lead back."))
            return nil
        }
        if let known = byFolder[target] {
            return definitions[known].map { DefinitionCompiler.Callee(definition: known, document: $0.document) }
        }
        let path = PathText.join(target, StackDocument.Kind.module.fileName)
        let hint = "`source` is a folder with a `module.yaml`, as seen from the folder of this file."
        guard let node = reader.read(path, as: .configuration, at: call.source.range, hint: hint, &faults) else {
            return nil
        }
        open.append((target, call.source.range))
        defer { open.removeLast() }
        return define(node, .module, folder: target, &faults)
    }

    private func moduleCycle(_ call: ModuleDeclaration, _ target: String) -> Diagnostic {
        let way = (open.drop { $0.folder != target }.map(\.folder) + [target]).map { "`\($0)`" }
        let related = open.compactMap { step in
            step.range.map { Diagnostic.Related($0, "`\(step.folder)` is called here") }
        }
        return LanguageFault.moduleCycle.at(
            call.source.range,
            "Module `\(call.name)` leads back to a folder that contains it: \(way.joined(separator: " → ")).",
            hint: "Call another folder, or move what both share into a third module.", related: related)
    }
}
