import MartletModel
import MartletRendering
import Testing

struct PageTests {
    private func plan(_ changes: [Change]) -> Plan {
        let digest = Digest(of: "")
        return Plan(
            kind: .apply, stack: StackIdentity(stack: "<b>demo"),
            inputs: Plan.Inputs(configuration: digest, variables: digest, catalog: digest, lineage: "l", revision: 2),
            changes: changes, outputs: [.init(name: "o", before: nil, after: .secret("canary"))]
        )
    }

    private func change(_ name: String, _ action: Action, fields: [FieldChange] = [], needs: [String] = []) -> Change {
        Change(
            address: Address(name), type: ResourceType("core.data"), provider: "core", connection: "core",
            action: action,
            fields: fields, drift: fields, dependencies: needs.map { Address($0) }
        )
    }

    private var example: Plan {
        let path = ValuePath([.key("a")])
        return plan([
            change("net", .create), change("pool", .delete, needs: ["net"]), change("same", .noOp),
            change(
                "disk", .update,
                fields: [
                    FieldChange(
                        path, before: "<script>alert('1')</script>", after: .secret("canary"), cause: .drift(by: "a&b"))
                ],
                needs: ["net"]
            ),
        ])
    }

    @Test func `a page says everything, escaped, without secrets, and fetches nothing`() {
        let page = PlanPage()(example)
        #expect(page.hasPrefix("<!doctype html>") && page.hasSuffix("</html>\n"))
        #expect(page.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;") && !page.contains("<script"))
        #expect(page.contains("<h1>Plan for &lt;b&gt;demo</h1>") && page.contains("changed outside, by a&amp;b"))
        #expect(
            !page.contains("canary")
                && page.contains(redactedText.replacing("<", with: "&lt;").replacing(">", with: "&gt;")))
        #expect(page.contains("Changed outside of Martlet since revision 2") && page.contains("1 resource unchanged"))
        #expect(!page.contains("://") && !page.contains("src=") && !page.contains("href="))
        #expect(page == PlanPage()(example))
    }

    @Test func `a drawing has a box for each resource and a line for each edge`() {
        let drawing = GraphDrawing(example)
        #expect(drawing.svg.split(separator: "class=\"box\"").count == 5)
        #expect(drawing.svg.split(separator: "class=\"line\"").count == 3)
        #expect(
            drawing.svg.contains("<title>disk (core.data): update</title>") && drawing.svg.contains("&lt;b&gt;demo"))
        #expect(drawing.html.contains(drawing.svg))
        #expect(GraphDrawing(plan([])).svg.contains("<svg"))
    }
}
