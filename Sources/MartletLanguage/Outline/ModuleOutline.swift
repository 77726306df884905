package import MartletModel

/// What one file of a stack or module declares, without looking at anything else: for documentation and for editors.
package struct ModuleOutline: Sendable {
    /// An input.
    package struct Variable: Sendable {
        package let name: String
        package let type: ValueType
        package let description: String?
        /// The default as it is written, `${…}` in it as text; nil when a value must be given.
        package let standard: Value?
        package let isSensitive: Bool
        package let isEphemeral: Bool
        package let isNullable: Bool
        /// What to use instead of a deprecated variable.
        package let deprecation: String?
        /// What the validations say when they fail, in order.
        package let rules: [String]
    }

    package struct Output: Sendable {
        package let name: String
        package let description: String?
        package let isSensitive: Bool
        /// What to use instead of a deprecated output.
        package let deprecation: String?
    }

    /// A resource or data source.
    package struct Resource: Sendable {
        package let mode: Address.Mode
        package let name: String
        package let type: ResourceType
        package let connection: ConnectionName?
        /// Whether there may be none or several of it.
        package let isConditional: Bool
        package let isRepeated: Bool
    }

    /// A call of another module.
    package struct Call: Sendable {
        package let name: String
        package let source: String
        package let isRepeated: Bool
    }

    package struct Check: Sendable {
        package let name: String
        package let type: ResourceType
        package let isBlocking: Bool
    }

    /// Whether the file is a `stack.yaml`.
    package let isStack: Bool
    package let name: String
    package let description: String?
    package let variables: [Variable]
    package let outputs: [Output]
    package let resources: [Resource]
    package let calls: [Call]
    package let checks: [Check]
    /// The connections that a stack configures, with their providers.
    package let connections: [(name: ConnectionName, provider: ProviderName)]

    /// Reads `stack.yaml` or, where there is none, `module.yaml` of a folder; throws everything that is wrong with it.
    package static func read(_ folder: String, files: any FileReading) throws(Diagnostics) -> ModuleOutline {
        var faults = Diagnostics()
        var reader = SourceReader(files: files, limits: YAMLLimits())
        let stack = PathText.join(folder, StackDocument.Kind.stack.fileName)
        let module = PathText.join(folder, StackDocument.Kind.module.fileName)
        if let node = reader.readIfPresent(stack, as: .configuration, &faults) {
            return try ModuleOutline(StackDocument(node, kind: .stack, &faults), faults)
        }
        try faults.throwIfErrors()
        let hint = "Give the folder of a stack or module."
        guard let node = reader.read(module, as: .configuration, hint: hint, &faults) else { throw faults }
        return try ModuleOutline(StackDocument(node, kind: .module, &faults), faults)
    }

    private init(_ document: StackDocument, _ faults: Diagnostics) throws(Diagnostics) {
        var faults = faults
        isStack = document.kind == .stack
        name = document.name
        description = document.description
        variables = document.variables.map { Variable($0, &faults) }
        outputs = document.outputs.map {
            Output(name: $0.name, description: $0.description, isSensitive: $0.isSensitive, deprecation: $0.deprecation)
        }
        resources = document.resources.map(Resource.init)
        calls = document.modules.map {
            Call(name: $0.name, source: $0.source.content.shown, isRepeated: $0.forEach != nil)
        }
        checks = document.checks.map { Check(name: $0.name, type: $0.type.content, isBlocking: $0.isBlocking) }
        connections = document.connections.map { ($0.name, $0.provider) }
        try faults.throwIfErrors()
    }
}

extension ModuleSource {
    /// The source for people: the package, and behind it the folder inside.
    fileprivate var shown: String {
        switch self {
        case .folder(let path): path
        case .package(let package, let folder): folder == "." ? package.text : "\(package.text) (\(folder))"
        }
    }
}

extension ModuleOutline.Variable {
    fileprivate init(_ declaration: VariableDeclaration, _ faults: inout Diagnostics) {
        name = declaration.name
        type = declaration.type
        description = declaration.description
        standard = declaration.defaultNode.map { $0.plainValue(&faults) }
        isSensitive = declaration.isSensitive
        isEphemeral = declaration.isEphemeral
        isNullable = declaration.isNullable
        deprecation = declaration.deprecation
        rules = declaration.validations.compactMap { $0.message.text }
    }
}

extension ModuleOutline.Resource {
    fileprivate init(_ declaration: ResourceDeclaration) {
        mode = declaration.mode
        name = declaration.name
        type = declaration.type.content
        connection = declaration.connection?.content
        isConditional = declaration.when != nil
        isRepeated = declaration.forEach != nil
    }
}
