internal import MartletModel

extension Evaluator {
    mutating func value(of call: ExpressionNode.Call, _ span: Span) -> Value {
        guard case .builtIn(let function) = call.function else { return providerCall(call, span) }
        switch function.body {
        case .firstThatSucceeds: return firstThatSucceeds(call, span)
        case .succeeds: return succeeds(call, span)
        case .plain, .template: break
        }
        var marks: Marks = []
        switch arguments(of: call, &marks) {
        case .fault: return .unknown(Unknown())
        case .notYet: return .marking(function.foreseenResult, marks)
        case .values(let values, let spans):
            return .marking(apply(function, values, spans, call.nameSpan, span), marks)
        }
    }

    private enum Arguments {
        case values([Value], [Span])
        case notYet
        case fault
    }

    /// The arguments, the last one expanded where `...` says so.
    private mutating func arguments(of call: ExpressionNode.Call, _ marks: inout Marks) -> Arguments {
        let before = diagnostics.all.count
        var values: [Value] = []
        values.reserveCapacity(call.arguments.count)
        var spans: [Span] = []
        for (index, node) in call.arguments.enumerated() {
            let value = value(of: node)
            guard call.expandsLast, index == call.arguments.count - 1 else {
                values.append(value)
                spans.append(node.span)
                continue
            }
            let (list, listMarks) = value.unmarked
            marks.formUnion(listMarks)
            guard diagnostics.all.count == before else { return .fault }
            if !list.isKnown { return .notYet }
            guard let elements = list.elements else {
                _ = fail(
                    .wrongArguments, node.span,
                    "Only a list, set or tuple can be expanded with `...`; here stands \(list.kindDescription).")
                return .fault
            }
            values += elements
            spans += elements.map { _ in node.span }
        }
        return diagnostics.all.count == before ? .values(values, spans) : .fault
    }

    // MARK: Built-in functions

    /// Checks and converts the arguments, and calls the function.
    private mutating func apply(
        _ function: Function, _ values: [Value], _ spans: [Span], _ nameSpan: Span, _ span: Span
    ) -> Value {
        guard hasRightCount(function, values.count, nameSpan) else { return .unknown(Unknown()) }
        var values = values
        var marks: Marks = []
        var isOpen = false
        for index in values.indices {
            guard let parameter = function.parameter(at: index) else { continue }
            let state = prepare(&values[index], parameter, &marks, function, spans[index])
            guard state != .fault else { return .marking(.unknown(Unknown()), marks) }
            if state == .notYet { isOpen = true }
        }
        let call = Function.Call(arguments: values, surroundings: scope.surroundings)
        guard !isOpen else { return .marking(foreseen(function, call), marks) }
        do throws(FunctionFault) {
            switch function.body {
            case .plain(let body):
                let result = try body(call)
                budget.take(for: result)
                return .marking(result, marks)
            case .template(let isFile): return .marking(try filled(call, isFile: isFile), marks)
            case .firstThatSucceeds, .succeeds: return .unknown(Unknown())
            }
        } catch {
            let place = error.argument.flatMap { spans.indices.contains($0) ? spans[$0] : nil } ?? span
            let message =
                marks.contains(.secret)
                ? "the arguments do not fit; what exactly is wrong would tell a secret" : error.message
            _ = fail(.functionFailed, place, "`\(function.name)`: \(message).")
            return .marking(.unknown(Unknown()), marks)
        }
    }

    /// What is certain of a result. Elements that were looked at without being known mark it, as they will the result.
    private func foreseen(_ function: Function, _ call: Function.Call) -> Value {
        let value = function.foreseen(call)
        let shallow = call.arguments.enumerated().filter { index, _ in
            function.parameter(at: index)?.options.contains(.shallow) ?? false
        }
        let marks = shallow.reduce(into: Marks()) { $0.formUnion($1.element.unmarkedDeeply.marks) }
        return value.unmarkedDeeply.marks.isSuperset(of: marks) ? value : .marking(value, marks)
    }

    private enum Readiness {
        case ready
        case notYet
        case fault
    }

