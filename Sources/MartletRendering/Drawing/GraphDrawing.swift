internal import MartletGraph
package import MartletModel

/// The plan's dependency graph as a picture: what is needed stands left of what needs it, and each resource has the colour
/// of what happens to it. Edges that longer ways imply are left out.
package struct GraphDrawing: Sendable {
    private let plan: Plan
    private let layout: LayeredLayout

    private static let margin = 16.0
    private static let longestText = 44
    private static let characterWidth = 7.3

    package init(_ plan: Plan) {
        var edges: [(before: Int, after: Int)] = []
        var order: [Change] = []
        let graph = plan.graph
        let sorted = (try? graph.order()) ?? plan.changes.map(\.address)
        let changes = Dictionary(plan.changes.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first })
        var numbers: [Address: Int] = [:]
        for address in sorted {
            guard let change = changes[address], numbers[address] == nil else { continue }
            numbers[address] = order.count
            order.append(change)
        }
        for (number, change) in order.enumerated() {
            for dependency in change.dependencies {
                if let before = numbers[dependency] { edges.append((before, number)) }
            }
        }
        var drawn = plan
        drawn.changes = order
        self.plan = drawn
        layout = LayeredLayout(widths: order.map(Self.width), edges: edges)
    }

    /// SVG 1.1 with its own style for light and dark, in pixels.
    package var svg: String {
        let width = layout.width + 2 * Self.margin
        let height = layout.height + 2 * Self.margin
        let lines = layout.lines.map(path)
        let boxes = plan.changes.indices.map(box)
        let size = "width=\"\(Self.text(width))\" height=\"\(Self.text(height))\""
        return """
            <svg xmlns="http://www.w3.org/2000/svg" \(size) viewBox="0 0 \(Self.text(width)) \(Self.text(height))" role="img">
            <title>\("Dependencies of \(plan.stack.stack)".escapedForMarkup)</title>
            <style>
            \(Self.style)</style>
            <defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
            <path class="tip" d="M0 0L8 4L0 8z"/></marker></defs>
            <rect class="back" width="100%" height="100%"/>
            \((lines + boxes).joined(separator: "\n"))
            </svg>

            """
    }

    /// The picture in a page, with a legend.
    package var html: String {
        let present = Set(plan.changes.map(\.action.name))
        let names = ["create", "update", "replace", "delete", "adopt", "forget", "no-op"].filter(present.contains)
        let legend = names.map { "<span class=\"\($0)\">■</span> \($0 == "no-op" ? "unchanged" : $0)" }
        let count = counted(plan.changes.count, "resource")
        return HTMLPage(
            title: "Dependencies of \(plan.stack.stack)",
            style:
                "body { max-width: none; }\n.drawing { overflow: auto; border: 1px solid var(--line); border-radius: 6px; }\n",
            body: """
                <h1>\("Dependencies of \(plan.stack.stack)".escapedForMarkup)</h1>
                <p class="dim">\(count); an arrow leads from a resource to one that needs it.</p>
                <p>\(legend.joined(separator: " &nbsp; "))</p>
                <div class="drawing">
                \(svg)</div>
                """
        ).text
    }

    private func path(_ line: LayeredLayout.Line) -> String {
        var d = ""
        for (index, point) in line.points.enumerated() {
            if index == 0 {
                d += "M\(at(point))"
            } else if !index.isMultiple(of: 2) {
                d += "L\(at(point))"
            } else {
                let from = line.points[index - 1]
                let middle = (from.x + point.x) / 2
                let first = LayeredLayout.Point(x: middle, y: from.y)
                let second = LayeredLayout.Point(x: middle, y: point.y)
                d += "C\(at(first)) \(at(second)) \(at(point))"
            }
        }
        return "<path class=\"line\" d=\"\(d)\" marker-end=\"url(#tip)\"/>"
    }

    private func box(_ index: Int) -> String {
        let change = plan.changes[index]
        let corner = layout.boxes[index]
        let x = corner.x + Self.margin
        let y = corner.y + Self.margin - LayeredLayout.boxHeight / 2
        let width = Self.width(change)
        let name = change.action.name
        return """
            <g class="\(name)"><title>\("\(change.address) (\(change.type)): \(name)".escapedForMarkup)</title>
            <rect class="box" x="\(Self.text(x))" y="\(Self.text(y))" width="\(Self.text(width))" \
            height="\(Self.text(LayeredLayout.boxHeight))" rx="5"/>
            <rect class="bar" x="\(Self.text(x))" y="\(Self.text(y))" width="5" height="\(Self.text(LayeredLayout.boxHeight))" rx="2"/>
            <text x="\(Self.text(x + 13))" y="\(Self.text(y + 17))">\(Self.cut(change.address.description).escapedForMarkup)</text>
            <text class="type" x="\(Self.text(x + 13))" y="\(Self.text(y + 31))">\(Self.cut(change.type.text).escapedForMarkup)</text></g>
            """
    }

    private func at(_ point: LayeredLayout.Point) -> String {
        "\(Self.text(point.x + Self.margin)) \(Self.text(point.y + Self.margin))"
    }

    private static func width(_ change: Change) -> Double {
        let letters = max(cut(change.address.description).count, Int(0.85 * Double(cut(change.type.text).count)) + 1)
        return (Double(letters) * characterWidth).rounded(.up) + 24
    }

    /// Long names lose their middle: their ends tell them apart. The whole name is the box's title.
    private static func cut(_ text: String) -> String {
        guard text.count > longestText else { return text }
        return "\(text.prefix(longestText / 2 - 1))…\(text.suffix(longestText / 2))"
    }

    /// With one decimal at most.
    private static func text(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }

    private static let style = """
        .back { fill: #ffffff; } .box { fill: #f6f8fa; stroke: #d1d9e0; }
        .line { fill: none; stroke: #818b98; stroke-width: 1.2; } .tip { fill: #818b98; }
        text { font: 12px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; fill: #1f2328; }
        .type { font-size: 10px; fill: #59636e; }
        .create .bar, .adopt .bar { fill: #1a7f37; } .update .bar { fill: #9a6700; } .replace .bar { fill: #8250df; }
        .delete .bar { fill: #cf222e; } .forget .bar, .no-op .bar { fill: #818b98; }
        g:hover .box { stroke: #818b98; }
        @media (prefers-color-scheme: dark) {
        .back { fill: #0d1117; } .box { fill: #151b23; stroke: #3d444d; } text { fill: #e6edf3; } .type { fill: #9198a1; }
        .create .bar, .adopt .bar { fill: #3fb950; } .update .bar { fill: #d29922; } .replace .bar { fill: #ab7df8; }
        .delete .bar { fill: #f85149; }
        }

        """
}
