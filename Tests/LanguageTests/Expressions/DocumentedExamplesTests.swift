import Foundation
import MartletLanguage
import MartletModel
import TestSupport
import Testing

/// The examples of Terraform's documentation. `Oracle/documented.txt` was recorded from Terraform 1.11.4 in the folder
/// `Oracle/files`.
@Suite struct DocumentedExamplesTests {
    static let scope = EmptyScope(
        Surroundings(
            planTime: "2025-01-31T23:59:59Z", folder: OracleTests.folder.appending(path: "files").path(),
            home: "/home/me",
            files: TestFiles.access, randomBytes: { count in (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37) } }))

    @Test func `documented examples give what Terraform gives`() {
        let rows = OracleTests.rows("documented.txt")
        #expect(rows.count >= 268)
        for row in rows {
            let ours = TerraformAnswer.ours(row.expression, in: Self.scope)
            #expect(ours == row.answer, "\(row.expression)")
        }
    }

    @Test func `every function has an example`() {
        let text = OracleTests.text("documented.txt") + Self.timed.map(\.0).joined()
        let missing = OracleTests.terraformFunctions.filter { !text.contains("\($0)(") }
        #expect(missing == [])
    }

    /// What Terraform's console refuses: a literal template, and the time of a plan.
    static let timed: [(String, String)] = [
        ("plantimestamp()", "\"2025-01-31T23:59:59Z\""), ("timestamp()", "\"2025-01-31T23:59:59Z\""),
        ("timestamp() == plantimestamp()", "true"),
        ("templatestring(\"Hello, $${name}!\", {name = \"Jodie\"})", "\"Hello, Jodie!\""),
        ("templatestring(\"%%{for n in names}$${n};%%{endfor}\", {names = [\"a\", \"b\"]})", "\"a;b;\""),
        ("uuid()", "\"00254a6f-94b9-4e03-a84d-7297bce1062b\""),
    ]

    @Test(arguments: timed) func `time, chance and templates come from outside`(expression: String, answer: String) {
        #expect(outcome(evaluate(expression, in: Self.scope)) == answer)
    }

    @Test(arguments: ["timestamp()", "plantimestamp()", "uuid()", "bcrypt(\"x\")"])
    func `time and chance are unknown where nothing gives them`(expression: String) {
        let evaluated = evaluate(expression)
        #expect(evaluated.value == .unknown(Unknown(.string, .init(isNotNull: true))))
    }

    /// From pyca/bcrypt and openwall.com's test vectors: the salt, the password, the cost and the hash.
    static let passwords: [([UInt8], String, Int, String)] = [
        (
            Array(repeating: [0x10, 0x41, 0x04], count: 5).flatMap(\.self) + [0x10], "", 5,
            "$2a$05$CCCCCCCCCCCCCCCCCCCCC.7uG0VCzI2bS7j6ymqJi9CdcdxiRTWNy"
        ),
        (
            Array(repeating: [0x65, 0x96, 0x59], count: 5).flatMap(\.self) + [0x65], "pässwörd", 4,
            "$2a$04$XXXXXXXXXXXXXXXXXXXXXOnd2gefxtKc2upYc.Dpqyp3jduFqueZW"
        ),
    ]

    @Test(arguments: passwords) func `passwords are hashed as bcrypt does`(
        salt: [UInt8], password: String, cost: Int, hash: String
    ) {
        let scope = EmptyScope(Surroundings(randomBytes: { _ in salt }))
        #expect(evaluate("bcrypt(\"\(password)\", \(cost))", in: scope).value.stringValue == hash)
    }
}

/// The disk, as functions see it.
enum TestFiles {
    static let access = FileAccess(
        read: { path in
            guard let data = FileManager.default.contents(atPath: path) else {
                return .failure(FunctionFault("no file exists at \(path)"))
            }
            return .success(Array(data))
        },
        exists: { .success(FileManager.default.fileExists(atPath: $0)) },
        list: { folder in
            let found = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
            return found.filter { path in
                var isFolder: ObjCBool = false
                return FileManager.default.fileExists(atPath: "\(folder)/\(path)", isDirectory: &isFolder)
                    && !isFolder.boolValue
            }
        })
}
