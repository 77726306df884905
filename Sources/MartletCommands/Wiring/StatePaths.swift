/// Where the local files of a stack lie: `.martlet/` beside it, one folder for the sandbox, one state an environment.
struct StatePaths: Sendable {
    /// The state file.
    let state: String
    /// The key for its secrets, where the environment names none.
    let key: String
    /// The sandbox's cloud.
    let cloud: String

    init(options: StackOptions, world: World) {
        let stack = world.absolute(options.folder)
        let folder = "\(stack)/.martlet" + (options.sandbox ? "/sandbox" : "")
        state = options.state.map(world.absolute) ?? "\(folder)/\(options.environment).state"
        key = "\(folder)/state.key"
        cloud = "\(stack)/.martlet/sandbox/cloud.sqlite"
    }
}
