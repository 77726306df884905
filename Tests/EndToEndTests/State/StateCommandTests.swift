import Foundation
import Testing

/// `state list|show|mv|rm|pull|push`, and the history of what they did.
struct StateCommandTests {
    private let stack = """
        martlet: 1
        name: surgery
        resources:
          password: {type: core.password, body: {length: 20}}
          note: {type: core.data, body: {input: "${resource.password.result}"}}
          page: {type: core.data, for_each: [home, cart], body: {input: "${each.key}"}, depends_on: [resource.note]}
        outputs:
          of: {value: "${resource.note.id}"}
        """

    private func applied() async throws -> CommandHarness {
        let martlet = try CommandHarness(files: ["stack.yaml": stack])
        let apply = await martlet("apply", "--auto-approve", "--message", "first try")
        #expect(apply.status == 0, "\(apply.text)")
        return martlet
    }

    private func names(_ martlet: CommandHarness, _ more: String...) async -> [String] {
        await martlet.run(["state", "list"] + more).output.split(separator: "\n").compactMap {
            $0.split(separator: " ").first.map(String.init)
        }
    }

    @Test func `a list takes addresses and patterns`() async throws {
        let martlet = try await applied()
        #expect(await names(martlet) == ["note", "page[\"cart\"]", "page[\"home\"]", "password"])
        #expect(await names(martlet, "page") == ["page[\"cart\"]", "page[\"home\"]"])
        #expect(await names(martlet, "*o*e*") == ["note", "page[\"home\"]"])
        #expect(await names(martlet, "p*") == ["page[\"cart\"]", "page[\"home\"]", "password"])
        #expect(await names(martlet, "nothing*") == [])
        let json = await martlet("state", "list", "--json", "note").output
        #expect(json.contains(#""format":"martlet.state-list/1""#) && json.contains(#""address":"note""#))
    }

    @Test func `show redacts unless it is asked to reveal`() async throws {
        let martlet = try await applied()
        let shown = await martlet("state", "show", "password")
        #expect(shown.status == 0 && shown.output.contains("result = <redacted>"), "\(shown.text)")
        let revealed = await martlet("state", "show", "password", "--reveal").output
        #expect(revealed.firstMatch(of: /result = "[^"]{20,}"/) != nil, "\(revealed)")
        let near = await martlet("state", "show", "pasword")
        #expect(near.status == 1 && near.messages.contains("Did you mean `password`?"), "\(near.text)")
    }

    @Test func `mv takes instances and dependents along, rm lets go, and both are history`() async throws {
        let martlet = try await applied()
        #expect(await martlet("state", "mv", "page", "sheet").status == 0)
        #expect(await martlet("state", "mv", "note", "remark").status == 0)
        #expect(await names(martlet) == ["password", "remark", "sheet[\"cart\"]", "sheet[\"home\"]"])
        #expect(await martlet("state", "show", #"sheet["home"]"#).output.contains("depends on remark"))
        let taken = await martlet("state", "mv", "remark", "password")
        #expect(taken.status == 1 && taken.messages.contains("C014"), "\(taken.text)")
        #expect(await martlet("state", "rm", "remark", #"sheet["cart"]"#).status == 0)
        #expect(!(await martlet("state", "show", #"sheet["home"]"#).output.contains("depends on")))
        let history = await martlet("history").output
        #expect(history.contains("state rm remark") && history.contains("state mv page sheet"), "\(history)")
        #expect(history.contains("apply \"first try\""), "\(history)")
        let show = await martlet("history", "show", "4")
        #expect(show.output.contains("- remark  core.data"), "\(show.text)")
        #expect(await martlet("history", "show", "99").messages.contains("S011"))
        let json = await martlet("history", "show", "1", "--json").output
        #expect(json.contains(#""message":"first try""#) && json.contains(#""change":"added""#), "\(json)")
    }

