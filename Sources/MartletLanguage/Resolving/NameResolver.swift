internal import MartletModel

/// Finds what the names in one file's expressions mean, before anything is evaluated.
struct NameResolver: Sendable {
    enum Outcome {
        case declaration(StaticReference)
        /// `each`, `self`, `stack` or `path`.
        case surroundings
        /// Apart, so that the other answers, which are nearly always given, are small.
        indirect case failure(Diagnostic)
    }

    /// A module call as seen from outside.
    struct Call: Sendable {
        let slot: Int
        let number: Int
        let hasForEach: Bool
        let outputs: [String: Int]
        /// Outputs that could not be decoded; nil when the whole module could not be read.
        let broken: BrokenNames?
    }

    private(set) var variables: [String: Int] = [:]
    private(set) var locals: [String: Int] = [:]
    private(set) var resources: [String: Int] = [:]
    private(set) var data: [String: Int] = [:]
    private(set) var calls: [String: Call] = [:]
    /// The resource slots that have a `for_each`.
    private var keyed: Set<Int> = []
    /// What is said of deprecated outputs of the called modules.
    private var deprecations: [StaticReference.Target: String] = [:]
    /// What is declared but could not be decoded.
    private let broken: BrokenNames

    static let stackAttributes = ["name", "environment", "scenario", "sandbox"]
    static let pathAttributes = ["module", "root", "cwd"]
    static let eachAttributes = ["key", "value"]

    /// - Parameter callees: The files behind the module calls; nil for those that could not be read.
    init(_ document: StackDocument, slots: Slots, callees: [StackDocument?]) {
        broken = document.broken
        for (index, variable) in document.variables.enumerated() {
            variables[variable.name] = slots.variables.lowerBound + index
        }
        for (index, local) in document.locals.enumerated() { locals[local.name] = slots.locals.lowerBound + index }
        for (index, resource) in document.resources.enumerated() {
            let slot = slots.resources.lowerBound + index
            if resource.mode == .managed { resources[resource.name] = slot } else { data[resource.name] = slot }
            if resource.forEach != nil { keyed.insert(slot) }
        }
        for (index, call) in document.modules.enumerated() {
            calls[call.name] = Call(
                slot: slots.calls.lowerBound + index, number: index, hasForEach: call.forEach != nil,
                outputs: Dictionary(
                    (callees[index]?.outputs ?? []).enumerated().map { ($1.name, $0) },
                    uniquingKeysWith: { first, _ in first }),
                broken: callees[index]?.broken)
            for (number, output) in (callees[index]?.outputs ?? []).enumerated() {
                guard let deprecation = output.deprecation else { continue }
                deprecations[.output(call: index, output: number)] = deprecation
            }
        }
    }

    /// What is said of the output that a reference names, when that is deprecated.
    func deprecation(of reference: StaticReference) -> String? {
        deprecations.isEmpty ? nil : deprecations[reference.target]
    }

    func resolve(_ reference: Reference, in context: ReferenceContext) -> Outcome {
        if !broken.isEmpty, let name = reference.steps.first?.name,
            broken.contains(reference.root.rawValue, name)
        {
            return .surroundings
        }
        switch reference.root {
        case .variable: return declaration(reference, in: variables, "variable", "variables", context)
        case .local: return declaration(reference, in: locals, "local", "locals", context)
        case .resource: return resource(reference, in: resources, "resource", "resources", context)
        case .data: return resource(reference, in: data, "data source", "data", context)
        case .module: return module(reference, context)
        case .stack: return attribute(of: reference, among: Self.stackAttributes)
        case .path: return attribute(of: reference, among: Self.pathAttributes)
        case .each:
            guard context.hasEach else { return .failure(outOfPlace(reference, context, Self.eachHint)) }
            return attribute(of: reference, among: Self.eachAttributes)
        case .itself:
            guard context.hasSelf else { return .failure(outOfPlace(reference, context, Self.selfHint)) }
            return .surroundings
        }
    }

    private static let eachHint = "`each` has a meaning only where the same entry has a `for_each`."
    private static let selfHint =
        "`self` has a meaning only in `postcondition` and `assert`; refer to others by `resource.NAME`."

    private func outOfPlace(_ reference: Reference, _ context: ReferenceContext, _ hint: String) -> Diagnostic {
        LanguageFault.referenceOutOfPlace.at(
            reference.range, "`\(reference)` cannot be used in \(context.place).", hint: hint)
    }

    private func name(_ reference: Reference, _ context: ReferenceContext) throws(Fault) -> String {
        guard context.hasDeclarations else {
            throw Fault(
                diagnostic: outOfPlace(reference, context, "Only constants and functions can stand here."))
        }
        guard let name = reference.steps.first?.name else {
            throw Fault(
                diagnostic: LanguageFault.unknownReference.at(
                    reference.range, "`\(reference.root.rawValue)` stands alone; it needs a name behind it.",
                    hint: "Write `\(reference.root.rawValue).NAME`."))
        }
        return name
    }

