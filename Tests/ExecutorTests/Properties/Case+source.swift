extension Case {
    /// The case as a test that can be pasted into `RegressionTests`.
    func source(_ violations: [Violation]) -> String {
        let what = violations.first?.description ?? "nothing"
        let steps = steps.map { "            " + $0.source.replacing("\n", with: "\n            ") + "," }
        return """
                // \(what.prefix(200))
                @Test func `seed \(seed)`() async {
                    await expectSound([
            \(steps.joined(separator: "\n"))
                    ])
                }
            """
    }
}

extension Step {
    fileprivate var source: String {
        let plain = Step(stack)
        var lines: [String] = []
        func note<Part: Equatable>(_ path: KeyPath<Step, Part>, _ name: String, _ text: (Part) -> String) {
            if self[keyPath: path] != plain[keyPath: path] { lines.append("$0.\(name) = \(text(self[keyPath: path]))") }
        }
        note(\.operation, "operation") { ".\($0.rawValue)" }
        note(\.back, "back") { "\($0)" }
        note(\.outside, "outside") { "[" + $0.map(\.source).joined(separator: ", ") + "]" }
        note(\.late, "late") { "[" + $0.map(\.source).joined(separator: ", ") + "]" }
        note(\.keeps, "keeps") { "\($0)" }
        note(\.parallelism, "parallelism") { "\($0)" }
        note(\.targets, "targets") { "\($0)" }
        note(\.excludes, "excludes") { "\($0)" }
        note(\.replaces, "replaces") { "\($0)" }
        note(\.isBlind, "isBlind") { "\($0)" }
        note(\.faults, "faults") { faults in
            let points = faults.sorted { $0.key < $1.key }.map { point, fault in
                "FaultPoint(name: \"\(point.name)\", verb: .\(point.verb.rawValue), attempt: \(point.attempt)): .\(fault)"
            }
            return "[\(points.joined(separator: ", "))]"
        }
        note(\.lives, "lives") { "\($0)" }
        note(\.signal, "signal") { $0.map { ".init(afterSteps: \($0.afterSteps), times: \($0.times))" } ?? "nil" }
        note(\.recovery, "recovery") { ".\($0.rawValue)" }
        note(\.skips, "skips") { $0.map { "\"\($0)\"" } ?? "nil" }
        let body = lines.isEmpty ? "" : " {\n    " + lines.joined(separator: "\n    ") + "\n}"
        return "Step(\(stack.source))\(body)"
    }
}

extension Outside {
    fileprivate var source: String {
        switch self {
        case .drift(let name): ".drift(\"\(name)\")"
        case .vanish(let name): ".vanish(\"\(name)\")"
        case .usurp(let name): ".usurp(\"\(name)\")"
        case .obstacle(let name): ".obstacle(\"\(name)\")"
        }
    }
}

extension Blueprint {
    fileprivate var source: String {
        let list = "Blueprint([" + nodes.map(\.source).joined(separator: ", ") + "])"
        var changes: [String] = []
        if !moves.isEmpty { changes.append("moves: \(moves)") }
        if !forgotten.isEmpty { changes.append("forgotten: \(forgotten)") }
        return changes.isEmpty ? list : "\(list).with(\(changes.joined(separator: ", ")))"
    }

    func with(moves: [String: String] = [:], forgotten: [String] = []) -> Blueprint {
        var copy = self
        copy.moves = moves
        copy.forgotten = forgotten
        return copy
    }
}

extension Node {
    fileprivate var source: String {
        let plain = Node(name)
        var changes: [String] = []
        func note<Part: Equatable>(_ path: KeyPath<Node, Part>, _ name: String, _ text: (Part) -> String) {
            if self[keyPath: path] != plain[keyPath: path] {
                changes.append("$0.\(name) = \(text(self[keyPath: path]))")
            }
        }
        func quote(_ text: String?) -> String { text.map { "\"\($0)\"" } ?? "nil" }
        note(\.bodyName, "bodyName", quote)
        note(\.isNote, "isNote") { "\($0)" }
        note(\.slot, "slot", quote)
        note(\.value, "value") { "\($0)" }
        note(\.fixed, "fixed") { "\($0)" }
        note(\.grade, "grade") { "\($0)" }
        note(\.lane, "lane", quote)
        note(\.parent, "parent", quote)
        note(\.host, "host", quote)
        note(\.refs, "refs") { "\($0)" }
        note(\.after, "after") { "\($0)" }
        note(\.each, "each") { each in
            switch each {
            case .none: ".none"
            case .list(let keys): ".list(\(keys))"
            case .of(let source): ".of(\"\(source)\")"
            }
        }
        note(\.keys, "keys") { "\($0)" }
        note(\.isSlow, "isSlow") { "\($0)" }
        note(\.hasSecret, "hasSecret") { "\($0)" }
        note(\.looksUp, "looksUp", quote)
        note(\.createsFirst, "createsFirst") { $0.map { "\($0)" } ?? "nil" }
        note(\.isProtected, "isProtected") { "\($0)" }
        note(\.retainsOnDestroy, "retainsOnDestroy") { "\($0)" }
        note(\.retainsOnRollback, "retainsOnRollback") { "\($0)" }
        note(\.allowsIrreversible, "allowsIrreversible") { "\($0)" }
        note(\.ignoresValue, "ignoresValue") { "\($0)" }
        note(\.triggers, "triggers") { "\($0)" }
        return changes.isEmpty ? "Node(\"\(name)\")" : "Node(\"\(name)\") { \(changes.joined(separator: "; ")) }"
    }
}