    /// Makes an argument what the parameter wants.
    private mutating func prepare(
        _ value: inout Value, _ parameter: Function.Parameter, _ marks: inout Marks, _ function: Function, _ span: Span
    ) -> Readiness {
        let options = parameter.options
        if !options.contains(.marked) {
            if options.contains(.shallow) {
                let (plain, own) = value.unmarked
                value = plain
                marks.formUnion(own)
            } else if value.isPrimitiveOrNull {
                // Nothing is marked, and nothing is inside.
            } else {
                let (plain, own) = value.unmarkedDeeply
                value = plain
                marks.formUnion(own)
            }
        }
        guard options.contains(.nullable) || !value.isNull else {
            _ = fail(.wrongArguments, span, "The argument `\(parameter.name)` of `\(function.name)` is null.")
            return .fault
        }
        do throws(ValueConversion.Failure) {
            value = try ValueConversion.convert(value, to: parameter.type)
            // What a conversion leaves open is marked as a whole.
            if options.contains(.shallow), case .marked(let plain, let own) = value {
                value = plain
                marks.formUnion(own)
            }
        } catch {
            let place = error.path.steps.isEmpty ? "" : " at `\(error.path)`"
            let detail =
                "The argument `\(parameter.name)` of `\(function.name)` does not fit\(place): \(error.message)."
            _ = fail(.wrongArguments, span, detail)
            return .fault
        }
        if options.contains(.unknown) { return .ready }
        let isReady = options.contains(.shallow) ? value.isKnown && !value.isOpenSet : value.isWhollyKnown
        return isReady ? .ready : .notYet
    }

    private mutating func hasRightCount(_ function: Function, _ count: Int, _ span: Span) -> Bool {
        let least = function.parameters.count
        guard count < least || (count > least && function.variadic == nil) else { return true }
        let wanted = function.variadic == nil ? "\(least)" : "at least \(least)"
        let names = function.parameters.map { "`\($0.name)`" } + (function.variadic.map { ["`\($0.name)...`"] } ?? [])
        let detail = "`\(function.name)` takes \(wanted) argument\(least == 1 ? "" : "s"), not \(count)."
        let hint = names.isEmpty ? nil : "They are \(names.joined(separator: ", "))."
        _ = fail(.wrongArguments, span, detail, hint: hint)
        return false
    }

    // MARK: Functions that look at faults

    private mutating func firstThatSucceeds(_ call: ExpressionNode.Call, _ span: Span) -> Value {
        let noted = diagnostics
        var faults: [Diagnostic] = []
        for (index, node) in call.arguments.enumerated() {
            diagnostics = noted
            let (value, isCertain) = certainty(of: node)
            guard isCertain else { return notYetTried(value, call.arguments[(index + 1)...], noted) }
            guard diagnostics.all.count > noted.all.count else { return value }
            faults += diagnostics.all.dropFirst(noted.all.count)
        }
        diagnostics = noted
        let reasons = faults.prefix(5).map { "\n- \($0.detail)" }.joined()
        return fail(
            .functionFailed, span, "`try`: no argument has a value.\(reasons)",
            hint: "Add a last argument that cannot fail, as `null`.")
    }

    /// What is said while an argument may yet fail, or not: it may become any that follows, and is marked for all of them.
    private mutating func notYetTried(
        _ value: Value, _ others: ArraySlice<ExpressionNode>, _ noted: Diagnostics
    ) -> Value {
        var marks = value.unmarkedDeeply.marks
        for node in others { marks.formUnion(self.value(of: node).unmarkedDeeply.marks) }
        diagnostics = noted
        return .marking(.unknown(Unknown()), marks)
    }

    private mutating func succeeds(_ call: ExpressionNode.Call, _ span: Span) -> Value {
        guard call.arguments.count == 1, !call.expandsLast else {
            return fail(.wrongArguments, call.nameSpan, "`can` takes 1 argument, not \(call.arguments.count).")
        }
        let noted = diagnostics
        let isCertain = certainty(of: call.arguments[0]).isCertain
        let succeeded = diagnostics.all.count == noted.all.count
        diagnostics = noted
        return isCertain ? .bool(succeeded) : .unknownPresent(.bool)
    }

    // MARK: Providers' functions

    private mutating func providerCall(_ call: ExpressionNode.Call, _ span: Span) -> Value {
        guard case .provider(let provider, let name) = call.function else { return .unknown(Unknown()) }
        let table = scope.surroundings.providerFunctions
        guard let function = table[provider, name] else {
            return fail(
                .unknownFunction, call.nameSpan, "There is no function `provider::\(provider)::\(name)`.",
                hint: table.hint(provider, name))
        }
        var marks: Marks = []
        switch arguments(of: call, &marks) {
        case .fault: return .unknown(Unknown())
        case .notYet: return .marking(.unknown(Unknown(function.result)), marks)
        case .values(let values, let spans):
            return .marking(apply(function, values, spans, call.nameSpan, span), marks)
        }
    }
}

extension Value {
    fileprivate var isPrimitiveOrNull: Bool {
        switch self {
        case .string, .number, .bool, .null: true
        default: false
        }
    }
}
