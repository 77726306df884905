internal import MartletModel

/// Reads and compiles a stack's file and those of its modules, each folder once.
struct ModuleLibrary {
    /// Modules inside one another.
    private static let depthLimit = 32

    /// Where the files of a definition lie.
    private struct Place {
        let folder: String
        /// The root of the fetched package that holds the folder: its modules cannot call what lies outside.
        let package: String?
    }

    var reader: SourceReader
    private let root: String
    private let types: ResourceTypeCatalog
    private let modules: ModuleResolver
    private var definitions: [ModuleDefinition?] = []
    private var byFolder: [String: Int] = [:]
    /// The folders being read, outermost first, with the place of the call.
    private var open: [(folder: String, range: SourceRange?)] = []
    /// Whether every module call leads to a file that could be read.
    private(set) var isComplete = true

    init(_ reader: SourceReader, root: String, types: ResourceTypeCatalog, modules: ModuleResolver) {
        self.reader = reader
        self.root = PathText.normalized(root)
        self.types = types
        self.modules = modules
    }

    /// The stack's definition first; empty when the stack itself cannot be read.
    mutating func load(_ faults: inout Diagnostics) -> [ModuleDefinition] {
        let path = PathText.join(root, StackDocument.Kind.stack.fileName)
        guard let node = reader.read(path, as: .configuration, hint: Self.hint(for: root), &faults) else { return [] }
        _ = define(node, .stack, at: Place(folder: root, package: nil), &faults)
        if definitions.contains(where: { $0 == nil }) { isComplete = false }
        return definitions.compactMap { $0 }
    }

    /// What to give instead of a folder without a stack.
    private static func hint(for root: String) -> String {
        guard root.hasSuffix(".yaml") || root.hasSuffix(".yml") else {
            return "Give the folder that holds `stack.yaml`; `martlet init FOLDER` begins a stack."
        }
        let folder = root.lastIndex(of: "/").map { root[..<$0] } ?? "."
        return "Give the folder instead of the file: `\(folder)`."
    }

    private mutating func define(
        _ node: YAMLNode, _ kind: StackDocument.Kind, at place: Place, _ faults: inout Diagnostics
    ) -> DefinitionCompiler.Callee {
        let number = definitions.count
        definitions.append(nil)
        byFolder[place.folder] = number
        let document = StackDocument(node, kind: kind, &faults)
        var callees: [DefinitionCompiler.Callee?] = []
        for call in document.modules { callees.append(callee(call, place, &faults)) }
        if callees.contains(where: { $0 == nil }) { isComplete = false }
        definitions[number] = DefinitionCompiler.compile(
            document, folder: PathText.relative(place.folder, to: root), callees: callees, types: types, &faults)
        return DefinitionCompiler.Callee(definition: number, document: document)
    }

    private mutating func callee(
        _ call: ModuleDeclaration, _ caller: Place, _ faults: inout Diagnostics
    ) -> DefinitionCompiler.Callee? {
        guard let place = place(of: call, caller, &faults) else { return nil }
        let target = place.folder
        if target == root || open.contains(where: { $0.folder == target }) || target == caller.folder {
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
        let hint =
            place.package == nil
            ? "`source` is a folder with a `module.yaml`, as seen from the folder of this file."
            : "Name the module's folder inside the package behind `//`."
        guard let node = reader.read(path, as: .configuration, at: call.source.range, hint: hint, &faults) else {
            return nil
        }
        open.append((target, call.source.range))
        defer { open.removeLast() }
        return define(node, .module, at: place, &faults)
    }

    /// Where the files of a called module lie; nil, with faults, when they cannot be used.
    private func place(of call: ModuleDeclaration, _ caller: Place, _ faults: inout Diagnostics) -> Place? {
        switch call.source.content {
        case .folder(let text):
            let folder = PathText.join(caller.folder, text)
            guard let package = caller.package, folder != package, !folder.hasPrefix(package + "/") else {
                return Place(folder: folder, package: caller.package)
            }
            faults.append(
                LanguageFault.sourceLeavesPackage.at(
                    call.source.range, "`\(text)` leads out of the package that this module was fetched in.",
                    hint: "What a fetched module calls must lie in the same package, or have a source of its own."))
            return nil
        case .package(let package, let inner):
            let request = ModuleRequest(package: package, checksum: call.checksum, range: call.source.range)
            switch modules.folder(request) {
            case .success(let found):
                let folder = PathText.join(root, found)
                return Place(folder: PathText.join(folder, inner), package: folder)
            case .failure(let refusal):
                faults.append(contentsOf: refusal.diagnostics(request))
                return nil
            }
        }
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