    @Test func `what was pulled can be pushed, and changes nothing`() async throws {
        let martlet = try await applied()
        let pulled = await martlet("state", "pull")
        #expect(pulled.status == 0 && pulled.messages.isEmpty)
        #expect(await martlet("state", "pull").output == pulled.output)
        try martlet.write(pulled.output, to: "pulled.json")
        let push = await martlet("state", "push", "pulled.json")
        #expect(push.status == 0 && push.messages.contains("nothing was changed"), "\(push.text)")
        let changed = pulled.output.replacing(#""preventDestroy":false"#, with: #""preventDestroy":true"#)
        let again = await martlet("state", "push", "-", "--message", "protect", input: [changed])
        #expect(again.status == 0 && again.messages.contains("Revision 2"), "\(again.text)")
        let history = await martlet("history", "show", "2").output
        #expect(history.contains("message  protect"), "\(history)")
        #expect(history.contains("record.protected = false → true"), "\(history)")
        // The first file is older than the state now.
        let older = await martlet("state", "push", "pulled.json")
        #expect(older.status == 1 && older.messages.contains("S019"), "\(older.text)")
        #expect(await martlet("state", "push", "pulled.json", "--force").status == 0)
        #expect(await martlet("plan", "--detailed-exitcode").status == 0)
    }

    @Test func `a push with faults names all of them and writes nothing`() async throws {
        let martlet = try await applied()
        let pulled = await martlet("state", "pull").output
        let broken = pulled.replacing(#""address":"note""#, with: #""address":"password""#)
            .replacing(#/"serial":[0-9]+/#, with: #""serial":-1"#)
        let push = await martlet("state", "push", "-", input: [broken])
        #expect(push.status == 1 && push.messages.contains("`serial` must be"), "\(push.text)")
        #expect(push.messages.contains("Two resources have the address `password`"), "\(push.text)")
        let foreign = pulled.replacing(#/"lineage":"[^"]{36}"/#, with: #""lineage":"another""#)
        let refused = await martlet("state", "push", "-", input: [foreign])
        #expect(refused.status == 1 && refused.messages.contains("S020"), "\(refused.text)")
        #expect(await martlet("history").output.split(separator: "\n").count == 2)
        #expect(await martlet("state", "pull").output == pulled)
    }

    @Test func `a push makes a state where there was none`() async throws {
        let martlet = try await applied()
        try martlet.write(await martlet("state", "pull").output, to: "pulled.json")
        let push = await martlet("state", "push", "pulled.json", "--environment", "copy")
        #expect(push.status == 0, "\(push.text)")
        let pulled = await martlet("state", "pull", "--environment", "copy").output
        #expect(pulled == (await martlet("state", "pull").output))
        let none = await martlet("state", "pull", "--environment", "never")
        #expect(none.status == 1 && none.messages.contains("C045"), "\(none.text)")
    }

    @Test func `secrets of another key are not pushed`() async throws {
        let martlet = try await applied()
        try martlet.write(await martlet("state", "pull").output, to: "pulled.json")
        let key = ["MARTLET_STATE_KEY": String(repeating: "ab", count: 32)]
        let push = await martlet("state", "push", "pulled.json", "--state", "other.state", environment: key)
        #expect(push.status == 1 && push.messages.contains("S009"), "\(push.text)")
        #expect(!FileManager.default.fileExists(atPath: martlet.folder.appending(path: "other.state").path))
    }

    @Test func `a lost key hides secrets and nothing else`() async throws {
        let martlet = try await applied()
        try FileManager.default.removeItem(at: martlet.folder.appending(path: ".martlet/state.key"))
        let status = await martlet("status")
        #expect(status.status == 0 && status.output.contains("Secrets cannot be opened"), "\(status.text)")
        for command in [["history"], ["history", "show", "1"], ["show"], ["state", "list"], ["state", "pull"]] {
            let run = await martlet.run(command)
            #expect(run.status == 0, "\(command) \(run.text)")
        }
        let plan = await martlet("plan")
        #expect(plan.status == 1 && plan.messages.contains("error[S0"), "\(plan.text)")
        let apply = await martlet("apply", "--auto-approve")
        #expect(apply.status == 1, "\(apply.text)")
    }
}
