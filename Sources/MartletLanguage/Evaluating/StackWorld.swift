internal import MartletModel

/// What stays the same through all evaluations of a stack: its identity, its folders and what functions see.
struct StackWorld: Sendable {
    let identity: StackIdentity
    let scenario: String?
    let usesSandbox: Bool
    /// Absolute; relative paths in expressions begin here.
    let rootFolder: String
    let workingFolder: String
    let surroundings: Surroundings

    /// `stack.…`.
    func stackAttribute(_ name: String?) -> Value? {
        switch name {
        case "name": .string(identity.stack)
        case "environment": .string(identity.environment)
        case "scenario": scenario.map(Value.string) ?? .null(.string)
        case "sandbox": .bool(usesSandbox)
        default: nil
        }
    }

    /// `path.…`: `module` and `root` as seen from the stack's folder, so that no plan depends on where the checkout lies.
    func pathAttribute(_ name: String?, definition: ModuleDefinition) -> Value? {
        switch name {
        case "root": "."
        case "module": .string(definition.folder)
        case "cwd": .string(workingFolder)
        default: nil
        }
    }
}
