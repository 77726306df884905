import Foundation
import TestSupport
import Testing

@Suite struct DocsCommandTests {
    private static let module = """
        martlet: 1
        variables: {size: {type: number, description: How large., default: 3}}
        outputs: {id: {value: 1, sensitive: true}}
        """

    private static let table = """
        ## Inputs

        | name | description | type | default |
        |---|---|---|---|
        | `size` | How large. | `number` | `3` |

        ## Outputs

        | name | description |
        |---|---|
        | `id` | A secret. |

        """

    @Test func `the text goes to standard output, to a file, or between marks`() async throws {
        let harness = try CommandHarness(files: ["m/module.yaml": Self.module])
        #expect(await harness("docs", "m").output == Self.table)
        #expect(await harness("docs", "m", "--out", "m.md").status == 0)
        let marks = "# M\n\n<!-- BEGIN MARTLET DOCS -->\n<!-- END MARTLET DOCS -->\n"
        try harness.write(marks, to: "README.md")
        #expect(await harness("docs", "m", "--inject", "README.md", "--check").status == 1)
        let changed = await harness("docs", "m", "--inject", "README.md")
        #expect(changed.status == 0)
        #expect(changed.output == "README.md\n")
        #expect(await harness("docs", "m", "--inject", "README.md").output == "")
        #expect(await harness("docs", "m", "--inject", "README.md", "--check").status == 0)
        let text = try String(contentsOf: harness.folder.appending(path: "README.md"), encoding: .utf8)
        #expect(text.hasPrefix("# M\n\n<!-- BEGIN MARTLET DOCS -->\n\n## Inputs\n"))
        #expect(text.hasSuffix("|\n\n<!-- END MARTLET DOCS -->\n"))
    }

    @Test func `what cannot be done is said`() async throws {
        let harness = try CommandHarness(files: ["m/module.yaml": Self.module, "README.md": "# M\n"])
        let unmarked = await harness("docs", "m", "--inject", "README.md")
        #expect(unmarked.status == 1)
        #expect(unmarked.messages.contains("C032") && unmarked.messages.contains("BEGIN MARTLET DOCS"))
        #expect(await harness("docs", "m", "--inject", "nothing.md").messages.contains("C030"))
        #expect(await harness("docs", "nowhere").messages.contains("L012"))
        #expect(await harness("docs", "m", "--out", "a", "--inject", "b").status == 64)
        let type = await harness("schema", "--type", "azure.subne")
        #expect(type.status == 1)
        #expect(type.messages.contains("C031") && type.messages.contains("Did you mean `azure.subnet`?"))
        #expect(await harness("schema", "stack", "--stack", ".").status == 64)
    }

    @Test func `the tables of shipped stacks are up to date`() async throws {
        let root = Fixtures.packageRoot.appending(path: "stacks")
        for name in try FileManager.default.contentsOfDirectory(atPath: root.path).sorted() {
            let readme = root.appending(path: "\(name)/README.md")
            guard let text = try? String(contentsOf: readme, encoding: .utf8), text.contains("BEGIN MARTLET DOCS")
            else {
                continue
            }
            let harness = try CommandHarness(stack: "stacks/\(name)")
            let run = await harness("docs", "--inject", "README.md", "--check")
            #expect(run.status == 0, "run `martlet docs stacks/\(name) --inject stacks/\(name)/README.md`: \(run.text)")
        }
    }
}
