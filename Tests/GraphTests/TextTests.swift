import MartletGraph
import Testing

struct TextTests {
    private func sample() -> Graph<String, String> {
        var builder = GraphBuilder<String, String>()
        builder.addEdge("net[\"a\"]", before: "sub", label: "ref")
        builder.addEdge(builder.intern("sub"), before: builder.addGroup(), label: "")
        return builder.build()
    }

    @Test func `the graph prints as DOT`() {
        let expected = """
            digraph martlet {
              rankdir = LR;
              node [shape = box];
              n0 [label = "net[\\"a\\"]"];
              n1 [label = "sub"];
              n2 [shape = point];
              n0 -> n1 [label = "ref"];
              n1 -> n2;
            }

            """
        #expect(sample().dot(name: { $0 }, describe: { $0 }) == expected)
    }

    @Test func `the graph prints as Mermaid`() {
        let expected = """
            flowchart LR
              n0["net[#quot;a#quot;]"]
              n1["sub"]
              n2((" "))
              n0 -->|"ref"| n1
              n1 --> n2

            """
        #expect(sample().mermaid(name: { $0 }, describe: { $0 }) == expected)
    }
}
