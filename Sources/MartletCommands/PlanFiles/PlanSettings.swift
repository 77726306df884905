import Foundation
import MartletModel

/// The options that a plan was made with, as they were given: apply takes them from the plan file.
struct PlanSettings: Sendable, Equatable {
    /// Where the command ran, absolute: what the paths below are relative to.
    var folder: String
    var stack: String
    var variableFiles: [String]
    var scenario: String?
    var environment: String
    var usesSandbox: Bool
    var state: String?

    init(_ options: StackOptions, in world: World) {
        folder = world.folder
        stack = options.stack
        variableFiles = options.variableFiles
        scenario = options.scenario
        environment = options.environment
        usesSandbox = options.sandbox
        state = options.state
    }

    /// `options` with everything that the plan was made with.
    func restored(onto options: StackOptions, _ variables: PlanVariables) -> StackOptions {
        var options = options
        options.stack = stack
        options.variables = variables.assignments(with: options.variables)
        options.variableFiles = variableFiles
        options.scenario = scenario
        options.environment = environment
        options.sandbox = usesSandbox
        options.state = state
        return options
    }
}

extension PlanSettings {
    /// - Parameter file: The plan file, absolute. Where it lies in the working folder or below, both can move together, so
    ///   the way from one to the other is written down; elsewhere the absolute path.
    func encoded(beside file: String) -> Value {
        var fields: Fields = [
            "folder": .string(Self.way(from: Self.folder(of: file), to: folder)), "stack": .string(stack),
            "var_files": .tuple(variableFiles.map { .string($0) }), "environment": .string(environment),
            "sandbox": .bool(usesSandbox),
        ]
        fields["scenario"] = scenario.map { .string($0) }
        fields["state"] = state.map { .string($0) }
        return .object(fields)
    }

    /// Nil when a part is missing or malformed.
    init?(encoded value: Value, beside file: String) {
        guard let folder = value["folder"]?.stringValue, let stack = value["stack"]?.stringValue,
            let files = value["var_files"]?.elements?.map(\.stringValue),
            let environment = value["environment"]?.stringValue,
            let usesSandbox = value["sandbox"]?.boolValue
        else { return nil }
        self.folder = folder.hasPrefix("/") ? folder : Self.normalized("\(Self.folder(of: file))/\(folder)")
        self.stack = stack
        variableFiles = files.compactMap(\.self)
        scenario = value["scenario"]?.stringValue
        self.environment = environment
        self.usesSandbox = usesSandbox
        state = value["state"]?.stringValue
    }

    private static func way(from start: String, to folder: String) -> String {
        let start = normalized(start).split(separator: "/")
        let end = normalized(folder).split(separator: "/")
        guard start.starts(with: end) else { return folder }
        return start.count == end.count
            ? "." : Array(repeating: "..", count: start.count - end.count).joined(separator: "/")
    }

    private static func folder(of file: String) -> String {
        URL(filePath: file).deletingLastPathComponent().path(percentEncoded: false)
    }

    /// Without `.` and `..`; symbolic links stay as they are.
    static func normalized(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }
}