    private struct Fault: Error {
        let diagnostic: Diagnostic
    }

    private func declaration(
        _ reference: Reference, in table: [String: Int], _ kind: String, _ section: String, _ context: ReferenceContext
    ) -> Outcome {
        do throws(Fault) {
            let name = try name(reference, context)
            guard let slot = table[name] else {
                return .failure(unknown(reference, name, kind, section, context.candidates(table.keys)))
            }
            return .declaration(StaticReference(target: .slot(slot), selection: .all, range: reference.range))
        } catch {
            return .failure(error.diagnostic)
        }
    }

    private func resource(
        _ reference: Reference, in table: [String: Int], _ kind: String, _ section: String, _ context: ReferenceContext
    ) -> Outcome {
        do throws(Fault) {
            let name = try name(reference, context)
            guard let slot = table[name] else {
                return .failure(unknown(reference, name, kind, section, context.candidates(table.keys)))
            }
            return .declaration(
                StaticReference(
                    target: .slot(slot), selection: keyed.contains(slot) ? selection(reference) : .all,
                    range: reference.range))
        } catch {
            return .failure(error.diagnostic)
        }
    }

    private func selection(_ reference: Reference) -> StaticReference.Selection {
        guard reference.steps.count > 1 else { return reference.isOpen ? .open : .all }
        if let key = reference.steps[1].instanceKey { return .instance(key) }
        return reference.steps[1].name.map { .instance(.string($0)) } ?? .all
    }

    private func module(_ reference: Reference, _ context: ReferenceContext) -> Outcome {
        do throws(Fault) {
            let name = try name(reference, context)
            guard let call = calls[name] else {
                return .failure(unknown(reference, name, "module", "modules", context.candidates(calls.keys)))
            }
            return output(of: call, name, reference)
        } catch {
            return .failure(error.diagnostic)
        }
    }

    private func output(of call: Call, _ name: String, _ reference: Reference) -> Outcome {
        var steps = reference.steps.dropFirst()
        var selected = StaticReference.Selection.all
        if call.hasForEach {
            selected = selection(reference)
            steps = steps.dropFirst()
        }
        guard let step = steps.first, let wanted = step.name else {
            let target = StaticReference.Target.output(call: call.number, output: nil)
            return .declaration(StaticReference(target: target, selection: selected, range: reference.range))
        }
        guard let output = call.outputs[wanted] else {
            guard let broken = call.broken, !broken.contains("output", wanted) else { return .surroundings }
            let suggestion = nearestName(to: wanted, among: call.outputs.keys.sorted())
            return .failure(
                LanguageFault.unknownReference.at(
                    reference.range, "Module `\(name)` has no output `\(wanted)`.",
                    hint: suggestion.map { "Did you mean `module.\(name).\($0)`?" }
                        ?? "Declare it under `outputs` of the module: only outputs can be seen from outside."))
        }
        let target = StaticReference.Target.output(call: call.number, output: output)
        return .declaration(StaticReference(target: target, selection: selected, range: reference.range))
    }

    private func attribute(of reference: Reference, among names: [String]) -> Outcome {
        guard let step = reference.steps.first else {
            return reference.root == .each ? .surroundings : .failure(missingAttribute(reference, names))
        }
        guard let name = step.name, names.contains(name) else { return .failure(missingAttribute(reference, names)) }
        return .surroundings
    }

    private func missingAttribute(_ reference: Reference, _ names: [String]) -> Diagnostic {
        let root = reference.root.rawValue
        let wanted = reference.steps.first?.name
        let suggestion = wanted.flatMap { nearestName(to: $0, among: names) }.map { "Did you mean `\(root).\($0)`?" }
        return LanguageFault.unknownReference.at(
            reference.range,
            wanted.map { "`\(root)` has no attribute `\($0)`." } ?? "`\(root)` needs an attribute behind it.",
            hint: suggestion ?? "There are \(names.map { "`\(root).\($0)`" }.joined(separator: ", ")).")
    }

    private func unknown(
        _ reference: Reference, _ name: String, _ kind: String, _ section: String, _ known: some Sequence<String>
    ) -> Diagnostic {
        let root = reference.root.rawValue
        let suggestion = nearestName(to: name, among: known.sorted()).map { "Did you mean `\(root).\($0)`?" }
        let elsewhere =
            resourceNamed(name) ?? (variables[name] == nil ? nil : "var.\(name)")
            ?? (locals[name] == nil ? nil : "local.\(name)")
        return LanguageFault.unknownReference.at(
            reference.range, "There is no \(kind) `\(name)`.",
            hint: suggestion ?? elsewhere.map { "Did you mean `\($0)`?" } ?? "Declare it under `\(section)`.")
    }

    /// The reference that a bare name probably means.
    func resourceNamed(_ name: String) -> String? {
        if resources[name] != nil { return "resource.\(name)" }
        if data[name] != nil { return "data.\(name)" }
        return calls[name] == nil ? nil : "module.\(name)"
    }
}
