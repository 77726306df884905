internal import MartletModel

/// Compares a text with what the formatter made of it: nothing may differ but layout.
struct MeaningCheck {
    /// The first difference, in words; nil when there is none.
    static func difference(between old: SourceFile, and new: SourceFile) -> String? {
        guard let before = try? YAMLReader.documents(old), let after = try? YAMLReader.documents(new) else {
            return "the result cannot be read"
        }
        guard before.count == after.count else { return "the number of documents differs" }
        for (left, right) in zip(before, after) {
            if let difference = difference(left, right) { return difference }
        }
        guard let comments = StackFormatter.comments(of: old), comments == StackFormatter.comments(of: new) else {
            return "comments differ"
        }
        return nil
    }

    private static func difference(_ left: YAMLNode, _ right: YAMLNode) -> String? {
        let place = "line \(left.range.startPosition.line)"
        guard left.tag == right.tag else { return "a tag differs at \(place)" }
        switch (left.content, right.content) {
        case (.scalar(let before, _), .scalar(let after, _)):
            guard left.plainScalar == right.plainScalar, isEqual(before, after) else {
                return "a value differs at \(place)"
            }
            return nil
        case (.sequence(let before), .sequence(let after)) where before.count == after.count:
            for (left, right) in zip(before, after) {
                if let difference = difference(left, right) { return difference }
            }
            return nil
        case (.mapping(let before), .mapping(let after)) where before.count == after.count:
            for (left, right) in zip(before, after) {
                if let difference = difference(left.key, right.key) ?? difference(left.value, right.value) {
                    return difference
                }
            }
            return nil
        default: return "a list or mapping differs at \(place)"
        }
    }

    /// Equal byte for byte, or the same expressions in other spaces.
    private static func isEqual(_ before: String, _ after: String) -> Bool {
        if before.utf8.elementsEqual(after.utf8) { return true }
        guard after.mayHoldExpression else { return false }
        return shape(of: before) == shape(of: after)
    }

    private static func shape(of text: String) -> String {
        let file = SourceFile(name: "", text: text)
        switch ExpressionParser.parseTemplate(text, origin: TextOrigin(file)) {
        case .success(let expression): return expression.node.shape
        // What cannot be parsed is no program: it must at least be made of the same words.
        case .failure: return "unreadable " + TemplateFormatter.formatted(text)
        }
    }
}
