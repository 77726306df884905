import MartletModel

/// One resource of a plan as an element that opens: its sign, address and type; its fields inside.
struct ChangeMarkup {
    let change: Change

    init(_ change: Change) { self.change = change }

    var text: String {
        let name = change.action.name
        let isOpen = change.action != .create && !change.fields.isEmpty || change.isIrreversible
        return """
            <details\(isOpen ? " open" : "")>
            <summary><span class="sign \(name)">\(change.action.symbol.escapedForMarkup)</span>
            <code>\("\(change.address)".escapedForMarkup)</code>
            <span class="dim">\(change.type.text.escapedForMarkup)\(note)</span></summary>
            \(inside)
            </details>
            """
    }

    private var note: String {
        let notes = change.reasons.compactMap(\.note) + (change.previousAddress.map { ["moved from \($0)"] } ?? [])
        return notes.isEmpty ? "" : " · \(notes.joined(separator: "; ").escapedForMarkup)"
    }

    private var inside: String {
        var parts: [String] = []
        if case .irreversible(let why) = change.reversibility {
            parts.append("<p class=\"warn\">Cannot be undone: \(why.escapedForMarkup).</p>")
        }
        let rows = (change.fields.isEmpty ? newFields : change.fields.sorted { $0.path < $1.path }).map {
            FieldMarkup($0).row
        }
        for kept in change.contraction?.kept ?? [] {
            let text = "After the commit, \(kept.path) loses \(ValueText(limit: 200)(kept.value))."
            parts.append("<p class=\"dim\">\(text.escapedForMarkup)</p>")
        }
        if change.runsUndo {
            parts.append("<p class=\"dim\">A rollback also makes what <code>rollback.undo</code> declares.</p>")
        }
        parts.append(rows.isEmpty ? "<p class=\"dim\">\(emptiness)</p>" : FieldMarkup.table(rows))
        return parts.joined(separator: "\n")
    }

    /// What a new object is made of: the whole body counts as changed.
    private var newFields: [FieldChange] {
        guard change.action == .create, let body = change.body else { return [] }
        return body.leaves(at: ValuePath()).map { FieldChange($0.path, before: nil, after: $0.value) }
    }

    private var emptiness: String {
        switch change.action {
        case .delete: "The object is deleted."
        case .forget: "The object stays; the state no longer records it."
        case .create, .update, .replace, .adopt, .noOp: "No field changes."
        }
    }
}

extension Value {
    /// The parts that are no objects with fields, nor lists of such, with their places, in order.
    fileprivate func leaves(at path: ValuePath) -> [(path: ValuePath, value: Value)] {
        switch self {
        case .object, .map:
            guard let fields, !fields.isEmpty else { return [(path, self)] }
            return fields.flatMap { $0.value.leaves(at: path.appending($0.key)) }
        case .list, .tuple:
            guard let elements, elements.contains(where: { $0.fields != nil }) else { return [(path, self)] }
            return elements.enumerated().flatMap { $1.leaves(at: path.appending(.index($0))) }
        case .null, .bool, .number, .string, .set, .unknown, .marked: return [(path, self)]
        }
    }
}

/// One field before and after as a row of a table.
struct FieldMarkup {
    let field: FieldChange

    init(_ field: FieldChange) { self.field = field }

    var row: String { Self.row(name: field.path.description, before: field.before, after: field.after, note: note) }

    private var note: String {
        let cause: String? =
            switch field.cause {
            case .configuration: nil
            case .server: "by the server"
            case .drift(let writer?): "changed outside, by \(writer)"
            case .drift(nil): "changed outside"
            }
        return [cause, field.forcesReplacement ? "forces replacement" : nil].compactMap(\.self).joined(separator: ", ")
    }

    static func row(name: String, before: Value?, after: Value?, note: String) -> String {
        "<tr><td><code>\(name.escapedForMarkup)</code></td><td>\(cell(before))</td><td>\(cell(after))</td>"
            + "<td class=\"dim\">\(note.escapedForMarkup)</td></tr>"
    }

    static func table(_ rows: [String]) -> String {
        guard !rows.isEmpty else { return "" }
        return "<div class=\"scroll\"><table><tr><th>Field</th><th>Before</th><th>After</th><th></th></tr>\n"
            + rows.joined(separator: "\n") + "\n</table></div>"
    }

    private static func cell(_ value: Value?) -> String {
        value == nil ? "<span class=\"dim\">–</span>" : "<code>\(ValueText(limit: 400)(value).escapedForMarkup)</code>"
    }
}
