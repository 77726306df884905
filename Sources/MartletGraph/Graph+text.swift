extension Graph {
    /// The graph in Graphviz's language, nodes and edges in the order of interning; groups are points.
    ///
    /// - Parameters:
    ///   - name: The text on a node.
    ///   - describe: The text on an edge; empty for none.
    package func dot(name: (Key) -> String, describe: (Label) -> String = { _ in "" }) -> String {
        var lines = ["digraph martlet {", "  rankdir = LR;", "  node [shape = box];"]
        for node in topology.nodes {
            let attributes = key(node).map { "label = \(Self.dotText(name($0)))" } ?? "shape = point"
            lines.append("  n\(node.rawValue) [\(attributes)];")
        }
        for edge in 0..<topology.edgeCount {
            let ends = topology.ends(of: EdgeID(edge))
            let text = describe(label(EdgeID(edge)))
            let attributes = text.isEmpty ? "" : " [label = \(Self.dotText(text))]"
            lines.append("  n\(ends.before.rawValue) -> n\(ends.after.rawValue)\(attributes);")
        }
        return (lines + ["}"]).joined(separator: "\n") + "\n"
    }

    /// The graph in Mermaid's language, as Markdown viewers draw it; groups are circles.
    package func mermaid(name: (Key) -> String, describe: (Label) -> String = { _ in "" }) -> String {
        var lines = ["flowchart LR"]
        for node in topology.nodes {
            lines.append(
                key(node).map { "  n\(node.rawValue)[\(Self.mermaidText(name($0)))]" } ?? "  n\(node.rawValue)((\" \"))"
            )
        }
        for edge in 0..<topology.edgeCount {
            let ends = topology.ends(of: EdgeID(edge))
            let text = describe(label(EdgeID(edge)))
            let arrow = text.isEmpty ? "-->" : "-->|\(Self.mermaidText(text))|"
            lines.append("  n\(ends.before.rawValue) \(arrow) n\(ends.after.rawValue)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func dotText(_ text: String) -> String {
        var result = "\""
        for character in text {
            switch character {
            case "\"", "\\": result += "\\\(character)"
            case "\n": result += "\\n"
            default: result.append(character)
            }
        }
        return result + "\""
    }

    /// Mermaid knows no backslash in strings: entities instead.
    private static func mermaidText(_ text: String) -> String {
        var result = "\""
        for character in text {
            switch character {
            case "\"": result += "#quot;"
            case "#": result += "#35;"
            case "\n": result += " "
            default: result.append(character)
            }
        }
        return result + "\""
    }
}
