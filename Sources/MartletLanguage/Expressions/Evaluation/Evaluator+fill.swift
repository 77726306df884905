internal import MartletModel

extension Evaluator {
    /// The text of `templatefile` and `templatestring`: a template filled with the fields of an object.
    mutating func filled(_ call: Function.Call, isFile: Bool) throws(FunctionFault) -> Value {
        guard templateDepth < 16 else {
            throw FunctionFault("templates are nested more than 16 deep; does one include itself?")
        }
        guard let given = call.arguments[1].fields else {
            throw FunctionFault("the values for the template must be an object or a map", argument: 1)
        }
        for key in given.keys where !key.isTemplateName {
            throw FunctionFault(
                "\(quoted(key)) cannot be the name of a value: it must begin with a letter", argument: 1)
        }
        let name = isFile ? call.string(0) : "<templatestring>"
        let text = isFile ? try FileFunctions.text(call.string(0), call.surroundings) : call.string(0)
        let origin = TextOrigin(SourceFile(name: name, text: text))
        let parsed = ExpressionParser.parseTemplate(text, origin: origin, names: .only(given.keys))
        switch parsed {
        case .failure(let faults): throw Self.fault(faults)
        case .success(let expression):
            let evaluated = expression.evaluate(in: scope, given: given.map(\.value), depth: templateDepth + 1, &budget)
            guard !evaluated.diagnostics.hasErrors else { throw Self.fault(evaluated.diagnostics) }
            guard !isFile else { return evaluated.value }
            do throws(ValueConversion.Failure) {
                return try ValueConversion.convert(evaluated.value, to: .string)
            } catch {
                throw FunctionFault("the template must give a string: \(error.message)", argument: 0)
            }
        }
    }

    private static func fault(_ faults: Diagnostics) -> FunctionFault {
        guard let first = faults.sorted.first else { return FunctionFault("the template cannot be filled") }
        let place = first.range.map { "\($0): " } ?? ""
        let detail = first.detail.hasSuffix(".") ? String(first.detail.dropLast()) : first.detail
        return FunctionFault("\(place)\(detail)")
    }
}

extension String {
    fileprivate var isTemplateName: Bool {
        guard let first = utf8.first, first.startsIdentifier else { return false }
        return utf8.allSatisfy(\.continuesIdentifier)
    }
}
