internal import MartletModel

extension Evaluator {
    mutating func template(_ parts: [ExpressionNode]) -> Value {
        var text = ""
        var marks: Marks = []
        var prefix: String?
        for part in parts {
            let (value, partMarks) = value(of: part).unmarked
            marks.formUnion(partMarks)
            switch self.text(value, part.span) {
            case .known(let piece):
                text += piece
                budget.take(text: piece)
            case .unknown(let start): prefix = prefix ?? text + start
            }
        }
        return .marking(Self.text(text, prefix: prefix), marks)
    }

    /// A known text, or one of which only the beginning is known.
    private static func text(_ text: String, prefix: String?) -> Value {
        guard let prefix else { return .string(text.normalized) }
        let certain = prefix.withoutOpenEnd
        return .unknown(Unknown(.string, Unknown.Refinement(isNotNull: true, prefix: certain.isEmpty ? nil : certain)))
    }

    private enum Piece {
        case known(String)
        /// Not known yet, but what it begins with.
        case unknown(String)
    }

    private mutating func text(_ value: Value, _ span: Span) -> Piece {
        switch value {
        case .string(let text): return .known(text)
        case .number(let number): return .known(number.description)
        case .bool(let truth): return .known(truth ? "true" : "false")
        case .unknown(let unknown) where unknown.type.isPrimitive || unknown.type == .any:
            return .unknown(unknown.refinement.prefix ?? "")
        case .null:
            _ = fail(
                .invalidTemplateValue, span, "The value is null: it cannot be part of a text.",
                hint: "`coalesce(…, \"\")` or a condition covers a value that may be missing.")
        default:
            let known = value.isKnown ? value.kindDescription : "a value of type \(value.type)"
            _ = fail(
                .invalidTemplateValue, span, "The value is \(known): it cannot be part of a text.",
                hint: "`jsonencode(…)` or `join(…)` makes a text of it.")
        }
        return .unknown("")
    }

    /// The texts of a `%{for}`, one after another.
    mutating func joined(_ node: ExpressionNode) -> Value {
        let (value, outerMarks) = value(of: node).unmarked
        var marks = outerMarks
        guard let elements = value.elements else { return .marking(.unknownPresent(.string), marks) }
        var text = ""
        var prefix: String?
        for element in elements {
            let (piece, elementMarks) = element.unmarked
            marks.formUnion(elementMarks)
            if let known = piece.stringValue {
                text += known
                budget.take(text: known)
            } else if case .unknown(let unknown) = piece {
                prefix = prefix ?? text + (unknown.refinement.prefix ?? "")
            }
        }
        return .marking(Self.text(text, prefix: prefix), marks)
    }
}
