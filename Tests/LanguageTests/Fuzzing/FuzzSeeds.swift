import Foundation
import TestSupport

/// The texts that mutation begins with.
enum FuzzSeeds {
    static func seeds(of room: FuzzRoom) -> [[UInt8]] {
        let own = texts(of: room).map { Array($0.utf8) }
        return own + files(of: room) + finds(of: room).map(\.bytes)
    }

    /// What earlier runs found, by name.
    static func finds(of room: FuzzRoom) -> [(name: String, bytes: [UInt8])] {
        let folder = Fixtures.packageRoot.appending(path: "Tests/LanguageTests/Fuzzing/Corpus/\(room.rawValue)")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().compactMap { name in
            (try? Data(contentsOf: folder.appending(path: name))).map { (name, Array($0)) }
        }
    }

    private static func files(of room: FuzzRoom) -> [[UInt8]] {
        let paths =
            switch room {
            case .yaml, .format: ["stacks/aks-platform/stack.yaml", "providers/azure/catalog/disk.yaml"]
            case .stack: ["stacks/aks-platform/stack.yaml"]
            case .scenarios: ["stacks/aks-platform/scenarios.yaml"]
            case .expression, .template, .type, .module, .json: [String]()
            }
        return paths.compactMap { path in
            (try? Data(contentsOf: Fixtures.packageRoot.appending(path: path))).map { Array($0) }
        }
    }

    private static func texts(of room: FuzzRoom) -> [String] {
        switch room {
        case .yaml, .format: FuzzTexts.yaml + FuzzTexts.stacks
        case .expression: FuzzTexts.expressions
        case .template: FuzzTexts.templates + FuzzTexts.expressions.map { "${\($0)}" }
        case .type: FuzzTexts.types
        case .stack: FuzzTexts.stacks
        case .module: [FuzzStacks.module] + FuzzTexts.stacks
        case .scenarios: FuzzTexts.scenarios
        case .json: FuzzTexts.json
        }
    }
}
