import MartletModel

/// One resource of a plan: sign, address, type, why; then the fields that change.
struct ChangeText {
    let style: TextStyle
    /// The width of the signs' column.
    let signs: Int
    /// The width of the addresses' column.
    let names: Int
    let isFull: Bool

    func callAsFunction(_ change: Change) -> String {
        let sign = style(emphasis(change.action), change.action.symbol.padded(to: signs))
        let name = change.address.description
        let address =
            style(.bold, name.withVisibleControls) + String(repeating: " ", count: max(0, names - name.count))
        let mark = change.isIrreversible ? " " + style(.removed, "!") : ""
        var lines = ["  \(sign) \(address)  \(change.type)\(mark)\(note(change))"]
        lines += fields(change).map { "  " + String(repeating: " ", count: signs + 3) + $0 }
        for kept in change.contraction?.kept ?? [] {
            let text = "after the commit: \(kept.path) loses \(ValueText(limit: max(24, style.width - 40))(kept.value))"
            lines.append(String(repeating: " ", count: signs + 5) + style(.dim, text))
        }
        if change.runsUndo {
            let text = "a rollback also makes what `rollback.undo` declares"
            lines.append(String(repeating: " ", count: signs + 5) + style(.dim, text))
        }
        if case .irreversible(let why) = change.reversibility {
            lines.append(String(repeating: " ", count: signs + 5) + style(.removed, "! cannot be undone: \(why)"))
        }
        return lines.joined(separator: "\n")
    }

    private func emphasis(_ action: Action) -> TextStyle.Emphasis {
        switch action {
        case .create, .adopt: .created
        case .update: .changed
        case .replace: .replaced
        case .delete: .removed
        case .forget, .noOp: .dim
        }
    }

    /// Why, where the sign and the fields do not say it already.
    private func note(_ change: Change) -> String {
        let reasons = change.reasons.compactMap(\.note)
        let moved = change.previousAddress.map { "moved from \($0)" }
        let texts = reasons + [moved].compactMap(\.self).filter { !reasons.contains($0) }
        return texts.isEmpty ? "" : style(.dim, "  (\(texts.joined(separator: "; ")))")
    }

    private func fields(_ change: Change) -> [String] {
        switch change.action {
        case .create where !isFull, .delete, .forget, .noOp: []
        case .create, .update, .replace, .adopt: change.fields.sorted { $0.path < $1.path }.map(field)
        }
    }

    private func field(_ field: FieldChange) -> String {
        let text = ValueText(limit: max(24, (style.width - 30) / 2))
        let values =
            switch (field.before, field.after) {
            case (nil, let after): "\(style(.created, "+")) \(field.path) = \(text(after))"
            case (let before?, nil): "\(style(.removed, "-")) \(field.path) = \(text(before))"
            case (let before?, let after): "\(style(.changed, "~")) \(field.path) = \(text(before)) → \(text(after))"
            }
        let force = field.forcesReplacement ? style(.replaced, "  forces replacement") : ""
        return values + cause(field.cause) + force
    }

    private func cause(_ cause: FieldChange.Cause) -> String {
        switch cause {
        case .configuration: ""
        case .drift(let manager?): style(.dim, "  (changed outside, by \(manager))")
        case .drift(nil): style(.dim, "  (changed outside)")
        case .server: style(.dim, "  (by the server)")
        }
    }
}

extension Change {
    /// Whether the step is marked `!` and needs consent.
    var isIrreversible: Bool {
        if case .irreversible = reversibility { return true }
        return false
    }
}

extension Change {
    /// Whether taking the step back makes the object under `rollback: {undo:}`.
    var runsUndo: Bool {
        guard settings.undo != nil, !settings.retainOnRollback else { return false }
        switch action {
        case .create, .replace: return true
        case .update, .adopt: return !isIrreversible && !fields.isEmpty
        case .delete, .forget, .noOp: return false
        }
    }
}

extension Reason {
    /// The reason in a clause; nil where the action says it all.
    var note: String? {
        switch self {
        case .notInState, .configurationChanged, .notInStack, .destroyRequested, .createOnlyChanged: nil
        case .drifted: "changed outside"
        case .objectMissing: "deleted outside"
        case .recreatedOutside: "re-created outside"
        case .connectionChanged(let name): "was made through provider \(name)"
        case .replaceTriggered(let address): "because \(address) changes"
        case .requested: "asked for with --replace"
        case .tainted(let why): "tainted: \(why)"
        case .goneWithParent(let parent): "goes with \(parent)"
        case .imported: "imported"
        case .foundWithMarker: "made by an earlier run"
        case .moved(let from): "moved from \(from)"
        case .removedBlock: "in removed"
        case .thereBefore: "it was there before the stack"
        case .settingsChanged(let settings): "recorded: " + settings.map(\.rawValue).joined(separator: ", ")
        }
    }
}
