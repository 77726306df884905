package import MartletModel

extension Plan {
    /// The plan as lines for tests and bug reports: one a change, with reasons, reversibility, fields and what it waits
    /// for. No-ops are left out. Secrets are redacted.
    package var debugText: String {
        var lines: [String] = []
        for change in changes where change.action != .noOp || change.previousAddress != nil {
            lines += change.debugLines
        }
        for read in dataReads where read.attributes == nil { lines.append("<= \(read.address) \(read.type)") }
        for output in outputs where output.before != output.after {
            lines.append("output \(output.name): \(debugValue(output.before)) -> \(debugValue(output.after))")
        }
        return lines.map { $0 + "\n" }.joined()
    }
}

extension Change {
    fileprivate var debugLines: [String] {
        var head = "\(action == .noOp ? "=" : action.symbol) \(address) \(type)"
        let notes = reasons.map(\.debugText).joined(separator: ", ")
        if !notes.isEmpty { head += " [\(notes)]" }
        switch reversibility {
        case .undo(let undo): head += " undo: \(undo)"
        case .irreversible(let why): head += " ! \(why)"
        case .notNeeded: break
        }
        var lines = [head]
        lines += fields.map { "    " + $0.debugText }
        if !dependencies.isEmpty {
            lines.append("    after \(dependencies.map(\.description).joined(separator: ", "))")
        }
        return lines
    }
}

extension FieldChange {
    fileprivate var debugText: String {
        var text = "\(path): \(debugValue(before)) -> \(debugValue( after))"
        switch cause {
        case .configuration: break
        case .drift(let by): text += by.map { " (drift by \($0))" } ?? " (drift)"
        case .server: text += " (server)"
        }
        return forcesReplacement ? text + " replaces" : text
    }
}

extension Reason {
    fileprivate var debugText: String {
        switch self {
        case .notInState: "not in state"
        case .configurationChanged: "configuration changed"
        case .drifted: "drifted"
        case .objectMissing: "object missing"
        case .recreatedOutside: "re-created outside"
        case .createOnlyChanged(let paths): "create-only \(paths.map(\.description).joined(separator: " "))"
        case .connectionChanged(let name): "was in \(name)"
        case .replaceTriggered(let address): "triggered by \(address)"
        case .requested: "requested"
        case .tainted(let why): "tainted: \(why)"
        case .notInStack: "not in stack"
        case .destroyRequested: "destroy"
        case .goneWithParent(let parent): "gone with \(parent)"
        case .imported: "imported"
        case .foundWithMarker: "found with marker"
        case .moved(let from): "moved from \(from)"
        case .removedBlock: "removed"
        case .thereBefore: "there before"
        case .settingsChanged(let settings): "settings " + settings.map(\.rawValue).joined(separator: ",")
        }
    }
}

/// A value as compact JSON, `nil` for absence, `?` for what is not known, secrets redacted.
func debugValue(_ value: Value?) -> String {
    guard let value else { return "nil" }
    switch value {
    case .unknown: return "?"
    case .marked: return redactedText
    case .tuple(let elements): return "[" + elements.map { debugValue($0) }.joined(separator: ",") + "]"
    case .object(let fields):
        return "{" + fields.map { "\($0.key):\(debugValue($0.value))" }.joined(separator: ",") + "}"
    case .list, .set, .map: return debugValue(value.plain)
    case .null: return "null"
    case .bool(let truth): return String(truth)
    case .number(let number): return number.description
    case .string(let text): return quoted(text)
    }
}
