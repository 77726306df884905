import MartletLanguage
import MartletModel
import Testing

@testable import MartletCommands

@Suite struct ModuleDocumentTests {
    private struct OneFile: FileReading {
        let name: String
        let text: String

        func read(_ path: String, limit: Int) throws(FileFault) -> [UInt8] {
            guard path == name else { throw .missing }
            return Array(text.utf8)
        }

        func names(in folder: String) throws(FileFault) -> [String] { [name] }
    }

    @Test func `a module is described in tables`() throws {
        let text = """
            martlet: 1
            variables:
              size: {type: "object({a = string, b = optional(number, 3)})", description: "How | large.\\nReally."}
              code: {type: string, default: "`x`", sensitive: true, nullable: false, deprecated: "use size"}
            resources:
              a: {type: core.data, when: "${var.size != null}"}
              b: {type: azure.subnet, for_each: [1], provider: west}
            data:
              d: {type: kubernetes.object}
            modules:
              m: {source: ../m, for_each: [1]}
            outputs:
              id: {value: 1, description: The id.}
            checks:
              c: {type: neo4j.query, blocking: true}
            """
        let outline = try ModuleOutline.read("m", files: OneFile(name: "m/module.yaml", text: text))
        #expect(
            ModuleDocument(outline).text == """
                ## Inputs

                | name | description | type | default |
                |---|---|---|---|
                | `size` | How \\| large.<br>Really. | `object({a = string, b = optional(number)})` | required |
                | `code` | A secret. Not null. **Deprecated:** use size | `string` | `` "`x`" `` |

                ## Outputs

                | name | description |
                |---|---|
                | `id` | The id. |

                ## Resources

                | name | type | how many |
                |---|---|---|
                | `a` | `core.data` | none or one |
                | `b` | `azure.subnet` | one for each |

                ## Data sources

                | name | type | how many |
                |---|---|---|
                | `d` | `kubernetes.object` | one |

                ## Modules

                | name | source | how many |
                |---|---|---|
                | `m` | `../m` | one for each |

                ## Checks

                | name | type | keeps from committing |
                |---|---|---|
                | `c` | `neo4j.query` | yes |

                ## Providers

                | name | connections |
                |---|---|
                | `azure` | `west` |
                | `core` | the default |
                | `kubernetes` | the default |
                | `neo4j` | the default |
                """)
    }

    @Test func `the marked part of a text is replaced`() {
        let (begin, end) = (MarkedSection.begin, MarkedSection.end)
        #expect(
            MarkedSection.replacing(in: "a\n\(begin)\nold\n\(end)\nb\n", with: "new")
                == "a\n\(begin)\n\nnew\n\n\(end)\nb\n")
        #expect(MarkedSection.replacing(in: "\(begin)\(end)", with: "") == "\(begin)\n\n\n\n\(end)")
        for text in ["", begin, "\(end)\(begin)", "\(begin)\(end)\(begin)\(end)", "\(end)\(begin)\(end)"] {
            #expect(MarkedSection.replacing(in: text, with: "x") == nil)
        }
    }
}
