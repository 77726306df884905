internal import MartletModel

/// Finds the value of every variable of the stack: the highest source that names it wins.
///
/// From the highest: `--var`, `--var-file`, `*.auto.vars.yaml`, `MARTLET_VAR_name`, the scenario, the default.
struct VariableResolver {
    /// A value before it is brought to the variable's type.
    private struct Candidate {
        let value: Value
        let range: SourceRange?
        /// For sentences: "`--var nodes`".
        let source: String
    }

    private let document: StackDocument
    private let compiled: [CompiledVariable]
    private let surroundings: Surroundings
    private let declared: [String: Int]
    private var candidates: [Candidate?]

    init(_ definition: ModuleDefinition, _ surroundings: Surroundings) {
        document = definition.document
        compiled = definition.variables
        self.surroundings = surroundings
        declared = Dictionary(
            document.variables.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        candidates = Array(repeating: nil, count: document.variables.count)
    }

    // MARK: Sources, lowest first

    /// Takes the values of a scenario or file.
    mutating func take(_ settings: [VariableSetting], from source: String, _ faults: inout Diagnostics) {
        for setting in settings {
            guard let index = index(setting.name, at: setting.nameRange, source, &faults) else { continue }
            candidates[index] = Candidate(value: setting.value, range: setting.valueRange, source: source)
        }
    }

    /// Takes the `MARTLET_VAR_name` of the process. Names of no variable are somebody else's.
    mutating func take(environment: [String: String], _ faults: inout Diagnostics) {
        for (index, variable) in document.variables.enumerated() {
            let name = "MARTLET_VAR_\(variable.name)"
            guard let text = environment[name] else { continue }
            candidates[index] = candidate(text, for: variable, source: name, &faults)
        }
    }

    mutating func take(commandLine: [(name: String, text: String)], _ faults: inout Diagnostics) {
        for (name, text) in commandLine {
            let source = "--var \(name)"
            guard let index = index(name, at: nil, source, &faults) else { continue }
            candidates[index] = candidate(text, for: document.variables[index], source: source, &faults)
        }
    }

    private func index(
        _ name: String, at range: SourceRange?, _ source: String, _ faults: inout Diagnostics
    ) -> Int? {
        if let index = declared[name] { return index }
        guard !document.broken.contains("var", name) else { return nil }
        let suggestion = nearestName(to: name, among: declared.keys.sorted())
        faults.append(
            LanguageFault.unknownVariable.at(
                range, "`\(source)` gives a value to `\(name)`, but the stack has no such variable.",
                hint: suggestion.map { "Did you mean `\($0)`?" } ?? "Declare it under `variables`, or delete the value."
            ))
        return nil
    }

    /// Text is the value of a string as it stands, and an expression for every other type.
    private func candidate(
        _ text: String, for variable: VariableDeclaration, source: String, _ faults: inout Diagnostics
    ) -> Candidate {
        let file = SourceFile(name: source, text: text)
        let range = SourceRange(file, 0, file.bytes.count)
        if variable.type == .string { return Candidate(value: .string(text), range: range, source: source) }
        switch ExpressionParser.parseExpression(text, origin: TextOrigin(file)) {
        case .success(let expression):
            let evaluated = expression.evaluate(in: EmptyScope(surroundings))
            guard evaluated.diagnostics.hasErrors else {
                return Candidate(value: evaluated.value, range: range, source: source)
            }
            if variable.type == .any { return Candidate(value: .string(text), range: range, source: source) }
            faults.append(contentsOf: evaluated.diagnostics)
        case .failure(let diagnostics):
            if variable.type == .any { return Candidate(value: .string(text), range: range, source: source) }
            faults.append(contentsOf: diagnostics)
        }
        return Candidate(value: .unknown(Unknown()), range: range, source: source)
    }

    // MARK: Values

    /// The value of each variable, by number; nil where it was refused.
    func values(_ purpose: StackInputs.Purpose, _ faults: inout Diagnostics) -> [Value?] {
        document.variables.indices.map { value(of: $0, purpose, &faults) }
    }

    private func value(of index: Int, _ purpose: StackInputs.Purpose, _ faults: inout Diagnostics) -> Value? {
        let variable = document.variables[index]
        let standard = standardValue(index, &faults)
        guard let candidate = candidates[index] else {
            guard variable.defaultNode == nil else { return standard }
            guard purpose == .plan else { return variable.marked(.unknown(Unknown(variable.type))) }
            if variable.isSound { faults.append(missing(variable)) }
            return nil
        }
        if let deprecation = variable.deprecation {
            faults.append(
                LanguageFault.deprecatedVariable.at(
                    candidate.range, "Variable `\(variable.name)` is deprecated: \(deprecation)",
                    related: [Diagnostic.Related(variable.range, "declared here")], severity: .warning))
        }
        do throws(ValueConversion.Failure) {
            return try variable.accept(candidate.value, default: standard)
        } catch {
            faults.append(variable.unfit(error, value: candidate.value, at: candidate.range, source: candidate.source))
            return nil
        }
    }

    private func standardValue(_ index: Int, _ faults: inout Diagnostics) -> Value? {
        guard let term = compiled[index].defaultTerm else { return nil }
        let value = term.term.evaluate(EmptyScope(surroundings), as: .typed, &faults)
        do throws(ValueConversion.Failure) {
            return try document.variables[index].accept(value, default: nil)
        } catch {
            faults.append(document.variables[index].unfit(error, value: value, at: term.range, source: nil))
            return nil
        }
    }

    private func missing(_ variable: VariableDeclaration) -> Diagnostic {
        let description = variable.description.map { " (\($0))" } ?? ""
        return LanguageFault.missingVariable.at(
            variable.range, "Variable `\(variable.name)`\(description) has no default, and nothing gives it a value.",
            hint: "Give it one: `--var \(variable.name)=…`, `--var-file`, MARTLET_VAR_\(variable.name), or a scenario.")
    }
}

extension VariableDeclaration {
    /// A value brought to the variable's type, with its marks. Null becomes the default where null is not allowed.
    func accept(_ value: Value, default standard: Value?) throws(ValueConversion.Failure) -> Value {
        if value.isNull, !isNullable {
            guard let standard else { throw ValueConversion.Failure("it must not be null") }
            return marked(standard)
        }
        return marked(try ValueConversion.convert(value, to: type))
    }

    func marked(_ value: Value) -> Value {
        var marks: Marks = []
        if isSensitive { marks.insert(.secret) }
        if isEphemeral { marks.insert(.ephemeral) }
        return .marking(value, marks)
    }

    func unfit(
        _ failure: ValueConversion.Failure, value: Value, at range: SourceRange?, source: String? = nil
    ) -> Diagnostic {
        let place = failure.path.steps.isEmpty ? "" : " at `\(failure.path)`"
        let shown = isSensitive ? redactedText : value.described
        return LanguageFault.unfitVariable.at(
            range ?? self.range,
            "\((source.map { "The value that `\($0)` gives to" } ?? "The value of")) variable `\(name)` (\(shown)) does not "
                + "fit its type `\(type)`\(place): \(failure.message).",
            hint: "Give it a value of that type, or change the `type` of the variable.",
            related: [Diagnostic.Related(self.range, "declared here")])
    }
}
