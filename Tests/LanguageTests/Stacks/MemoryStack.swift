import MartletLanguage
import MartletModel

/// Files in memory. A stack is a dictionary of paths and texts:
///
///     let stack = try MemoryStack("martlet: 1\nname: demo\n…").load()
///     let run = stack.run()
///     run.body("a")
struct MemoryStack: FileReading {
    var files: [String: [UInt8]]

    init(_ stack: String, _ others: [String: String] = [:]) {
        files = ["stack.yaml": Array(stack.utf8)]
        for (path, text) in others { files[path] = Array(text.utf8) }
    }

    /// A stack of the given entries below `martlet: 1` and `name: demo`.
    static func of(_ entries: String, _ others: [String: String] = [:]) -> MemoryStack {
        MemoryStack("martlet: 1\nname: demo\n" + entries, others)
    }

    func read(_ path: String, limit: Int) throws(FileFault) -> [UInt8] {
        guard let bytes = files[path] else { throw .missing }
        guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
        return bytes
    }

    func names(in folder: String) throws(FileFault) -> [String] {
        files.keys.filter { folder == "." ? !$0.contains("/") : $0.hasPrefix(folder + "/") }.sorted()
    }

    func load(_ inputs: StackInputs = StackInputs(), types: ResourceTypeCatalog = .any) throws(Diagnostics)
        -> LoadedStack
    {
        try StackLoader(files: self, types: types).load(".", inputs: inputs)
    }

    /// Everything wrong with the stack, found while loading or evaluating.
    func faults(_ inputs: StackInputs = StackInputs(), types: ResourceTypeCatalog = .any) -> [Diagnostic] {
        do {
            let stack = try load(inputs, types: types)
            return stack.evaluate { Settled.creating($0) }.diagnostics.sorted
        } catch {
            return error.sorted
        }
    }
}

/// What a provider would answer: the body, and an `id` that is known only after apply.
enum Settled {
    static func creating(_ resource: DesiredResource) -> Value {
        var fields = resource.body.fields ?? Fields()
        fields["id"] = .unknown(Unknown(.string))
        return .object(fields)
    }

    static func created(_ resource: DesiredResource) -> Value {
        var fields = resource.body.fields ?? Fields()
        fields["id"] = .string("id:\(resource.address)")
        return .object(fields)
    }
}

/// One evaluation, for looking at.
struct Run {
    let evaluation: Evaluation

    func resource(_ address: String) -> DesiredResource? {
        evaluation.resources.first { $0.address.description == address }
    }

    func body(_ address: String) -> Value? { resource(address)?.body }
    func dependencies(_ address: String) -> [String]? { resource(address)?.dependencies.map(\.description) }
    var addresses: [String] { evaluation.resources.map(\.address.description) }
    func output(_ name: String) -> Value? { evaluation.outputs.first { $0.name == name }?.value }
}

extension LoadedStack {
    func run(_ settle: (DesiredResource) -> Value = Settled.creating) -> Run { Run(evaluation: evaluate(settle)) }
}
