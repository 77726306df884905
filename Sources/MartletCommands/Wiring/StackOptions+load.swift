import Foundation
import MartletLanguage
import MartletModel
import MartletProvider
import MartletState

extension StackOptions {
    /// Reads the stack, its modules and its variables; throws every fault at once.
    func loadStack(
        registry: ProviderRegistry, world: World, purpose: StackInputs.Purpose = .plan, planTime: String? = nil
    ) throws(Diagnostics) -> LoadedStack {
        let assignments = variables.map { text in
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (name: String(parts[0]), text: parts.count > 1 ? String(parts[1]) : "")
        }
        let inputs = StackInputs(
            purpose: purpose, environment: environment, scenario: scenario, variables: assignments,
            variableFiles: variableFiles, processEnvironment: world.environment, usesSandbox: sandbox,
            workingFolder: world.folder,
            surroundings: world.surroundings(planTime: planTime ?? world.timestamp.description, registry)
        )
        let isFromInput = readsStackFromInput && purpose == .validate
        let files = WorldFiles(world: world, stackText: isFromInput ? world.readInput() : nil)
        let loader = StackLoader(
            files: files, types: ResourceTypeCatalog(registry),
            modules: ModuleCache(stack: world.absolute(folder)).resolver)
        let program = try loader.load(isFromInput ? folder : stack, inputs: inputs)
        world.leftovers.keep(program)
        return program
    }
}

extension ResourceTypeCatalog {
    /// The types of the providers.
    init(_ registry: ProviderRegistry) {
        self.init(names: registry.all.flatMap(\.types).map(\.text).sorted()) { type in
            guard let schema = registry.provider(of: type)?.schema(of: type) else { return .unknown }
            return schema.isDataSource ? .dataOnly : .resource
        }
    }
}

extension World {
    /// What functions see: the time of this run, files, randomness.
    func surroundings(planTime: String, _ registry: ProviderRegistry) -> Surroundings {
        Surroundings(
            planTime: planTime, folder: folder, home: environment["HOME"], files: .disk,
            randomBytes: { count in
                var system = SystemRandomNumberGenerator()
                return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &system) }
            },
            providerFunctions: ProviderFunctionTable(registry.all.map { ($0.name, $0.functions) })
        )
    }
}

extension FileAccess {
    /// The files of this machine.
    fileprivate static let disk = FileAccess(
        read: { path in
            do {
                return .success([UInt8](try Data(contentsOf: URL(filePath: path))))
            } catch {
                return .failure(FunctionFault("no file can be read at \(quoted(path))"))
            }
        },
        exists: { path in
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return .success(false) }
            return isFolder.boolValue
                ? .failure(FunctionFault("\(quoted(path)) is a folder, not a file")) : .success(true)
        },
        list: { folder in
            let all = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
            return all.filter { name in
                var isFolder: ObjCBool = false
                return FileManager.default.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isFolder)
                    && !isFolder.boolValue
            }.sorted { $0.precedesInBytes($1) }
        }
    )
}
