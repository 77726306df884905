import MartletLanguage
import MartletModel

/// Runs one input through a room, and tells what is wrong with the room: not with the input.
///
/// What must hold of every input: it ends in a value or in errors, an error says something and points into the text, a value
/// survives being written and read again, the same input gives the same answer, and what is secret stays so.
struct FuzzProbe {
    /// What happened.
    struct Outcome {
        /// The first property that does not hold; nil when all do.
        var complaint: String?
        /// Stands for the way the input took: inputs that took a new way are worth mutating.
        var signature = ""
    }

    let room: FuzzRoom

    func run(_ bytes: [UInt8]) -> Outcome {
        switch room {
        case .yaml: yaml(bytes)
        case .format: format(bytes)
        case .expression: expression(bytes, isBare: true)
        case .template: expression(bytes, isBare: false)
        case .type: stack(FuzzStacks.withType(bytes))
        case .stack: stack(FuzzStacks.withStack(bytes))
        case .module: stack(FuzzStacks.withModule(bytes))
        case .scenarios: stack(FuzzStacks.withScenarios(bytes), scenario: "small")
        case .json: json(bytes)
        }
    }

    // MARK: Rooms

    private func yaml(_ bytes: [UInt8]) -> Outcome {
        do {
            let documents = try YAMLReader.documents(SourceFile(name: "fuzz.yaml", bytes: bytes))
            var faults = Diagnostics()
            var outcome = Outcome(signature: "\(documents.count)")
            for document in documents {
                let value = document.plainValue(&faults)
                outcome.signature += document.kindName
                outcome.complaint = outcome.complaint ?? complaint(of: document, bytes.count)
                if faults.isEmpty { outcome.complaint = outcome.complaint ?? rereadComplaint(value) }
            }
            outcome.signature += signature(of: faults)
            outcome.complaint = outcome.complaint ?? complaint(of: faults)
            return outcome
        } catch {
            return refused(error)
        }
    }

    /// What can be read can be formatted; formatting again changes nothing. That the meaning stays the formatter checks itself.
    private func format(_ bytes: [UInt8]) -> Outcome {
        let file = SourceFile(name: "fuzz.yaml", bytes: bytes)
        do {
            let once = try StackFormatter.format(file)
            let twice = try? StackFormatter.format(SourceFile(name: "fuzz.yaml", bytes: once))
            let complaint = twice == once ? nil : "formatted again it is another text"
            return Outcome(complaint: complaint, signature: "\(once.count == bytes.count)\(once.count / 64)")
        } catch {
            guard (try? YAMLReader.documents(file)) == nil else {
                return Outcome(complaint: "it can be read and not formatted: \(error.all.first?.detail ?? "")")
            }
            return refused(error)
        }
    }

    /// Written and read again a value is the same.
    private func rereadComplaint(_ value: Value) -> String? {
        let text = YAMLWriter.text(of: value)
        guard let again = try? YAMLReader.values(Array(text.utf8), name: "again") else {
            return "the written text cannot be read: \(text.prefix(300).debugDescription)"
        }
        let isSame = again == [value] || (again.isEmpty && value.isNull)
        return isSame ? nil : "read again it is another value: \(text.prefix(300).debugDescription)"
    }

    private func complaint(of node: YAMLNode, _ count: Int) -> String? {
        let range = node.range
        guard range.start <= range.end, range.end <= count else { return "a node lies outside the text: \(range)" }
        if let text = node.text {
            let place = node.origin.range(0, text.utf8.count)
            guard place.end <= count else { return "the origin of a scalar lies outside the text" }
        }
        for element in node.elements ?? [] {
            if let complaint = complaint(of: element, count) { return complaint }
        }
        for entry in node.entries ?? [] {
            if let complaint = complaint(of: entry.value, count) { return complaint }
        }
        return nil
    }

    private func expression(_ bytes: [UInt8], isBare: Bool) -> Outcome {
        let text = String(decoding: bytes, as: UTF8.self)
        let origin = TextOrigin(SourceFile(name: "fuzz", text: text))
        let parsed =
            isBare
            ? ExpressionParser.parseExpression(text, origin: origin)
            : ExpressionParser.parseTemplate(text, origin: origin)
        switch parsed {
        case .failure(let faults): return refused(faults)
        case .success(let expression):
            let evaluated = expression.evaluate(in: FuzzStacks.scope)
            var outcome = Outcome(signature: "\(evaluated.value.type)\(signature(of: evaluated.diagnostics))")
            outcome.complaint =
                complaint(of: evaluated.diagnostics) ?? leak(evaluated, in: text)
                ?? repetitionComplaint(expression, evaluated)
            return outcome
        }
    }

    private func repetitionComplaint(_ expression: Expression, _ first: Evaluated) -> String? {
        let second = expression.evaluate(in: FuzzStacks.scope)
        guard first.value == second.value, first.diagnostics == second.diagnostics else {
            return "evaluated again it is another value"
        }
        return nil
    }

    /// Says where the planted secret shows. `nonsensitive` shows it on purpose.
    private func leak(_ evaluated: Evaluated, in text: String) -> String? {
        guard !text.contains("nonsensitive") else { return nil }
        let shown = (try? evaluated.value.canonicalJSON(secrets: .redact)) ?? ""
        guard !shown.contains(FuzzStacks.canary) else { return "the value shows a secret" }
        let told = evaluated.diagnostics.all.contains { "\($0.detail)\($0.hint ?? "")".contains(FuzzStacks.canary) }
        return told ? "a message shows a secret" : nil
    }

    private func stack(_ stack: MemoryStack, scenario: String? = nil) -> Outcome {
        let inputs = StackInputs(scenario: scenario, surroundings: FuzzStacks.surroundings)
        _ = try? stack.load(StackInputs(purpose: .validate, surroundings: FuzzStacks.surroundings))
        do {
            let loaded = try stack.load(inputs)
            let evaluation = loaded.evaluate { Settled.creating($0) }
            var outcome = Outcome(signature: "ok\(evaluation.resources.count)")
            outcome.signature += signature(of: evaluation.diagnostics)
            outcome.complaint = complaint(of: evaluation.diagnostics)
            let created = Dictionary(
                evaluation.resources.map { ($0.address, Settled.created($0)) }, uniquingKeysWith: { first, _ in first })
            for resource in evaluation.resources.prefix(20) {
                _ = try? loaded.refill(resource.address) { created[$0] }
                let held = loaded.postconditions(of: resource.address) { created[$0] }
                outcome.complaint = outcome.complaint ?? complaint(of: held)
            }
            _ = loaded.outputs { created[$0] }
            return outcome
        } catch {
            return refused(error)
        }
    }

    private func json(_ bytes: [UInt8]) -> Outcome {
        guard let value = try? Value(json: bytes) else { return Outcome(signature: "refused") }
        guard let text = try? value.canonicalJSON(secrets: .reveal) else {
            return Outcome(complaint: "the value cannot be written")
        }
        let isSame = (try? Value(json: text)) == value
        return Outcome(complaint: isSame ? nil : "read again it is another value: \(text.prefix(300))")
    }
}
